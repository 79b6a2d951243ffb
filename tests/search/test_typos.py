"""Mistyped words are put right with our own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.search.typos import Corrector, correction_words, delete_index

COUNTS = {
    "Genossenschaft": 5,
    "genossenschaften": 2,
    "Kläranlage": 7,
    "Bauhof": 9,
    "Bahnhof": 1,
    "Umlage": 3,
    "Anlage": 8,
    "Kita": 2,
}


@pytest.fixture(scope="module")
def corrector() -> Corrector:
    words = correction_words({word.lower(): count for word, count in COUNTS.items()})
    return Corrector(words, *delete_index(words))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Genosenschaft", "genossenschaft"),  # a letter missing
        ("Genossennschaft", "genossenschaft"),  # a letter too many
        ("Genossenshcaft", "genossenschaft"),  # two swapped
        ("Gemossenschaft", "genossenschaft"),  # a wrong one
        ("Klaranlage", "kläranlage"),  # umlaut forgotten
        ("Klaeranlge", "kläranlage"),  # umlaut written out and a letter missing
        ("Bauhfo", "bauhof"),
        ("Quantenphysik", None),
        ("Kit", None),  # too short to say
    ],
)
def test_one_or_two_slips_are_put_right(corrector: Corrector, typed: str, meant: str | None) -> None:
    assert corrector.correct(typed) == meant


def test_the_more_common_word_wins_a_tie(corrector: Corrector) -> None:
    assert corrector.correct("Umnlage") == "umlage"
    assert corrector.correct("Anlagee") == "anlage"


def test_one_spelling_stands_for_all_that_fold_alike() -> None:
    assert correction_words({"förderung": 3, "foerderung": 1}) == [("foerderung", "förderung", 4)]


@given(st.sampled_from(sorted(COUNTS)), st.integers(0, 20), st.characters(categories=["Ll"]))
def test_one_slip_in_a_long_word_finds_a_near_word(corrector: Corrector, word: str, place: int, letter: str) -> None:
    place = place % len(word)
    mistyped = word[:place] + letter + word[place + 1 :]
    if len(word) > 7 and place > 0:
        assert corrector.correct(mistyped) is not None
