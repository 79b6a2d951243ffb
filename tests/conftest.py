"""The cast and what all tests share: the village (tests/village), its portal in process, articles out of docstrings.

Kirnbach and Mittertal share a Verwaltungsgemeinschaft, Unterfeld lies in the next district. Today is always the same day.
"""

import asyncio
import inspect
import shutil
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx
import pytest
from hypothesis import settings

from kuemmerer.app import create_app
from kuemmerer.base.defects import Defect
from kuemmerer.content.kinds import KIND_BY_FOLDER
from kuemmerer.content.model import Article
from kuemmerer.settings import ROOT, Settings
from kuemmerer.snapshot import Snapshot, check_content, load_snapshot
from kuemmerer.web.front import Front

TODAY = date(2026, 11, 25)
VILLAGE = Path(__file__).parent / "village"

# The machine that runs the tests may be busy: time is measured in benchmarks/, not here.
settings.register_profile("kuemmerer", deadline=None, max_examples=50, print_blob=True)
settings.load_profile("kuemmerer")


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
        request.stream = Pieces(list(request.stream))  # type: ignore[arg-type]  # synchronous until here
        return asyncio.run_coroutine_threadsafe(self._ask(request), self._loop).result(30)

    async def _ask(self, request: httpx.Request) -> httpx.Response:
        answer = await self._inner.handle_async_request(request)
        body = b"".join([part async for part in answer.stream])  # type: ignore[union-attr]  # asynchronous here
        return httpx.Response(answer.status_code, headers=answer.headers, stream=httpx.ByteStream(body))

    @contextmanager
    def running(self) -> Iterator[None]:
        """The lifespan, from the moment the index can be searched and the last page is prepared."""
        inner = self.app.app
        context = inner.router.lifespan_context(inner)  # type: ignore[attr-defined]  # Front knows it as any ASGI application
        asyncio.run_coroutine_threadsafe(context.__aenter__(), self._loop).result(30)
        try:
            for _ in range(600):
                if inner.state.portal.index is not None and "/api" in self.app.store.answers:  # type: ignore[attr-defined]
                    break
                time.sleep(0.05)
            yield
        finally:
            asyncio.run_coroutine_threadsafe(context.__aexit__(None, None, None), self._loop).result(30)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()


@contextmanager
def served(content: Path, data: Path, **more: object) -> Iterator[httpx.Client]:
    """A client of a portal with this content; `more` are further settings."""
    transport = InProcess(create_app(Settings(content=content, data=data, **more), today=lambda: TODAY))  # type: ignore[arg-type]
    with transport.running(), httpx.Client(transport=transport, base_url="http://localhost") as client:
        yield client


@pytest.fixture(scope="session")
def village() -> Snapshot:
    """The invented library with all ten kinds."""
    return load_snapshot(VILLAGE)


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the village's portal."""
    with served(VILLAGE, tmp_path_factory.mktemp("data")) as client:
        yield client


@pytest.fixture(scope="session")
def real_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the portal with the real content; its index takes some seconds, so few tests use it."""
    with served(ROOT / "content", tmp_path_factory.mktemp("real")) as client:
        yield client


@pytest.fixture
def village_copy(tmp_path: Path) -> Path:
    """The village as a folder that may be changed."""
    return shutil.copytree(VILLAGE, tmp_path / "village")


@pytest.fixture
def read(request: pytest.FixtureRequest, village_copy: Path) -> Callable[[str], tuple[Article | None, list[Defect]]]:
    """`read("glossar/umlage.md")`: the docstring of the test as this file of the village, and its defects."""

    def article(path: str) -> tuple[Article | None, list[Defect]]:
        (village_copy / path).write_text(inspect.cleandoc(request.function.__doc__ or "") + "\n", "utf-8")
        folder, _, name = path.partition("/")
        found = load_snapshot(village_copy).library.get(f"{KIND_BY_FOLDER[folder].kind}/{name.removesuffix('.md')}")
        return found, [defect for defect in check_content(village_copy, TODAY) if str(defect.path) == path]

    return article
