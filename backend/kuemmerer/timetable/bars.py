"""The timetable as bars: one row per step, in per cent of the time between the first day and the start."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kuemmerer.base.dates import MONTHS
from kuemmerer.timetable.model import Row, Timetable

# More months than this and only every third gets its name.
_MONTHS_NAMED = 8


@dataclass(frozen=True)
class Bar:
    """One row: where the step begins and how long it may take, then the reserve until the last conceivable day."""

    row: Row
    offset: float
    length: float
    reserve: float


@dataclass(frozen=True)
class Tick:
    """The beginning of a month on the scale; `label` is empty where there is no room."""

    place: float
    label: str


@dataclass(frozen=True)
class BarChart:
    """All rows on one scale."""

    first: date
    last: date
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


def bar_chart(timetable: Timetable) -> BarChart:
    """Safe days as a bar, the reserve behind it; in a plan that is only just possible, the shortest durations before `latest`."""
    spans = [_span(row, timetable.wish.today) for row in timetable.rows]
    first = min(begin for begin, _, _ in spans)
    last = timetable.start
    whole = max(1, (last - first).days)

    def place(day: date) -> float:
        return round((day - first).days / whole * 100, 2)

    bars = tuple(
        Bar(
            row, place(begin), max(0.8, round(place(finish) - place(begin), 2)), round(place(latest) - place(finish), 2)
        )
        for row, (begin, finish, latest) in zip(timetable.rows, spans, strict=True)
    )
    months = list(_months(first, last))
    every = 1 if len(months) <= _MONTHS_NAMED else 3
    ticks = tuple(
        Tick(place(day), f"{MONTHS[day.month - 1][:3]} {day.year}" if number % every == 0 else "")
        for number, day in enumerate(months)
    )
    return BarChart(first, last, bars, ticks)


def _span(row: Row, today: date) -> tuple[date, date, date]:
    safe = row.safe_day(today)
    if safe is not None and row.begin is not None:
        return row.begin, safe, row.latest
    return row.latest - timedelta(days=row.step.days.min), row.latest, row.latest


def _months(first: date, last: date) -> Iterator[date]:
    day = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    while day < last:
        yield day
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
