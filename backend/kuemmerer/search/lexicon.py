"""The words a compound may be made of: our own texts with their frequencies, and the German word list of pyspellchecker."""

import gzip
import re
import zlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from kuemmerer.search.words import fold

# Found on the domain part of tests/search/compounds_gold.tsv: a word that is written small somewhere is a weaker part of a
# compound than a noun; a word we only know from the list is weaker than one we use.
NOUN_WEIGHT = 1.0
SMALL_WEIGHT = 0.1
LISTED_WEIGHT = 1.0
MIN_LISTED = 5
_WORD = re.compile(r"[^\W\d_]{3,}")
_LISTED = re.compile(r'"([a-z]{4,24})":')


class WordSet:
    """A set of words kept as sorted CRC-32 checksums: 340,000 words take 1.3 MB instead of 30.

    Every word of the set is in it; so is, once in 12,000 times, one that is not.
    """

    def __init__(self, checksums: Sequence[int]) -> None:
        self.checksums = checksums

    @classmethod
    def of(cls, words: Iterable[str]) -> "WordSet":
        """The set of these words."""
        return cls(array("I", sorted({zlib.crc32(word.encode()) for word in words})))

    def __contains__(self, word: str) -> bool:
        checksum = zlib.crc32(word.encode())
        place = bisect_left(self.checksums, checksum)
        return place < len(self.checksums) and self.checksums[place] == checksum


class Lexicon:
    """How much a word speaks for a cut. Frozen; shared by threads."""

    def __init__(self, counts: Mapping[str, float], listed: WordSet) -> None:
        """`counts` are folded words of our own texts, `listed` further folded words of the language."""
        self.counts = counts
        self.listed = listed

    def weight(self, word: str) -> float:
        """0 for what is no word; else the more the more common it is in our texts. `word` is folded."""
        weight = self.counts.get(word, 0.0)
        if weight < LISTED_WEIGHT and len(word) >= MIN_LISTED and word in self.listed:
            return LISTED_WEIGHT
        return weight


def count_words(texts: Iterable[str]) -> dict[str, float]:
    """Folded words with their weight: nouns count whole, small words of five letters and more a little."""
    nouns: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        for word in _WORD.findall(text):
            (nouns if word[0].isupper() else small)[word.lower()] += 1
    weights: dict[str, float] = {}
    for word, count in nouns.items():
        weights[fold(word)] = weights.get(fold(word), 0.0) + count * NOUN_WEIGHT
    for word, count in small.items():
        if len(word) >= 5:
            weights[fold(word)] = weights.get(fold(word), 0.0) + count * SMALL_WEIGHT
    return weights


@cache
def listed_words() -> WordSet:
    """The German words of the package pyspellchecker (MIT)."""
    packed = files("spellchecker").joinpath("resources", "de.json.gz").read_bytes()
    return WordSet.of(_LISTED.findall(fold(gzip.decompress(packed).decode("utf-8"))))
