"""The second engine, for more than some four thousand pages: tantivy finds candidates, ranking.py orders them. Home of tantivy.

tantivy does not hand out its postings, so weights and places stand in files of our own beside its index, and only those of the
candidates are looked at. The first hits are those of the first engine as long as they are among the candidates.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from typing import cast

import tantivy

from kuemmerer.search.engine import Reading
from kuemmerer.search.mapped import read_numbers, read_weights, write_bytes
from kuemmerer.search.postings import Posting, keep_places
from kuemmerer.search.ranking import TIE, Column, Concept, Way, saturated

CANDIDATES = 320
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
            begins.append(keep_places(places, posting))
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
        write_bytes(folder / name, (columns[term][part].tobytes() for _, term in ordered))
    (folder / _PLACES).write_bytes(places.tobytes())
    return set(columns)


class TantivyPostings:
    """The engine that reads what `write_postings` wrote. Its searcher is safe with threads, so nobody waits."""

    def __init__(self, folder: Path) -> None:
        """Raises what tantivy or the file system raises for a folder that is no index."""
        index = tantivy.Index.open(str(folder))
        self._schema = index.schema
        self._searcher = index.searcher()
        self._documents = self._searcher.num_docs
        self._keys = read_numbers(folder / _KEYS, "Q")
        self._starts = read_numbers(folder / _STARTS)
        self._numbers = read_numbers(folder / _DOCUMENTS)
        self._weights = read_weights(folder / _WEIGHTS)
        self._begins = read_numbers(folder / _BEGINS)
        self._places = read_numbers(folder / _PLACES)

    @contextmanager
    def reading(self, concepts: Sequence[Concept]) -> Iterator[Reading]:
        """A look at the documents that say most to these words."""
        candidates = self._candidates(concepts)
        chosen = frozenset(candidates)
        yield Reading(self._documents, cache(lambda term: self._column(term, candidates, chosen)), self._places)

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

    def _column(self, term: str, candidates: Sequence[int], chosen: frozenset[int]) -> Column:
        """A term over the candidates; the rarer of the two is gone through."""
        start, end = self._slice_of(term)
        numbers = self._numbers
        if end - start <= len(candidates):
            places = [at for at in range(start, end) if numbers[at] in chosen]
        else:
            places = []
            at = start
            for document in candidates:
                at = bisect_left(numbers, document, at, end)
                if at < end and numbers[at] == document:
                    places.append(at)
        return Column(
            [numbers[at] for at in places],
            [saturated(self._weights[at]) for at in places],
            [self._begins[at] for at in places],
            end - start,
        )

    def _slice_of(self, term: str) -> tuple[int, int]:
        """From where to where a term stands in numbers, weights and begins."""
        key = _key(term)
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return 0, 0
        return self._starts[at], self._starts[at + 1]


def _any_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _key(term: str) -> int:
    return int.from_bytes(blake2b(term.encode(), digest_size=8).digest(), "big")


def _token(term: str) -> str:
    # tantivy cuts at blanks: "§42 kommzg" is one term.
    return term.replace(" ", "_")


def _occurrences(weight: float) -> int:
    return max(1, min(_MOST_OCCURRENCES, round(2 * weight)))
