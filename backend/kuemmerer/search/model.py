"""What goes into the search and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Document:
    """One page as the search sees it: plain text without markup, everything ready to show. `related` are ids of other pages;
    `everyday` are words of people who do not know those of the page, from content/suche.
    """

    id: str
    kind: str
    slug: str
    title: str
    url: str
    summary: str
    keywords: tuple[str, ...]
    questions: tuple[str, ...]
    everyday: tuple[str, ...]
    body: str
    topics: tuple[str, ...]
    related: tuple[str, ...]
    state: str
    retired: bool
    districts: tuple[str, ...]


@dataclass(frozen=True)
class Hit:
    """A page found. `snippet` is escaped text with <mark> only; `why` is a sentence when the page is not found by the word itself."""

    id: str
    kind: str
    slug: str
    title: str
    url: str
    snippet: str
    score: float
    why: str | None
    state: str


@dataclass(frozen=True)
class Result:
    """One page of hits, best first.

    `total` counts all hits under the filters; each facet counts what is left when only that filter is lifted.
    `suggestion` is the query after correction, if something was corrected; the hits are already those of the corrected query.
    """

    query: str
    total: int
    suggestion: str | None
    facets: Mapping[str, Mapping[str, int]]
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Suggestion:
    """A line offered while somebody types; `id` names the page it leads to, `kind` says what it is."""

    text: str
    id: str | None
    kind: str


class Intent(StrEnum):
    """What kind of page somebody probably looks for, read off the words of the query."""

    PERSON = "wer"
    MONEY = "geld"
    SHARE = "anteil"
    PAPER = "papier"
