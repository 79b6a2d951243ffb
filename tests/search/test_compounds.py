"""Compounds are cut as people read them."""

from array import array
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.search.compounds import Splitter
from kuemmerer.search.knowledge import learn
from kuemmerer.search.lexicon import Lexicon, WordSet, count_words
from kuemmerer.search.model import Document
from kuemmerer.search.vocabulary import make_vocabulary, read_vocabulary

GOLD = Path(__file__).parent / "compounds_gold.tsv"
CONTENT = Path(__file__).parents[2] / "content"
TEXT = "Zweck Zweck Verband Verband Umlage Umlage Schlüssel Schlüssel Haus Straße Reinigung Satzung Verwaltung Zweckverband"


def splitter(exceptions: dict[str, tuple[str, ...]] | None = None) -> Splitter:
    return Splitter(Lexicon(count_words([TEXT]), WordSet(array("I"))), exceptions or {})


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Verbandsumlageschlüssel", ("Verbands", "umlage", "schlüssel")),
        ("verbandsumlageschluessel", ("verbands", "umlage", "schluessel")),
        ("Straßenreinigung", ("Straßen", "reinigung")),
        ("Strassenreinigung", ("Strassen", "reinigung")),
        ("Zweckverbandssatzung", ("Zweck", "verbands", "satzung")),
        ("Verwaltung", ("Verwaltung",)),
        ("Haus", ("Haus",)),
        ("gKU", ("gKU",)),
    ],
)
def test_words_are_cut_at_their_parts(word: str, parts: tuple[str, ...]) -> None:
    assert splitter().split(word) == parts


def test_the_linking_element_is_not_part_of_the_base() -> None:
    assert [part.base for part in splitter().parts("verbandsumlage")] == ["verband", "umlage"]


def test_an_exception_decides_both_ways() -> None:
    cutter = splitter({"verwaltung": ("ver", "waltung"), "zweckverband": ("zweckverband",)})
    assert cutter.split("Verwaltung") == ("Ver", "waltung")
    assert cutter.split("Zweckverband") == ("Zweckverband",)


@given(st.text(max_size=70))
def test_the_parts_joined_are_the_word(word: str) -> None:
    assert "".join(splitter().split(word)) == word


@dataclass(frozen=True)
class Score:
    exact: float
    oversplit: int


def score(cutter: Splitter, part: str) -> Score:
    """Share of words with all cuts right, and how many words that are no compounds were cut."""
    right = words = oversplit = 0
    for line in GOLD.read_text("utf-8").splitlines():
        if line.startswith(part):
            _, word, accepted = line.split("\t")
            cut = "|".join(cutter.split(word))
            words += 1
            right += cut in accepted.split(" / ")
            oversplit += cut != word and accepted.split(" / ")[0] == word and cut not in accepted.split(" / ")
    return Score(right / words, oversplit)


def test_the_gold_list_is_cut_as_well_as_promised(content_documents: tuple[Document, ...]) -> None:
    """At least .94 of our domain's words and .88 of random words of law, from our texts and a listed vocabulary alone."""
    vocabulary, _ = read_vocabulary(CONTENT)
    cutter = learn(content_documents, vocabulary).splitter
    domain, random = score(cutter, "D"), score(cutter, "L")
    assert domain.exact >= 0.94
    assert random.exact >= 0.88
    assert domain.oversplit + random.oversplit <= 4


def test_the_gold_list_does_not_need_exceptions(content_documents: tuple[Document, ...]) -> None:
    """Exceptions are for editors; the promise must hold without them, or it would say nothing about other words."""
    cutter = learn(content_documents, make_vocabulary([])).splitter
    assert score(cutter, "D").exact >= 0.94
    assert score(cutter, "L").exact >= 0.88
