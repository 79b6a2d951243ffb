"""Two to four forms side by side, criterion by criterion."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kuemmerer.content.criteria import EXCLUDED, GRADE_WORDS, PROPERTIES, RATED, UNRATED
from kuemmerer.content.kinds import Instrument
from kuemmerer.content.labels import ROLE_LABELS
from kuemmerer.content.library import Library
from kuemmerer.content.model import Answer, Confidence, Nature, Statement

AT_LEAST, AT_MOST = 2, 4
# What a first reader asks; an idea whose forms are not all there is left out.
IDEAS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Vertrag, Verband oder Kommunalunternehmen?",
        ("zweckvereinbarung", "zweckverband", "gemeinsames-kommunalunternehmen"),
    ),
    (
        "Erst einmal locker anfangen",
        ("informelle-zusammenarbeit", "kommunale-arbeitsgemeinschaft", "zweckvereinbarung"),
    ),
    (
        "Öffentlich oder privat organisiert?",
        ("zweckverband", "gemeinsames-kommunalunternehmen", "gmbh", "genossenschaft"),
    ),
)


@dataclass(frozen=True)
class Cell:
    """What one form says to one criterion. `level` counts from 0 to 3 where the criterion is rated."""

    text: str
    answer: Answer | None = None
    norm: str | None = None
    nature: Nature | None = None
    confidence: Confidence = Confidence.SURE
    level: int | None = None


@dataclass(frozen=True)
class Row:
    """One criterion; the cells stand in the order of the forms."""

    label: str
    help: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Comparison:
    """The forms and the two parts of the comparison: what the law says, and how we rate it."""

    forms: tuple[Instrument, ...]
    properties: tuple[Row, ...]
    rated: tuple[Row, ...]


@dataclass(frozen=True)
class FormGroup:
    """Forms of one role, to choose from."""

    label: str
    forms: tuple[Instrument, ...]


@dataclass(frozen=True)
class Idea:
    """A comparison worth starting with."""

    label: str
    forms: tuple[Instrument, ...]

    @property
    def url(self) -> str:
        """The page of this comparison."""
        return comparison_url(form.slug for form in self.forms)


def comparison_url(slugs: Iterable[str]) -> str:
    """The address that compares these forms."""
    return "/vergleich?" + "&".join(f"form={slug}" for slug in slugs)


def compare(forms: Sequence[Instrument]) -> Comparison:
    """All criteria for the given forms."""
    properties = tuple(
        Row(item.label, "", tuple(_stated(getattr(form, item.field)) for form in forms)) for item in PROPERTIES
    )
    duration = Row("Wie lange bis zum Start?", "", tuple(_duration(form) for form in forms))
    rated = tuple(Row(item.label, item.help, tuple(_graded(form, item.key) for form in forms)) for item in RATED)
    return Comparison(tuple(forms), (*properties, duration), rated)


def form_groups(library: Library) -> tuple[FormGroup, ...]:
    """All forms by role, from light to firm."""
    forms = library.of(Instrument)
    groups = (FormGroup(ROLE_LABELS[role], lightest_first(f for f in forms if f.role is role)) for role in ROLE_LABELS)
    return tuple(group for group in groups if group.forms)


def lightest_first(forms: Iterable[Instrument]) -> tuple[Instrument, ...]:
    """As light as possible, as firm as necessary: the order in which forms are shown."""
    return tuple(sorted(forms, key=lambda form: (form.effort, form.slug)))


def ideas(library: Library) -> tuple[Idea, ...]:
    """Comparisons to start with, of which all forms exist."""
    found = (Idea(label, library.pick(Instrument, slugs)) for label, slugs in IDEAS)
    return tuple(idea for idea, (_, slugs) in zip(found, IDEAS, strict=True) if len(idea.forms) == len(slugs))


def _stated(statement: Statement) -> Cell:
    return Cell(statement.text, statement.value, statement.norm, statement.nature, statement.confidence)


def _duration(form: Instrument) -> Cell:
    if form.founding_duration is None:
        return Cell("keine Angabe")
    return Cell(form.founding_duration.text, nature=Nature.ESTIMATE, confidence=form.founding_duration.confidence)


def _graded(form: Instrument, key: str) -> Cell:
    if form.grades is None:
        return Cell(UNRATED)
    grade: int | None = getattr(form.grades, key)
    return Cell(EXCLUDED) if grade is None else Cell(GRADE_WORDS[grade], level=grade)
