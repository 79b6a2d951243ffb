"""What the benchmarks share: servers on one core, the load generator on the other, everything on loopback and bounded."""

import contextlib
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SERVER_CORE, LOAD_CORE = "0", "1"
# A higher weight keeps foreign load on a shared machine out of the ratios; only root may ask for it.
NICE = ("nice", "-n", "-15") if os.geteuid() == 0 else ()


@dataclass(frozen=True)
class Case:
    """One thing to ask for, again and again: a name, the server's process, an address, request headers."""

    name: str
    process: int
    url: str
    headers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rate:
    """Requests per second of the server's CPU time, requests per second of the clock, 99th percentile in milliseconds.

    A server that fills its core has both rates alike; on a shared machine only the first is its own.
    """

    per_cpu_second: float
    per_second: float
    p99_ms: float


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def server(command: Sequence[str], address: str, environment: Mapping[str, str] | None = None) -> Iterator[int]:
    """A server pinned to its core, from its first answer on; yields its process id."""
    pinned = [*NICE, "taskset", "-c", SERVER_CORE, *command]
    with subprocess.Popen(
        pinned, cwd=ROOT, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL
    ) as process:
        try:
            wait_for(address, process)
            yield process.pid
        finally:
            process.terminate()
            process.wait(20)


def wait_for(address: str, process: subprocess.Popen[bytes], limit: float = 60) -> None:
    """Until the address answers."""
    end = time.monotonic() + limit
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.02)
    sys.exit(f"{address} antwortet nicht.")


def portal(data: Path, port: int, content: Path | None = None) -> contextlib.AbstractContextManager[int]:
    """The portal as `kuemmerer serve` runs it."""
    environment = {"KUEMMERER_PORT": str(port), "KUEMMERER_DATA": str(data), "KUEMMERER_LOG_LEVEL": "error"}
    if content is not None:
        environment["KUEMMERER_CONTENT"] = str(content)
    command = [sys.executable, "-c", "from kuemmerer.cli import main; main()", "serve"]
    return server(command, f"http://127.0.0.1:{port}/api/v1/health/live", environment)


def measure(cases: Sequence[Case], rounds: int, seconds: int, connections: int = 16) -> dict[str, Rate]:
    """All cases in turn, `rounds` times, so that a busy minute hits all of them; medians."""
    seen: dict[str, list[Rate]] = {case.name: [] for case in cases}
    for _ in range(rounds):
        for case in cases:
            seen[case.name].append(_wrk(case, seconds, connections))
    return {
        name: Rate(
            statistics.median(rate.per_cpu_second for rate in rates),
            statistics.median(rate.per_second for rate in rates),
            statistics.median(rate.p99_ms for rate in rates),
        )
        for name, rates in seen.items()
    }


def _wrk(case: Case, seconds: int, connections: int) -> Rate:
    headers = [word for header in case.headers for word in ("-H", header)]
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", *headers, case.url]
    before = cpu_seconds(case.process)
    done = subprocess.run([*NICE, "taskset", "-c", LOAD_CORE, *command], capture_output=True, text=True, check=True)
    used = cpu_seconds(case.process) - before
    count = re.search(r"(\d+) requests in", done.stdout)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s)", done.stdout)
    if count is None or rate is None or slow is None or "Non-2xx" in done.stdout:
        sys.exit(f"{case.name}: {done.stdout}")
    return Rate(int(count[1]) / used, float(rate[1]), float(slow[1]) * {"us": 0.001, "ms": 1, "s": 1000}[slow[2]])


def cpu_seconds(process: int) -> float:
    """CPU time of a process, its threads and its children so far."""
    tasks = list(Path(f"/proc/{process}/task").iterdir())
    own = sum(int((task / "schedstat").read_text("ascii").split()[0]) for task in tasks) / 1e9
    children = [int(child) for task in tasks for child in (task / "children").read_text("ascii").split()]
    return own + sum(cpu_seconds(child) for child in children)


def need(*tools: str) -> None:
    """End with a sentence if a tool is missing."""
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if missing:
        sys.exit(f"Es fehlt: {', '.join(missing)}. Debian: apt-get install nginx-light wrk")


def verdict(name: str, value: float, bar: float, at_least: bool, unit: str = "") -> bool:
    """Print one line with what was reached and what was asked for; whether it was reached."""
    reached = value >= bar if at_least else value <= bar
    sign = "≥" if at_least else "≤"
    print(f"{'ok  ' if reached else 'MISS'} {name}: {value:.2f}{unit} ({sign} {bar}{unit})")
    return reached
