"""What an engine gives to the ranking: terms over documents, and where they stand. Two engines keep the promise."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from importlib.metadata import PackageNotFoundError, version
from typing import Literal, Protocol

from kuemmerer.search.ranking import Column, Concept

EngineName = Literal["whoosh", "tantivy"]


def engine_problem(name: EngineName) -> str | None:
    """Why an engine cannot be used on this machine: a German sentence for the operator."""
    try:
        version(name)
    except PackageNotFoundError:
        return f"Die Suchmaschine »{name}« ist nicht installiert: KUEMMERER_SEARCH_ENGINE braucht das Paket »{name}«."
    return None


class SearchBusy(Exception):
    """Others kept the index busy until the deadline; the message is for the person who waits."""

    def __init__(self) -> None:
        super().__init__("Die Suche ist gerade überlastet. Bitte versuchen Sie es in einigen Sekunden noch einmal.")


class Reading:
    """One query's look into the index."""

    def __init__(self, documents: int, column: Callable[[str], Column], places: Sequence[int]) -> None:
        """`documents` counts all of them, `column` gives a term over those looked at, `places` are those of all postings."""
        self.documents = documents
        self.column = column
        self._places = places

    def places(self, term: str, documents: Sequence[int]) -> dict[int, Sequence[int]]:
        """The places of a term in some documents (ascending): triples of word number, start and length."""
        column = self.column(term)
        found: dict[int, Sequence[int]] = {}
        at, end = 0, len(column.documents)
        for document in documents:
            at = bisect_left(column.documents, document, at, end)
            if at == end:
                break
            if column.documents[at] == document:
                begin = column.begins[at] + 1
                found[document] = self._places[begin : begin + self._places[begin - 1]]
        return found


class Engine(Protocol):
    """An index of postings, open for threads."""

    def reading(self, concepts: Sequence[Concept]) -> AbstractContextManager[Reading]:
        """A look for these words of a query. Raises SearchBusy."""
