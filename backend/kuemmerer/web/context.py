"""What a door receives: the snapshot of this moment, and the day."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Request

from kuemmerer.snapshot import Snapshot


async def _snapshot(request: Request) -> Snapshot:
    snapshot: Snapshot = request.app.state.portal.snapshot
    return snapshot


async def _today(request: Request) -> date:
    today: date = request.app.state.today()
    return today


SnapshotDep = Annotated[Snapshot, Depends(_snapshot)]
TodayDep = Annotated[date, Depends(_today)]
