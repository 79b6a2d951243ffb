"""/api/v1/norms: the register of norms as JSON."""

from datetime import date
from typing import Annotated

from fastapi import Path, Response
from pydantic import BaseModel, Field

from kuemmerer.base.nearest import did_you_mean
from kuemmerer.norms.register import LawEntry, Provision
from kuemmerer.snapshot import Snapshot
from kuemmerer.web.context import SnapshotDep
from kuemmerer.web.errors import not_found
from kuemmerer.web.json_api import api_router
from kuemmerer.web.prepared import PREPARE

router = api_router("norms")


class LawItem(BaseModel):
    """One law of the list."""

    law: str = Field(description="Kurzname für die Adresse")
    abbreviation: str
    title: str
    origin: str = Field(description="bayern, bund, eu oder tarif")
    url: str
    official_url: str
    articles: int = Field(description="wie viele Artikel der Wissensbasis das Gesetz nennen")
    rules: int = Field(description="wie viele Regeln und Hinweise des Navigators darauf beruhen")


class LawList(BaseModel):
    """All cited laws."""

    total: int
    items: list[LawItem]


class NormStatement(BaseModel):
    """A sentence about a norm; `nature` is null where it is not marked."""

    text: str
    citation: str
    nature: str | None
    to_check: bool = Field(description="noch am amtlichen Text zu prüfen")


class NormArticle(BaseModel):
    """An article of the knowledge base that rests on a norm, with its sentences about it."""

    id: str
    title: str
    url: str
    checked_on: date
    confidence: str
    statements: list[NormStatement]


class NormRule(BaseModel):
    """A rule of the navigator that rests on a norm."""

    id: str
    effect: str
    forms: tuple[str, ...]
    text: str
    norm: str | None
    nature: str
    confidence: str
    checked_on: date


class NormWarning(BaseModel):
    """A warning of the navigator that rests on a norm."""

    id: str
    level: str
    title: str
    text: str
    norm: str | None
    confidence: str
    checked_on: date


class NavigatorStatement(BaseModel):
    """What else the navigator says on this ground: the authority's part, who decides, how one leaves, a step of the timetable."""

    what: str
    text: str
    norm: str | None
    forms: list[str]
    confidence: str
    checked_on: date


class NormProvision(BaseModel):
    """One cited article of a law; `checked_on` is the oldest check among what depends on it."""

    number: str
    label: str
    url: str
    official_url: str
    checked_on: date
    articles: list[NormArticle]
    rules: list[NormRule]
    warnings: list[NormWarning]
    statements: list[NavigatorStatement]


class LawFull(LawItem):
    """A law with its cited articles in the order of the law."""

    note: str | None
    provisions: list[NormProvision]


@router.get("/norms", summary="Gesetze auflisten")
def list_laws(snapshot: SnapshotDep, response: Response) -> LawList:
    """Alle Gesetze, die das Portal nennt, in fester Reihenfolge."""
    response.headers[PREPARE.decode()] = "1"
    entries = snapshot.norms.entries
    return LawList(total=len(entries), items=[_item(entry) for entry in entries])


@router.get("/norms/{law}", summary="Ein Gesetz lesen")
def show_law(
    snapshot: SnapshotDep, response: Response, law: Annotated[str, Path(max_length=80, examples=["kommzg"])]
) -> LawFull:
    """Was das Portal zu jedem genannten Artikel eines Gesetzes sagt und welche Artikel und Regeln darauf beruhen."""
    entry = snapshot.norms.entry(law)
    if entry is None:
        known = [each.law.slug for each in snapshot.norms.entries]
        raise not_found(f"Das Gesetz »{law}«", did_you_mean(law, known))
    response.headers[PREPARE.decode()] = "1"
    provisions = [_provision(provision) for provision in entry.provisions]
    return LawFull(**_item(entry).model_dump(), note=entry.law.note, provisions=provisions)


def _item(entry: LawEntry) -> LawItem:
    law = entry.law
    return LawItem(
        law=law.slug, abbreviation=law.abbreviation, title=law.title, origin=law.origin, url=law.page,
        official_url=str(law.url), articles=entry.article_count, rules=entry.rule_count,
    )  # fmt: skip


def _provision(provision: Provision) -> NormProvision:
    return NormProvision(
        number=provision.number,
        label=_plain(provision.label),
        url=provision.address,
        official_url=provision.law.official(provision.number),
        checked_on=provision.checked_on,
        articles=[
            NormArticle(
                id=said.article.id, title=said.article.title, url=said.article.url, checked_on=said.article.checked_on,
                confidence=said.article.confidence,
                statements=[
                    NormStatement(
                        text=use.passage.text, citation=_plain(use.citation.label), nature=use.passage.nature, to_check=use.passage.to_check
                    )
                    for use in said.uses
                ],
            )
            for said in provision.said
        ],
        rules=[
            NormRule(
                id=rule.id, effect=rule.effect, forms=rule.forms, text=rule.text, norm=rule.norm, nature=rule.nature,
                confidence=rule.confidence, checked_on=rule.checked_on,
            )
            for rule in provision.rules
        ],
        warnings=[
            NormWarning(
                id=warning.id, level=warning.level, title=warning.title, text=warning.text, norm=warning.norm,
                confidence=warning.confidence, checked_on=warning.checked_on,
            )
            for warning in provision.warnings
        ],
        statements=[
            NavigatorStatement(
                what=each.what, text=each.text, norm=each.norm, forms=list(each.forms), confidence=each.confidence,
                checked_on=each.checked_on,
            )
            for each in provision.statements
        ],
    )  # fmt: skip


def _plain(label: str) -> str:
    """Blanks that do not break are for pages."""
    return label.replace("\u00a0", " ")


def addresses(snapshot: Snapshot) -> list[str]:
    """Every prepared answer of this door."""
    return ["/api/v1/norms", *(f"/api/v1/norms/{entry.law.slug}" for entry in snapshot.norms.entries)]
