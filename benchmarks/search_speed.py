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


def bare_fts5(documents: Sequence[Document]) -> Callable[[str], object]:
    """FTS5 with our terms: the numbers of the first ten."""
    _, vocabulary = content()
    ready = list(map(cleaned, documents))
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE page USING fts5(text, tokenize='unicode61')")
    terms = (" ".join(found) for found in weigh(ready, learn(ready, vocabulary)))
    database.executemany("INSERT INTO page VALUES (?)", ((text,) for text in terms))

    def find(text: str) -> object:
        wanted = " OR ".join(f'"{stem(word)}"' for word in re.findall(r"\w+", text.lower()))
        return database.execute(
            "SELECT rowid FROM page WHERE text MATCH ? ORDER BY rank LIMIT 10", (wanted,)
        ).fetchall()

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
        bare = cpu(bare_fts5(documents), texts) if count <= 3_000 else []
        p50, p99 = percentile(times, 50), percentile(times, 99)
        ratio = f", {p50 / percentile(bare, 50):.1f} mal FTS5" if bare else ""
        missed += not verdict(
            f"{count} Seiten, {engine}: p50 {p50:.1f} ms, Aufbau {built:.0f} s{ratio}; p99",
            p99,
            bar,
            at_least=False,
            unit=" ms",
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
