"""The index on disk and in use: built once per content version, opened fast, read behind a lock. Home of Whoosh.

Only Whoosh's core is used: schema, writer, postings. Its analysers, parsers, highlighter, corrector, `refresh()` and `RamStorage`
are not: each is slow, wrong for German or unsafe with threads (docs/decisions).
"""

import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import version as installed_version
from pathlib import Path
from types import ModuleType

import Stemmer  # type: ignore[import-not-found]
from whoosh.fields import FieldType, Schema  # type: ignore[import-untyped]
from whoosh.filedb.filestore import FileStorage  # type: ignore[import-untyped]
from whoosh.formats import Format  # type: ignore[import-untyped]
from whoosh.index import open_dir  # type: ignore[import-untyped]
from whoosh.reading import TermNotFound  # type: ignore[import-untyped]

from kuemmerer.search import generations
from kuemmerer.search.apart import build_apart
from kuemmerer.search.engine import Engine, EngineName, Reading, SearchBusy
from kuemmerer.search.expansion import Expander
from kuemmerer.search.hits import apply_filters, find_spots, make_hit
from kuemmerer.search.knowledge import Knowledge, learn, read_knowledge, write_knowledge
from kuemmerer.search.mapped import read_numbers
from kuemmerer.search.model import Document, Filters, Intent, Page, Result, Suggestion
from kuemmerer.search.nearness import add_nearness
from kuemmerer.search.postings import Posting, cleaned, keep_places, weigh
from kuemmerer.search.query import Query
from kuemmerer.search.ranking import Column, Concept, add_related, kind_factor, prior, rank, reason, saturated
from kuemmerer.search.suggest import Suggester
from kuemmerer.search.texts import Texts, write_texts
from kuemmerer.search.vocabulary import Vocabulary

_FIELD = "terms"
_PLACES = "places.bin"
_WRITER_MEGABYTES = 64
_COLUMNS_KEPT = 512
_RESULTS_KEPT = 512
_INTENTS_KEPT = 16
# Characters of text up to which an index is built in well under a second.
_SMALL = 100_000


# For each term of a document its weight, and where its places begin.
Kept = dict[str, tuple[float, int]]


class _Weighed(Format):  # type: ignore[misc]  # Whoosh has no types
    """Postings that arrive complete: the weight, and where the places begin in a file of our own. Whoosh stores and finds them."""

    def word_values(self, value: Kept, analyzer: None) -> Iterator[tuple[str, int, float, bytes]]:
        for term, (weight, begin) in value.items():
            yield term, 1, weight, array("I", (begin,)).tobytes()


class _Terms(FieldType):  # type: ignore[misc]
    """The one field: terms with their postings."""

    analyzer = None
    scorable = False
    stored = False
    unique = False
    vector = None
    column_type = None
    format = _Weighed()

    def __init__(self) -> None:
        pass

    def index(self, value: Kept) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, frequency, weight, places in self.format.word_values(value, None):
            yield term.encode(), frequency, weight, places


def write_postings(folder: Path, postings: Iterator[dict[str, Posting]]) -> set[str]:
    """Write the postings of all documents, in order, as one segment; answers all terms."""
    terms: set[str] = set()
    places = array("I")
    writer = FileStorage(str(folder)).create_index(Schema(terms=_Terms())).writer(limitmb=_WRITER_MEGABYTES)
    try:
        for posting in postings:
            terms.update(posting)
            kept: Kept = {term: (each.weight, keep_places(places, each)) for term, each in posting.items()}
            writer.add_document(terms=kept)
    except BaseException:
        writer.cancel()
        raise
    writer.commit(merge=False)
    (folder / _PLACES).write_bytes(places.tobytes())
    return terms


class Postings:
    """The engine that reads what `write_postings` wrote. A Whoosh reader is not safe with threads: use it inside `reading()` only."""

    def __init__(self, folder: Path, deadline: float) -> None:
        """`deadline` is the longest wait in seconds. Raises what Whoosh raises for a folder that is no index."""
        self._reader = open_dir(str(folder), readonly=True).reader()
        self._documents = int(self._reader.doc_count_all())
        self._places = read_numbers(folder / _PLACES)
        self._deadline = deadline
        self._lock = threading.Lock()
        self._column = lru_cache(maxsize=_COLUMNS_KEPT)(self._read_column)

    @contextmanager
    def reading(self, _concepts: Sequence[Concept]) -> Iterator[Reading]:
        """The only way in: one thread at a time. Raises SearchBusy after the deadline."""
        if not self._lock.acquire(timeout=self._deadline):
            raise SearchBusy
        try:
            yield Reading(self._documents, self._column, self._places)
        finally:
            self._lock.release()

    def _read_column(self, term: str) -> Column:
        try:
            matcher = self._reader.postings(_FIELD, term.encode())
        except TermNotFound:
            return Column((), (), (), 0)
        documents, weights, begins = array("I"), array("f"), array("I")
        while matcher.is_active():
            documents.append(matcher.id())
            weights.append(saturated(matcher.weight()))
            begins.frombytes(matcher.value())
            matcher.next()
        return Column(documents, weights, begins, len(documents))


@contextmanager
def build_lock(folder: Path, patience: float = 120.0) -> Iterator[None]:
    """One builder at a time, in any process; an OS lock, so a killed builder leaves none behind."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileStorage(str(folder)).lock("BUILD")
    waiting = threading.Event()
    for _ in range(int(patience * 10)):
        if lock.acquire():
            break
        waiting.wait(0.1)
    else:
        raise SearchBusy
    try:
        yield
    finally:
        lock.release()


def open_or_build(
    documents: Sequence[Document],
    vocabulary: Vocabulary,
    folder: Path,
    version: str,
    suggestions: Sequence[Suggestion] = (),
    deadline: float = 0.5,
    engine: EngineName = "whoosh",
) -> "SearchIndex":
    """The index of these documents: opened if `folder` holds it whole, else built there.

    `version` names the content; the index is rebuilt when it, a text, the vocabulary or our own code has changed.
    `suggestions` are offered while typing beside the titles. `deadline` is the longest wait for the index in seconds.
    `engine` must be installed (engine.engine_problem).
    """
    documents = tuple(map(cleaned, documents))
    identity = _identity(documents, vocabulary, f"{version} {engine} {installed_version(engine)}")
    generation = generations.current(folder, identity)
    if generation is None:
        with build_lock(folder):
            # Another worker may have built it while we waited.
            generation = generations.current(folder, identity) or generations.build(
                folder, identity, lambda fresh: _build(fresh, documents, vocabulary, engine)
            )
    postings = Postings(generation, deadline) if engine == "whoosh" else _tantivy().TantivyPostings(generation)
    pages = [document.page for document in documents]
    return SearchIndex(
        pages, Texts(generation), vocabulary, read_knowledge(generation, vocabulary), postings, suggestions
    )


def _build(folder: Path, documents: Sequence[Document], vocabulary: Vocabulary, engine: EngineName) -> None:
    """Fill an empty folder; a big index in a process of its own."""
    if sum(len(document.body) for document in documents) <= _SMALL:
        write_index(folder, documents, vocabulary, engine)
    else:
        build_apart(folder, documents, vocabulary, engine)


def write_index(folder: Path, documents: Sequence[Document], vocabulary: Vocabulary, engine: EngineName) -> None:
    """Fill an empty folder with the index of cleaned documents; of the vocabulary only cuts and labels matter."""
    analyser = learn(documents, vocabulary)
    write = write_postings if engine == "whoosh" else _tantivy().write_postings
    terms = write(folder, weigh(documents, analyser))
    write_knowledge(folder, documents, vocabulary, analyser, terms)
    write_texts(folder, documents)


def _tantivy() -> ModuleType:
    from kuemmerer.search import tantivy_engine  # an optional package: only who asks for it needs it

    return tantivy_engine


def _identity(documents: Sequence[Document], vocabulary: Vocabulary, version: str) -> str:
    digest = blake2b(f"{version} {Stemmer.version()}".encode(), digest_size=16)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    for document in documents:
        # The state changes with the day, not with the text.
        digest.update(repr(replace(document, state="")).encode())
    digest.update(
        repr((sorted(vocabulary.meanings.items()), sorted(vocabulary.cuts.items()), vocabulary.labels)).encode()
    )
    return digest.hexdigest()


class SearchIndex:
    """Finds pages. Made by `open_or_build`; threads share it."""

    def __init__(
        self,
        pages: Sequence[Page],
        texts: Texts,
        vocabulary: Vocabulary,
        knowledge: Knowledge,
        postings: Engine,
        suggestions: Sequence[Suggestion],
    ) -> None:
        self._pages = tuple(pages)
        self._texts = texts
        self._postings = postings
        self._expander = Expander(knowledge.analyser, vocabulary, knowledge.corrector, knowledge.terms.__contains__)
        numbers = {page.id: number for number, page in enumerate(self._pages)}
        self._related = tuple(tuple(numbers[name] for name in page.related if name in numbers) for page in self._pages)
        self._priors = tuple(prior(page) for page in self._pages)
        self._factors = lru_cache(maxsize=_INTENTS_KEPT)(self._factors_for)
        titles = (Suggestion(page.title, page.id, page.kind, page.url) for page in self._pages)
        labels = (Suggestion(label, None, "word") for label in vocabulary.labels)
        self._suggester = Suggester((*suggestions, *titles, *labels))
        self._kept: OrderedDict[tuple[Query, Filters, int, int], Result] = OrderedDict()
        self._kept_lock = threading.Lock()

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Titles and other lines for what was typed so far."""
        return self._suggester.suggest(text, limit)

    def find(self, query: Query, filters: Filters, limit: int, offset: int) -> Result:
        """The hits from `offset` on, at most `limit`. Raises SearchBusy."""
        key = (query, filters, limit, offset)
        with self._kept_lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        result = self._find(query, filters, limit, offset)
        with self._kept_lock:
            self._kept[key] = result
            while len(self._kept) > _RESULTS_KEPT:
                self._kept.popitem(last=False)
        return result

    def _factors_for(self, intents: frozenset[Intent]) -> Sequence[float]:
        by_kind = {kind: kind_factor(intents, kind) for kind in {page.kind for page in self._pages}}
        return [factor * by_kind[page.kind] for factor, page in zip(self._priors, self._pages, strict=True)]

    def _find(self, query: Query, filters: Filters, limit: int, offset: int) -> Result:
        expansion = self._expander.expand(query)
        with self._postings.reading(expansion.concepts) as postings:
            ranked = rank(expansion.concepts, postings.column, self._factors(expansion.intents))
            ranked = add_related(add_nearness(ranked, expansion, postings), self._related)
            chosen, facets = apply_filters(ranked, self._pages, filters)
            shown = chosen[offset : offset + limit]
            spots = find_spots(expansion, postings, shown)
            hits = tuple(
                make_hit(
                    self._pages[hit.document],
                    self._texts[hit.document],
                    hit.score,
                    reason(expansion.concepts, postings.column, postings.documents, hit.document),
                    spots[hit.document],
                )
                for hit in shown
            )
        return Result(query.text, len(chosen), expansion.corrected, facets, hits)
