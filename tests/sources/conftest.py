"""A web of our own: a server on this machine that can be slow, endless, huge or hostile, and a checker that may ask it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest

from kuemmerer.sources.check import LinkChecker
from kuemmerer.sources.fetch import Fetcher

T = TypeVar("T")
Handler = Callable[["Web", str, str, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Web:
    """What the server was asked: (method, path, host) in order, with the seconds at which it happened."""

    port: int = 0
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    pages: dict[str, bytes] = field(default_factory=dict)
    handlers: dict[str, Handler] = field(default_factory=dict)
    sent: int = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def page(self, path: str, status: str = "200 OK", *headers: str, body: bytes = b"gut") -> None:
        lines = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", "connection: close", *headers, "", ""]
        self.pages[path] = "\r\n".join(lines).encode() + body

    def redirect(self, path: str, to: str, status: str = "301 Moved Permanently") -> None:
        self.page(path, status, f"location: {to}", body=b"")

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            method, path, _ = head.split(" ", 2)
            host = next(line[6:] for line in head.split("\r\n") if line.lower().startswith("host: "))
            self.asked.append((method, path, host))
            self.times.append(asyncio.get_running_loop().time())
            if path in self.handlers:
                await self.handlers[path](self, method, path, writer)
            else:
                answer = self.pages.get(
                    path, b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                )
                writer.write(answer.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if method == "HEAD" else answer)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def of(self, path: str) -> list[str]:
        """The methods this path was asked with."""
        return [method for method, asked, _ in self.asked if asked == path]


@pytest.fixture
def web() -> Web:
    return Web()


def surf(web: Web, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run `work` while the server listens on a free port of this machine."""

    async def run() -> T:
        server = await asyncio.start_server(web.serve, "127.0.0.1", 0)
        web.port = server.sockets[0].getsockname()[1]
        async with server:
            return await work()

    return asyncio.run(run())


async def here(host: str, port: int) -> list[str]:
    """A resolver that finds every name on this machine."""
    return ["127.0.0.1"]


def checker(delay: float = 0.0, timeout: float = 2.0) -> LinkChecker:
    return LinkChecker(Fetcher(allow_loopback=True, resolver=here, timeout=timeout), delay)
