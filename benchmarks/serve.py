"""Requests per second, as ratios in one run: the portal beside nginx, a bare FastAPI hello and a bare layer.

    python benchmarks/serve.py [rounds]

Absolute rates say more about the machine than about the portal; ratios taken in turn do not. One core serves, the other asks.
Rates are per second of CPU time, because a shared machine takes the clock away but not the work.
"""

import contextlib
import json
import sys
import tempfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from lab import Case, free_port, measure, need, portal, server, verdict

NGINX = """
worker_processes 1; daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; keepalive_requests 1000000; etag on; open_file_cache max=10;
    server {{ listen 127.0.0.1:{port}; root {folder}; default_type text/html; }}
}}
"""
UVICORN = [
    sys.executable,
    "-m",
    "uvicorn",
    "--no-access-log",
    "--log-level",
    "error",
    "--http",
    "httptools",
    "--loop",
    "uvloop",
]
BARE = """
from pathlib import Path
from hello import bare_layer
app = bare_layer(Path("{page}"))
"""
BROTLI = "Accept-Encoding: gzip, deflate, br"
PAGE_BYTES = 20_000
API_READS = (
    "/api/v1/articles",
    "/api/v1/articles/instrument/zweckverband",
    "/api/v1/navigator",
    "/api/v1/municipalities/09162000",
    "/api/v1/articles?kind=instrument&limit=10",
)


def main(rounds: int) -> bool:
    """Start all servers, measure them in turn, compare with the bars; whether all were reached."""
    need("nginx", "wrk", "taskset")
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as running:
        folder = Path(name)
        folder.chmod(0o755)
        ours, nginx, hello, bare = (
            Server(f"http://127.0.0.1:{port}", port) for port in (free_port() for _ in range(4))
        )
        ours.process = running.enter_context(portal(folder / "data", ours.port))
        path, page = page_of_size(ours.address)
        (folder / "page").write_bytes(page)
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=nginx.port), "utf-8")
        (folder / "bare.py").write_text(BARE.format(page=folder / "page"), "utf-8")
        here = {"PYTHONPATH": f"{Path(__file__).parent}:{folder}"}
        for one, command, address in (
            (nginx, ["nginx", "-c", str(folder / "nginx.conf")], "/page"),
            (hello, [*UVICORN, "hello:app", "--port", str(hello.port)], "/"),
            (bare, [*UVICORN, "bare:app", "--port", str(bare.port)], "/page"),
        ):
            one.process = running.enter_context(server(command, one.address + address, here))
        return compare(path, ours, nginx, hello, bare, rounds)


@dataclass
class Server:
    """Where a server listens, and as which process."""

    address: str
    port: int
    process: int = 0

    def case(self, name: str, path: str, *headers: str) -> Case:
        """One thing to ask it for."""
        return Case(name, self.process, self.address + path, headers)


def page_of_size(ours: str) -> tuple[str, bytes]:
    """The article page that is nearest to 20 kB."""
    articles = json.loads(read(f"{ours}/api/v1/articles?limit=100"))["items"]
    pages = [(item["url"], read(ours + item["url"])) for item in articles]
    return min(pages, key=lambda page: abs(len(page[1]) - PAGE_BYTES))


def read(address: str) -> bytes:
    """The plain body."""
    with urllib.request.urlopen(address) as answer:
        body: bytes = answer.read()
        return body


def tag_of(address: str) -> str:
    """The ETag of the compressed answer."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request) as answer:
        return str(answer.headers["ETag"])


def compare(path: str, ours: Server, nginx: Server, hello: Server, bare: Server, rounds: int) -> bool:
    """Measure and judge."""
    cases = [
        nginx.case("nginx", "/page"),
        nginx.case("nginx 304", "/page", f"If-None-Match: {tag_of(f'{nginx.address}/page')}"),
        hello.case("hello", "/"),
        bare.case("bare layer", "/page", BROTLI),
        ours.case("page", path, BROTLI),
        ours.case("page 304", path, BROTLI, f"If-None-Match: {tag_of(ours.address + path)}"),
        *(ours.case(read, read, BROTLI) for read in API_READS),
    ]
    rates = measure(cases, rounds, seconds=2)
    print(f"Seite {path}, {rounds} Runden zu 2 s, 16 Verbindungen, ein Kern; Anfragen je CPU-Sekunde, je Sekunde, p99")
    for name, rate in rates.items():
        print(f"     {name:45} {rate.per_cpu_second:9.0f} {rate.per_second:9.0f} {rate.p99_ms:8.2f} ms")

    def ratio(one: str, other: str) -> float:
        return rates[one].per_cpu_second / rates[other].per_cpu_second

    reached = [
        verdict("prepared page / nginx static", ratio("page", "nginx"), 0.30, at_least=True),
        verdict("prepared page / FastAPI hello", ratio("page", "hello"), 2.2, at_least=True),
        verdict("304 / nginx 304", ratio("page 304", "nginx 304"), 0.36, at_least=True),
        verdict("cost of the whole stack", 100 * (1 - ratio("page", "bare layer")), 15, at_least=False, unit=" %"),
        *(verdict(f"{read} / FastAPI hello", ratio(read, "hello"), 0.7, at_least=True) for read in API_READS),
    ]
    return all(reached)


if __name__ == "__main__":
    sys.exit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 5) else 1)
