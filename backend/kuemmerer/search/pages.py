"""/suche: hits with facets, the task behind the words, and never a dead end; what browsers and editors need of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from kuemmerer.base.dates import FRESHNESS_LABELS, FreshnessState
from kuemmerer.content.kinds import KIND_BY_NAME, Institution, Topic
from kuemmerer.content.library import Library
from kuemmerer.content.model import Article
from kuemmerer.navigator.contacts import FALLBACK
from kuemmerer.navigator.tasks import task_in
from kuemmerer.search.model import EVERYTHING, Hit, Result
from kuemmerer.search.opensearch import MEDIA_TYPE, opensearch_description
from kuemmerer.search.usage import MAX_POSITION, Usage
from kuemmerer.snapshot import Snapshot
from kuemmerer.web.context import IndexDep, SnapshotDep, TodayDep
from kuemmerer.web.errors import not_found, unusable
from kuemmerer.web.origin import refuse_foreign
from kuemmerer.web.params import only_known, single
from kuemmerer.web.prepared import PREPARE
from kuemmerer.web.searching import read_filters, search
from kuemmerer.web.templates import render_page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

PAGE = "/suche"
CLICK = "/suche/gewaehlt"
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
def show_hits(request: Request, snapshot: SnapshotDep, index: IndexDep, today: TodayDep) -> HTMLResponse:
    """Hits for `q`, filtered by `art`, `thema` and `landkreis`; ten on a page."""
    only_known(request, ("q", "art", "thema", "landkreis", "seite"))
    typed, kind, topic = single(request, "q"), single(request, "art"), single(request, "thema")
    district = single(request, "landkreis")
    filters = read_filters(snapshot, kind, topic, district)
    number = _page_number(single(request, "seite"))
    found = search(index, snapshot, typed, filters, PER_PAGE, (number - 1) * PER_PAGE) if typed else None
    result = found.result if found else None
    if result is not None and number == 1 and filters == EVERYTHING and _is_visit(request):
        _usage(request).searched(typed, result.total, today, time.monotonic())
    state = {"q": typed, "art": kind, "thema": topic, "landkreis": district}
    return render_page(
        request,
        "search/hits.html",
        typed=typed,
        result=result,
        hits=tuple(_shown(hit) for hit in result.hits) if result else (),
        first=(number - 1) * PER_PAGE + 1,
        click=CLICK,
        most_clicks=MAX_POSITION,
        kinds=_facet(result, "kind", "art", kind, state, _kind_label),
        topics=_facet(result, "topic", "thema", topic, state, lambda slug: _topic_label(snapshot.library, slug)),
        districts=_facet(result, "district", "landkreis", district, state, lambda key: _district_label(snapshot, key)),
        pages=_pages(result, number, state),
        norm=found.norm if found else None,
        task=task_in(snapshot.rulebook, typed) if typed else None,
        ways_out=_ways_out(snapshot) if result is None or not result.hits else (),
        is_filtered=filters != EVERYTHING,
        unfiltered=_address({"q": typed}),
        state={name: value for name, value in state.items() if value and name != "q"},
    )


@router.post(CLICK)
def count_click(request: Request, today: TodayDep) -> Response:
    """The position of the hit somebody took; browsers send it by themselves (`ping` of the link), without a script."""
    refuse_foreign(request)
    only_known(request, ("platz",))
    _usage(request).clicked(_number(single(request, "platz"), "platz", MAX_POSITION), today)
    return Response(status_code=204)


@router.get("/opensearch.xml")
def show_description(request: Request) -> Response:
    """What a browser needs to offer this search in its address bar. It needs whole addresses: without KUEMMERER_BASE_URL 404."""
    only_known(request)
    base_url: str = request.app.state.settings.base_url
    if not base_url:
        raise not_found("Die Beschreibung der Suche")
    xml = opensearch_description(base_url.rstrip("/"), request.app.state.assets.url("icon.svg"))
    return Response(xml, media_type=f"{MEDIA_TYPE}; charset=utf-8", headers={PREPARE.decode(): "1"})


def _usage(request: Request) -> Usage:
    usage: Usage = request.app.state.search_usage
    return usage


def _is_visit(request: Request) -> bool:
    """False while the list follows somebody's typing: then every half word would be a search."""
    return request.headers.get("sec-fetch-dest", "document") == "document"


def _page_number(value: str) -> int:
    return _number(value, "seite", MAX_PAGE) if value else 1


def _number(value: str, name: str, most: int) -> int:
    if not value.isascii() or not value.isdigit() or len(value) > 4 or not 1 <= int(value) <= most:
        raise unusable(name, f"»{name}« muss eine Zahl zwischen 1 und {most} sein.")
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


def _district_label(snapshot: Snapshot, key: str) -> str:
    district = snapshot.gazetteer.district(key)
    return district.label if district else key


def _facet(
    result: Result | None, facet: str, name: str, chosen: str, state: dict[str, str], label: Callable[[str], str]
) -> tuple[FacetOption, ...]:
    if result is None:
        return ()
    counts = sorted(result.facets[facet].items(), key=lambda item: (-item[1], item[0]))
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
