"""The second engine, for more than some four thousand pages: tantivy finds candidates, ranking.py orders them. Home of tantivy.

tantivy does not hand out its postings, so weights and places stand in files of our own beside its index, and only those of the
candidates are looked at. The first hits are those of the first engine as long as they are among the candidates.
"""

import mmap
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from typing import cast

import tantivy

from kuemmerer.search.engine import Reading
from kuemmerer.search.postings import Posting
from kuemmerer.search.ranking import TIE, Column, Concept, Way

CANDIDATES = 400
_FIELD, _NUMBER = "terms", "number"
_WRITER_BYTES = 64_000_000
# tantivy counts occurrences; a weight becomes that many, at most these.
_MOST_OCCURRENCES = 24
# Terms by checksum; from where on each stands in the next three; there its documents, weights and where its places begin.
_KEYS, _STARTS, _DOCUMENTS, _WEIGHTS, _BEGINS = "keys.bin", "starts.bin", "documents.bin", "weights.bin", "begins.bin"
# Places, each list behind its length.
_PLACES = "places.bin"


def write_postings(folder: Path, postings: Iterator[dict[str, Posting]]) -> set[str]:
    """Write the postings of all documents, in order; answers all terms."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(_FIELD, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field(_NUMBER, fast=True)
    writer = tantivy.Index(builder.build(), path=str(folder)).writer(heap_size=_WRITER_BYTES, num_threads=1)
    columns: dict[str, tuple[array[int], array[float], array[int]]] = {}
    places = array("I")
    for number, found in enumerate(postings):
        for term, posting in found.items():
            documents, weights, begins = columns.setdefault(term, (array("I"), array("f"), array("I")))
            documents.append(number)
            weights.append(posting.weight)
            begins.append(len(places))
            places.append(len(posting.places))
            places.extend(posting.places)
        text = " ".join(" ".join([_token(term)] * _occurrences(posting.weight)) for term, posting in found.items())
        document = tantivy.Document()
        document.add_text(_FIELD, text)
        document.add_unsigned(_NUMBER, number)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    ordered = sorted((_key(term), term) for term in columns)
    (folder / _KEYS).write_bytes(array("Q", (key for key, _ in ordered)).tobytes())
    sizes = (len(columns[term][0]) for _, term in ordered)
    (folder / _STARTS).write_bytes(array("I", accumulate(sizes, initial=0)).tobytes())
    for part, name in enumerate((_DOCUMENTS, _WEIGHTS, _BEGINS)):
        with (folder / name).open("wb") as file:
            for _, term in ordered:
                file.write(columns[term][part].tobytes())
    (folder / _PLACES).write_bytes(places.tobytes())
    return set(columns)


class TantivyPostings:
    """The engine that reads what `write_postings` wrote. Its searcher is safe with threads, so nobody waits."""

    def __init__(self, folder: Path) -> None:
        """Raises what tantivy or the file system raises for a folder that is no index."""
        index = tantivy.Index.open(str(folder))
        self._schema = index.schema
        self._searcher = index.searcher()
        self.documents = self._searcher.num_docs
        self._keys = _mapped(folder / _KEYS, "Q")
        self._starts = _mapped(folder / _STARTS, "I")
        self.numbers = _mapped(folder / _DOCUMENTS, "I")
        self.weights = _mapped(folder / _WEIGHTS, "f")
        self.begins = _mapped(folder / _BEGINS, "I")
        self.places = _mapped(folder / _PLACES, "I")

    @contextmanager
    def reading(self, concepts: Sequence[Concept]) -> Iterator[Reading]:
        """A look at the documents that say most to these words."""
        yield _Reading(self, self._candidates(concepts))

    def _candidates(self, concepts: Sequence[Concept]) -> list[int]:
        if not concepts:
            return []
        wanted = _any_of(
            [tantivy.Query.disjunction_max_query(list(map(self._way, each.ways)), TIE) for each in concepts]
        )
        addresses = [address for _, address in self._searcher.search(wanted, CANDIDATES, count=False).hits]
        return sorted(cast("list[int]", self._searcher.fast_field_values(_NUMBER, addresses)))

    def _way(self, way: Way) -> tantivy.Query:
        terms = [tantivy.Query.term_query(self._schema, _FIELD, _token(term), "freq") for term in way.terms]
        return tantivy.Query.boost_query(_any_of(terms), way.weight)

    def slice_of(self, term: str) -> tuple[int, int]:
        """From where to where a term stands in numbers, weights and begins."""
        key = _key(term)
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return 0, 0
        return self._starts[at], self._starts[at + 1]


class _Reading:
    """One query's look at the candidates."""

    def __init__(self, postings: TantivyPostings, candidates: Sequence[int]) -> None:
        self._postings = postings
        self._candidates = candidates
        self._chosen = frozenset(candidates)
        self._columns: dict[str, Column] = {}

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return self._postings.documents

    def column(self, term: str) -> Column:
        """A term over the candidates."""
        known = self._columns.get(term)
        if known is None:
            known = self._columns[term] = self._column(term)
        return known

    def _column(self, term: str) -> Column:
        start, end = self._postings.slice_of(term)
        numbers, weights = self._postings.numbers, self._postings.weights
        if end - start <= len(self._candidates):
            places = [at for at in range(start, end) if numbers[at] in self._chosen]
        else:
            places = [at for _, at in self._found(self._candidates, start, end)]
        return Column([numbers[at] for at in places], [weights[at] for at in places], end - start)

    def places(self, term: str, documents: Sequence[int]) -> Mapping[int, Sequence[int]]:
        """The places of a term in some documents (ascending): triples of word number, start and length."""
        begins, places = self._postings.begins, self._postings.places
        found: dict[int, Sequence[int]] = {}
        for document, at in self._found(documents, *self._postings.slice_of(term)):
            begin = begins[at] + 1
            found[document] = places[begin : begin + places[begin - 1]]
        return found

    def _found(self, documents: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int]]:
        numbers = self._postings.numbers
        for document in documents:
            start = bisect_left(numbers, document, start, end)
            if start == end:
                break
            if numbers[start] == document:
                yield document, start


def _any_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _key(term: str) -> int:
    return int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "big")


def _token(term: str) -> str:
    # tantivy cuts at blanks: "§42 kommzg" is one term.
    return term.replace(" ", "_")


def _occurrences(weight: float) -> int:
    return max(1, min(_MOST_OCCURRENCES, round(2 * weight)))


def _mapped(path: Path, code: str) -> Sequence[int]:
    """The numbers of a file, mapped: several workers share the memory."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            return ()
        mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        return cast("Sequence[int]", mapped.cast(code))  # type: ignore[call-overload]
