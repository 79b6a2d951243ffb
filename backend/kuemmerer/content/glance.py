"""»Auf einen Blick«: the few facts of an article that stand beside its text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kuemmerer.base.dates import german_date
from kuemmerer.content.kinds import (
    DocumentGuide,
    Example,
    Funding,
    Institution,
    Instrument,
    LevyKeyArticle,
    Obstacle,
    Phase,
    Term,
    Topic,
)
from kuemmerer.content.labels import (
    ANSWER_LABELS,
    CATEGORY_LABELS,
    INSTITUTION_WORDS,
    OUTCOME_LABELS,
    PROGRAMME_LABELS,
    ROLE_LABELS,
)
from kuemmerer.content.library import Library
from kuemmerer.content.model import Answer, Article, Confidence, Nature, Statement
from kuemmerer.content.standing import standing


@dataclass(frozen=True)
class Glance:
    """One fact: a word or two, articles to go to, and what kind of statement it is."""

    label: str
    text: str = ""
    links: tuple[Article, ...] = ()
    answer: Answer | None = None
    nature: Nature | None = None
    confidence: Confidence = Confidence.SURE


@dataclass(frozen=True)
class ProfileRow:
    """One typed statement of an instrument with its label, for the profile."""

    label: str
    statement: Statement


# Only what one word can answer stands beside the text; the sentences stand in the profile.
_SHORT = (
    ("legal_personality", "Eigene Rechtsperson"),
    ("private_partners", "Private Partner"),
    ("district_partner", "Landkreis als Partner"),
    ("transfer_tasks", "Aufgabe geht über"),
    ("transfer_powers", "Bescheide erlassen"),
    ("transfer_bylaws", "Satzungen erlassen"),
    ("staff", "Eigenes Personal"),
    ("civil_servants", "Eigene Beamte"),
)
_PROFILE = (
    ("legal_personality", "Rechtsperson"),
    ("min_partners", "Mindestzahl der Partner"),
    ("members", "Mögliche Partner"),
    ("private_partners", "Private Partner"),
    ("district_partner", "Landkreis als Partner"),
    ("transfer_tasks", "Übergang der Aufgabe"),
    ("transfer_powers", "Befugnisse und Bescheide"),
    ("transfer_bylaws", "Satzungen und Gebühren"),
    ("staff", "Personal"),
    ("civil_servants", "Beamtinnen und Beamte"),
    ("organs", "Organe"),
    ("financing", "Finanzierung"),
    ("liability", "Haftung"),
    ("supervisory_authority", "Aufsicht"),
    ("exit", "Ausstieg"),
)


def profile(instrument: Instrument) -> tuple[ProfileRow, ...]:
    """Every typed statement of an instrument in full."""
    return tuple(ProfileRow(label, getattr(instrument, field)) for field, label in _PROFILE)


def glance(article: Article, library: Library, today: date) -> tuple[Glance, ...]:
    """The facts of an article; rows without anything to say are left out."""
    return tuple(row for row in _rows(article, library, today) if row.text or row.links or row.answer)


def _rows(article: Article, library: Library, today: date) -> Iterator[Glance]:
    match article:
        case Instrument():
            yield from _instrument(article)
        case Obstacle():
            yield Glance("Wie häufig?", article.frequency)
            yield Glance("In welcher Phase?", links=library.pick(Phase, article.phases))
            yield Glance("Wer hilft?", links=library.pick(Institution, article.helpers))
        case Phase():
            yield Glance("Am Ende steht", article.result)
            yield Glance("Weiter geht es, wenn", article.gate)
            if article.duration:
                yield _statement("Dauer", article.duration)
            yield Glance("Dokumente", links=library.pick(DocumentGuide, article.documents))
            yield Glance("Häufige Hemmnisse", links=library.pick(Obstacle, article.obstacles))
            yield Glance("Wer hilft?", links=library.pick(Institution, article.helpers))
        case Topic():
            yield Glance("Übliche Formen", links=library.pick(Instrument, article.typical_forms))
            yield Glance("Auf welcher Ebene?", article.level)
            yield Glance("Zuerst fragen", links=library.pick(Institution, article.institutions[:4]))
        case Funding():
            yield from _funding(article, library, today)
        case Institution():
            yield Glance("Art", INSTITUTION_WORDS[article.type])
            yield Glance("Zuständig für", article.remit_text)
            yield Glance("Kosten", article.cost or "keine Angabe")
            yield Glance("Hilft in den Phasen", links=library.pick(Phase, article.phases))
        case Example():
            yield from _example(article, library)
        case LevyKeyArticle():
            yield Glance("Art", CATEGORY_LABELS[article.category])
            yield Glance("Formel", article.formula)
            yield Glance("Üblich bei", article.typical_use)
            yield Glance("Rechtsgrundlage", ", ".join(article.legal_basis))
        case DocumentGuide():
            yield Glance("Wie verbindlich?", article.binding)
            yield Glance("Wer unterschreibt?", article.signed_by)
            yield Glance("In welcher Phase?", links=library.pick(Phase, article.phases))
            yield Glance("Für welche Formen?", links=library.pick(Instrument, article.forms))
        case Term():
            yield Glance("Auch geschrieben", ", ".join(article.spellings))
            yield Glance("Rechtsgrundlage", article.norm or "")


def _instrument(article: Instrument) -> Iterator[Glance]:
    yield Glance("Art", ROLE_LABELS[article.role])
    yield Glance("Rechtsgrundlage", ", ".join(article.legal_basis))
    yield _statement("Partner", article.min_partners)
    for field, label in _SHORT:
        statement: Statement = getattr(article, field)
        if statement.value:
            yield Glance(
                label, ANSWER_LABELS[statement.value], (), statement.value, statement.nature, statement.confidence
            )
    if duration := article.founding_duration:
        months = f"{duration.months_min} bis {duration.months_max} Monate"
        yield Glance("Bis zum Start", months, nature=Nature.ESTIMATE, confidence=duration.confidence)


def _funding(article: Funding, library: Library, today: date) -> Iterator[Glance]:
    yield Glance("Stand", PROGRAMME_LABELS[standing(article, today)])
    yield Glance("Fördergeber", article.funder)
    yield Glance("Fördersatz", article.rate)
    yield Glance("Betrag", article.amount)
    if article.valid_from:
        yield Glance("Gültig ab", german_date(article.valid_from))
    if article.valid_until:
        yield Glance("Gültig bis", german_date(article.valid_until))
    yield Glance(
        "Antrag vor dem Start?",
        "Ja, erst beantragen, dann beginnen" if article.before_start else "Nicht vorgeschrieben",
    )
    yield Glance("Hier fragen Sie nach", links=library.pick(Institution, article.ask))


def _example(article: Example, library: Library) -> Iterator[Glance]:
    yield Glance("Ausgang", OUTCOME_LABELS[article.outcome])
    yield Glance("Seit", str(article.since) if article.since else "")
    yield Glance("Form", article.form_text, library.pick(Instrument, [article.form] if article.form else []))
    yield Glance("Anwendungsfall", links=library.pick(Instrument, [article.application] if article.application else []))
    yield Glance("Partner", "; ".join(article.partners))
    yield Glance("Land", article.state if article.state != "Bayern" else "")


def _statement(label: str, statement: Statement) -> Glance:
    return Glance(label, statement.text, nature=statement.nature, confidence=statement.confidence)
