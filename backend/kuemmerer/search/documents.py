"""An article as a document of the search: every sentence it says, in plain text."""

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum

from pydantic import BaseModel

from kuemmerer.content.model import Article, Status
from kuemmerer.search.model import Document

# Names of the thing itself, as good as keywords.
_NAMES = ("short_name", "spellings", "legal_basis", "code", "norm")
_HEADER = frozenset(Article.model_fields) | set(_NAMES)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*|[a-z-]+/[a-z0-9-]+")
# Markdown that says nothing: blocks filled from the header, marks, emphasis, signs at the start of a line, rules of tables.
_SIGNS = re.compile(r"\[\[[a-z]+\]\]|\{[a-z]+\}|\*\*|^ *(?:#{1,6} |[-*>] |\d+\. )|^\|?[-:| ]+\|?$|`", re.M)
_LINK = re.compile(r"\[([^\]\[]*)\]\([^()\s]*\)")


def document_of(article: Article, today: date, everyday: tuple[str, ...] = ()) -> Document:
    """The document of an article; its state is that of `today`, `everyday` are its words in content/suche.

    Nothing is rendered: this runs for every article at each start.
    """
    names = [text for name in _NAMES for text in _sentences(getattr(article, name, None))]
    facts = [
        text
        for name in type(article).model_fields
        if name not in _HEADER
        for text in _sentences(getattr(article, name))
    ]
    return Document(
        id=article.id,
        kind=article.kind,
        slug=article.slug,
        title=article.title,
        url=article.url,
        summary=article.summary,
        keywords=(*article.keywords, *names),
        questions=article.questions,
        everyday=everyday,
        body="\n".join((_plain(article.body), *facts)),
        topics=article.topics,
        related=article.related,
        state=article.freshness(today).state,
        retired=article.status is Status.RETIRED,
        districts=getattr(article, "districts", ()),
    )


def _plain(markdown: str) -> str:
    text = _SIGNS.sub("", _LINK.sub(r"\1", markdown)).replace("|", " ")
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)


def _sentences(value: object) -> Iterator[str]:
    """Every text in a field, however deep; slugs, numbers, dates and addresses are for machines."""
    if isinstance(value, BaseModel):
        # One statement, one line: its text and its norm.
        line = " ".join(text for name in type(value).model_fields for text in _sentences(getattr(value, name)))
        if line:
            yield line
    elif isinstance(value, tuple):
        for item in value:
            yield from _sentences(item)
    elif isinstance(value, str) and not isinstance(value, Enum) and not _SLUG.fullmatch(value):
        yield value
