"""What else could search our pages: each peer gets the same documents, whole, and answers the same queries."""

import math
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

import tantivy
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.qparser import OrGroup, QueryParser

from kuemmerer.search.model import Document
from kuemmerer.search.words import fold

TEN = 10
_WORD = re.compile(r"\w+")


class Peer(Protocol):
    """Finds pages for a text."""

    name: str

    def find(self, text: str) -> tuple[str, ...]:
        """The ids of the first ten, best first."""


def whole_text(document: Document) -> str:
    """Everything the document says, the words of its editors included; its title three times, since a peer knows no fields."""
    parts = (*[document.title] * 3, *document.questions, *document.keywords, *document.everyday)
    return "\n".join((*parts, document.summary, document.body))


class WhooshAsItComes:
    """StandardAnalyzer and QueryParser; all words must be there unless `any_word`."""

    def __init__(self, documents: Sequence[Document], folder: Path, any_word: bool) -> None:
        self.name = "Whoosh, oder" if any_word else "Whoosh, wie es kommt"
        index = FileStorage(str(folder)).create_index(Schema(id=ID(stored=True), text=TEXT))
        writer = index.writer()
        for document in documents:
            writer.add_document(id=document.id, text=whole_text(document))
        writer.commit()
        self._parser = (
            QueryParser("text", index.schema, group=OrGroup) if any_word else QueryParser("text", index.schema)
        )
        self._searcher = index.searcher()

    def find(self, text: str) -> tuple[str, ...]:
        """The ids of the first ten, best first."""
        return tuple(hit["id"] for hit in self._searcher.search(self._parser.parse(text), limit=TEN))


class Fts5:
    """SQLite FTS5 with its Unicode tokenizer and its BM25; any word."""

    name = "SQLite FTS5"

    def __init__(self, documents: Sequence[Document]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE page USING fts5(id UNINDEXED, text, tokenize='unicode61')")
        rows = ((document.id, whole_text(document)) for document in documents)
        self._database.executemany("INSERT INTO page VALUES (?, ?)", rows)

    def find(self, text: str) -> tuple[str, ...]:
        """The ids of the first ten, best first."""
        wanted = " OR ".join(f'"{word}"' for word in _WORD.findall(text))
        rows = self._database.execute("SELECT id FROM page WHERE text MATCH ? ORDER BY rank LIMIT ?", (wanted, TEN))
        return tuple(row[0] for row in rows)


class TantivyGerman:
    """tantivy with lower case and its German stemmer; any word."""

    name = "tantivy, deutsch"

    def __init__(self, documents: Sequence[Document], folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("text", tokenizer_name="german")
        self._index = tantivy.Index(builder.build(), path=str(folder))
        stemmed = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
        self._index.register_tokenizer("german", stemmed.filter(tantivy.Filter.stemmer("german")).build())
        writer = self._index.writer(num_threads=1)
        for document in documents:
            row = tantivy.Document()
            row.add_text("id", document.id)
            row.add_text("text", whole_text(document))
            writer.add_document(row)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def find(self, text: str) -> tuple[str, ...]:
        """The ids of the first ten, best first."""
        query, _ = self._index.parse_query_lenient(" ".join(_WORD.findall(text)), ["text"])
        hits = self._searcher.search(query, TEN).hits
        return tuple(str(self._searcher.doc(address)["id"][0]) for _, address in hits)


class FourGrams:
    """BM25 on stretches of four characters of the folded words: the strongest plain method for German compounds."""

    name = "BM25, Zeichenvierer"

    def __init__(self, documents: Sequence[Document]) -> None:
        self._ids = [document.id for document in documents]
        counts = [Counter(_grams(whole_text(document))) for document in documents]
        lengths = [count.total() for count in counts]
        mean = sum(lengths) / len(lengths)
        self._weights: dict[str, list[tuple[int, float]]] = {}
        for number, (count, length) in enumerate(zip(counts, lengths, strict=True)):
            for gram, times in count.items():
                weight = times * 2.2 / (times + 1.2 * (0.25 + 0.75 * length / mean))
                self._weights.setdefault(gram, []).append((number, weight))

    def find(self, text: str) -> tuple[str, ...]:
        """The ids of the first ten, best first."""
        scores: dict[int, float] = {}
        for gram in _grams(text):
            found = self._weights.get(gram, [])
            rarity = math.log(1 + (len(self._ids) - len(found) + 0.5) / (len(found) + 0.5))
            for number, weight in found:
                scores[number] = scores.get(number, 0.0) + rarity * weight
        best = sorted(scores, key=lambda number: (-scores[number], number))[:TEN]
        return tuple(self._ids[number] for number in best)


def _grams(text: str) -> Iterable[str]:
    for word in _WORD.findall(fold(text)):
        padded = f"_{word}_"
        yield from (padded[at : at + 4] for at in range(max(1, len(padded) - 3)))


def all_peers(documents: Sequence[Document], folder: Path) -> list[Peer]:
    """Every peer, built in folders of its own."""
    folders = [folder / name for name in ("whoosh-and", "whoosh-or", "tantivy")]
    for each in folders:
        each.mkdir()
    return [
        WhooshAsItComes(documents, folders[0], any_word=False),
        WhooshAsItComes(documents, folders[1], any_word=True),
        Fts5(documents),
        TantivyGerman(documents, folders[2]),
        FourGrams(documents),
    ]
