"""What a door receives: the snapshot of this moment, and the day."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Request

from kuemmerer.search.index import SearchIndex
from kuemmerer.snapshot import Snapshot
from kuemmerer.web.errors import Refused


async def _snapshot(request: Request) -> Snapshot:
    snapshot: Snapshot = request.app.state.portal.snapshot
    return snapshot


async def _today(request: Request) -> date:
    today: date = request.app.state.today()
    return today


async def _index(request: Request) -> SearchIndex:
    index: SearchIndex | None = request.app.state.portal.index
    if index is None:
        raise Refused(
            503,
            "Die Suche wird gerade aufgebaut. Versuchen Sie es in wenigen Sekunden noch einmal.",
            headers={"retry-after": "5"},
        )
    return index


SnapshotDep = Annotated[Snapshot, Depends(_snapshot)]
IndexDep = Annotated[SearchIndex, Depends(_index)]
TodayDep = Annotated[date, Depends(_today)]
