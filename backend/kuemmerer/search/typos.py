"""Mistyped words put right with the words of our own texts (symmetric deletes, Damerau-Levenshtein)."""

import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from kuemmerer.search.words import fold

MIN_LENGTH = 4
# From this length on two slips are put right, below it one.
LONG = 8
# Deletes are taken from the beginning only; what comes after is compared letter by letter.
PREFIX = 7


class Corrector:
    """Finds the known word nearest to an unknown one. Frozen; shared by threads."""

    def __init__(self, words: Sequence[tuple[str, str, int]], keys: Sequence[int], places: Sequence[int]) -> None:
        """`words` are (folded, as written, how often); `keys` the sorted checksums of deletes, `places` their words."""
        self._words = words
        self._keys = keys
        self._places = places

    def correct(self, word: str) -> str | None:
        """The nearest known word as it is written, or None. The caller asks for unknown words only."""
        typed = fold(word)
        if not MIN_LENGTH <= len(typed) <= 40:
            return None
        limit = _slips(typed)
        found = None
        for place in self._candidates(typed, limit):
            known, written, count = self._words[place]
            distance = slips_between(typed, known, min(limit, _slips(known)))
            if distance is not None:
                rank = (distance, known[0] != typed[0], -count, known)
                if found is None or rank < found[0]:
                    found = (rank, written)
        return found[1] if found else None

    def _candidates(self, typed: str, limit: int) -> set[int]:
        places: set[int] = set()
        for checksum in {zlib.crc32(key.encode()) for key in _deletes(typed[:PREFIX], limit)}:
            at = bisect_left(self._keys, checksum)
            while at < len(self._keys) and self._keys[at] == checksum:
                places.add(self._places[at])
                at += 1
        return places


def correction_words(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """The words to correct to, from how often each is written; one spelling per folded form, the most common one."""
    best: dict[str, tuple[str, int]] = {}
    for written, count in sorted(counts.items()):
        folded = fold(written)
        if len(folded) >= MIN_LENGTH and folded.isalpha():
            known = best.get(folded)
            total = count + (known[1] if known else 0)
            best[folded] = (written if known is None or count > counts[known[0]] else known[0], total)
    return [(folded, written, count) for folded, (written, count) in sorted(best.items())]


def delete_index(words: Sequence[tuple[str, str, int]]) -> tuple["array[int]", "array[int]"]:
    """Checksums of all deletes, sorted, and beside each the place of its word."""
    # A million pairs as Python objects would take 100 MB: they are sorted in parts, packed into numbers.
    parts = [array("Q") for _ in range(256)]
    for place, (folded, _, _) in enumerate(words):
        for key in set(_deletes(folded[:PREFIX], _slips(folded))):
            checksum = zlib.crc32(key.encode())
            parts[checksum >> 24].append(checksum << 32 | place)
    keys, places = array("I"), array("I")
    for part in parts:
        for pair in sorted(part):
            keys.append(pair >> 32)
            places.append(pair & 0xFFFFFFFF)
    return keys, places


def _slips(word: str) -> int:
    return 2 if len(word) >= LONG else 1


def _deletes(word: str, slips: int) -> Iterator[str]:
    yield word
    if slips:
        for place in range(len(word)):
            yield from _deletes(word[:place] + word[place + 1 :], slips - 1)


def slips_between(left: str, right: str, limit: int) -> int | None:
    """Slips (letters missing, added, wrong or two swapped) between two words, or None if more than `limit`."""
    if abs(len(left) - len(right)) > limit:
        return None
    before: list[int] = []
    row = list(range(len(right) + 1))
    for number, letter in enumerate(left, 1):
        following = [number]
        for other_number, other in enumerate(right, 1):
            cost = min(row[other_number] + 1, following[-1] + 1, row[other_number - 1] + (letter != other))
            if number > 1 and other_number > 1 and letter == right[other_number - 2] and left[number - 2] == other:
                cost = min(cost, before[other_number - 2] + 1)
            following.append(cost)
        if min(following) > limit:
            return None
        before, row = row, following
    return row[-1] if row[-1] <= limit else None
