"""/suche: hits with facets, the task behind the words, and never a dead end."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from kuemmerer.base.dates import FRESHNESS_LABELS, FreshnessState
from kuemmerer.content.kinds import KIND_BY_NAME, Institution, Topic
from kuemmerer.content.library import Library
from kuemmerer.content.model import Article
from kuemmerer.navigator.contacts import FALLBACK
from kuemmerer.navigator.tasks import task_in
from kuemmerer.search.model import Hit, Result
from kuemmerer.snapshot import Snapshot
from kuemmerer.web.context import IndexDep, SnapshotDep
from kuemmerer.web.errors import unusable
from kuemmerer.web.params import only_known, single
from kuemmerer.web.searching import search
from kuemmerer.web.templates import render_page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

PAGE = "/suche"
PER_PAGE = 10
MAX_PAGE = 50


@dataclass(frozen=True)
class ShownHit:
    """A hit in words."""

    hit: Hit
    snippet: Markup
    kind: str
    freshness: str | None


@dataclass(frozen=True)
class FacetOption:
    """One value of a facet with its count and the address that sets or lifts it."""

    label: str
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Pages:
    """The way through the list."""

    previous: str | None
    next: str | None
    items: tuple[tuple[int, str, bool], ...]


@router.get(PAGE)
def show_hits(request: Request, snapshot: SnapshotDep, index: IndexDep) -> HTMLResponse:
    """Hits for `q`, filtered by `art` and `thema`; ten on a page."""
    only_known(request, ("q", "art", "thema", "seite"))
    typed, kind, topic = single(request, "q"), single(request, "art"), single(request, "thema")
    number = _page_number(single(request, "seite"))
    found = search(index, snapshot, typed, kind, topic, PER_PAGE, (number - 1) * PER_PAGE) if typed else None
    result = found.result if found else None
    state = {"q": typed, "art": kind, "thema": topic}
    return render_page(
        request,
        "search/hits.html",
        typed=typed,
        result=result,
        hits=tuple(_shown(hit) for hit in result.hits) if result else (),
        kinds=_facet(result, "kind", "art", kind, state, _kind_label),
        topics=_facet(result, "topic", "thema", topic, state, lambda slug: _topic_label(snapshot.library, slug)),
        pages=_pages(result, number, state),
        norm=found.norm if found else None,
        task=task_in(snapshot.rulebook, typed) if typed else None,
        ways_out=_ways_out(snapshot) if result is None or not result.hits else (),
        is_filtered=bool(kind or topic),
        unfiltered=_address({"q": typed}),
        state={name: value for name, value in state.items() if value and name != "q"},
    )


def _page_number(value: str) -> int:
    if not value:
        return 1
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= MAX_PAGE:
        raise unusable("seite", f"»seite« muss eine Zahl zwischen 1 und {MAX_PAGE} sein.")
    return int(value)


def _shown(hit: Hit) -> ShownHit:
    stale = hit.state if hit.state in set(FreshnessState) - {FreshnessState.CURRENT} else None
    return ShownHit(
        hit=hit,
        snippet=Markup(hit.snippet),
        kind=_kind_label(hit.kind),
        freshness=FRESHNESS_LABELS[FreshnessState(stale)] if stale else None,
    )


def _kind_label(kind: str) -> str:
    return KIND_BY_NAME[kind].label if kind in KIND_BY_NAME else "Norm"


def _topic_label(library: Library, slug: str) -> str:
    topic = library.find(Topic, slug)
    return topic.title if topic else slug


def _facet(
    result: Result | None, facet: str, name: str, chosen: str, state: dict[str, str], label: Callable[[str], str]
) -> tuple[FacetOption, ...]:
    if result is None:
        return ()
    counts = sorted(result.facets.get(facet, {}).items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        FacetOption(label(value), count, _address({**state, name: "" if value == chosen else value}), value == chosen)
        for value, count in counts
    )


def _pages(result: Result | None, number: int, state: dict[str, str]) -> Pages | None:
    if result is None or result.total <= PER_PAGE:
        return None
    last = min(MAX_PAGE, ceil(result.total / PER_PAGE))
    near = range(max(1, number - 2), min(last, number + 2) + 1)

    def address(page: int) -> str:
        return _address({**state, "seite": str(page) if page > 1 else ""})

    return Pages(
        previous=address(number - 1) if number > 1 else None,
        next=address(number + 1) if number < last else None,
        items=tuple((page, address(page), page == number) for page in near),
    )


def _address(parameters: dict[str, str]) -> str:
    return f"{PAGE}?{urlencode({name: value for name, value in parameters.items() if value})}"


def _ways_out(snapshot: Snapshot) -> tuple[Article, ...]:
    """Where to go when nothing was found: somebody to ask."""
    return snapshot.library.pick(Institution, FALLBACK)
