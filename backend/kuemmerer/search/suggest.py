"""Lines offered while somebody types: titles and other names, by the beginning of any of their words."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from kuemmerer.base.text import fold
from kuemmerer.search.model import Suggestion

MAX_TYPED = 80
# Beginnings looked at before the best are chosen; bounds the time for a single letter.
_MANY = 400
# What somebody more often looks for comes first where two lines fit equally well.
_KINDS = (
    "task",
    "instrument",
    "topic",
    "phase",
    "funding",
    "obstacle",
    "document",
    "levy-key",
    "municipality",
    "institution",
    "term",
    "word",
)


class Suggester:
    """A sorted list of word beginnings. Frozen; shared by threads."""

    def __init__(self, entries: Iterable[Suggestion]) -> None:
        """The order of `entries` decides between lines that are equally good."""
        self._entries = tuple(dict.fromkeys(entries))
        self._folded = tuple(fold(entry.text) for entry in self._entries)
        starts: list[tuple[str, int, int]] = []
        for number, text in enumerate(self._folded):
            offset = 0
            for word_number, word in enumerate(text.split(" ")):
                starts.append((text[offset:], word_number, number))
                offset += len(word) + 1
        self._starts = sorted(starts)

    def suggest(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """The best lines for what was typed so far; a line that only contains it comes last."""
        typed = fold(text[:MAX_TYPED])
        if not typed:
            return ()
        ranked: dict[int, tuple[int, int, int, int]] = {}
        at = bisect_left(self._starts, (typed, 0, 0))
        for start, word_number, number in self._starts[at : at + _MANY]:
            if not start.startswith(typed):
                break
            rank = (min(word_number, 1), self._kind(number), len(self._folded[number]), number)
            ranked[number] = min(rank, ranked.get(number, rank))
        if len(ranked) < limit and len(typed) > 2:
            words = typed.split(" ")
            first = words[0]
            for number in [number for number, folded in enumerate(self._folded) if first in folded]:
                if number not in ranked and _contains(self._folded[number], words):
                    ranked[number] = (2, self._kind(number), len(self._folded[number]), number)
        return tuple(self._entries[number] for number in sorted(ranked, key=ranked.__getitem__)[:limit])

    def _kind(self, number: int) -> int:
        kind = self._entries[number].kind
        return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def _contains(folded: str, words: Sequence[str]) -> bool:
    """All typed words stand in the line, in any order and within words: "umlage" in "Verbandsumlage"."""
    return all(word in folded for word in words)
