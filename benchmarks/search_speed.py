"""How fast the search is with many pages: python benchmarks/search_speed.py [400 3000 10000]

Pages of a thousand words are made of the sentences of our own content; queries are those of the development set. Times are CPU time of one
complete search (fields, parts, correction, facets, excerpts), best of two, nothing from memory. The bare peers get the same terms and
answer with numbers only: the ratio says what completeness costs.
"""

import random
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import tantivy
from lab import verdict
from search_quality import GOLD, content, read_gold

from kuemmerer.places.load import load_gazetteer
from kuemmerer.search.engine import EngineName
from kuemmerer.search.index import SearchIndex, open_or_build
from kuemmerer.search.knowledge import learn
from kuemmerer.search.model import EVERYTHING, Document, Suggestion
from kuemmerer.search.postings import cleaned, weigh
from kuemmerer.search.query import read_query
from kuemmerer.search.suggest import Suggester
from kuemmerer.search.words import stem

WORDS = 1_000
# Pages, engine, and the longest time of 99 of 100 searches in milliseconds.
CASES: tuple[tuple[int, EngineName, float], ...] = ((400, "whoosh", 10), (3_000, "whoosh", 30), (10_000, "tantivy", 10))
SUGGEST_BAR = 2.0
# As many as all municipalities of Bavaria.
PLACES = 2_056


def many_documents(count: int) -> list[Document]:
    """Pages of the same kinds as ours, each with a text of its own; the same ones each time."""
    dice = random.Random(5)
    documents, _ = content()
    sentences = [line for document in documents for line in re.split(r"(?<=[.?!])\s+|\n", document.body) if line]
    made = []
    for number in range(count):
        model = documents[number % len(documents)]
        text: list[str] = []
        length = 0
        while length < WORDS:
            sentence = dice.choice(sentences)
            text.append(sentence)
            length += sentence.count(" ") + 1
        made.append(replace(model, id=f"{model.kind}/{number}", slug=str(number), body="\n".join(text), related=()))
    return made


def percentile(times: Sequence[float], share: int) -> float:
    """The time that `share` of 100 stay below."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]


def cpu(action: Callable[[str], object], texts: Sequence[str], rounds: int = 2) -> list[float]:
    """CPU milliseconds of each, the best round."""
    best = [float("inf")] * len(texts)
    for _ in range(rounds):
        for number, text in enumerate(texts):
            start = time.process_time()
            action(text)
            best[number] = min(best[number], (time.process_time() - start) * 1000)
    return best


def complete(index: SearchIndex) -> Callable[[str], object]:
    """A complete search that never comes from memory: the offset is another one each time."""
    offsets = iter(range(1_000_000))
    return lambda text: index.find(read_query(text), EVERYTHING, 10, next(offsets) % 7 + next(offsets) // 1_000)


def term_lines(documents: Sequence[Document]) -> list[str]:
    """The terms that our analysis finds in each document."""
    ready = list(map(cleaned, documents))
    return [" ".join(found) for found in weigh(ready, learn(ready, content()[1]))]


def stems(text: str) -> list[str]:
    """A query for the bare peers."""
    return [stem(word) for word in re.findall(r"\w+", text.lower())]


def bare_fts5(lines: Sequence[str]) -> Callable[[str], object]:
    """FTS5 with our terms: the numbers of the first ten."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE page USING fts5(text, tokenize='unicode61')")
    database.executemany("INSERT INTO page VALUES (?)", ((line,) for line in lines))

    def find(text: str) -> object:
        wanted = " OR ".join(f'"{word}"' for word in stems(text))
        return database.execute(
            "SELECT rowid FROM page WHERE text MATCH ? ORDER BY rank LIMIT 10", (wanted,)
        ).fetchall()

    return find


def bare_tantivy(lines: Sequence[str]) -> Callable[[str], object]:
    """tantivy with our terms: the numbers of the first ten."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace")
    index = tantivy.Index(builder.build())
    writer = index.writer(num_threads=1)
    for line in lines:
        row = tantivy.Document()
        row.add_text("text", line)
        writer.add_document(row)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def find(text: str) -> object:
        terms = [(tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "text", word)) for word in stems(text)]
        return searcher.search(tantivy.Query.boolean_query(terms), 10).hits

    return find


def main() -> None:
    """Print one line for each case; the exit code says whether every bar was reached."""
    sizes = [int(size) for size in sys.argv[1:]]
    texts = [query.text for query in read_gold(GOLD)]
    missed = 0
    for count, engine, bar in CASES:
        if sizes and count not in sizes:
            continue
        documents = many_documents(count)
        with tempfile.TemporaryDirectory() as folder:
            start = time.monotonic()
            index = open_or_build(documents, content()[1], Path(folder), "speed", engine=engine)
            built = time.monotonic() - start
            times = cpu(complete(index), texts)
        missed += not verdict(
            f"{count} Seiten, {engine}: p50 {percentile(times, 50):.1f} ms, Aufbau {built:.0f} s; p99",
            percentile(times, 99),
            bar,
            at_least=False,
            unit=" ms",
        )
        lines = term_lines(documents)
        for name, peer in (("FTS5", bare_fts5), ("tantivy", bare_tantivy)):
            bare = cpu(peer(lines), texts)
            ratios = ", ".join(f"p{at} {percentile(times, at) / percentile(bare, at):.1f}" for at in (50, 99))
            print(
                f"     das ist, verglichen mit {name} ohne alles Weitere ({percentile(bare, 99):.2f} ms), das Vielfache: {ratios}"
            )
    p99 = percentile(cpu(_suggester(), list(chain.from_iterable((text[:2], text[:4], text[:9]) for text in texts))), 99)
    missed += not verdict(f"Vorschläge mit {PLACES} Gemeinden; p99", p99, SUGGEST_BAR, at_least=False, unit=" ms")
    sys.exit(missed > 0)


def _suggester() -> Callable[[str], object]:
    documents, vocabulary = content()
    places = [place.label for place in load_gazetteer(Path(__file__).parents[1] / "content")[0].municipalities]
    lines = [
        *(Suggestion(document.title, document.id, document.kind, document.url) for document in documents),
        *(Suggestion(label, None, "word") for label in vocabulary.labels),
        *(
            Suggestion(f"{places[number % len(places)]}{number}", str(number), "municipality")
            for number in range(PLACES)
        ),
    ]
    suggester = Suggester(lines)
    return lambda text: suggester.suggest(text, 8)


if __name__ == "__main__":
    main()
