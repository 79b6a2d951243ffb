"""What people type becomes a safe, bounded line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.search.query import QueryRefused, read_query


def test_blanks_and_soft_hyphens_do_not_matter() -> None:
    assert read_query("  Bau\u00adhof \n\t teilen ").text == "Bauhof teilen"


def test_three_hundred_characters_are_enough() -> None:
    assert len(read_query("a" * 300).text) == 300
    with pytest.raises(QueryRefused, match="höchstens 300 Zeichen"):
        read_query("a" * 301)


@pytest.mark.parametrize("text", ["bau\x00hof", "bau\x1b[31m", "\ud800", "a\x7f", "\u202ebauhof"])
def test_control_characters_and_broken_unicode_are_refused_in_german(text: str) -> None:
    with pytest.raises(QueryRefused, match="ungültige Zeichen"):
        read_query(text)


def test_quoted_parts_of_several_words_are_phrases() -> None:
    assert read_query('„öffentlichen Rechts" und "Bauhof"').phrases == ("öffentlichen Rechts",)


@given(st.text(max_size=300))
def test_reading_raises_nothing_else(text: str) -> None:
    try:
        query = read_query(text)
    except QueryRefused:
        return
    assert read_query(query.text) == query
