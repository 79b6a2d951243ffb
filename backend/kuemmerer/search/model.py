"""What goes into the search and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum


@dataclass(frozen=True)
class Page:
    """What hits, filters and the order of hits need to know of a page. `related` are ids of other pages."""

    id: str
    kind: str
    slug: str
    title: str
    url: str
    summary: str
    topics: tuple[str, ...]
    related: tuple[str, ...]
    state: str
    retired: bool
    districts: tuple[str, ...]


@dataclass(frozen=True)
class Document(Page):
    """A page with all its texts, plain and without markup; `everyday` are words of people who do not know those of the page,
    from content/suche.
    """

    keywords: tuple[str, ...]
    questions: tuple[str, ...]
    everyday: tuple[str, ...]
    body: str

    @property
    def page(self) -> Page:
        """The page without its texts."""
        return Page(**{field.name: getattr(self, field.name) for field in fields(Page)})


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
    """A line offered while somebody types: what it is, and where it leads; without `url` it is a word to search for."""

    text: str
    id: str | None
    kind: str
    url: str | None = None


@dataclass(frozen=True)
class Filters:
    """Which pages somebody wants to see; None leaves all. `district` is the key of a Landkreis, for examples."""

    kind: str | None = None
    topic: str | None = None
    district: str | None = None

    def keep(self, document: Page, but: str = "") -> bool:
        """Whether a page passes all filters, except the one named `but`."""
        return (
            (but == "kind" or self.kind is None or document.kind == self.kind)
            and (but == "topic" or self.topic is None or self.topic in document.topics)
            and (but == "district" or self.district is None or self.district in document.districts)
        )


EVERYTHING = Filters()


class Intent(StrEnum):
    """What kind of page somebody probably looks for, read off the words of the query."""

    PERSON = "wer"
    MONEY = "geld"
    SHARE = "anteil"
    PAPER = "papier"
    CASE = "beispiel"
