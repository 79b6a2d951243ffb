"""Which real cases are most like this one: by task, form, application and topic. Failed ones are named as such."""

from dataclasses import dataclass

from kuemmerer.content.kinds import Example, Outcome
from kuemmerer.content.library import Library
from kuemmerer.navigator.model import Evaluation, Task, Verdict

MAX_EXAMPLES = 8
OUTCOME_LABELS = {
    Outcome.RUNNING: "läuft",
    Outcome.ENDED: "beendet",
    Outcome.FAILED: "gescheitert",
    Outcome.PLANNED: "geplant",
}


@dataclass(frozen=True)
class SimilarExample:
    """A case and what it has in common with the project."""

    example: Example
    because: str


def examples_for(library: Library, task: Task | None, evaluation: Evaluation) -> tuple[SimilarExample, ...]:
    """The most similar cases: same task counts most, then application and form, then topic."""
    forms = [result.form.slug for result in evaluation.forms if result.verdict is not Verdict.EXCLUDED][:3]
    rated = [(rating, example) for example in library.of(Example) if (rating := _rate(example, task, forms))[0] > 1]
    rated.sort(key=lambda item: (-item[0][0], item[1].slug))
    return tuple(SimilarExample(example, because) for (_, because), example in rated[:MAX_EXAMPLES])


def _rate(example: Example, task: Task | None, forms: list[str]) -> tuple[int, str]:
    points, shared = 0, []
    if task is not None and task.slug in example.tasks:
        points += 4
        shared.append("dieselbe Aufgabe")
    if task is not None and task.application is not None and example.application == task.application:
        points += 2
        shared.append("derselbe Anwendungsfall")
    if task is not None and example.application in (task.frames if task else ()):
        points += 3
        shared.append("dieselbe Förderkulisse")
    if example.form in forms:
        points += 2 if example.form == forms[0] else 1
        shared.append("dieselbe Form")
    if task is not None and task.topic in example.topics:
        points += 1
        shared.append("dasselbe Thema")
    return points, ", ".join(shared)
