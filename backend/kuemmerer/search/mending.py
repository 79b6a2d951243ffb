"""What was mistyped, put right: whole words, one part of a compound, the law of a norm."""

import re
from collections.abc import Callable, Iterable, Iterator

from kuemmerer.search.analysis import Analyser, Piece
from kuemmerer.search.typos import LONG, Corrector, slips_between
from kuemmerer.search.vocabulary import Vocabulary
from kuemmerer.search.words import Word, fold, stem

# A part shorter than this is nearly every word's neighbour.
_SHORTEST_PART = 4
_LONGEST_WORD = 40
# Compounds of one query whose parts are looked at: each takes up to 30 ms.
_MOST_TRIES = 2
_MOST_CUTS = 1
_TOO_FAR = 3
# Abbreviations are short: EStG is no mistyped UStG.
_SHORTEST_LAW = 5
# From here on a letter may be wrong; in what is shorter it may only be missing, added or swapped: -erei is no mistyped drei.
_WRONG_LETTER = 6


class Mender:
    """Puts words right that mean nothing to the index. Frozen; shared by threads."""

    def __init__(
        self, analyser: Analyser, vocabulary: Vocabulary, corrector: Corrector, is_known: Callable[[str], bool]
    ) -> None:
        """`is_known` says whether a term stands in the index."""
        self._analyser = analyser
        self._vocabulary = vocabulary
        self._corrector = corrector
        self._is_known = is_known

    def cover(self, word: str) -> tuple[Piece, ...]:
        """The longest known pieces of a compound that do not overlap; unknown parts are left out."""
        taken: list[Piece] = []
        for piece in self._analyser.pieces(word):
            overlaps = any(piece.first < other.end and other.first < piece.end for other in taken)
            if not overlaps and self._is_known(piece.term):
                taken.append(piece)
        return tuple(sorted(taken, key=lambda piece: piece.first))

    def mend(self, words: Iterable[Word]) -> list[Word]:
        """Each word itself unless it means nothing and there is a known one near by."""
        mended, tries = [], _MOST_TRIES
        for word in words:
            near = None
            if word.norm is None and not self._means_something(word.text):
                near = self._corrector.correct(word.text)
                if near is None and tries and len(word.text) <= _LONGEST_WORD:
                    near = self._mend_part(word.text, _MOST_CUTS)
                    tries -= 1
            mended.append(word if near is None else Word(near.lower(), word.start, word.end))
        return mended

    def mend_laws(self, text: str) -> str:
        """The text with mistyped laws put right, where the article is known: Art. 42 KomZG."""
        for word in reversed(self._analyser.words(text)):
            number, _, law = (word.norm or "").partition(" ")
            if law and law not in self._analyser.laws:
                near = next(
                    (known for known in _near_laws(law, self._analyser.laws) if self._is_known(f"{number} {known}")),
                    None,
                )
                written = re.compile(re.escape(law), re.IGNORECASE).search(text, word.end)
                if near and written:
                    text = text[: written.start()] + self._analyser.laws[near] + text[written.end() :]
        return text

    def _means_something(self, word: str) -> bool:
        return (
            self._is_known(stem(word))
            or (stem(word),) in self._vocabulary.meanings
            or self._analyser.splitter.is_listed(word)
            or self._is_composed(word)
        )

    def _is_composed(self, word: str) -> bool:
        """True for a compound all of whose parts are known to the index or to the language."""
        parts = self._analyser.splitter.parts(fold(word))
        covered = {number for piece in self.cover(word) for number in range(piece.first, piece.end)}
        rest = (part for number, part in enumerate(parts) if number not in covered)
        return bool(covered) and all(self._analyser.splitter.is_listed(part.base) for part in rest)

    def _mend_part(self, word: str, cuts: int) -> str | None:
        """A compound with one part right and the rest nearly: Bauhofkoperation, Bahofkooperation.

        Fewest slips win, then the longest rest: it is the surest. If no rest has a near word, the longest right part is cut off.
        """
        rests = sorted(self._rests(word), key=lambda rest: rest[1] - rest[0])
        best, mended = _TOO_FAR, None
        for begin, end in reversed(rests):
            rest = word[begin:end]
            if len(rest) >= LONG or 2 * len(rest) <= len(word):
                near = self._corrector.correct(rest)
                if near is None or (len(rest) < _WRONG_LETTER and _is_another_letter(fold(rest), fold(near))):
                    continue
                slips = slips_between(fold(rest), fold(near), _TOO_FAR - 1) or _TOO_FAR
                if slips < best:
                    best, mended = slips, word[:begin] + near.lower() + word[end:]
        if mended is None and cuts:
            inner = ((begin, self._mend_part(word[begin:end], cuts - 1), end) for begin, end in rests)
            mended = next((word[:begin] + near + word[end:] for begin, near, end in inner if near is not None), None)
        return mended

    def _rests(self, word: str) -> Iterator[tuple[int, int]]:
        """Where the word begins or ends with something known, the rest that is not."""
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            starts, ends = self._is_part(word[:cut]), self._is_part(word[cut:])
            if starts and not ends:
                yield cut, len(word)
            elif ends and not starts:
                yield 0, cut

    def _is_part(self, piece: str) -> bool:
        return self._is_known(stem(piece)) or self._is_composed(piece)


def _near_laws(typed: str, laws: Iterable[str]) -> list[str]:
    """Laws one slip away, in alphabetical order."""
    near = []
    for law in sorted(laws):
        size = max(len(law), len(typed))
        shortest = _WRONG_LETTER if _is_another_letter(typed, law) else _SHORTEST_LAW
        if size >= shortest and slips_between(typed, law, 1) is not None:
            near.append(law)
    return near


def _is_another_letter(typed: str, known: str) -> bool:
    """True if letters are wrong and not only swapped, missing or too many."""
    return len(typed) == len(known) and sorted(typed) != sorted(known)
