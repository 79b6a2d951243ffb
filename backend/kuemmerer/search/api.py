"""/api/v1/search and /api/v1/suggest."""

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from kuemmerer.web.context import IndexDep, SnapshotDep
from kuemmerer.web.json_api import api_router
from kuemmerer.web.params import text
from kuemmerer.web.searching import search

router = api_router("search")


class SearchParameters(BaseModel):
    """What to search for; anything else is refused."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(max_length=300, description="Suchanfrage, höchstens 300 Zeichen", examples=["Bauhof teilen"])
    kind: str = Field("", max_length=40, description="nur diese Art, z. B. instrument")
    topic: str = Field("", max_length=80, description="nur dieses Thema (slug)")
    limit: int = Field(10, ge=1, le=50)
    offset: int = Field(0, ge=0, le=10_000)


class SuggestParameters(BaseModel):
    """What was typed so far."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(max_length=300, description="der Anfang einer Eingabe", examples=["zweck"])
    limit: int = Field(8, ge=1, le=20)


class HitOut(BaseModel):
    """A page found; `snippet` is escaped text with <mark> only."""

    id: str
    kind: str
    slug: str
    title: str
    url: str
    snippet: str
    score: float
    why: str | None = Field(description="warum der Treffer gefunden wurde, wenn nicht durch das Wort selbst")
    freshness: str


class FacetsOut(BaseModel):
    """How many hits per kind and per topic."""

    kind: dict[str, int]
    topic: dict[str, int]


class NormOut(BaseModel):
    """The norm a query names, and where the portal speaks about it."""

    title: str
    url: str
    summary: str


class SearchOut(BaseModel):
    """One page of hits, best first."""

    query: str
    norm: NormOut | None = Field(description="die Norm, die in der Anfrage steht, wenn wir etwas dazu sagen")
    total: int
    suggestion: str | None = Field(description="die korrigierte Anfrage, wenn etwas korrigiert wurde")
    facets: FacetsOut
    hits: list[HitOut]


class SuggestionOut(BaseModel):
    """A line offered while somebody types."""

    text: str
    id: str | None
    kind: str


@router.get("/search", summary="Suchen")
def find_pages(index: IndexDep, snapshot: SnapshotDep, query: Annotated[SearchParameters, Query()]) -> SearchOut:
    """Treffer mit Auszug, nach Art und Thema filterbar. Keine Abfragesprache: jedes Zeichen ist nur ein Zeichen."""
    found = search(index, snapshot, text("q", query.q), query.kind, query.topic, query.limit, query.offset)
    result, norm = found.result, found.norm
    return SearchOut(
        query=result.query,
        norm=NormOut(title=norm.title, url=norm.url, summary=norm.summary) if norm else None,
        total=result.total,
        suggestion=result.suggestion,
        facets=FacetsOut(kind=dict(result.facets.get("kind", {})), topic=dict(result.facets.get("topic", {}))),
        hits=[
            HitOut(
                id=hit.id, kind=hit.kind, slug=hit.slug, title=hit.title, url=hit.url, snippet=hit.snippet,
                score=hit.score, why=hit.why, freshness=hit.state,
            )
            for hit in result.hits
        ],
    )  # fmt: skip


@router.get("/suggest", summary="Vorschläge beim Tippen")
def suggest_pages(index: IndexDep, query: Annotated[SuggestParameters, Query()]) -> list[SuggestionOut]:
    """Titel, Aufgaben und Begriffe zum Anfang einer Eingabe."""
    typed = text("q", query.q)
    if not typed:
        return []
    return [SuggestionOut(text=item.text, id=item.id, kind=item.kind) for item in index.suggest(typed, query.limit)]
