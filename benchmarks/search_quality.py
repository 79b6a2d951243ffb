"""How good the search is on the query sets in tests/search, how far its peers are, and how fast it is:
python benchmarks/search_quality.py

search_gold.tsv and search_own.tsv may be looked at and learned from. search_fresh.tsv was written and judged by somebody who had not seen
content, vocabulary or code; it is not to be tuned on, so that it says what strangers will find. Its queries are harder: the peers fall too.

Measures (all per query, then the plain mean): nDCG@10 with gain 2^grade - 1, recall of pages with grade 2 or 3 among the first ten, MRR of
the first page with grade 3, share of queries with grade 3 in first place. Times are CPU time of one complete search, best of three.
"""

import math
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from kuemmerer.content.library import visible
from kuemmerer.content.load import load_articles
from kuemmerer.search.documents import document_of
from kuemmerer.search.index import SearchIndex, open_or_build
from kuemmerer.search.model import EVERYTHING, Document
from kuemmerer.search.query import read_query
from kuemmerer.search.vocabulary import Vocabulary, read_vocabulary

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "search" / "search_gold.tsv"
OWN = ROOT / "tests" / "search" / "search_own.tsv"
FRESH = ROOT / "tests" / "search" / "search_fresh.tsv"
RESAMPLES = 2_000


@dataclass(frozen=True)
class GoldQuery:
    """A query with the pages that answer it and their grades (3 answers it, 2 helps, 1 is related)."""

    id: str
    type: str
    text: str
    grades: dict[str, int]


@dataclass(frozen=True)
class Measured:
    """What one query reached."""

    query: GoldQuery
    found: tuple[str, ...]
    ndcg: float
    recall: float
    reciprocal_rank: float
    first_is_best: bool


def read_gold(path: Path) -> list[GoldQuery]:
    """The queries of a tab-separated file with id, type, query and art/slug=grade."""
    queries = []
    for line in path.read_text("utf-8").splitlines()[1:]:
        number, kind, text, relevant = line.split("\t")
        grades = {page: int(grade) for page, _, grade in (item.partition("=") for item in relevant.split())}
        queries.append(GoldQuery(number, kind, text, grades))
    return queries


def content() -> tuple[list[Document], Vocabulary]:
    """The real articles as they are found, and the words of content/suche."""
    articles, _ = load_articles(ROOT / "content")
    vocabulary, defects = read_vocabulary(ROOT / "content")
    for defect in defects:
        print(defect)
    documents = [
        document_of(article, date(2026, 11, 25), vocabulary.pages.get(article.id, ()))
        for article in visible(item.article for item in articles)
    ]
    return documents, vocabulary


def content_index(folder: Path) -> SearchIndex:
    """The index of the real content, built in `folder`."""
    return open_or_build(*content(), folder, "benchmark")


def ten_ids(index: SearchIndex, text: str) -> tuple[str, ...]:
    """What a visitor sees first."""
    return tuple(hit.id for hit in index.find(read_query(text), EVERYTHING, 10, 0).hits)


def measure(query: GoldQuery, found: tuple[str, ...]) -> Measured:
    """The measures of one query."""
    ideal = sorted(query.grades.values(), reverse=True)[:10]
    gains = [query.grades.get(page, 0) for page in found]
    wanted = {page for page, grade in query.grades.items() if grade >= 2}
    best = next((place for place, grade in enumerate(gains, 1) if grade == 3), None)
    return Measured(
        query,
        found,
        _gain(gains) / _gain(ideal),
        len(wanted & set(found)) / len(wanted),
        1 / best if best else 0.0,
        best == 1,
    )


def mean(values: Sequence[float]) -> float:
    """The plain mean, 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % bootstrap interval of the mean over queries; the same numbers each time."""
    dice = random.Random(1)
    means = sorted(mean(dice.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return means[int(RESAMPLES * 0.025)], means[int(RESAMPLES * 0.975)]


def slip(text: str, dice: random.Random) -> str:
    """One random slip in the longest word: a letter missing, doubled, swapped with the next, or wrong."""
    longest = max(text.split(), key=len)
    if len(longest) < 5:
        return text
    place = dice.randrange(1, len(longest) - 1)
    head, letter, tail = longest[:place], longest[place], longest[place + 1 :]
    wrong = dice.choice(
        (head + tail, head + letter + letter + tail, head + tail[:1] + letter + tail[1:], head + "e" + tail)
    )
    return text.replace(longest, wrong, 1)


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2.0**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


MEASURES: dict[str, Callable[[Measured], float]] = {
    "nDCG@10": lambda m: m.ndcg,
    "Recall@10": lambda m: m.recall,
    "MRR": lambda m: m.reciprocal_rank,
    "Note 3 zuerst": lambda m: float(m.first_is_best),
}


def main() -> None:
    """Print everything."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        index = content_index(Path(folder, "ours"))
        print(f"Aufbau (mit Laden der Inhalte): {time.process_time() - start:.1f} s CPU")
        for name, path in (("Entwicklungsteil", GOLD), ("eigene Anfragen", OWN), ("unbekannte Anfragen", FRESH)):
            queries = read_gold(path)
            print(f"\n== {name} ({path.name})")
            measured = [measure(query, ten_ids(index, query.text)) for query in queries]
            _print_quality(measured)
            _print_typos(index, queries, mean([m.ndcg for m in measured]))
            _print_peers(measured, Path(folder), name)
        _print_speed(Path(folder, "ours"), read_gold(GOLD))


def _print_peers(measured: Sequence[Measured], folder: Path, name: str) -> None:
    """The peers on the same documents and queries, and how far behind each one is, query by query."""
    from search_peers import all_peers  # needs tantivy, which the tests of the measures do not

    own = folder / f"peers-{name.split()[0]}"
    own.mkdir()
    print(f"\n{'nDCG@10':24}{'':7}  {'95 %':13}Vorsprung")
    print(f"{'Kümmerer':24}{_with_interval([one.ndcg for one in measured])}")
    for peer in all_peers(content()[0], own):
        values = [measure(one.query, peer.find(one.query.text)).ndcg for one in measured]
        ahead = [one.ndcg - value for one, value in zip(measured, values, strict=True)]
        print(f"{peer.name:24}{_with_interval(values)}  {_with_interval(ahead)}")


def _with_interval(values: Sequence[float]) -> str:
    low, high = interval(values)
    return f"{mean(values):.3f}  {f'{low:.2f}–{high:.2f}':13}"


def _print_quality(measured: Sequence[Measured]) -> None:
    print(f"\n{'':16}{'n':>4}" + "".join(f"{name:>15}" for name in MEASURES))
    by_type: dict[str, list[Measured]] = defaultdict(list)
    for one in measured:
        by_type[one.query.type].append(one)
    for name, group in [("alle", list(measured)), *sorted(by_type.items())]:
        print(
            f"{name:16}{len(group):4}"
            + "".join(f"{mean([take(m) for m in group]):15.3f}" for take in MEASURES.values())
        )
    low_high = (interval([take(m) for m in measured]) for take in MEASURES.values())
    print(f"{'95 %':20}" + "".join(f"{f'{low:.2f}–{high:.2f}':>15}" for low, high in low_high))
    print(f"ohne Treffer: {sum(not m.found for m in measured)} von {len(measured)}")
    print("\nDie zehn schlechtesten:")
    for one in sorted(measured, key=lambda m: m.ndcg)[:10]:
        print(f"  {one.ndcg:.2f} {one.query.id} {one.query.text}")
        print(f"       gesucht  {' '.join(f'{page}={grade}' for page, grade in one.query.grades.items())}")
        print(f"       gefunden {' '.join(one.found[:5])}")


def _print_typos(index: SearchIndex, queries: Sequence[GoldQuery], clean: float) -> None:
    dice = random.Random(7)
    values = [measure(query, ten_ids(index, slip(query.text, dice))).ndcg for query in queries for _ in range(5)]
    print(f"\nein Tippfehler im längsten Wort: nDCG@10 {mean(values):.3f} ({mean(values) / clean:.1%} von {clean:.3f})")


def _print_speed(folder: Path, queries: Sequence[GoldQuery]) -> None:
    # A fresh index for each round: its caches are empty as after a start.
    rounds = [_search_times(content_index(folder), queries) for _ in range(3)]
    _percentiles("Suche", [min(times) for times in zip(*rounds, strict=True)])
    index = content_index(folder)
    _search_times(index, queries)
    _percentiles("Suche, wiederholt", _search_times(index, queries))
    beginnings = [query.text[:length] for query in queries for length in (1, 2, 3, 5, 8)]
    _percentiles("Vorschläge", [min(_cpu(index.suggest, text) for _ in range(3)) for text in beginnings])


def _search_times(index: SearchIndex, queries: Sequence[GoldQuery]) -> list[float]:
    return [_cpu(partial(ten_ids, index), query.text) for query in queries]


def _cpu(action: Callable[[str], object], text: str) -> float:
    """CPU time in milliseconds."""
    start = time.process_time()
    action(text)
    return (time.process_time() - start) * 1000


def _percentiles(name: str, times: Sequence[float]) -> None:
    ordered = sorted(times)
    values = (
        f"p{share} {ordered[min(len(ordered) - 1, int(len(ordered) * share / 100))]:.2f}" for share in (50, 95, 99)
    )
    print(f"{name}: {' '.join(values)} ms CPU")


if __name__ == "__main__":
    main()
