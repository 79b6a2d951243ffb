"""Every text in the header of an article, however deep, with its place and the fact it belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from pydantic import BaseModel

from kuemmerer.content.model import Article

# Where a file lies, and the body, which is no header.
_NO_HEADER = frozenset({"path", "slug", "body", "body_line"})


@dataclass(frozen=True)
class HeaderText:
    """One text: the field it stands in, its place for `line_of`, and the fact around it (the article itself for plain fields)."""

    field: str
    location: tuple[str | int, ...]
    text: str
    around: BaseModel


def header_texts(article: Article) -> Iterator[HeaderText]:
    """All texts in the order of the model; values of a closed list (status, nature, …) are none."""
    for name in type(article).model_fields:
        if name not in _NO_HEADER:
            yield from _texts(getattr(article, name), name, (name,), article)


def _texts(value: object, field: str, location: tuple[str | int, ...], around: BaseModel) -> Iterator[HeaderText]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name), field, (*location, name), value)
    elif isinstance(value, tuple):
        for number, entry in enumerate(value):
            yield from _texts(entry, field, (*location, number), around)
    elif isinstance(value, str) and not isinstance(value, Enum):
        yield HeaderText(field, location, value, around)
