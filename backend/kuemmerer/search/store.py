"""Counts of searches in the database: the only SQL about them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Field, Session, SQLModel, col, delete, func, select

from kuemmerer.search.usage import Tally

KEPT = datetime.timedelta(days=400)


class SearchDayRow(SQLModel, table=True):
    """All searches of a day."""

    __tablename__ = "search_day"

    day: datetime.date = Field(primary_key=True)
    searches: int
    without_hit: int


class SearchQueryRow(SQLModel, table=True):
    """A query that came often enough to be named."""

    __tablename__ = "search_query"

    day: datetime.date = Field(primary_key=True)
    query: str = Field(primary_key=True)
    times: int
    results: int


class SearchClickRow(SQLModel, table=True):
    """How often the hit at a position was taken."""

    __tablename__ = "search_click"

    day: datetime.date = Field(primary_key=True)
    position: int = Field(primary_key=True)
    times: int


@dataclass(frozen=True)
class NamedQuery:
    """A query over all days asked for; `results` is its number of hits the last time."""

    query: str
    times: int
    results: int


@dataclass(frozen=True)
class Counts:
    """Everything since a day. Queries by how often they came; clicks as (position, times)."""

    searches: int
    without_hit: int
    queries: tuple[NamedQuery, ...]
    clicks: tuple[tuple[int, int], ...]


def add(session: Session, tally: Tally, today: datetime.date) -> None:
    """Add a tally, and forget what is older than 400 days."""
    for day, searches in tally.searches.items():
        row = session.get(SearchDayRow, day) or SearchDayRow(day=day, searches=0, without_hit=0)
        row.searches += searches
        row.without_hit += tally.without_hit.get(day, 0)
        session.add(row)
    for (day, query), seen in tally.named.items():
        named = session.get(SearchQueryRow, (day, query)) or SearchQueryRow(day=day, query=query, times=0, results=0)
        named.times += seen.times
        named.results = seen.results
        session.add(named)
    for (day, position), times in tally.clicks.items():
        click = session.get(SearchClickRow, (day, position)) or SearchClickRow(day=day, position=position, times=0)
        click.times += times
        session.add(click)
    oldest = today - KEPT
    session.exec(delete(SearchDayRow).where(col(SearchDayRow.day) < oldest))
    session.exec(delete(SearchQueryRow).where(col(SearchQueryRow.day) < oldest))
    session.exec(delete(SearchClickRow).where(col(SearchClickRow.day) < oldest))


def counts_since(session: Session, day: datetime.date) -> Counts:
    """What was counted from a day on."""
    days = session.exec(select(SearchDayRow).where(col(SearchDayRow.day) >= day)).all()
    rows = session.exec(select(SearchQueryRow).where(col(SearchQueryRow.day) >= day).order_by(col(SearchQueryRow.day)))
    clicks = session.exec(
        select(SearchClickRow.position, func.sum(SearchClickRow.times))
        .where(col(SearchClickRow.day) >= day)
        .group_by(col(SearchClickRow.position))
        .order_by(col(SearchClickRow.position))
    )
    return Counts(
        sum(row.searches for row in days),
        sum(row.without_hit for row in days),
        _joined(rows.all()),
        tuple((position, int(times)) for position, times in clicks),
    )


def _joined(rows: Sequence[SearchQueryRow]) -> tuple[NamedQuery, ...]:
    """One line for each query; the last day says how many hits it has."""
    found: dict[str, NamedQuery] = {}
    for row in rows:
        times = row.times + (found[row.query].times if row.query in found else 0)
        found[row.query] = NamedQuery(row.query, times, row.results)
    return tuple(sorted(found.values(), key=lambda named: (-named.times, named.query)))
