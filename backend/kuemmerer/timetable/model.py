"""The nouns of the timetable: steps with durations, what a council asks for, and the computed plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kuemmerer.content.model import Confidence, Nature
from kuemmerer.content.oversight import Oversight


class Kind(StrEnum):
    """What a step is: work, a round of meetings, a wait for somebody else, an event."""

    WORK = "arbeit"
    MEETING = "sitzung"
    WAIT = "frist"
    EVENT = "ereignis"


@dataclass(frozen=True)
class Days:
    """How long a step takes, in calendar days, at best and at worst."""

    min: int
    max: int


@dataclass(frozen=True)
class Step:
    """One step with what its duration rests on. `ways` limits it to these ways past the authority; empty means all.

    `commits` counts as the beginning of the project: a grant must have been awarded before.
    """

    id: str
    title: str
    who: str
    kind: Kind
    days: Days
    nature: Nature
    norm: str | None
    source: str
    checked_on: date
    confidence: Confidence
    note: str | None
    stop: str | None
    ways: frozenset[Oversight]
    commits: bool


@dataclass(frozen=True)
class Procedures:
    """The steps of every form, in order; `funding` runs beside them after the resolutions, before the beginning."""

    steps: Mapping[str, tuple[Step, ...]]
    funding: tuple[Step, ...]
    days_per_further_council: int

    def ways_of(self, form: str) -> tuple[Oversight, ...]:
        """The ways past the authority that make a difference for a form; empty where there is only one."""
        named = {way for step in self.steps.get(form, ()) for way in step.ways}
        return tuple(way for way in Oversight if way in named)


@dataclass(frozen=True)
class Council:
    """A deciding body and its meeting dates, as far as they are known."""

    name: str
    meetings: tuple[date, ...]


@dataclass(frozen=True)
class Wish:
    """What is asked for. `councils` counts all deciding bodies; `done` is the last step that is behind us."""

    form: str
    way: Oversight
    today: date
    start: date | None
    councils: int
    known: tuple[Council, ...]
    with_funding: bool
    done: str | None


class Reach(StrEnum):
    """Whether the wished start can be met: also if everything takes long, only if everything goes fast, or not at all."""

    SURE = "sicher"
    TIGHT = "knapp"
    NOT = "nicht"


@dataclass(frozen=True)
class Sitting:
    """The last meeting at which a council can decide in time."""

    council: str
    day: date


@dataclass(frozen=True)
class Row:
    """One step of the plan.

    `begin` and `finish` are the days by which it must begin and be over if all that follows takes long. In a plan that is
    only just possible they may lie in the past, or be None where a council does not meet in time. `latest` is the last
    conceivable day, if all that follows goes fast. `sittings` are the meetings to decide at.
    """

    step: Step
    begin: date | None
    finish: date | None
    latest: date
    sittings: tuple[Sitting, ...]

    def safe_day(self, today: date) -> date | None:
        """The day by which this step is over on the safe side, if it can still be kept."""
        return self.finish if self.finish is not None and self.begin is not None and self.begin >= today else None


@dataclass(frozen=True)
class Timetable:
    """The plan for `start`: the wished start if it can be met, else the day that can be relied on.

    `earliest` is the start if everything goes fast, `reliable` if everything takes long; both from today.
    """

    wish: Wish
    reach: Reach | None
    earliest: date
    reliable: date
    start: date
    rows: tuple[Row, ...]
    notes: tuple[str, ...]

    @property
    def resolution(self) -> Row | None:
        """The last possible resolution of the councils, where the form needs one."""
        return next((row for row in self.rows if row.step.kind is Kind.MEETING), None)

    @property
    def stop_signs(self) -> tuple[tuple[str, str], ...]:
        """Title of the step and what must not happen before it is over."""
        return tuple((row.step.title, row.step.stop) for row in self.rows if row.step.stop)
