from datetime import date

import pytest

from kuemmerer.base.dates import FreshnessState
from kuemmerer.content.inventory import statements_to_check, take_inventory
from kuemmerer.content.library import Library
from kuemmerer.content.model import Confidence


@pytest.mark.parametrize("day", [date(2026, 11, 25), date(2030, 1, 1)])
def test_every_article_is_counted_once_in_each_way(library: Library, day: date) -> None:
    inventory = take_inventory(library, day)
    assert inventory.total == len(library)
    for count in inventory.counts:
        assert count.freshness.total() == count.confidence.total() == count.total


def test_in_some_years_everything_is_due_or_expired(library: Library) -> None:
    later = take_inventory(library, date(2040, 1, 1))
    assert len(later.due) + len(later.expired) == len(library)
    assert all(count.freshness[FreshnessState.CURRENT] == 0 for count in later.counts)


def test_a_page_marked_as_a_whole_is_listed_even_without_a_marked_sentence(library: Library) -> None:
    for article in library:
        if article.confidence is Confidence.TO_CHECK:
            assert statements_to_check(article) >= 1
