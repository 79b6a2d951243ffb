"""German dates, and what a reader is told about the age of a text."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.base.dates import FreshnessState, freshness, german_date

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))
CHECKED, REVIEW = date(2026, 3, 12), date(2027, 3, 12)


def test_a_german_date_holds_together() -> None:
    assert german_date(CHECKED) == "12.\u00a0März\u00a02026"


@pytest.mark.parametrize(
    ("today", "ends", "state"),
    [
        (REVIEW, None, FreshnessState.CURRENT),
        (REVIEW + timedelta(days=1), None, FreshnessState.DUE),
        (CHECKED, CHECKED, FreshnessState.CURRENT),
        (CHECKED, CHECKED - timedelta(days=1), FreshnessState.EXPIRED),
        (REVIEW + timedelta(days=1), CHECKED, FreshnessState.EXPIRED),
    ],
    ids=["last day before review", "day after", "last valid day", "day after the end", "end outweighs review"],
)
def test_the_days_on_which_the_state_changes(today: date, ends: date | None, state: FreshnessState) -> None:
    assert freshness(CHECKED, REVIEW, ends, today).state is state


@pytest.mark.parametrize(
    ("today", "ends", "sentence"),
    [
        (CHECKED, None, "Geprüft am 12. März 2026."),
        (CHECKED, REVIEW, "Geprüft am 12. März 2026. Gilt bis 12. März 2027."),
        (date(2028, 1, 1), None, "Zuletzt geprüft am 12. März 2026, Prüfung fällig seit 12. März 2027."),
        (date(2028, 1, 1), REVIEW, "Abgelaufen am 12. März 2027."),
    ],
)
def test_every_state_is_told_in_a_sentence(today: date, ends: date | None, sentence: str) -> None:
    told = freshness(CHECKED, REVIEW, ends, today)
    assert told.sentence.replace("\u00a0", " ") == sentence
    assert told.label


@given(DAYS, DAYS, st.none() | DAYS, DAYS, DAYS)
def test_a_text_never_gets_fresher_by_waiting(
    checked: date, review: date, ends: date | None, today: date, later: date
) -> None:
    order = list(FreshnessState)
    first, second = sorted((today, later))
    states = [freshness(checked, review, ends, day).state for day in (first, second)]
    assert order.index(states[0]) <= order.index(states[1])
