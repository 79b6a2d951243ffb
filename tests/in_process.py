"""The portal in process: the application as it is served, lifespan included, without a network."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx

from kuemmerer.app import create_app
from kuemmerer.settings import Settings
from kuemmerer.web.front import Front

TODAY = date(2026, 11, 25)


class Pieces(httpx.AsyncByteStream):
    """A body in the pieces in which it was given."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            yield piece


class InProcess(httpx.BaseTransport):
    """Talks to the application as it is served, lifespan included, without a network.

    The loop runs in a thread of its own: the application's tasks go on between two requests.
    """

    def __init__(self, app: Front) -> None:
        self.app = app
        self._inner = httpx.ASGITransport(app, raise_app_exceptions=False)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = Pieces(list(request.stream))  # type: ignore[arg-type]  # synchronous on this side
        sent = httpx.Request(request.method, request.url, headers=request.headers, stream=body)
        return asyncio.run_coroutine_threadsafe(self._ask(sent), self._loop).result(30)

    async def _ask(self, request: httpx.Request) -> httpx.Response:
        answer = await self._inner.handle_async_request(request)
        body = b"".join([part async for part in answer.stream])  # type: ignore[union-attr]  # asynchronous here
        return httpx.Response(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(body))

    def close(self) -> None:
        """Stop the loop. httpx calls this when its client is closed."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    @contextmanager
    def running(self, patience: int = 30) -> Iterator[None]:
        """The lifespan, from the moment the index can be searched and the last page is prepared, or `patience` seconds."""
        inner = self.app.app
        context = inner.router.lifespan_context(inner)  # type: ignore[attr-defined]  # Front knows it as any ASGI application
        asyncio.run_coroutine_threadsafe(context.__aenter__(), self._loop).result(30)
        try:
            for _ in range(20 * patience):
                if inner.state.portal.index is not None and "/api" in self.app.store.answers:  # type: ignore[attr-defined]
                    break
                time.sleep(0.05)
            yield
        finally:
            asyncio.run_coroutine_threadsafe(context.__aexit__(None, None, None), self._loop).result(30)


@contextmanager
def served(content: Path, data: Path, **more: object) -> Iterator[httpx.Client]:
    """A client of a portal with this content; `more` are further settings."""
    transport = InProcess(create_app(Settings(content=content, data=data, **more), today=lambda: TODAY))  # type: ignore[arg-type]
    with httpx.Client(transport=transport, base_url="http://localhost") as client, transport.running():
        yield client
