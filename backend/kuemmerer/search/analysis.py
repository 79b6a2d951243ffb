"""From a word to the terms the index knows: the stem, the parts of a compound, the norm."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kuemmerer.search.compounds import Splitter
from kuemmerer.search.words import Word, clean, fold, is_stop_word, stem, words

# How much an occurrence counts towards a term that is only a part of the written word: "Bauhof" in "Bauhofleiter", "leiter" in it.
SUBCOMPOUND = 0.8
SINGLE_PART = 0.5
NORM_WITHOUT_LAW = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of parts of a compound: its term, as it is written, and which parts it covers (first, end)."""

    term: str
    written: str
    first: int
    end: int


class Analyser:
    """Cuts text into words and words into terms. Frozen but for bounded caches; shared by threads."""

    def __init__(self, splitter: Splitter, laws: Mapping[str, str]) -> None:
        """`laws` are the abbreviations of laws, lower case, each with how it is written."""
        self.splitter = splitter
        self.laws = laws
        self.pieces = lru_cache(maxsize=8_192)(self._pieces)
        self._terms_of = lru_cache(maxsize=8_192)(self._terms)

    def words(self, text: str) -> list[Word]:
        """The words of a text that say something, with their places in the cleaned text."""
        return [word for word in words(clean(text), self.laws) if word.norm is not None or not is_stop_word(word.text)]

    def terms(self, word: Word) -> tuple[tuple[str, float], ...]:
        """The terms a word stands for in the index, the whole one first, each with how much it counts."""
        if word.norm is not None:
            bare = word.norm.partition(" ")[0]
            return ((word.norm, 1.0),) if bare == word.norm else ((word.norm, 1.0), (bare, NORM_WITHOUT_LAW))
        return ((stem(word.text), 1.0),) if word.joined else self._terms_of(word.text)

    def _terms(self, word: str) -> tuple[tuple[str, float], ...]:
        whole = stem(word)
        found = {whole: 1.0}
        for piece in self.pieces(word):
            found.setdefault(piece.term, SINGLE_PART if piece.end - piece.first == 1 else SUBCOMPOUND)
        return tuple(found.items())

    def _pieces(self, word: str) -> tuple[Piece, ...]:
        """Every stretch of parts shorter than the whole, the longest first: umlageschlüssel, verbandsumlage, schlüssel …"""
        parts = self.splitter.parts(fold(word))
        written = self.splitter.split(word)
        found = []
        for length in range(len(parts) - 1, 0, -1):
            for first in range(len(parts) - length + 1):
                stretch = parts[first : first + length]
                term = stem("".join(part.written for part in stretch[:-1]) + stretch[-1].base)
                found.append(Piece(term, "".join(written[first : first + length]), first, first + length))
        return tuple(found)
