"""Folding, slugs, shortening, and the characters no text may contain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.base.text import fold, has_forbidden_characters, shorten, slug

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Grünwald", "gruenwald"),
        ("Gru\u0308nwald", "gruenwald"),
        ("Inning a.Ammersee", "inning a ammersee"),
        ("Café René", "cafe rene"),
        ("§ 2b UStG", "2b ustg"),
        ("", ""),
    ],
)
def test_folding_makes_spellings_equal(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY_TEXT)
def test_a_folded_text_is_plain_and_stays_as_it_is(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert folded == " ".join(folded.split()).lower()
    assert fold(folded) == folded


@given(ANY_TEXT)
def test_a_slug_can_stand_in_any_address(text: str) -> None:
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(text)
    assert slug(slug(text)) == slug(text)


def test_a_heading_without_letters_still_has_an_anchor() -> None:
    assert slug("–?!") == "abschnitt"


@given(ANY_TEXT, st.integers(min_value=1, max_value=60))
def test_a_shortened_text_is_never_too_long_and_says_that_something_is_missing(text: str, limit: int) -> None:
    whole, short = " ".join(text.split()), shorten(text, limit)
    assert len(short) <= limit
    assert short == whole or (short.endswith("…") and whole.startswith(short[:-1]))


def test_shortening_cuts_between_words_and_drops_a_dangling_comma() -> None:
    assert shorten("Kirnbach, Mittertal und Unterfeld", 12) == "Kirnbach…"
    assert shorten("  Kirnbach \n Mittertal ", 40) == "Kirnbach Mittertal"


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\ufeff", "\ud800", "\uffff"])
def test_controls_hidden_marks_and_surrogates_are_no_text(char: str) -> None:
    assert has_forbidden_characters(f"Bau{char}hof")


@pytest.mark.parametrize("text", ["Bauhof\tKirnbach\r\n", "»Größe« – 20 €", "soft\u00adhyphen", "👩\u200d🔧", ""])
def test_ordinary_text_is_not_refused(text: str) -> None:
    assert not has_forbidden_characters(text)
