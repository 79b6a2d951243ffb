"""create_app: loads the snapshot, hangs in the doors, maps errors to answers."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable
from datetime import date
from typing import TYPE_CHECKING

from fastapi import FastAPI

from kuemmerer.balance import api as balance_api
from kuemmerer.balance import pages as balance_pages
from kuemmerer.changes import pages as changes_pages
from kuemmerer.content import api as content_api
from kuemmerer.content import pages as content_pages
from kuemmerer.documents import api as documents_api
from kuemmerer.documents import pages as documents_pages
from kuemmerer.documents.slots import Slots
from kuemmerer.feedback import pages as feedback_pages
from kuemmerer.feedback.limits import SubmissionLimit
from kuemmerer.navigator import api as navigator_api
from kuemmerer.navigator import pages as navigator_pages
from kuemmerer.norms import api as norms_api
from kuemmerer.norms import pages as norms_pages
from kuemmerer.places import api as places_api
from kuemmerer.search import api as search_api
from kuemmerer.search import pages as search_pages
from kuemmerer.search.usage import Usage
from kuemmerer.settings import Settings
from kuemmerer.snapshot import Portal
from kuemmerer.sources import pages as sources_pages
from kuemmerer.timetable import api as timetable_api
from kuemmerer.timetable import pages as timetable_pages
from kuemmerer.web import docs, errors, health, statics
from kuemmerer.web.assets import Assets
from kuemmerer.web.db import Database, DatabaseUnavailable
from kuemmerer.web.front import Front, Store
from kuemmerer.web.memory import give_back

if TYPE_CHECKING:
    from sqlmodel import Session

log = logging.getLogger("kuemmerer")
# How often the counts of searches are written; a crash loses those of as many seconds.
_COUNTS_SECONDS = 600
# A full disk may have room again: how long to wait before the next attempt to build the index.
_RETRY_SECONDS = 30


def create_app(settings: Settings, today: Callable[[], date] = date.today) -> Front:
    """The whole portal as one ASGI application. Built, not imported: tests build as many as they like."""
    inner = FastAPI(
        title="Kümmerer", lifespan=_lifespan, docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False
    )
    inner.state.settings = settings
    inner.state.today = today
    inner.state.portal = Portal(settings.content, settings.register)
    inner.state.assets = Assets(settings.frontend / "static")
    inner.state.database = Database(settings.database)
    inner.state.search_usage = Usage()
    inner.state.feedback_limit = SubmissionLimit(settings.feedback_per_hour)
    inner.state.document_slots = Slots(settings.documents_at_once)
    errors.install(inner)
    for door in (
        statics,
        health,
        docs,
        balance_pages,  # before the articles: /ausgleich/rechner is none
        balance_api,
        content_pages,
        content_api,
        places_api,
        navigator_pages,
        navigator_api,
        search_pages,
        search_api,
    ):
        inner.include_router(door.router)
    for door in (norms_pages, norms_api, sources_pages, changes_pages):
        inner.include_router(door.router)
    for door in (timetable_pages, timetable_api, documents_pages, documents_api):
        inner.include_router(door.router)
    inner.include_router(feedback_pages.router)
    front = Front(inner, settings.allowed_hosts.split(","))
    inner.state.front = front
    front.store = Store(inner.state.portal.snapshot.version)
    return front


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(_keep_fresh(app)), asyncio.create_task(_keep_counts(app))]
    if app.state.settings.reload:
        tasks.append(asyncio.create_task(_watch(app)))
    yield
    for task in tasks:
        task.cancel()
    await _store_counts(app)
    await asyncio.to_thread(app.state.database.close)


async def _keep_fresh(app: FastAPI) -> None:
    """Warm the pages of each snapshot, and of each new day: what is fresh depends on the date."""
    served: tuple[str, date] | None = None
    tried = 0.0
    while True:
        current = (app.state.portal.snapshot.version, app.state.today())
        if current != served:
            app.state.front.store = Store(current[0])
            served, tried = current, time.monotonic()
            try:
                # The first page, so that the index does not hold it up; then the index, because search has to wait for it.
                await app.state.front.warm(["/"])
                await asyncio.to_thread(_open_index, app)
                await app.state.front.warm(_paths(app))
                give_back()
                app.state.database.prepare()  # last: nobody who only reads needs it
            except Exception:
                # Whatever went wrong, the next content version must still be served.
                log.exception("content version %s is served, but not all of it could be prepared", current[0])
        elif app.state.portal.index is None and time.monotonic() - tried > _RETRY_SECONDS:
            tried = time.monotonic()
            await asyncio.to_thread(_open_index, app)
        await asyncio.sleep(1)


async def _keep_counts(app: FastAPI) -> None:
    while True:
        await asyncio.sleep(_COUNTS_SECONDS)
        await _store_counts(app)


async def _store_counts(app: FastAPI) -> None:
    """Store what was searched for since the last time; without a database it stays in memory."""
    usage: Usage = app.state.search_usage
    tally, today = usage.take(), app.state.today()
    if not tally:
        return

    def add(session: "Session") -> None:
        from kuemmerer.search import store  # here, in the writer's thread: SQLModel is slow to import

        store.add(session, tally, today)

    try:
        await app.state.database.write(add)
    except DatabaseUnavailable as error:
        log.warning("the counts of searches cannot be stored now: %s", error)
        if error.is_settled:  # otherwise they may be stored already, and nothing is counted twice
            usage.give_back(tally)


def _open_index(app: FastAPI) -> None:
    settings: Settings = app.state.settings
    try:
        app.state.portal.open_index(
            settings.data / "index", app.state.today(), settings.search_deadline_ms / 1000, settings.search_engine
        )
    except OSError as error:
        log.error("the search index cannot be written: %s", error)


async def _watch(app: FastAPI) -> None:
    from watchfiles import awatch

    async for _ in awatch(app.state.settings.content):
        try:
            await asyncio.to_thread(app.state.portal.reload)
        except Exception:
            log.exception("the changed content cannot be loaded; the previous one is served")


def _paths(app: FastAPI) -> list[str]:
    snapshot = app.state.portal.snapshot
    prepared = (content_pages, norms_pages, norms_api, sources_pages, changes_pages)
    return [
        *app.state.assets.names(),
        *(address for door in prepared for address in door.addresses(snapshot)),
        *navigator_pages.addresses(),
        *balance_pages.addresses(),
        *content_api.addresses(snapshot),
        *docs.addresses(),
    ]
