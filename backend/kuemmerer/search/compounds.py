"""Long German words cut into their parts: Verbands|umlage|schlüssel."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kuemmerer.search.lexicon import Lexicon
from kuemmerer.search.words import fold

MIN_WORD = 6
MIN_PART = 3
MAX_PARTS = 5
MAX_WORD = 60
# The whole word stands uncut if it is this many times more common than its parts on average.
KEEP = 3.0
WHOLE = 0.7
# Parts of three letters are usually an accident.
SHORT_PART = -2.0
_LINKS = ("s", "n", "en", "es", "er", "e", "ens")

# Endings and beginnings that look like words; with umlauts folded, as the lexicon is.
_NEVER_A_PART = frozenset(
    """
    schaft schaften heit keit ung ungen lich lichen liche isch ische nahme nahmen haft bar keiten heiten tum ling los
    weise mal sten ters aus ein auf ab an vor zu nach bei mit um ueber unter ver zer ent erst wirt gemein selb der die
    das den dem des eine einer einem eines einen eins und oder aber sein seine seiner ihr ihre sie es wir ihm ihn ist
    sind war wird werden wurde hat haben von vom zum zur fuer im in als wie so nur auch noch nicht kein keine ohne
    gegen durch bis seit dass wenn weil ob da dort hier hin her man mein dein sich selbst alle aller alles allem allen
    viel viele mehr sehr kann muss soll darf mag will tut ging gen min hint ner ger ter ler sch aft ers ten schaf trag
    nehm igen igung ierung nis nisse nissen lichkeit barkeit igkeit losigkeit samkeit haftigkeit ende enden nein tel
    ion ions ionen schafts
    """.split()
)

# Separable prefixes: a noun that begins so is a verb made noun, not a compound.
_NEVER_FIRST = frozenset(
    """
    heraus herein hervor herbei heran herab hinaus hinein hinzu hinweg voraus voran vorbei vorher auseinander zusammen zurueck
    entgegen gegenueber bekannt bereit fest voll weiter wieder statt fort teil acht
    """.split()
)
# The rest of a noun in -ung is no word: Feststel|lungen.
_TAIL_OF_UNG = re.compile(r"[^aeiouy]{0,2}ung(?:en|s)?")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a compound: as written, and without its linking element ("verbands", "verband")."""

    written: str
    base: str


class Splitter:
    """Cuts words by the frequency of their parts (Koehn and Knight 2003); exceptions come from content/suche."""

    def __init__(self, lexicon: Lexicon, exceptions: Mapping[str, tuple[str, ...]]) -> None:
        """`exceptions` are folded words with their folded parts; one part means: leave it whole."""
        self.lexicon = lexicon
        self._exceptions = exceptions
        self.parts = lru_cache(maxsize=8_192)(self._parts)

    def is_listed(self, word: str) -> bool:
        """True for a word of the German language, whether it is a compound or not."""
        return fold(word) in self.lexicon.listed

    def split(self, word: str) -> tuple[str, ...]:
        """The word's pieces as it was written; joined again they give the word.

        >>> splitter.split("Verbandsumlageschlüssel")
        ('Verbands', 'umlage', 'schlüssel')
        """
        pieces: list[str] = []
        # Folding makes words longer: take letters until the folded piece is full, and carry what is over.
        place, over = 0, 0
        for part in self.parts(fold(word)):
            begin, missing = place, len(part.written) - over
            while missing > 0:
                missing -= len(fold(word[place]))
                place += 1
            over = -missing
            pieces.append(word[begin:place])
        return tuple(pieces) or (word,)

    def _parts(self, word: str) -> tuple[Part, ...]:
        """The parts of a folded word; empty if it is no compound."""
        exception = self._exceptions.get(word)
        if exception is not None:
            return tuple(Part(part, self._base(part)) for part in exception) if len(exception) > 1 else ()
        if not MIN_WORD <= len(word) <= MAX_WORD or not word.isalpha():
            return ()
        pieces = self._pieces(word)
        last = len(pieces) - 1
        parts = (Part(piece, piece if number == last else self._base(piece)) for number, piece in enumerate(pieces))
        return tuple(parts) if last > 0 else ()

    def _pieces(self, word: str) -> list[str]:
        """Cut, and cut the pieces again: Zweckverbands|satzung, then Zweck|verbands."""
        exception = self._exceptions.get(word)
        if exception is not None:
            return list(exception)
        cuts = self._best_cuts(word) if len(word) >= MIN_WORD else ()
        if not cuts:
            return [word]
        pieces: list[str] = []
        for begin, end in zip((0, *cuts), (*cuts, len(word)), strict=True):
            pieces.extend(self._pieces(word[begin:end]))
        return pieces

    def _best_cuts(self, word: str) -> tuple[int, ...]:
        size = len(word)
        # best[end][number of parts] = (sum of the logarithms of the weights, cuts)
        best: list[dict[int, tuple[float, tuple[int, ...]]]] = [{} for _ in range(size + 1)]
        best[0][0] = (0.0, ())
        for begin in range(size - MIN_PART + 1):
            if not best[begin]:
                continue
            for end in range(begin + MIN_PART, size + 1):
                if begin == 0 and end == size:
                    continue
                weight = self._weight(word[begin:end], is_first=begin == 0, is_last=end == size)
                if weight <= 0:
                    continue
                score = math.log(weight + 1) + (SHORT_PART if end - begin == MIN_PART else 0.0)
                for number, (total, cuts) in best[begin].items():
                    if number < MAX_PARTS and best[end].get(number + 1, (-math.inf, ()))[0] < total + score:
                        best[end][number + 1] = (total + score, (*cuts, end) if end < size else cuts)
        found = [(total / number, number, cuts) for number, (total, cuts) in best[size].items()]
        if not found:
            return ()
        mean, _, cuts = max(found)
        whole = self.lexicon.counts.get(word, 0.0)
        return () if whole > 0 and WHOLE * math.log(whole + 1) >= mean + math.log(KEEP) else cuts

    def _weight(self, piece: str, *, is_first: bool, is_last: bool) -> float:
        if piece in _NEVER_A_PART or (is_first and piece in _NEVER_FIRST) or _TAIL_OF_UNG.fullmatch(piece):
            return 0.0
        weight = self.lexicon.weight(piece)
        if is_last:
            return weight
        for link in _LINKS:
            base = piece[: -len(link)]
            if piece.endswith(link) and len(base) >= MIN_PART and base not in _NEVER_A_PART:
                weight = max(weight, self.lexicon.weight(base))
        # Schul-zweckverband, Boden-ordnung: the first word may have lost its ending.
        return max(
            weight,
            self.lexicon.weight(piece + "e") / 2,
            self.lexicon.weight(piece + "en") / 4 if len(piece) > 3 else 0.0,
        )

    def _base(self, piece: str) -> str:
        for link in ("s", "es"):
            base = piece.removesuffix(link)
            if base != piece and len(base) > MIN_PART and self.lexicon.weight(base) > self.lexicon.weight(piece):
                return base
        return piece
