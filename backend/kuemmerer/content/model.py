"""What all ten kinds of article have in common: identity, dates, confidence, sources."""

from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StringConstraints, model_validator

from kuemmerer.base.dates import Freshness, freshness


class Fact(BaseModel):
    """What comes out of a file: complete, frozen, without a field we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)


class Confidence(StrEnum):
    """How sure we are of a statement; the values are those of the dossiers."""

    SURE = "sicher"
    TO_CHECK = "pruefen"
    ESTIMATE = "einschaetzung"


class Nature(StrEnum):
    """What kind of statement something is; a reader must always be able to tell them apart."""

    LAW = "recht"
    MINIMUM = "minimum"
    PRACTICE = "praxis"
    ESTIMATE = "einschaetzung"


class Answer(StrEnum):
    """A property in one word; the text beside it says what it means."""

    YES = "ja"
    NO = "nein"
    CONDITIONAL = "bedingt"


class Status(StrEnum):
    """A draft is not shown; a retired article is shown with a notice."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


CONFIDENCE_LABELS = {
    Confidence.SURE: "belegt",
    Confidence.TO_CHECK: "noch am amtlichen Text zu prüfen",
    Confidence.ESTIMATE: "Einschätzung",
}
NATURE_LABELS = {
    Nature.LAW: "Recht",
    Nature.MINIMUM: "Mindestanforderung",
    Nature.PRACTICE: "Praxis",
    Nature.ESTIMATE: "Einschätzung",
}

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
ArticleId = Annotated[str, StringConstraints(pattern=r"^[a-z-]+/[a-z0-9-]+$", max_length=120)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=600, pattern=r"^[^\n]+$")]
Paragraph = Annotated[str, StringConstraints(min_length=1, max_length=1200)]


class Source(Fact):
    """Where a statement comes from; `supports` says which one, `seen_on` when somebody read it."""

    title: Line
    url: HttpUrl | None = None
    supports: Paragraph
    seen_on: date


class Change(Fact):
    """One line of »Was hat sich geändert«."""

    on: date
    text: Line


class Statement(Fact):
    """A sentence with its nature, confidence and norm; `value` sums it up where one word can."""

    text: Paragraph
    value: Answer | None = None
    norm: Line | None = None
    nature: Nature = Nature.LAW
    confidence: Confidence = Confidence.SURE

    @model_validator(mode="after")
    def _law_needs_a_norm(self) -> "Statement":
        if self.nature is Nature.LAW and self.norm is None and self.confidence is Confidence.SURE:
            raise ValueError("eine Aussage der Art »recht« braucht eine Norm (norm:) oder den Grad »pruefen«")
        return self


class Article(Fact):
    """One file of the knowledge base. `kind` and `folder` are fixed per subclass, the rest is its header."""

    kind: ClassVar[str]
    folder: ClassVar[str]
    label: ClassVar[str]
    plural: ClassVar[str]

    path: PurePosixPath
    slug: Slug
    body: str
    body_line: int

    title: Line
    summary: Annotated[str, StringConstraints(min_length=20, max_length=320)]
    topics: tuple[Slug, ...] = ()
    related: tuple[ArticleId, ...] = ()
    aliases: tuple[Slug, ...] = ()
    keywords: tuple[Line, ...] = ()
    questions: tuple[Line, ...] = ()
    status: Status = Status.PUBLISHED
    owner: Slug
    checked_on: date
    review_by: date
    valid_until: date | None = None
    confidence: Confidence
    sources: tuple[Source, ...] = Field(default=(), max_length=60)
    changes: tuple[Change, ...] = ()

    @property
    def id(self) -> str:
        """kind/slug, stable for ever."""
        return f"{self.kind}/{self.slug}"

    @property
    def url(self) -> str:
        """The page of this article."""
        return f"/{self.folder}/{self.slug}"

    def freshness(self, today: date) -> Freshness:
        """aktuell, Prüfung fällig or abgelaufen on the given day."""
        return freshness(self.checked_on, self.review_by, self.valid_until, today)

    @model_validator(mode="after")
    def _dates_in_order(self) -> "Article":
        if self.review_by <= self.checked_on:
            raise ValueError("review_by muss nach checked_on liegen")
        return self
