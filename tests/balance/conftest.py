"""A portal on the real content, asked without a network."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import httpx
import pytest

from kuemmerer.app import create_app
from kuemmerer.settings import Settings
from kuemmerer.web.front import Front

Visit = Callable[[httpx.AsyncClient], Coroutine[Any, Any, httpx.Response]]


class Portal:
    """The application as it is served, front layer included."""

    def __init__(self, app: Front) -> None:
        self.app = app

    def ask(self, visit: Visit) -> httpx.Response:
        """Anything a client can do."""

        async def inside() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
                return await visit(http)

        # In a thread of its own: the browser tests leave a running loop in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, inside()).result()

    def get(self, path: str, **parameters: str) -> httpx.Response:
        """One page; parameters are appended."""
        return self.ask(lambda http: http.get(path, params=parameters or None))

    def balance(self, body: object) -> httpx.Response:
        """A case sent to the API."""
        return self.ask(lambda http: http.post("/api/v1/balance", json=body))


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    return Portal(create_app(Settings(data=tmp_path_factory.mktemp("data")), today=lambda: date(2026, 11, 22)))
