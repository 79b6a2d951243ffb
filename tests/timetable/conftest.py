"""The shipped procedures, and the portal behind its door."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import httpx
import pytest

from kuemmerer.app import create_app
from kuemmerer.settings import Settings
from kuemmerer.timetable.load import load_procedures
from kuemmerer.timetable.model import Procedures

CONTENT = Path(__file__).parents[2] / "content"
TODAY = date(2026, 11, 25)
Ask = Callable[..., httpx.Response]


@pytest.fixture(scope="session")
def procedures() -> Procedures:
    """The shipped procedures."""
    loaded, defects = load_procedures(CONTENT)
    assert defects == []
    return loaded


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """GET a path, or POST it where a body is given."""
    application = create_app(Settings(data=tmp_path_factory.mktemp("data")), today=lambda: TODAY)

    def send(path: str, body: object = None) -> httpx.Response:
        async def get() -> httpx.Response:
            transport = httpx.ASGITransport(application)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
                return await (http.get(path) if body is None else http.post(path, json=body))

        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, get()).result()

    return send
