"""Finds norms in German text, in every way our texts cite: lists, runs, several laws in one breath, law first or last.

Grammar, blanks left out:

    citation  = group { separator group } law  |  law group { separator group }
    group     = ( "Art." | "§" | "§§" ) item { separator item }
    item      = number [ ( "bis" | "–" ) number ] [ "f." | "ff." ] { detail }
    detail    = ( "Abs." | "Satz" | "Nr." | … ) number { ( separator | "bis" | "–" ) number }
    separator = "," | "/" | "und" | "oder" | "sowie" | "i. V. m."
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from kuemmerer.norms.laws import Law, Laws

# Most texts name no norm: a quick look spares the long pattern.
MAY_CITE = re.compile(r"§|\bArt(?:\.|ikel)|\bParagra")
_NUMBER = re.compile(r"(\d+)([a-z]?)")
_DETAILS = r"Abs\.|Absatz|Absätze|Satz|Sätze|S\.|Halbsatz|Hs\.|Nrn?\.|Nummern?|Alt\.|UAbs\."
_GRAMMAR = (
    r"(?P<MARKER>\bArt\.|\bArtikeln?\b|\bParagra(?:f|ph)(?:en)?\b|§§?)|"
    rf"(?P<DETAIL>(?:{_DETAILS})(?=\s*\d))|"
    r"(?P<LETTER>(?:Buchst\.|Buchstabe|lit\.)\s*[a-z]\b)|"
    r"(?P<FOLLOWING>ff?\.)|"
    r"(?P<NUMBER>\d+[a-z]?(?!\w|[.,]\d))|"
    r"(?P<RANGE>\bbis\b|[–-])|"
    r"(?P<SEPARATOR>,|/|\b(?:und|oder|sowie)\b|i\.\s?V\.\s?m\.)"
)


@lru_cache(maxsize=1024)
def number_key(number: str) -> tuple[int, str]:
    """Where an article stands in its law: 2 before 2b before 10. Raises ValueError for what is no number of an article."""
    match = _NUMBER.fullmatch(number)
    if match is None:
        raise ValueError(f"»{number}« ist keine Nummer eines Artikels oder Paragrafen")
    return int(match.group(1)), match.group(2)


@dataclass(frozen=True)
class Citation:
    """One article of one law, or a run of them, as a text names it; `start` and `end` are its place in that text.

    `last` closes a run (»Art. 20 bis 22«); `is_open` stands for »ff.«, a run without a named end. `detail` is what follows the
    number: »Abs. 2 Satz 1«.
    """

    law: Law
    number: str
    last: str | None
    is_open: bool
    detail: str
    start: int
    end: int

    def covers(self, number: str) -> bool:
        """Whether this citation speaks about the article with this number; Art. 20 bis 22 includes 22a."""
        wanted, first = number_key(number), number_key(self.number)
        if self.is_open:
            return first <= wanted
        return first <= wanted <= ((number_key(self.last)[0], "z") if self.last else first)

    @property
    def label(self) -> str:
        """Art. 12 Abs. 2, § 2b, Art. 20 bis 22: in one way of writing, without the law."""
        run = f" bis {self.last}" if self.last else " ff." if self.is_open else ""
        return f"{self.law.label(self.number)}{run}{' ' + self.detail if self.detail else ''}"

    @property
    def address(self) -> str:
        """Where the portal speaks about it."""
        return f"{self.law.page}#{self.law.anchor(self.number)}"


class _Is(Enum):
    MARKER = auto()
    DETAIL = auto()
    LETTER = auto()
    FOLLOWING = auto()
    NUMBER = auto()
    RANGE = auto()
    SEPARATOR = auto()
    LAW = auto()


@dataclass(frozen=True)
class _Token:
    kind: _Is
    text: str
    start: int
    end: int


@dataclass
class _Item:
    """One number with what belongs to it; its detail lies between `detail_start` and `detail_end`, its place ends with `end`."""

    number: str
    start: int
    detail_start: int
    detail_end: int
    end: int
    last: str | None = None
    is_open: bool = False


@dataclass
class _Group:
    """All items behind one marker. A law in front holds unless another one stands directly behind."""

    items: list[_Item]
    law: Law | None


class CitationFinder:
    """Finds the norms of some laws. Made once: the pattern holds the names of all laws."""

    def __init__(self, laws: Laws) -> None:
        self._laws = laws.by_name
        longest_first = sorted(self._laws, key=lambda name: (-len(name), name))
        names = "|".join(r"\s+".join(re.escape(word) for word in name.split()) for name in longest_first)
        law = rf"(?:\b(?:des|der)\s+)?\b(?P<LAW>{names})(?!\w|-\w)|" if names else ""
        self._token = re.compile(law + _GRAMMAR)

    def find(self, text: str) -> tuple[Citation, ...]:
        """Every norm in `text`, in order. A section without a law (»§ 5 Kosten« of a draft) is none."""
        if not MAY_CITE.search(text):
            return ()
        return tuple(
            Citation(
                group.law, item.number, item.last, item.is_open,
                " ".join(text[item.detail_start : item.detail_end].split()), item.start, item.end,
            )
            for run in self._runs(text)
            for group in self._groups(run)
            if group.law is not None
            for item in group.items
        )  # fmt: skip

    def _runs(self, text: str) -> Iterator[list[_Token]]:
        """Tokens that follow each other with nothing but blanks between, from the first marker or law on."""
        run: list[_Token] = []
        for match in self._token.finditer(text):
            if run and text[run[-1].end : match.start()].strip():
                yield run
                run = []
            name = str(match.lastgroup)
            if run or name in ("MARKER", "LAW"):
                run.append(_Token(_Is[name], match.group(name), match.start(name), match.end()))
        if run:
            yield run

    def _groups(self, run: list[_Token]) -> list[_Group]:
        """Groups with their laws: the one directly behind, for every group before it that still waits; else the one in front."""
        groups: list[_Group] = []
        in_front: Law | None = None
        position = 0
        while position < len(run):
            token, before = run[position], run[position - 1] if position else None
            position += 1
            if token.kind is _Is.MARKER:
                items, position = _items(run, position)
                if items:
                    groups.append(_Group(items, in_front))
                    if in_front and before and before.kind is _Is.LAW:
                        items[0].start = before.start
            elif token.kind is _Is.LAW:
                law = self._laws[" ".join(token.text.split())]
                if groups and before and before.kind not in (_Is.SEPARATOR, _Is.RANGE, _Is.LAW):
                    groups[-1].law = law
                    groups[-1].items[-1].end = token.end
                    for group in groups:
                        group.law = group.law or law
                    in_front = None
                else:
                    follows = position < len(run) and run[position].kind is _Is.MARKER
                    in_front = law if follows else None
        return groups


def _items(run: list[_Token], position: int) -> tuple[list[_Item], int]:
    """The items behind the marker at `position` - 1, and where they end."""
    marker = run[position - 1]
    items: list[_Item] = []
    in_detail = False
    while position < len(run):
        token, before = run[position], run[position - 1]
        following = run[position + 1] if position + 1 < len(run) else None
        item = items[-1] if items else None
        if token.kind is _Is.NUMBER:
            if item is None or (
                before.kind is _Is.SEPARATOR and (not in_detail or _is_new(token, following, item, marker))
            ):
                items.append(_Item(token.text, token.start if items else marker.start, token.end, token.end, token.end))
                in_detail = False
            elif in_detail:
                item.detail_end = item.end = token.end
            elif before.kind is _Is.RANGE and item.last is None:
                item.last = token.text
                item.detail_start = item.detail_end = item.end = token.end
            else:
                break
        elif item is None:
            break
        elif token.kind is _Is.DETAIL:
            in_detail = True
        elif token.kind is _Is.LETTER:
            in_detail = True
            item.detail_end = item.end = token.end
        elif token.kind is _Is.FOLLOWING and not in_detail:
            item.is_open = token.text == "ff."
            item.last = None if item.is_open else str(number_key(item.number)[0] + 1)
            item.detail_start = item.detail_end = item.end = token.end
        elif token.kind is _Is.FOLLOWING:
            item.detail_end = item.end = token.end
        elif token.kind in (_Is.SEPARATOR, _Is.RANGE):
            if following is None or following.kind not in (_Is.NUMBER, _Is.DETAIL, _Is.LETTER):
                break
        else:
            break
        position += 1
    return items, position


def _is_new(token: _Token, following: _Token | None, item: _Item, marker: _Token) -> bool:
    """Whether a number after a detail begins a new article.

    In »Art. 17 Abs. 1, 2« the 2 is a paragraph. In »§§ 37 Abs. 1, 45« and »Art. 29 Abs. 1, 30 Abs. 2« a new article begins:
    articles ascend, and either the marker announces several or the number has paragraphs of its own.
    """
    if number_key(token.text) <= number_key(item.number):
        return False
    return marker.text == "§§" or (
        following is not None and following.kind is _Is.DETAIL and following.text.startswith("Abs")
    )
