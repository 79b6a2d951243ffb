"""Where an article stands: its topics, what it leads to, what points at it, who keeps it true, what stands on its page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kuemmerer.content.kinds import (
    KINDS,
    DocumentGuide,
    Example,
    Funding,
    Institution,
    Instrument,
    LevyKeyArticle,
    Obstacle,
    Phase,
    Topic,
)
from kuemmerer.content.library import Library
from kuemmerer.content.model import Article
from kuemmerer.content.render import Heading


@dataclass(frozen=True)
class KindGroup:
    """Articles of one kind, for a list with a heading."""

    kind: type[Article]
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Surroundings:
    """The neighbours of an article, all resolved."""

    topics: tuple[Topic, ...]
    related: tuple[Article, ...]
    mentioned_by: tuple[Article, ...]
    owner: Institution | None
    previous: Phase | None
    following: Phase | None


def surroundings(article: Article, library: Library) -> Surroundings:
    """Everything around an article; what it leads to itself is not repeated among what points at it."""
    related = tuple(found for reference in article.related if (found := library.get(reference)) is not None)
    mentioned_by = tuple(other for other in library.pointing_at(article.id) if other not in related)
    previous = following = None
    if isinstance(article, Phase):
        by_number = {phase.number: phase for phase in library.of(Phase)}
        previous, following = by_number.get(article.number - 1), by_number.get(article.number + 1)
    return Surroundings(
        library.pick(Topic, article.topics), related, mentioned_by, library.find(Institution, article.owner), previous, following
    )  # fmt: skip


# The order of need: first the way, then the money, then who has done it, then the details.
_TOPIC_ORDER = (Instrument, Institution, Funding, Obstacle, Example, Phase, DocumentGuide, LevyKeyArticle)


def by_kind(articles: Iterable[Article]) -> tuple[KindGroup, ...]:
    """Articles in groups, in the order in which a reader needs them."""
    pool = tuple(articles)
    order: tuple[type[Article], ...] = (*_TOPIC_ORDER, *(kind for kind in KINDS if kind not in _TOPIC_ORDER))
    groups = (KindGroup(kind, tuple(article for article in pool if isinstance(article, kind))) for kind in order)
    return tuple(group for group in groups if group.articles)


def contents(article: Article, headings: Iterable[Heading], groups: tuple[KindGroup, ...]) -> tuple[Heading, ...]:
    """The table of contents: the sections of the text, then those the page adds."""
    return (*(heading for heading in headings if heading.level == 2), *_added(article, groups))


def _added(article: Article, groups: tuple[KindGroup, ...]) -> Iterator[Heading]:
    match article:
        case Instrument():
            yield Heading(2, "staerken-und-grenzen", "Stärken und Grenzen")
            yield Heading(2, "steckbrief", "Steckbrief")
        case Obstacle():
            yield Heading(2, "abhilfe", "Abhilfe auf einen Blick")
        case Phase():
            yield Heading(2, "schritte", "Schritte und Zuständige")
        case Funding():
            if article.conditions or article.blocking_conditions:
                yield Heading(2, "bedingungen", "Bedingungen auf einen Blick")
            if article.eligible_forms:
                yield Heading(2, "formen", "Welche Form kann beantragen?")
        case Institution():
            yield Heading(2, "leistungen", "Leistungen auf einen Blick")
        case Example():
            yield Heading(2, "erkenntnisse", "Erkenntnisse in Kürze")
        case LevyKeyArticle():
            yield Heading(2, "abwaegung", "Abwägung und Daten")
        case DocumentGuide():
            yield Heading(2, "bestandteile", "Bestandteile")
        case Topic():
            if article.figures:
                yield Heading(2, "zahlen", "Zahlen aus der Befragung")
            for group in groups:
                yield Heading(2, group.kind.folder, group.kind.plural)
    if article.sources:
        yield Heading(2, "quellen", "Quellen")
