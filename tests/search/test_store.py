"""Counts of searches in a real database."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from kuemmerer.search.report import as_json, as_text
from kuemmerer.search.store import Counts, NamedQuery, add, counts_since
from kuemmerer.search.usage import Seen, Tally
from kuemmerer.web.db import Database

TODAY = date(2026, 11, 25)
YESTERDAY = TODAY - timedelta(days=1)
LONG_AGO = TODAY - timedelta(days=500)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database."""
    database = Database(f"sqlite:///{tmp_path / 'k.sqlite3'}")
    yield database
    database.close()


def tally(day: date) -> Tally:
    named = {(day, "bauhof"): Seen(3, 12), (day, "raumstation"): Seen(4, 0)}
    return Tally({day: 10}, {day: 4}, named, {(day, 1): 5, (day, 2): 1})


def stored(database: Database, *tallies: Tally) -> Counts:
    for each in tallies:
        database.submit(partial(add, tally=each, today=TODAY)).result()
    return database.submit(lambda session: counts_since(session, LONG_AGO)).result()


def test_tallies_of_a_day_and_of_several_days_add_up(database: Database) -> None:
    assert stored(database, tally(YESTERDAY), tally(TODAY), tally(TODAY)) == Counts(
        30, 12, (NamedQuery("raumstation", 12, 0), NamedQuery("bauhof", 9, 12)), ((1, 15), (2, 3))
    )


def test_what_is_older_than_400_days_is_forgotten(database: Database) -> None:
    assert stored(database, tally(LONG_AGO)) == Counts(0, 0, (), ())


def test_the_report_says_what_is_missing(database: Database) -> None:
    counts = stored(database, tally(TODAY))
    text = "\n".join(as_text(counts))
    assert "10 Suchen, davon 4 ohne Treffer (40%)." in text
    assert text.index("raumstation (0 Treffer)") < text.index("bauhof (12 Treffer)")
    assert "Platz 1 (83%)" in text
    assert '"without_hit": 4' in as_json(counts)
    assert list(as_text(Counts(0, 0, (), ()))) == ["Noch keine Suche gezählt."]
