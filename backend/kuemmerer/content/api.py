"""/api/v1/articles: the knowledge base as JSON."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Annotated, Any

from fastapi import Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kuemmerer.base.nearest import did_you_mean
from kuemmerer.content.kinds import KIND_BY_NAME, Topic
from kuemmerer.content.library import Library
from kuemmerer.content.model import Article, Status
from kuemmerer.content.references import named_articles
from kuemmerer.snapshot import Snapshot
from kuemmerer.web.context import SnapshotDep, TodayDep
from kuemmerer.web.errors import not_found, unusable
from kuemmerer.web.json_api import api_router
from kuemmerer.web.prepared import PREPARE

router = api_router("articles")

KindName = Enum("KindName", {name.upper().replace("-", "_"): name for name in KIND_BY_NAME}, type=str)  # type: ignore[misc]
StatusName = Enum("StatusName", {"PUBLISHED": "published", "RETIRED": "retired"}, type=str)  # drafts are never shown


class ArticleItem(BaseModel):
    """One line of a list."""

    id: str
    kind: str
    slug: str
    title: str
    summary: str
    url: str
    topics: tuple[str, ...]
    checked_on: date
    valid_until: date | None
    confidence: str
    freshness: str = Field(description="aktuell, pruefung-faellig oder abgelaufen am Tag der Abfrage")


class ArticleList(BaseModel):
    """A page of a list; `total` counts all that fit the filters."""

    total: int
    items: list[ArticleItem]


class RelatedItem(BaseModel):
    """A reference, resolved."""

    id: str
    title: str
    url: str


class ArticleFull(ArticleItem):
    """The whole article: `header` holds all fields of its kind, `html` is safe, `related` is resolved."""

    header: dict[str, Any]
    html: str
    markdown: str
    related: list[RelatedItem]
    mentioned_by: list[RelatedItem]


class ListParameters(BaseModel):
    """Filters of the list; anything else is refused."""

    model_config = ConfigDict(extra="forbid")

    kind: KindName | None = Field(None, description="nur diese Art", examples=["funding"])
    topic: str | None = Field(None, max_length=80, description="nur dieses Thema (slug)")
    status: StatusName | None = Field(None, description="published oder retired")
    limit: int = Field(50, ge=1, le=500, examples=[20])
    offset: int = Field(0, ge=0, le=100_000)


def item_fields(article: Article, today: date) -> dict[str, Any]:
    """The fields every view of an article in JSON shares."""
    return {
        "id": article.id, "kind": article.kind, "slug": article.slug, "title": article.title, "summary": article.summary,
        "url": article.url, "topics": article.topics, "checked_on": article.checked_on, "valid_until": article.valid_until,
        "confidence": article.confidence, "freshness": article.freshness(today).state,
    }  # fmt: skip


@router.get("/articles", summary="Artikel auflisten")
def list_articles(
    snapshot: SnapshotDep, today: TodayDep, response: Response, query: Annotated[ListParameters, Query()]
) -> ArticleList:
    """Alle Artikel in fester Reihenfolge (Art, dann Kurzname); filtern nach Art, Thema und Status."""
    if query.topic is not None and snapshot.library.find(Topic, query.topic) is None:
        known = [topic.slug for topic in snapshot.library.of(Topic)]
        raise unusable("topic", f"Das Thema »{query.topic}« gibt es nicht.{did_you_mean(query.topic, known)}")
    wanted = [
        article
        for article in snapshot.library
        if (query.kind is None or article.kind == query.kind.value)
        and (query.topic is None or query.topic in article.topics)
        and (query.status is None or article.status == Status(query.status.value))
    ]
    response.headers[PREPARE.decode()] = "1"
    page = wanted[query.offset : query.offset + query.limit]
    return ArticleList(total=len(wanted), items=[ArticleItem(**item_fields(article, today)) for article in page])


@router.get("/articles/{kind}/{slug}", summary="Einen Artikel lesen")
def show_article(
    snapshot: SnapshotDep,
    today: TodayDep,
    response: Response,
    kind: Annotated[str, Path(max_length=40, examples=["instrument"])],
    slug: Annotated[str, Path(max_length=80, examples=["zweckverband"])],
) -> ArticleFull:
    """Der ganze Artikel mit Kopfangaben, HTML, Markdown und aufgelösten Verweisen. Frühere Kurznamen gelten weiter."""
    article = article_or_404(snapshot.library, kind, slug)
    response.headers[PREPARE.decode()] = "1"
    return full_article(snapshot, article, today)


def article_or_404(library: Library, kind: str, slug: str) -> Article:
    """The article, also under a former slug; otherwise 404 that names the nearest one."""
    if kind not in KIND_BY_NAME:
        raise not_found(f"Die Art »{kind}«", did_you_mean(kind, KIND_BY_NAME))
    article = library.get(f"{kind}/{slug}") or library.moved_to(f"{kind}/{slug}")
    if article is None:
        known = [other.slug for other in library.of(KIND_BY_NAME[kind])]
        raise not_found(f"Den Artikel »{kind}/{slug}«", did_you_mean(slug, known))
    return article


def full_article(snapshot: Snapshot, article: Article, today: date) -> ArticleFull:
    """Everything we know about an article, as JSON."""
    header = article.model_dump(mode="json", exclude={"path", "body", "body_line", "slug"})
    named = [snapshot.library.get(item.id) for item in named_articles(article)]
    return ArticleFull(
        **item_fields(article, today),
        header=header,
        html=snapshot.views.of(article).html,
        markdown=article.body,
        related=_related(found for found in named if found is not None),
        mentioned_by=_related(snapshot.library.pointing_at(article.id)),
    )


def _related(articles: Iterable[Article]) -> list[RelatedItem]:
    unique: dict[str, Article] = {article.id: article for article in articles}
    return [RelatedItem(id=article.id, title=article.title, url=article.url) for article in unique.values()]


def addresses(snapshot: Snapshot) -> list[str]:
    """Every prepared answer of this door."""
    return ["/api/v1/articles", *(f"/api/v1/articles/{article.id}" for article in snapshot.library)]
