"""Excerpts show the telling stretch of a page, safely."""

from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.search.snippets import LENGTH, Spot, excerpt

TEXT = "Erster Satz ohne alles. " * 20 + "Hier steht der Bauhof neben der Umlage. " + "Noch mehr Text danach. " * 20


def spot(text: str, word: str, concept: int = 0) -> Spot:
    return Spot(text.index(word), len(word), concept, 1.0)


def test_the_excerpt_begins_with_the_sentence_that_has_the_words() -> None:
    found = excerpt(TEXT, [spot(TEXT, "Bauhof"), spot(TEXT, "Umlage", 1)], "")
    assert found.startswith("… Hier steht der <mark>Bauhof</mark> neben der <mark>Umlage</mark>.")
    assert found.endswith(" …")


def test_without_words_the_fallback_is_shown_short() -> None:
    assert excerpt(TEXT, [], "Ein & zwei. " * 100).startswith("Ein &amp; zwei.")
    assert len(excerpt(TEXT, [], "wort " * 100)) <= LENGTH


def test_a_stretch_with_two_words_beats_one_with_the_same_word_twice() -> None:
    text = "Bauhof und Bauhof. " + "x " * 200 + "Bauhof und Umlage."
    first, second = text.index("Bauhof"), text.index("Bauhof", 3)
    last = text.rindex("Bauhof")
    spots = [
        Spot(first, 6, 0, 1.0),
        Spot(second, 6, 0, 1.0),
        Spot(last, 6, 0, 1.0),
        Spot(text.index("Umlage"), 6, 1, 1.0),
    ]
    assert "<mark>Umlage</mark>" in excerpt(text, spots, "")


@given(st.text(max_size=400), st.lists(st.tuples(st.integers(0, 400), st.integers(1, 20)), max_size=8))
def test_only_mark_is_markup(text: str, places: list[tuple[int, int]]) -> None:
    spots = [
        Spot(start, length, number, 1.0) for number, (start, length) in enumerate(places) if start + length <= len(text)
    ]
    found = excerpt(text, spots, text)
    bare = found.replace("<mark>", "").replace("</mark>", "")
    assert found.count("<mark>") == found.count("</mark>")
    assert "<" not in bare
    assert ">" not in bare
    assert len(unescape(bare)) <= 2 * LENGTH + 20
