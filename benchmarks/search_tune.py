"""Which numbers of ranking.py are good, and how much of that is luck: python benchmarks/search_tune.py [rounds]

Coordinate search over the steps below on the nDCG@10 of both query files, then five-fold cross-validation: the numbers chosen on four
fifths of the queries are measured on the fifth that had no say. The winners are written into ranking.py by hand.
"""

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from types import ModuleType

from search_quality import GOLD, OWN, ROOT, GoldQuery, mean, measure, read_gold

from kuemmerer.content.library import visible
from kuemmerer.content.load import load_articles
from kuemmerer.search import expansion, hits, nearness, postings, ranking
from kuemmerer.search.documents import document_of
from kuemmerer.search.expansion import Expander
from kuemmerer.search.knowledge import correction_of, learn
from kuemmerer.search.lexicon import WordSet
from kuemmerer.search.model import Document, Intent
from kuemmerer.search.nearness import add_nearness
from kuemmerer.search.postings import Posting, cleaned, weigh
from kuemmerer.search.query import read_query
from kuemmerer.search.ranking import Column, add_related, kind_factor, prior, rank
from kuemmerer.search.vocabulary import read_vocabulary

FOLDS = 5
STEPS = (0.7, 1.4)
# A change must be worth this much nDCG, or the numbers follow noise.
WORTH = 0.0008
MODULES: Sequence[ModuleType] = (ranking, expansion, nearness, hits, postings)
NUMBERS = (
    "SATURATION", "PARTS_INSTEAD", "PARTS_BESIDE", "MEANINGS", "TIE", "COVERAGE", "NEARNESS", "RELATED", "RELATED_DEPTH",
    "RELATED_FORM", "WRITTEN_APART",
)  # fmt: skip
Setting = Mapping[str, float]


class Memory:
    """The postings of one setting of the field weights, without any engine."""

    def __init__(self, weighed: Sequence[dict[str, Posting]]) -> None:
        self.documents = len(weighed)
        self._weighed = weighed
        self._columns: dict[str, tuple[list[int], list[float]]] = {}
        for number, found in enumerate(weighed):
            for term, posting in found.items():
                column = self._columns.setdefault(term, ([], []))
                column[0].append(number)
                column[1].append(posting.weight)

    @property
    def terms(self) -> frozenset[str]:
        """All terms."""
        return frozenset(self._columns)

    def column(self, term: str) -> Column:
        """A term over all documents."""
        numbers, weights = self._columns.get(term, ([], []))
        return Column(numbers, list(map(ranking.saturated, weights)), (), len(numbers))

    def places(self, term: str, documents: Sequence[int]) -> Mapping[int, Sequence[int]]:
        """Where the term stands in these documents."""
        return {number: self._weighed[number][term].places for number in documents if term in self._weighed[number]}


class Laboratory:
    """The real content, ready to be ranked under any setting."""

    def __init__(self) -> None:
        content = ROOT / "content"
        articles, _ = load_articles(content)
        self.vocabulary, _ = read_vocabulary(content)
        self.documents: list[Document] = [
            cleaned(document_of(article, date(2026, 11, 25), self.vocabulary.pages.get(article.id, ())))
            for article in visible(item.article for item in articles)
        ]
        self.analyser = learn(self.documents, self.vocabulary)
        self.corrector = correction_of(self.documents, self.vocabulary, self.analyser)
        numbers = {document.id: number for number, document in enumerate(self.documents)}
        self.related = [[numbers[name] for name in each.related if name in numbers] for each in self.documents]
        self._memories: dict[tuple[float, ...], Memory] = {}
        self._scores: dict[tuple[tuple[str, float], ...], list[float]] = {}

    def scores(self, setting: Setting, queries: Sequence[GoldQuery]) -> list[float]:
        """nDCG@10 of each query."""
        key = tuple(sorted(setting.items()))
        if key not in self._scores:
            with applied(setting):
                self._scores[key] = [self._score(query) for query in queries]
        return self._scores[key]

    def _score(self, query: GoldQuery) -> float:
        memory = self._memory()
        expanded = Expander(self.analyser, self.vocabulary, self.corrector, WordSet.of(memory.terms).__contains__)
        found = expanded.expand(read_query(query.text))
        ranked = rank(found.concepts, memory.column, self._factors(found.intents))
        ranked = add_related(add_nearness(ranked, found, memory), self.related)
        return measure(query, tuple(self.documents[hit.document].id for hit in ranked[:10])).ndcg

    def _memory(self) -> Memory:
        key = tuple(number for field in postings.FIELDS for number in (field.weight, field.length_share))
        if key not in self._memories:
            self._memories[key] = Memory(list(weigh(self.documents, self.analyser)))
        return self._memories[key]

    def _factors(self, intents: frozenset[Intent]) -> list[float]:
        return [prior(document) * kind_factor(intents, document.kind) for document in self.documents]


@contextmanager
def applied(setting: Setting) -> Iterator[None]:
    """The numbers in place of those of ranking.py, wherever they were imported to."""
    before = [
        (module, name, vars(module)[name])
        for module in MODULES
        for name in (*NUMBERS, "FIELDS", "KIND", "KIND_BY_INTENT")
        if name in vars(module)
    ]
    fields = tuple(
        replace(each, weight=setting[f"field {each.name}"], length_share=setting[f"length {each.name}"])
        for each in ranking.FIELDS
    )
    kinds = {name.removeprefix("kind "): value for name, value in setting.items() if name.startswith("kind ")}
    intents = {
        intent: {kind: setting[f"intent {intent} {kind}"] for kind in factors}
        for intent, factors in ranking.KIND_BY_INTENT.items()
    }
    values: dict[str, object] = {
        **{name: setting[name] for name in NUMBERS},
        "FIELDS": fields,
        "KIND": kinds,
        "KIND_BY_INTENT": intents,
    }
    values["RELATED_DEPTH"] = round(setting["RELATED_DEPTH"])
    try:
        for module, name, _ in before:
            setattr(module, name, values[name])
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


def current() -> dict[str, float]:
    """The numbers as they stand in the code."""
    numbers = {name: float(vars(module)[name]) for module in MODULES for name in NUMBERS if name in vars(module)}
    fields = {f"field {each.name}": each.weight for each in ranking.FIELDS}
    lengths = {f"length {each.name}": each.length_share for each in ranking.FIELDS}
    kinds = {
        f"kind {kind}": ranking.KIND.get(kind, 1.0)
        for kind in sorted(
            {
                "term",
                "example",
                "institution",
                "obstacle",
                "phase",
                "instrument",
                "topic",
                "document",
                "levy-key",
                "funding",
            }
        )
    }
    intents = {
        f"intent {intent} {kind}": value
        for intent, factors in ranking.KIND_BY_INTENT.items()
        for kind, value in factors.items()
    }
    return {**numbers, **fields, **lengths, **kinds, **intents}


def neighbours(name: str, value: float) -> list[float]:
    """Values to try instead."""
    if name.startswith("length "):
        return [each for each in (0.1, 0.5) if each != value]
    if name.startswith(("kind ", "intent ")):
        return [round(value * step, 3) for step in (0.92, 1.08)]
    return [round(value * step, 4) for step in STEPS if name != "COVERAGE" or value * step <= 1]


def search(
    laboratory: Laboratory, queries: Sequence[GoldQuery], chosen: Sequence[int], rounds: int
) -> dict[str, float]:
    """The best setting for the chosen queries, one number after the other."""
    best = current()

    def worth(setting: Setting) -> float:
        scores = laboratory.scores(setting, queries)
        return mean([scores[number] for number in chosen])

    score = worth(best)
    for _ in range(rounds):
        before = score
        for name in list(best):
            for value in neighbours(name, best[name]):
                other = {**best, name: value}
                if (reached := worth(other)) > score + WORTH:
                    best, score = other, reached
        if score < before + WORTH:
            break
    return best


def main() -> None:
    """Print the numbers that changed, and what cross-validation says about them."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    queries = [*read_gold(GOLD), *read_gold(OWN)]
    laboratory = Laboratory()
    everything = range(len(queries))
    now = laboratory.scores(current(), queries)
    print(f"jetzt: {mean(now):.3f}")
    numbers = list(everything)
    random.Random(3).shuffle(numbers)
    held_out: dict[int, float] = {}
    trained = []
    for fold in range(FOLDS):
        test = numbers[fold::FOLDS]
        training = [number for number in numbers if number not in test]
        best = search(laboratory, queries, training, rounds)
        scores = laboratory.scores(best, queries)
        held_out.update({number: scores[number] for number in test})
        trained.append(mean([scores[number] for number in training]) - mean([now[number] for number in training]))
        print(f"Teil {fold + 1}: {_changes(best)}", flush=True)
    print(
        f"Kreuzprüfung: {mean(list(held_out.values())):.3f} auf Anfragen, die nicht mitgewählt haben; Gewinn dabei {mean(trained):.3f}"
    )
    best = search(laboratory, queries, everything, rounds)
    print(f"alle: {mean(laboratory.scores(best, queries)):.3f} mit {_changes(best)}")


def _changes(setting: Setting) -> str:
    before = current()
    return ", ".join(f"{name} {before[name]:g} → {value:g}" for name, value in setting.items() if value != before[name])


if __name__ == "__main__":
    main()
