"""The pages of the knowledge base: start, articles, overviews, comparison, and what the portal says about itself."""

from html import escape
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from kuemmerer.base.nearest import did_you_mean
from kuemmerer.content.comparison import AT_LEAST, AT_MOST, compare, form_groups, ideas
from kuemmerer.content.comparison_csv import MEDIA_TYPE, comparison_csv
from kuemmerer.content.extras import extra_of
from kuemmerer.content.glance import glance
from kuemmerer.content.inventory import take_inventory
from kuemmerer.content.kinds import KIND_BY_FOLDER, KINDS, DocumentGuide, Instrument, Topic
from kuemmerer.content.labels import CONFIDENCE_SENTENCES
from kuemmerer.content.listing import FACET_LABELS, FACETS, LEADS, Facet, item, known_values, listing
from kuemmerer.content.model import Article
from kuemmerer.content.site_pages import SITE_PAGES
from kuemmerer.content.start import TaskDoor, start
from kuemmerer.content.surroundings import by_kind, contents, surroundings
from kuemmerer.snapshot import Snapshot
from kuemmerer.web.context import SnapshotDep, TodayDep
from kuemmerer.web.errors import not_found, unusable
from kuemmerer.web.params import choice, choices, only_known, single
from kuemmerer.web.prepared import PREPARE
from kuemmerer.web.templates import prepared_page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_PREPARED = {PREPARE.decode(): "1"}


async def _kind(request: Request) -> type[Article]:
    return KIND_BY_FOLDER[request.scope["path"].split("/")[1]]


KindDep = Annotated[type[Article], Depends(_kind)]


@router.get("/")
def show_start(request: Request, snapshot: SnapshotDep) -> HTMLResponse:
    """The start page."""
    only_known(request)
    return prepared_page(request, "content/start.html", start=start(snapshot.library, _task_doors(snapshot)))


def show_list(request: Request, snapshot: SnapshotDep, today: TodayDep, kind: KindDep) -> HTMLResponse:
    """The overview of a kind, filtered by the query."""
    names = FACETS[kind.kind]
    only_known(request, ("q", *names))
    library = snapshot.library
    articles = library.of(kind)
    facets = []
    for name in names:
        options = known_values(articles, name, library, today)
        chosen = choice(request, name, [option.value for option in options])
        facets.append(Facet(name, FACET_LABELS[name], options, chosen))
    found = listing(articles, tuple(facets), single(request, "q"), library, today)
    return prepared_page(request, "content/list.html", kind=kind, lead=LEADS[kind.kind], listing=found)


def show_article(
    request: Request, snapshot: SnapshotDep, today: TodayDep, kind: KindDep, slug: Annotated[str, Path(max_length=200)]
) -> Response:
    """One article. A former slug leads to its new page; an unknown one names the nearest."""
    only_known(request)
    library = snapshot.library
    article = library.get(f"{kind.kind}/{slug}")
    if article is None:
        moved = library.moved_to(f"{kind.kind}/{slug}")
        if moved is not None:
            return RedirectResponse(moved.url, status_code=308)
        raise not_found(
            f"Die Seite »{slug}« unter {kind.plural}", did_you_mean(slug, [other.slug for other in library.of(kind)])
        )
    view = snapshot.views.of(article)
    groups = by_kind(library.with_topic(article.slug)) if isinstance(article, Topic) else ()
    return prepared_page(
        request,
        "content/article.html",
        article=article,
        view=view,
        contents=contents(article, view.rendered.headings, groups),
        glance=glance(article, library, today),
        freshness=article.freshness(today),
        confidence_sentence=CONFIDENCE_SENTENCES[article.confidence],
        around=surroundings(article, library),
        groups=[(group.kind, [item(member, today) for member in group.articles]) for group in groups],
        extra=extra_of(article, library, _task_doors(snapshot), today),
        has_paper=isinstance(article, DocumentGuide) and article.slug in snapshot.papers.by_template,
    )


for _each in KINDS:
    router.add_api_route(f"/{_each.folder}", show_list)
    router.add_api_route(f"/{_each.folder}/{{slug}}", show_article)


@router.get("/vergleich")
def show_comparison(request: Request, snapshot: SnapshotDep) -> HTMLResponse:
    """Two to four forms side by side; without a choice, the chooser."""
    only_known(request, ("form",))
    library = snapshot.library
    chosen = choices(request, "form", [form.slug for form in library.of(Instrument)])
    is_usable = AT_LEAST <= len(chosen) <= AT_MOST
    page = prepared_page(
        request,
        "content/comparison.html",
        groups=form_groups(library),
        ideas=ideas(library),
        chosen=chosen,
        comparison=compare(library.pick(Instrument, chosen)) if is_usable else None,
        at_least=AT_LEAST,
        at_most=AT_MOST,
        is_refused="form" in request.query_params and not is_usable,
    )
    page.status_code = 200 if is_usable or "form" not in request.query_params else 422
    return page


@router.get("/vergleich.csv")
def download_comparison(request: Request, snapshot: SnapshotDep) -> Response:
    """The same comparison for a spreadsheet."""
    only_known(request, ("form",))
    chosen = choices(request, "form", [form.slug for form in snapshot.library.of(Instrument)])
    if not AT_LEAST <= len(chosen) <= AT_MOST:
        raise unusable("form", f"Wählen Sie mindestens {AT_LEAST} und höchstens {AT_MOST} Formen.")
    sheet = comparison_csv(compare(snapshot.library.pick(Instrument, chosen)))
    headers = {"content-disposition": 'attachment; filename="vergleich.csv"'}
    return Response(sheet.encode("utf-8"), media_type=MEDIA_TYPE, headers=headers)


@router.get("/stand")
def show_inventory(request: Request, snapshot: SnapshotDep, today: TodayDep) -> HTMLResponse:
    """What we know and how old it is."""
    only_known(request)
    return prepared_page(request, "content/inventory.html", inventory=take_inventory(snapshot.library, today))


def show_site_page(request: Request, snapshot: SnapshotDep) -> HTMLResponse:
    """One of the fixed pages about the portal."""
    only_known(request)
    slug = request.scope["path"].strip("/")
    page = next((page for page in snapshot.site_pages if page.slug == slug), None)
    if page is None:
        raise not_found("Diese Seite")
    return prepared_page(request, "content/site_page.html", page=page)


for _slug in SITE_PAGES:
    router.add_api_route(f"/{_slug}", show_site_page)


@router.get("/robots.txt")
def show_robots(request: Request) -> Response:
    """Everything may be read; results and feedback forms are not for search engines."""
    only_known(request)
    base = request.app.state.settings.base_url.rstrip("/")
    lines = ["User-agent: *", "Disallow: /navigator?", "Disallow: /suche?", "Disallow: /rueckmeldung"]
    if base:
        lines.append(f"Sitemap: {base}/sitemap.xml")
    return PlainTextResponse("\n".join(lines) + "\n", headers=_PREPARED)


@router.get("/sitemap.xml")
def show_sitemap(request: Request, snapshot: SnapshotDep) -> Response:
    """All pages with the day they were checked. Needs the public address (KUEMMERER_BASE_URL)."""
    only_known(request)
    base = request.app.state.settings.base_url.rstrip("/")
    if not base:
        raise not_found("Die Übersicht für Suchmaschinen", " Sie braucht die öffentliche Adresse (KUEMMERER_BASE_URL).")
    days = {article.url: article.checked_on for article in snapshot.library}
    entries = (
        f"<url><loc>{escape(base + path)}</loc>"
        + (f"<lastmod>{days[path].isoformat()}</lastmod>" if path in days else "")
        + "</url>"
        for path in (*addresses(snapshot), "/normen", *(entry.law.page for entry in snapshot.norms.entries), "/quellen")
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        + "".join(entries)
        + "</urlset>\n"
    )
    return Response(xml, media_type="application/xml", headers=_PREPARED)


@router.get("/favicon.ico")
def show_icon(request: Request) -> Response:
    """Browsers ask for this name on their own; pages name the real one."""
    return RedirectResponse(request.app.state.assets.url("icon.svg"), status_code=308)


def addresses(snapshot: Snapshot) -> list[str]:
    """Every prepared page of this door, for warming up and for the sitemap."""
    return [
        "/",
        *(f"/{kind.folder}" for kind in KINDS),
        *(article.url for article in snapshot.library),
        "/vergleich",
        "/stand",
        *(f"/{page.slug}" for page in snapshot.site_pages),
    ]


def _task_doors(snapshot: Snapshot) -> tuple[TaskDoor, ...]:
    return tuple(TaskDoor(task.slug, task.title, task.topic) for task in snapshot.rulebook.tasks)
