"""The nouns of a document: sections of paragraphs, lists and tables; text with gaps that stay visible."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

# Every document says so, whatever the template says.
NOTICE = "Entwurf, ersetzt keine Rechtsberatung; vor Beschluss mit der Rechtsaufsicht abstimmen."


class BadLetterhead(ValueError):
    """A Word template of somebody's own that cannot be used; the message is a German sentence that says what to change."""


@dataclass(frozen=True)
class Gap:
    """Something nobody told us yet; `what` says what belongs there."""

    what: str

    def __str__(self) -> str:
        return f"[bitte ergänzen: {self.what}]"


Run = str | Gap
Text = tuple[Run, ...]


def plain(text: Text) -> str:
    """The text with its gaps in words."""
    return "".join(str(run) for run in text)


def cited(sentence: str, norm: str | None, remark: str = "") -> str:
    """The sentence with its norm, and a remark about the norm, in brackets before the full stop.

    >>> cited("Die Vereinbarung ist anzuzeigen.", "Art. 12 KommZG")
    'Die Vereinbarung ist anzuzeigen (Art. 12 KommZG).'
    """
    inside = ", ".join(part for part in (norm, remark) if part)
    if not inside:
        return sentence
    return f"{sentence[:-1]} ({inside})." if sentence.endswith(".") else f"{sentence} ({inside})"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; a note is a hint about the text, not part of it."""

    text: Text
    is_note: bool = False


@dataclass(frozen=True)
class ListBlock:
    """A list, with or without numbers."""

    items: tuple[Text, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a caption and one row of heads. Columns in `numeric` stand at the right. It has at least one row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    numeric: frozenset[int] = frozenset()


Block = Paragraph | ListBlock | Table


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it; `level` is 2, or 3 below a section of level 2."""

    title: str
    blocks: tuple[Block, ...]
    level: int = 2


@dataclass(frozen=True)
class Document:
    """A whole paper. `kind` is the word for it, `imprint` says from which content version it was made, and when.

    `words` are short texts by name, for who brings a letterhead of their own.
    """

    kind: str
    title: str
    sections: tuple[Section, ...]
    imprint: str
    notice: str = NOTICE
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def texts(self) -> Iterator[Text]:
        """Every text in reading order."""
        for section in self.sections:
            yield (section.title,)
            for block in section.blocks:
                match block:
                    case Paragraph(text):
                        yield text
                    case ListBlock(items):
                        yield from items
                    case Table(caption, head, rows):
                        yield (caption,)
                        yield from ((cell,) for cell in head)
                        yield from (cell for row in rows for cell in row)

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is still missing, each once, in reading order."""
        return tuple(dict.fromkeys(run.what for text in self.texts for run in text if isinstance(run, Gap)))
