"""/normen: the laws we cite, and for each article what we say about it and what depends on it."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse

from kuemmerer.base.nearest import did_you_mean
from kuemmerer.content.render import Heading
from kuemmerer.norms.laws import ORIGIN_LABELS
from kuemmerer.snapshot import Snapshot
from kuemmerer.web.context import SnapshotDep
from kuemmerer.web.errors import not_found
from kuemmerer.web.params import only_known
from kuemmerer.web.templates import prepared_page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/normen")
def show_laws(request: Request, snapshot: SnapshotDep) -> HTMLResponse:
    """All cited laws, by who made them."""
    only_known(request)
    entries = snapshot.norms.entries
    groups = [
        (label, [entry for entry in entries if entry.law.origin is origin]) for origin, label in ORIGIN_LABELS.items()
    ]
    return prepared_page(request, "norms/list.html", groups=[group for group in groups if group[1]])


@router.get("/normen/{slug}")
def show_law(request: Request, snapshot: SnapshotDep, slug: Annotated[str, Path(max_length=200)]) -> HTMLResponse:
    """One law with its cited articles. An unknown one names the nearest."""
    only_known(request)
    entry = snapshot.norms.entry(slug)
    if entry is None:
        raise not_found(f"Das Gesetz »{slug}«", did_you_mean(slug, [each.law.slug for each in snapshot.norms.entries]))
    forms = snapshot.rulebook.form_by_slug
    contents = [Heading(2, provision.anchor, provision.label) for provision in entry.provisions]
    return prepared_page(request, "norms/law.html", entry=entry, law=entry.law, forms=forms, contents=contents)


def addresses(snapshot: Snapshot) -> list[str]:
    """Every prepared page of this door."""
    return ["/normen", *(entry.law.page for entry in snapshot.norms.entries)]
