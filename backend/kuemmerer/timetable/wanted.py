"""What somebody says about a timetable becomes a wish: page, API and papers ask for the same plan in the same way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kuemmerer.base.nearest import did_you_mean
from kuemmerer.content.oversight import Oversight
from kuemmerer.timetable.intake import (
    COUNCILS,
    DONE,
    FUNDING,
    START,
    WAY,
    BadWish,
    read_councils,
    read_count,
    read_funding,
    read_start,
    read_way,
)
from kuemmerer.timetable.model import Council, Procedures, Wish
from kuemmerer.timetable.plan import plan_steps


@dataclass(frozen=True)
class Wanted:
    """What was said; an empty text or None follows from the answers. `way` and `done` are checked against the form."""

    way: str = ""
    start: date | None = None
    councils: int | None = None
    known: tuple[Council, ...] = ()
    with_funding: bool = False
    done: str = ""


def read_wanted(values: Mapping[str, str], meetings: Sequence[str], today: date) -> Wanted:
    """From the parameters of a page, those of councils apart because there can be many. Raises BadWish."""
    count = values.get(COUNCILS, "")
    return Wanted(
        way=values.get(WAY, ""),
        start=read_start(values[START], today) if values.get(START) else None,
        councils=read_count(count, 1) if count else None,
        known=read_councils([text for text in meetings if text]),
        with_funding=read_funding(values.get(FUNDING, "")),
        done=values.get(DONE, ""),
    )


def make_wish(
    procedures: Procedures, form: str, derived: Oversight, wanted: Wanted, usual: int, today: date, month: date | None
) -> Wish:
    """The wish for a form; `derived` is the way that follows from the answers, `usual` how many councils do.

    `month` is the beginning that was named in the navigator; it counts while it lies ahead. Raises BadWish.
    """
    return Wish(
        form=form,
        way=read_way(procedures, form, wanted.way, derived),
        today=today,
        start=wanted.start or (month if month is not None and month > today else None),
        councils=max(wanted.councils or usual, len(wanted.known)),
        known=wanted.known,
        with_funding=wanted.with_funding,
        done=None,
    )


def make_fitting_wish(
    procedures: Procedures, form: str, derived: Oversight, wanted: Wanted, usual: int, today: date, month: date | None
) -> Wish:
    """The same for a form it was perhaps not said for: a way or a step this form does not have says nothing about it.

    Raises BadWish for what no form has.
    """
    ways = {way.value for way in Oversight}
    steps = {step.id for line in (*procedures.steps.values(), procedures.funding) for step in line}
    for field, said, possible in ((WAY, wanted.way, ways), (DONE, wanted.done, steps)):
        if said and said not in possible:
            raise BadWish(field, f"»{said[:40]}« gibt es in keinem Zeitplan.{did_you_mean(said, sorted(possible))}")
    own_way = wanted.way if wanted.way in procedures.ways_of(form) else ""
    wish = make_wish(procedures, form, derived, replace(wanted, way=own_way), usual, today, month)
    own_steps = [planned.step.id for planned in plan_steps(procedures, wish)][:-1]
    return replace(wish, done=wanted.done if wanted.done in own_steps else None)
