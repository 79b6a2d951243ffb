"""A portal on the real content with a database of its own, and a visitor who fills in forms."""

import asyncio
import re
from collections.abc import Callable, Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from kuemmerer.app import create_app
from kuemmerer.feedback.limits import SubmissionLimit
from kuemmerer.feedback.model import Feedback
from kuemmerer.feedback.store import received_since
from kuemmerer.settings import Settings
from kuemmerer.web.db import Database
from kuemmerer.web.front import Front

T = TypeVar("T")
ARTICLE = "instrument/zweckverband"
KEY = "abcdefghijklmnop-1"


class Portal:
    """The application as it is served, front layer included, without a network, on a database of its own."""

    def __init__(self, app: Front, url: str, per_hour: int = 100) -> None:
        self.app = app
        self.database = Database(url)
        state = app.app.state  # type: ignore[attr-defined]  # Front knows it as any ASGI application
        state.database, state.feedback_limit = self.database, SubmissionLimit(per_hour)

    def get(self, path: str) -> httpx.Response:
        """One page."""
        return self.run(lambda http: http.get(path))

    def post(
        self, *, headers: Mapping[str, str] | None = None, address: str = "127.0.0.1", **fields: str
    ) -> httpx.Response:
        """The form about an article, filled in; `fields` change or add some."""
        return self.send(
            {"artikel": ARTICLE, "text": "Art. 17 ist falsch zitiert.", "schluessel": KEY} | fields, headers, address
        )

    def send(
        self, form: Mapping[str, str], headers: Mapping[str, str] | None = None, address: str = "127.0.0.1"
    ) -> httpx.Response:
        """Exactly this form."""
        return self.run(lambda http: http.post("/rueckmeldung", data=dict(form), headers=headers), address)

    def run(self, visit: Callable[[httpx.AsyncClient], Coroutine[Any, Any, T]], address: str = "127.0.0.1") -> T:
        """Anything a client can do."""

        async def inside() -> T:
            transport = httpx.ASGITransport(self.app, client=(address, 1))
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
                return await visit(http)

        # In a thread of its own: the browser tests leave a running loop in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, inside()).result()

    def stored(self) -> list[Feedback]:
        """What is in the database."""
        return list(self.database.submit(lambda session: received_since(session, None)).result(20))


def hidden(html: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)">', html)
    assert found is not None
    return found[1]


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> Front:
    """Made once: reading all content takes a while."""
    return create_app(Settings(data=tmp_path_factory.mktemp("data")), today=lambda: date(2026, 11, 22))


@pytest.fixture
def portal(application: Front, tmp_path: Path) -> Iterator[Portal]:
    it = Portal(application, f"sqlite:///{tmp_path}/kuemmerer.sqlite3")
    yield it
    it.database.close()
