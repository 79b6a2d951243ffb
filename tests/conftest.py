"""The cast and what all tests share: the village (tests/village), its portal in process, articles out of docstrings.

Kirnbach and Mittertal share a Verwaltungsgemeinschaft, Unterfeld lies in the next district. Today is always the same day.
"""

import inspect
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
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

from .in_process import TODAY, InProcess, served

VILLAGE = Path(__file__).parent / "village"

# The machine that runs the tests may be busy: time is measured in benchmarks/, not here.
settings.register_profile("kuemmerer", deadline=None, max_examples=50, print_blob=True)
settings.load_profile("kuemmerer")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright keeps an event loop in its process, and others want their own."""
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.fixture(scope="session")
def village() -> Snapshot:
    """The invented library with all ten kinds."""
    return load_snapshot(VILLAGE)


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the village's portal."""
    with served(VILLAGE, tmp_path_factory.mktemp("data")) as client:
        yield client


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[Path], httpx.Client]]:
    """`serve(folder)`: a client of a portal that follows the files of this folder."""
    with ExitStack() as stack:
        yield lambda content: stack.enter_context(served(content, tmp_path / "data", reload=True))


@pytest.fixture(scope="session")
def real_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the portal with the real content, without its index: that one takes some seconds to build."""
    settings = Settings(content=ROOT / "content", data=tmp_path_factory.mktemp("real"))
    with InProcess(create_app(settings, today=lambda: TODAY)) as transport:
        yield httpx.Client(transport=transport, base_url="http://localhost")


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
