"""What an engine gives to the ranking: terms over documents, and where they stand. Two engines keep the promise."""

from collections.abc import Mapping, Sequence
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


class Reading(Protocol):
    """One query's look into the index."""

    @property
    def documents(self) -> int:
        """How many documents there are."""

    def column(self, term: str) -> Column:
        """A term over the documents that are looked at."""

    def places(self, term: str, documents: Sequence[int]) -> Mapping[int, Sequence[int]]:
        """The places of a term in some documents (ascending): triples of word number, start and length."""


class Engine(Protocol):
    """An index of postings, open for threads."""

    def reading(self, concepts: Sequence[Concept]) -> AbstractContextManager[Reading]:
        """A look for these words of a query. Raises SearchBusy."""
