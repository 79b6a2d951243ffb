"""What we know and how old it is: counts by kind, freshness and confidence, and everything still to be checked."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from kuemmerer.base.dates import FreshnessState
from kuemmerer.content.kinds import KINDS
from kuemmerer.content.library import Library
from kuemmerer.content.model import Article, Confidence

_TO_CHECK_MARK = re.compile(r"\{pruefen\}")


@dataclass(frozen=True)
class KindCount:
    """The articles of one kind."""

    kind: type[Article]
    total: int
    freshness: Counter[FreshnessState]
    confidence: Counter[Confidence]
    oldest: date
    newest: date


@dataclass(frozen=True)
class OpenCheck:
    """An article with statements that still have to be checked at the official text."""

    article: Article
    statements: int


@dataclass(frozen=True)
class OpenGroup:
    """The open checks of one kind."""

    kind: type[Article]
    checks: tuple[OpenCheck, ...]

    @property
    def statements(self) -> int:
        """How many statements of this kind are open."""
        return sum(check.statements for check in self.checks)


@dataclass(frozen=True)
class Inventory:
    """The whole knowledge base in numbers, on one day."""

    counts: tuple[KindCount, ...]
    due: tuple[Article, ...]
    expired: tuple[Article, ...]
    open_groups: tuple[OpenGroup, ...]

    @property
    def total(self) -> int:
        """All articles."""
        return sum(count.total for count in self.counts)


def take_inventory(library: Library, today: date) -> Inventory:
    """Count everything once; the order is that of the kinds."""
    by_state = {state: tuple(a for a in library if a.freshness(today).state is state) for state in FreshnessState}
    return Inventory(
        tuple(_counts(library, today)),
        by_state[FreshnessState.DUE],
        by_state[FreshnessState.EXPIRED],
        tuple(_open(library)),
    )


def statements_to_check(article: Article) -> int:
    """Marks in the text and in the header that say »noch zu prüfen«; at least one if the whole article says so."""
    found = len(_TO_CHECK_MARK.findall(article.body)) + sum(
        _marked(getattr(article, name)) for name in type(article).model_fields
    )
    return max(found, int(article.confidence is Confidence.TO_CHECK))


def _marked(value: object) -> int:
    if isinstance(value, tuple):
        return sum(_marked(entry) for entry in value)
    if isinstance(value, BaseModel):
        return int(getattr(value, "confidence", None) is Confidence.TO_CHECK)
    return 0


def _counts(library: Library, today: date) -> Iterator[KindCount]:
    for kind in KINDS:
        articles = library.of(kind)
        if articles:
            checked = [article.checked_on for article in articles]
            yield KindCount(
                kind, len(articles), Counter(a.freshness(today).state for a in articles),
                Counter(a.confidence for a in articles), min(checked), max(checked),
            )  # fmt: skip


def _open(library: Library) -> Iterator[OpenGroup]:
    for kind in KINDS:
        counted = ((article, statements_to_check(article)) for article in library.of(kind))
        checks = tuple(OpenCheck(article, number) for article, number in counted if number)
        if checks:
            yield OpenGroup(kind, checks)
