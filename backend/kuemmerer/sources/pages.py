"""/quellen: every source with what it supports, where it is used and when it was seen."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from kuemmerer.snapshot import Snapshot
from kuemmerer.sources.findings import FINDING_LABELS
from kuemmerer.sources.listing import list_sources
from kuemmerer.sources.register import UseKind
from kuemmerer.web.context import SnapshotDep
from kuemmerer.web.params import choice, only_known, single
from kuemmerer.web.templates import prepared_page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/quellen")
def show_sources(request: Request, snapshot: SnapshotDep) -> HTMLResponse:
    """All sources by site, filtered by the query."""
    only_known(request, ("q", "art"))
    listing = list_sources(snapshot.sources, single(request, "q"), choice(request, "art", list(UseKind)))
    return prepared_page(request, "sources/list.html", listing=listing, findings=FINDING_LABELS)


def addresses(snapshot: Snapshot) -> list[str]:
    """The prepared page of this door."""
    return ["/quellen"]
