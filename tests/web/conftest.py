"""The framework behind the front layer, and a portal whose index is not there yet."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest

from kuemmerer.app import create_app
from kuemmerer.settings import Settings

from ..in_process import TODAY, InProcess

VILLAGE = Path(__file__).parents[1] / "village"


@pytest.fixture
def framework(client: httpx.Client) -> Callable[[str], httpx.Response]:
    """Asks FastAPI itself, without the front layer."""
    inner = client._transport.app.app  # type: ignore[attr-defined]  # the transport of tests/conftest.py

    async def ask(path: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(inner), base_url="http://localhost") as direct:
            return await direct.get(path)

    def asked(path: str) -> httpx.Response:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, ask(path)).result()

    return asked


@pytest.fixture
def wire(client: httpx.Client) -> Callable[[bytes, bytes], int]:
    """The status for a path and a query as bytes: a client library would refuse to send many of them."""
    app = client._transport.app  # type: ignore[attr-defined]  # the transport of tests/conftest.py

    async def ask(path: bytes, query: bytes) -> int:
        statuses: list[int] = []

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                statuses.append(int(str(message["status"])))

        # As uvicorn does it.
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": unquote(path.decode("ascii")), "raw_path": path, "query_string": query, "root_path": "",
            "headers": [(b"host", b"localhost")], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8000), "state": {},
        }  # fmt: skip
        await app(scope, receive, send)
        return statuses[0]

    def asked(path: bytes, query: bytes = b"") -> int:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, ask(path, query)).result()

    return asked


@pytest.fixture
def unindexed(tmp_path: Path) -> Iterator[httpx.Client]:
    """A portal that has just started."""
    app = create_app(Settings(content=VILLAGE, data=tmp_path), today=lambda: TODAY)
    with httpx.Client(transport=InProcess(app), base_url="http://localhost") as fresh:
        yield fresh
