"""The text of each document in one line, kept in a file: excerpts read a few of them, memory holds none."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kuemmerer.search.mapped import read_bytes, read_numbers
from kuemmerer.search.model import Document

_TEXTS, _BOUNDS = "texts.bin", "bounds.bin"


@dataclass(frozen=True)
class Layout:
    """A document as one line of text: title, questions, keywords, everyday words, then from `shown` on what an excerpt may show."""

    text: str
    shown: int


def layout(document: Document) -> Layout:
    """Join the fields of a cleaned document."""
    head = "\n".join((document.title, *document.questions, *document.keywords, *document.everyday)) + "\n"
    return Layout(f"{head}{document.summary}\n{document.body}", len(head))


def write_texts(folder: Path, documents: Sequence[Document]) -> None:
    """Store what `Texts` reads."""
    bounds = array("Q")
    end = 0
    with (folder / _TEXTS).open("wb") as file:
        for each in map(layout, documents):
            written = file.write(each.text.encode())
            bounds.extend((end, each.shown))
            end += written
    bounds.append(end)
    (folder / _BOUNDS).write_bytes(bounds.tobytes())


class Texts:
    """The layouts of all documents by number. Shared by threads."""

    def __init__(self, folder: Path) -> None:
        self._bytes = read_bytes(folder / _TEXTS)
        self._bounds = read_numbers(folder / _BOUNDS, "Q")

    def __getitem__(self, number: int) -> Layout:
        begin, shown, end = self._bounds[2 * number : 2 * number + 3]
        return Layout(str(self._bytes[begin:end], "utf-8"), shown)
