"""The timetable: backwards from the wished start, forwards from today for what can be reached at all.

Each step is counted twice, at its shortest and at its longest. Counting backwards with the longest durations gives the day
by which a step must be over to be on the safe side; with the shortest, the last conceivable day.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kuemmerer.timetable.model import Council, Days, Kind, Procedures, Reach, Row, Sitting, Step, Timetable, Wish
from kuemmerer.timetable.plan import Planned, plan_steps

Length = Callable[[Days], int]


def _shortest(days: Days) -> int:
    return days.min


def _longest(days: Days) -> int:
    return days.max


@dataclass(frozen=True)
class _Span:
    begin: date
    finish: date
    sittings: tuple[Sitting, ...] = ()


_Spans = Mapping[str, _Span]


def compute(procedures: Procedures, wish: Wish) -> Timetable:
    """The plan for a wish. `wish.form` must have a procedure."""
    planned = plan_steps(procedures, wish)
    fast = _forwards(planned, wish, _shortest)
    slow = _forwards(planned, wish, _longest)
    earliest, reliable = fast[planned[-1].step.id].finish, slow[planned[-1].step.id].finish
    reach = None if wish.start is None else _reach(planned, wish, wish.start, fast, slow)
    start = wish.start if wish.start is not None and reach in (Reach.SURE, Reach.TIGHT) else reliable
    safe = _backwards(planned, wish, start, _longest, slow)
    last = _backwards(planned, wish, start, _shortest, fast)
    rows = tuple(_row(item.step, safe, last) for item in planned)
    notes = tuple(_notes(wish, rows, fast))
    return Timetable(wish, reach, earliest, reliable, start, rows, notes)


def _reach(planned: Sequence[Planned], wish: Wish, start: date, fast: _Spans, slow: _Spans) -> Reach:
    if _in_time(planned, _backwards(planned, wish, start, _longest, slow), wish):
        return Reach.SURE
    return Reach.TIGHT if _in_time(planned, _backwards(planned, wish, start, _shortest, fast), wish) else Reach.NOT


def _in_time(planned: Sequence[Planned], spans: _Spans, wish: Wish) -> bool:
    return len(spans) == len(planned) and all(span.begin >= wish.today for span in spans.values())


def _forwards(planned: Sequence[Planned], wish: Wish, length: Length) -> _Spans:
    """As soon as possible from today."""
    spans: dict[str, _Span] = {}
    for item in planned:
        ready = max([wish.today, *(spans[name].finish for name in item.after)])
        usual = ready + timedelta(days=length(item.step.days))
        finish = usual
        if item.step.kind is Kind.MEETING:
            next_ones = [_first(council, ready) for council in wish.known]
            known = [day for day in next_ones if day is not None]
            # A council whose dates are not known, or not far enough, is counted as usual.
            everybody_known = len(known) == len(wish.known) >= wish.councils
            finish = max([*known, *([] if everybody_known else [usual])])
        spans[item.step.id] = _Span(ready, finish)
    return spans


def _backwards(planned: Sequence[Planned], wish: Wish, start: date, length: Length, forwards: _Spans) -> _Spans:
    """As late as possible before `start`. If a council does not meet in time, only what comes after the resolutions.

    `forwards` tells from when on a council can decide at all: earlier meetings are of no use.
    """
    spans: dict[str, _Span] = {}
    for item in reversed(planned):
        followers = [spans[other.step.id].begin for other in planned if item.step.id in other.after]
        finish = min(followers, default=start)
        begin = finish - timedelta(days=length(item.step.days))
        sittings: tuple[Sitting, ...] = ()
        if item.step.kind is Kind.MEETING and wish.known:
            ready = forwards[item.step.id].begin
            useful = [council for council in wish.known if _first(council, ready) is not None]
            chosen = [Sitting(council.name, day) for council in useful if (day := _last(council, ready, finish))]
            if len(chosen) < len(useful):
                return spans
            sittings = tuple(sorted(chosen, key=lambda sitting: (sitting.day, sitting.council)))
            if len(useful) == len(wish.known) >= wish.councils:
                begin, finish = sittings[0].day, sittings[-1].day
            elif sittings:
                begin = min(begin, sittings[0].day)
        spans[item.step.id] = _Span(begin, finish, sittings)
    return spans


def _first(council: Council, ready: date) -> date | None:
    return min((day for day in council.meetings if day >= ready), default=None)


def _last(council: Council, ready: date, latest: date) -> date | None:
    return max((day for day in council.meetings if ready <= day <= latest), default=None)


def _row(step: Step, safe: _Spans, last: _Spans) -> Row:
    tight, span = last[step.id], safe.get(step.id)
    if span is None:
        return Row(step, None, None, tight.finish, tight.sittings)
    return Row(step, span.begin, span.finish, max(tight.finish, span.finish), span.sittings)


def _notes(wish: Wish, rows: Sequence[Row], fast: _Spans) -> list[str]:
    notes: list[str] = []
    meeting = next((row for row in rows if row.step.kind is Kind.MEETING), None)
    if meeting is None:
        return notes
    ready = fast[meeting.step.id].begin
    too_early = [council.name for council in wish.known if _first(council, ready) is None]
    if too_early:
        names = ", ".join(too_early)
        notes.append(
            f"Für {names} kennen wir keinen Termin, der spät genug liegt. Dort rechnen wir mit dem üblichen Abstand."
        )
    if len(wish.known) < wish.councils:
        missing = wish.councils - len(wish.known)
        many = "eines Gremiums" if missing == 1 else f"von {missing} Gremien"
        notes.append(f"Die Sitzungstermine {many} fehlen. Mit Terminen wird der Plan genauer.")
    if not meeting.sittings and meeting.latest.month == 8:
        notes.append("Der letzte Termin für die Beschlüsse liegt im August. Viele Räte tagen dann nicht.")
    return notes
