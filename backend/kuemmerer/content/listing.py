"""The overview of a kind: grouped, filtered by what fits the kind, counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kuemmerer.base.dates import FRESHNESS_LABELS, FreshnessState
from kuemmerer.base.text import fold
from kuemmerer.content.kinds import (
    DocumentGuide,
    Example,
    Funding,
    Institution,
    Instrument,
    LevyKeyArticle,
    Obstacle,
    Outcome,
    Phase,
    Term,
    Topic,
)
from kuemmerer.content.labels import (
    CATEGORY_LABELS,
    INSTITUTION_LABELS,
    OUTCOME_LABELS,
    PROGRAMME_LABELS,
    ROLE_LABELS,
)
from kuemmerer.content.library import Library
from kuemmerer.content.model import Article
from kuemmerer.content.standing import STANDING_TONES, standing

FACET_LABELS = {
    "thema": "Thema",
    "art": "Art",
    "stand": "Stand des Programms",
    "ausgang": "Ausgang",
    "form": "Organisationsform",
    "phase": "Phase",
    "aktualitaet": "Aktualität",
}
FACETS: Mapping[str, tuple[str, ...]] = {
    "instrument": ("thema", "art", "aktualitaet"),
    "obstacle": ("thema", "phase", "aktualitaet"),
    "funding": ("thema", "stand", "aktualitaet"),
    "example": ("thema", "form", "ausgang", "aktualitaet"),
    "institution": ("thema", "art", "phase", "aktualitaet"),
    "topic": ("aktualitaet",),
    "phase": ("aktualitaet",),
    "levy-key": ("art", "aktualitaet"),
    "document": ("phase", "aktualitaet"),
    "term": ("aktualitaet",),
}
LEADS: Mapping[str, str] = {
    "instrument": "Vom lockeren Treffen bis zum Verband: alle Wege, eine Aufgabe gemeinsam zu erledigen. Sie stehen von leicht bis fest.",
    "obstacle": "Woran Zusammenarbeit hängt, woran Sie es merken und was dagegen hilft.",
    "funding": "Woher Geld für die Zusammenarbeit kommt, was es sperrt und wen Sie fragen. Fragen Sie vor jedem Antrag nach.",
    "example": "Wer es schon gemacht hat, wie geteilt wird und was daraus zu lernen ist. Auch was gescheitert ist, steht hier.",
    "institution": "Wer hilft, wobei und für wen. Viele Stellen beraten kostenlos.",
    "topic": "Worum es in der Zusammenarbeit geht, mit Formen, Förderung, Beispielen und Anlaufstellen je Thema.",
    "phase": "Von der ersten Idee bis zum laufenden Betrieb, Schritt für Schritt: was zu tun ist und wann es weitergeht.",
    "levy-key": "Wie Kosten und Nutzen fair geteilt werden: Schlüssel zum Verteilen und Verfahren zum Prüfen.",
    "document": "Was auf dem Weg geschrieben, beschlossen und unterschrieben wird, und was hineingehört.",
    "term": "Die Wörter der Zusammenarbeit, in einem Satz erklärt.",
}
_OUTCOME_TONES = {Outcome.RUNNING: "success", Outcome.PLANNED: "info", Outcome.ENDED: "info", Outcome.FAILED: "warning"}


@dataclass(frozen=True)
class Option:
    """One value of a facet; `count` says how many articles of the kind have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Facet:
    """One filter: its parameter, its label, its values, and what is chosen (empty: all)."""

    name: str
    label: str
    options: tuple[Option, ...]
    chosen: str

    @property
    def divides(self) -> bool:
        """False if every article has the same value: then the filter is not worth its place."""
        return len(self.options) > 1 or bool(self.chosen)


@dataclass(frozen=True)
class Badge:
    """A state in one word; the tone is one of success, info, warning, danger."""

    text: str
    tone: str


@dataclass(frozen=True)
class Item:
    """One line of an overview."""

    article: Article
    meta: tuple[str, ...]
    badges: tuple[Badge, ...]


@dataclass(frozen=True)
class Group:
    """Items under one heading; without a title the overview has one group only."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Listing:
    """Everything the overview of a kind shows."""

    facets: tuple[Facet, ...]
    words: str
    groups: tuple[Group, ...]
    total: int
    shown: int

    @property
    def is_filtered(self) -> bool:
        """Whether anything was chosen or typed."""
        return bool(self.words) or any(facet.chosen for facet in self.facets)


def known_values(articles: Iterable[Article], name: str, library: Library, today: date) -> tuple[Option, ...]:
    """All values a facet has in these articles, in the order of the house, with their counts."""
    counts: dict[tuple[str, str], int] = {}
    for article in articles:
        for pair in _values(name, article, library, today):
            counts[pair] = counts.get(pair, 0) + 1
    order = _order(name)
    ordered = sorted(counts, key=lambda pair: (order.index(pair[0]) if pair[0] in order else 0, pair[1].casefold()))
    return tuple(Option(value, label, counts[value, label]) for value, label in ordered)


def listing(
    articles: tuple[Article, ...], facets: tuple[Facet, ...], words: str, library: Library, today: date
) -> Listing:
    """The articles that have every chosen value and contain every word."""
    wanted = [facet for facet in facets if facet.chosen]
    found = [
        article
        for article in articles
        if all(facet.chosen in dict(_values(facet.name, article, library, today)) for facet in wanted)
        and _contains(article, words)
    ]
    return Listing(facets, words, _groups(found, today), len(articles), len(found))


def item(article: Article, today: date) -> Item:
    """The line of an article, wherever it is listed."""
    return Item(article, _meta(article), tuple(_badges(article, today)))


def _values(name: str, article: Article, library: Library, today: date) -> tuple[tuple[str, str], ...]:
    """(value, label) of one facet of one article."""
    match name, article:
        case "thema", _:
            return tuple((topic.slug, topic.title) for topic in library.pick(Topic, article.topics))
        case "aktualitaet", _:
            fresh = article.freshness(today)
            return ((fresh.state, fresh.label),)
        case "art", Instrument():
            return ((article.role, ROLE_LABELS[article.role]),)
        case "art", Institution():
            return ((article.type, INSTITUTION_LABELS[article.type]),)
        case "art", LevyKeyArticle():
            return ((article.category, CATEGORY_LABELS[article.category]),)
        case "stand", Funding():
            state = standing(article, today)
            return ((state, PROGRAMME_LABELS[state]),)
        case "ausgang", Example():
            return ((article.outcome, OUTCOME_LABELS[article.outcome]),)
        case "form", Example():
            forms = library.pick(Instrument, [slug for slug in (article.form, article.application) if slug])
            return tuple((form.slug, form.title) for form in forms)
        case "phase", Obstacle() | Institution() | DocumentGuide():
            return tuple((phase.slug, phase.title) for phase in library.pick(Phase, article.phases))
        case _:
            return ()


def _order(name: str) -> tuple[str, ...]:
    """Where a facet has an order of its own; the others stand by their label."""
    orders: Mapping[str, tuple[str, ...]] = {
        "art": (*ROLE_LABELS, *INSTITUTION_LABELS, *CATEGORY_LABELS),
        "stand": tuple(PROGRAMME_LABELS),
        "ausgang": tuple(OUTCOME_LABELS),
        "aktualitaet": tuple(FRESHNESS_LABELS),
    }
    return orders.get(name, ())


def _contains(article: Article, words: str) -> bool:
    text = fold(
        " ".join((article.title, article.summary, *article.keywords, getattr(article, "short_name", None) or ""))
    )
    return all(word in text for word in fold(words).split())


def _groups(articles: list[Article], today: date) -> tuple[Group, ...]:
    groups: dict[str, list[Article]] = {}
    for article in sorted(articles, key=lambda article: _place(article, today)):
        groups.setdefault(_heading(article, today), []).append(article)
    return tuple(Group(title, tuple(item(a, today) for a in members)) for title, members in groups.items())


def _heading(article: Article, today: date) -> str:
    match article:
        case Instrument():
            return ROLE_LABELS[article.role]
        case Institution():
            return INSTITUTION_LABELS[article.type]
        case LevyKeyArticle():
            return CATEGORY_LABELS[article.category]
        case Funding():
            state = standing(article, today)
            return PROGRAMME_LABELS[state][0].upper() + PROGRAMME_LABELS[state][1:]
        case Term():
            letter = fold(article.title)[:1].upper()
            return letter if letter.isalpha() else "§ und Zahlen"
        case _:
            return ""


def _place(article: Article, today: date) -> tuple[int, int, str]:
    """The group first, then what the kind is ordered by, then the title."""
    match article:
        case Instrument():
            return list(ROLE_LABELS).index(article.role), article.effort, article.slug
        case Institution():
            return list(INSTITUTION_LABELS).index(article.type), 0, fold(article.title)
        case LevyKeyArticle():
            return list(CATEGORY_LABELS).index(article.category), 0, fold(article.title)
        case Funding():
            return list(PROGRAMME_LABELS).index(standing(article, today)), 0, fold(article.title)
        case Phase():
            return 0, article.number, ""
        case DocumentGuide():
            return 0, int(article.code[1:]), ""
        case _:
            return 0, 0, fold(article.title)


def _meta(article: Article) -> tuple[str, ...]:
    match article:
        case Instrument():
            duration = article.founding_duration
            months = f"{duration.months_min} bis {duration.months_max} Monate bis zum Start" if duration else ""
            return tuple(part for part in (article.legal_basis[0], months) if part)
        case Funding():
            return (article.funder,)
        case Institution():
            return (article.remit_text,)
        case Example():
            since = f"seit {article.since}" if article.since else ""
            elsewhere = article.state if article.state != "Bayern" else ""
            return tuple(part for part in (since, elsewhere) if part)
        case Phase():
            return (f"Ergebnis: {article.result}",)
        case DocumentGuide():
            return (article.binding,)
        case _:
            return ()


def _badges(article: Article, today: date) -> Iterable[Badge]:
    match article:
        case Funding():
            state = standing(article, today)
            yield Badge(PROGRAMME_LABELS[state], STANDING_TONES[state])
        case Example():
            yield Badge(OUTCOME_LABELS[article.outcome], _OUTCOME_TONES[article.outcome])
    fresh = article.freshness(today)
    if fresh.state is FreshnessState.DUE:
        yield Badge(fresh.label, "warning")
    elif fresh.state is FreshnessState.EXPIRED and not isinstance(article, Funding):
        yield Badge(fresh.label, "danger")
