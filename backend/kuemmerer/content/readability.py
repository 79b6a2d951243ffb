"""How long our sentences are, by kind: reported, not enforced. The guide asks for about twelve words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kuemmerer.base.sentences import sentences, words_in
from kuemmerer.content.kinds import KINDS
from kuemmerer.content.library import Library
from kuemmerer.content.model import Article

LONG = 20
# Headings, tables, blocks and headerless links are no sentences.
_NO_SENTENCE = re.compile(r"^(?:#|\||\[\[)")
_SIGNS = re.compile(r"\s*\{[a-z]+\}|\*\*|`|^(?:[-*>]|\d+\.) ")
_LINK = re.compile(r"\[([^\]\[]*)\]\([^()\s]*\)")


@dataclass(frozen=True)
class Readability:
    """The sentences of one kind: how many, how many words on average, how many have more than LONG words."""

    kind: type[Article]
    articles: int
    sentences: int
    words: int
    long: int

    @property
    def average(self) -> float:
        """Words per sentence."""
        return self.words / self.sentences if self.sentences else 0.0


def readability(library: Library) -> tuple[Readability, ...]:
    """Every kind that has articles, in the order of the house."""
    return tuple(_measure(kind, library.of(kind)) for kind in KINDS if library.of(kind))


def _measure(kind: type[Article], articles: tuple[Article, ...]) -> Readability:
    lengths = [length for article in articles for length in _lengths(article)]
    return Readability(kind, len(articles), len(lengths), sum(lengths), sum(length > LONG for length in lengths))


def _lengths(article: Article) -> Iterator[int]:
    for line in (article.summary, *article.body.split("\n")):
        text = line.strip()
        if text and not _NO_SENTENCE.match(text):
            yield from (
                words for sentence in sentences(_SIGNS.sub("", _LINK.sub(r"\1", text))) if (words := words_in(sentence))
            )
