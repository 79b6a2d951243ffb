"""/api/v1/search and /api/v1/suggest."""

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from kuemmerer.content.kinds import KIND_BY_NAME
from kuemmerer.web.context import IndexDep, SnapshotDep
from kuemmerer.web.json_api import api_router
from kuemmerer.web.params import text
from kuemmerer.web.searching import read_filters, search

router = api_router("search")

_OTHERS = {"task": "Aufgabe", "municipality": "Gemeinde", "word": "Suchwort"}


class SearchParameters(BaseModel):
    """What to search for; anything else is refused."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(max_length=300, description="Suchanfrage, höchstens 300 Zeichen", examples=["Bauhof teilen"])
    kind: str = Field("", max_length=40, description="nur diese Art, z. B. instrument")
    topic: str = Field("", max_length=80, description="nur dieses Thema (slug)")
    district: str = Field("", max_length=5, description="nur Beispiele aus diesem Landkreis (Schlüssel, fünf Ziffern)")
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
    """How many hits per kind, topic and Landkreis; each counted without its own filter."""

    kind: dict[str, int]
    topic: dict[str, int]
    district: dict[str, int]


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
    label: str = Field(description="was es ist, für Menschen")
    url: str | None = Field(description="wohin es führt; null: ein Wort, nach dem man suchen kann")


@router.get("/search", summary="Suchen")
def find_pages(index: IndexDep, snapshot: SnapshotDep, query: Annotated[SearchParameters, Query()]) -> SearchOut:
    """Treffer mit Auszug, nach Art, Thema und Landkreis filterbar. Keine Abfragesprache: jedes Zeichen ist nur ein Zeichen."""
    filters = read_filters(snapshot, query.kind, query.topic, query.district)
    found = search(index, snapshot, text("q", query.q), filters, query.limit, query.offset)
    result, norm = found.result, found.norm
    return SearchOut(
        query=result.query,
        norm=NormOut(title=norm.title, url=norm.url, summary=norm.summary) if norm else None,
        total=result.total,
        suggestion=result.suggestion,
        facets=FacetsOut(
            kind=dict(result.facets["kind"]),
            topic=dict(result.facets["topic"]),
            district=dict(result.facets["district"]),
        ),
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
    """Titel, Aufgaben, Gemeinden und Begriffe zum Anfang einer Eingabe."""
    typed = text("q", query.q)
    if not typed:
        return []
    return [
        SuggestionOut(text=item.text, id=item.id, kind=item.kind, label=_label(item.kind), url=item.url)
        for item in index.suggest(typed, query.limit)
    ]


def _label(kind: str) -> str:
    return KIND_BY_NAME[kind].label if kind in KIND_BY_NAME else _OTHERS[kind]
