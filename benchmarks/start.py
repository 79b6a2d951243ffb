"""From the start of the process to the first page, and resident memory when everything is warm: python benchmarks/start.py

With 100 and with 1,000 articles, made from ours: some left out, or copied under new names. Every start has an empty data folder; the
files are in the cache of the system. Best of the rounds, because what a shared machine adds is not ours.
"""

import compileall
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from lab import NICE, ROOT, cpu_seconds, free_port, verdict

from kuemmerer.content.kinds import KINDS

ROUNDS = 3
FIRST_PAGE_BARS = {100: 1.5, 1000: 3.0}  # seconds
MEMORY_BAR = 160.0  # MiB
# What the rules of the navigator stand on is never left out.
ALWAYS = ("instrumente", "themen")
_ALIASES = re.compile(r"^aliases:.*\n(?:[ -].*\n)*", re.MULTILINE)


@dataclass(frozen=True)
class Start:
    """Seconds of the clock and of CPU until the first page; later MiB resident and seconds until all was warm."""

    seconds: float
    cpu: float
    mebibytes: float
    warm_after: float


def make_content(target: Path, articles: int) -> None:
    """The content folder with exactly so many articles."""
    shutil.copytree(ROOT / "content", target)
    files = [path for kind in KINDS for path in sorted((target / kind.folder).glob("*.md"))]
    spare = [path for path in files if path.parent.name not in ALWAYS]
    for path in spare[len(spare) - max(0, len(files) - articles) :]:
        path.unlink()
    # Each word of the glossary exists once; everything else may exist several times.
    originals = [path for path in files if path.parent.name != "glossar"]
    for number in range(articles - len(files)):
        path = originals[number % len(originals)]
        copy = path.with_name(f"{path.stem}-{number // len(originals) + 2}.md")
        copy.write_text(_ALIASES.sub("", path.read_text("utf-8")), "utf-8")


def start_once(content: Path) -> Start:
    """One cold start: empty data folder, first page, then everything warm."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as data:
        settings = {"PORT": str(port), "DATA": data, "CONTENT": str(content), "LOG_LEVEL": "error"}
        environment = {**os.environ, **{f"KUEMMERER_{name}": value for name, value in settings.items()}}
        command = [*NICE, sys.executable, "-c", "from kuemmerer.cli import main; main()", "serve"]
        begin = time.monotonic()
        # Copies and gaps are defects, and defects are logged: that is not what is measured here.
        with subprocess.Popen(
            command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        ) as process:
            try:
                wait_for_answer(f"{address}/", process, pause=0.01)
                seconds, cpu = time.monotonic() - begin, cpu_seconds(process.pid)
                # The index comes first, the other pages after it.
                wait_for_answer(f"{address}/api/v1/search?q=bauhof", process, pause=0.5)
                wait_until_idle(process.pid)
                return Start(seconds, cpu, resident_mebibytes(process.pid), time.monotonic() - begin)
            finally:
                process.terminate()


def wait_for_answer(address: str, process: subprocess.Popen[bytes], pause: float) -> None:
    """Ask until the answer is there."""
    while process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=30) as answer:
            answer.read()
            return
        time.sleep(pause)
    sys.exit("Das Portal startet nicht.")


def wait_until_idle(process: int) -> None:
    """Pages are prepared in the background; two seconds with hardly any work mean that is over."""
    while True:
        before = cpu_seconds(process)
        time.sleep(2)
        if cpu_seconds(process) - before < 0.02:
            return


def resident_mebibytes(process: int) -> float:
    """Resident memory now."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def main() -> bool:
    """Measure and judge."""
    compileall.compile_dir(ROOT / "backend", quiet=1)
    reached = []
    for articles, bar in FIRST_PAGE_BARS.items():
        with tempfile.TemporaryDirectory() as folder:
            content = Path(folder) / "content"
            make_content(content, articles)
            starts = [start_once(content) for _ in range(ROUNDS)]
        best = min(starts, key=lambda start: start.seconds)
        print(
            f"     {articles} Artikel: {best.cpu:.2f} s CPU bis zur ersten Seite, nach {best.warm_after:.1f} s alles warm"
        )
        reached.append(verdict(f"first page with {articles} articles", best.seconds, bar, False, " s"))
        mebibytes = min(start.mebibytes for start in starts)
        reached.append(verdict(f"memory with {articles} articles", mebibytes, MEMORY_BAR, False, " MiB"))
    return all(reached)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
