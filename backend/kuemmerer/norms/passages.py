"""What an article says, sentence by sentence: the body with its marks, and every text in its header."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kuemmerer.base.sentences import sentences
from kuemmerer.content.kinds import DocumentPart
from kuemmerer.content.load import LoadedArticle
from kuemmerer.content.model import Confidence, Nature, Source, Statement
from kuemmerer.content.texts import HeaderText, header_texts
from kuemmerer.norms.parse import MAY_CITE

# What people type, what leads elsewhere and who keeps the page says nothing about a norm.
_SILENT = frozenset("title keywords questions topics related aliases owner changes".split())
_MARK = re.compile(r"\s*\{(recht|minimum|praxis|einschaetzung|pruefen)\}")
_LINK = re.compile(r"\[([^\]\[]*)\]\([^()\s]*\)")
_SIGNS = re.compile(r"\*\*|`|^ *(?:#{1,6} |[-*>] |\d+\. )|^\||\|$|\[\[[a-z]+\]\]")


@dataclass(frozen=True)
class Passage:
    """One sentence of an article in plain text, with its nature where it is marked, and where it stands.

    `search_in` is the text that holds the citations: for a statement that is its norm, which is no part of its sentence.
    `place` is a line of the file, or a place in the header, whose line is looked up when somebody asks (`line_in`).
    """

    text: str
    search_in: str
    place: int | tuple[str | int, ...]
    nature: Nature | None
    to_check: bool
    is_source: bool

    def line_in(self, item: LoadedArticle) -> int:
        """The line in the file of the article."""
        return self.place if isinstance(self.place, int) else item.header.line_of(self.place)


def passages(item: LoadedArticle) -> Iterator[Passage]:
    """Every sentence that may name a norm, first the header, then the body, in the order of the file."""
    article = item.article
    for header in header_texts(article):
        if header.field not in _SILENT and MAY_CITE.search(header.text):
            parts = sentences(header.text) if header.around is article else [header.text]
            yield from (_from_header(header, part) for part in parts)
    for number, line in enumerate(article.body.split("\n"), article.body_line):
        if MAY_CITE.search(line):
            plain = _SIGNS.sub("", _LINK.sub(r"\1", line.strip())).strip().replace(" | ", " · ")
            yield from (_from_body(sentence, number) for sentence in sentences(plain))


def _from_body(sentence: str, line: int) -> Passage:
    marks = _MARK.findall(sentence)
    text = _MARK.sub("", sentence)
    natures = [Nature(mark) for mark in marks if mark != Confidence.TO_CHECK]
    return Passage(text, text, line, natures[0] if natures else None, Confidence.TO_CHECK in marks, is_source=False)


def _from_header(header: HeaderText, value: str) -> Passage:
    around, place = header.around, tuple(header.location)
    match around:
        case Statement():
            to_check = around.confidence is Confidence.TO_CHECK
            return Passage(around.text, value, place, around.nature, to_check, is_source=False)
        case Source():
            return Passage(around.supports, value, place, None, to_check=False, is_source=True)
        case DocumentPart():
            return Passage(f"{around.title}: {around.content}", value, place, None, to_check=False, is_source=False)
        case _:
            return Passage(value, value, place, None, to_check=False, is_source=False)
