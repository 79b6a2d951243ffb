"""CPU time of the navigator over random cases: python benchmarks/navigator.py [cases]

A case answers some questions with known options and some with »weiß nicht«. An evaluation is verdict and reasons of every form;
the next question, the counterfactuals of all forms and the whole API call are listed beside it.
"""

import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx
from lab import verdict

from kuemmerer.app import create_app
from kuemmerer.navigator.answers import UNKNOWN, Answers
from kuemmerer.navigator.counterfactual import counterfactuals
from kuemmerer.navigator.evaluate import evaluate
from kuemmerer.navigator.intake import read_answers
from kuemmerer.navigator.interview import outlook
from kuemmerer.navigator.load import load_exceptions
from kuemmerer.navigator.model import Rulebook
from kuemmerer.navigator.verify import verify
from kuemmerer.settings import Settings
from kuemmerer.snapshot import load_snapshot

BAR_MS = 2.0
PROOF_BAR_SECONDS = 60.0


def random_cases(rulebook: Rulebook, count: int) -> list[dict[str, list[str]]]:
    """The same cases on every machine."""
    source = random.Random(1)
    cases = []
    for _ in range(count):
        asked = source.sample(rulebook.questions, source.randint(0, len(rulebook.questions)))
        cases.append({question.id: [source.choice([*question.values, UNKNOWN])] for question in asked})
    return cases


def cpu_ms(work: Callable[[Answers], object], cases: list[Answers]) -> list[float]:
    """CPU milliseconds of each case, best of three."""
    times = []
    for case in cases:
        runs = []
        for _ in range(3):
            begin = time.process_time_ns()
            work(case)
            runs.append((time.process_time_ns() - begin) / 1e6)
        times.append(min(runs))
    return times


async def api_ms(cases: list[dict[str, list[str]]]) -> list[float]:
    """CPU milliseconds of the whole call POST /api/v1/navigator/evaluate, in process."""
    times = []
    with tempfile.TemporaryDirectory() as folder:
        front = create_app(Settings(data=Path(folder)), today=lambda: date(2026, 11, 25))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(front), base_url="http://localhost") as client:
            for case in cases:
                content = json.dumps({"answers": case})
                begin = time.process_time_ns()
                answer = await client.post(
                    "/api/v1/navigator/evaluate", content=content, headers={"content-type": "application/json"}
                )
                times.append((time.process_time_ns() - begin) / 1e6)
                answer.raise_for_status()
    return times


def show(name: str, times: list[float]) -> None:
    """One line: median, 95th percentile, worst."""
    cuts = statistics.quantiles(times, n=20)
    print(f"     {name:32} median {statistics.median(times):6.2f}  p95 {cuts[18]:6.2f}  max {max(times):6.2f} ms CPU")


def proving(rulebook: Rulebook) -> float:
    """What `kuemmerer navigator verify` takes."""
    begin = time.process_time()
    verify(rulebook, load_exceptions(Settings().content), path_seconds=600)
    return time.process_time() - begin


def main(count: int) -> bool:
    """Measure and judge."""
    rulebook = load_snapshot(Settings().content).rulebook
    cases = random_cases(rulebook, count)
    answers = [read_answers(rulebook, case) for case in cases]
    evaluations = {id(case): evaluate(rulebook, case) for case in answers}
    evaluating = cpu_ms(lambda case: evaluate(rulebook, case), answers)
    show("evaluation", evaluating)
    show("next question", cpu_ms(lambda case: outlook(rulebook, case, evaluations[id(case)]), answers))
    flips = cpu_ms(
        lambda case: [
            counterfactuals(rulebook, case, result.form, result.verdict) for result in evaluations[id(case)].forms
        ],
        answers,
    )
    show("counterfactuals of all forms", flips)
    show("whole API call", asyncio.run(api_ms(cases[: count // 4])))
    reached = [
        verdict("evaluation, 95th percentile", statistics.quantiles(evaluating, n=20)[18], BAR_MS, False, " ms CPU"),
        verdict("proof of the rulebook", proving(rulebook), PROOF_BAR_SECONDS, False, " s CPU"),
    ]
    return all(reached)


if __name__ == "__main__":
    sys.exit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 400) else 1)
