"""Searches are counted, and nothing about the person who searched."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.search.usage import AGAIN_SECONDS, MAX_REMEMBERED, Seen, Usage, is_harmless, normalised

TODAY = date(2026, 11, 25)


def search(usage: Usage, text: str, times: int, results: int = 4, begin: float = 0.0) -> None:
    for number in range(times):
        usage.searched(text, results, TODAY, begin + number * AGAIN_SECONDS)


def test_a_query_is_named_from_the_third_time_on_with_all_three() -> None:
    usage = Usage()
    search(usage, "Bauhof  Teilen", 2)
    assert usage.take().named == {}
    search(usage, "bauhof teilen", 1, results=7, begin=5000)
    assert usage.take().named == {(TODAY, "bauhof teilen"): Seen(3, 7)}
    search(usage, "bauhof teilen", 1, begin=9000)
    assert usage.take().named == {(TODAY, "bauhof teilen"): Seen(1, 4)}


def test_back_and_forth_within_ten_minutes_counts_once() -> None:
    usage = Usage()
    for second in range(0, 590, 10):
        usage.searched("Bauhof", 3, TODAY, float(second))
    tally = usage.take()
    assert tally.searches == {TODAY: 1}
    assert tally.named == {}


def test_every_search_is_counted_and_those_without_a_hit() -> None:
    usage = Usage()
    search(usage, "Bauhof", 2)
    search(usage, "Raumstation", 1, results=0)
    tally = usage.take()
    assert (tally.searches, tally.without_hit) == ({TODAY: 3}, {TODAY: 1})
    assert not usage.take()


@pytest.mark.parametrize(
    "text",
    [
        "anna.muster@kirnbach.example",
        "0160 1234567",
        "DE12 5001 0517 5407 3249 31",
        "https://kirnbach.example/akte",
        "wir sind eine kleine gemeinde und unsere kämmerin frau muster ist seit drei wochen krank",
        "<script>",
        "",
    ],
)
def test_what_may_be_personal_is_never_written_down(text: str) -> None:
    usage = Usage()
    search(usage, text, 5)
    tally = usage.take()
    assert tally.named == {}
    assert tally.searches == {TODAY: 5}


@pytest.mark.parametrize(
    "text", ["art. 42 kommzg", "§ 2b ustg", "a 96", "wer genehmigt das?", "gmbh & co. kg", "köln-süd"]
)
def test_norms_and_words_may_be_written_down(text: str) -> None:
    assert is_harmless(text)


@given(text=st.text(alphabet="0123456789 -", min_size=1, max_size=30))
def test_no_long_number_is_harmless(text: str) -> None:
    query = normalised(text)
    assert not is_harmless(query) or sum(sign.isdigit() for sign in query) <= 6


def test_positions_of_hits_are_counted() -> None:
    usage = Usage()
    for position in (1, 1, 3, 0, 21, 500):
        usage.clicked(position, TODAY)
    assert usage.take().clicks == {(TODAY, 1): 2, (TODAY, 3): 1}


def test_what_could_not_be_stored_is_counted_again() -> None:
    usage = Usage()
    search(usage, "Bauhof", 3)
    usage.clicked(1, TODAY)
    tally = usage.take()
    search(usage, "Bauhof", 1, results=9, begin=9000)
    usage.give_back(tally)
    again = usage.take()
    assert again.searches == {TODAY: 4}
    assert again.named == {(TODAY, "bauhof"): Seen(4, 9)}
    assert again.clicks == {(TODAY, 1): 1}


def test_memory_is_bounded() -> None:
    usage = Usage()
    for number in range(MAX_REMEMBERED + 50):
        usage.searched(f"wort{number}", 1, TODAY, 0.0)
    assert len(usage._seen) == MAX_REMEMBERED
