"""How good a page answers a query. Every number that decides the order of hits stands here."""

import math
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from kuemmerer.base.dates import FreshnessState
from kuemmerer.search.model import Intent, Page


@dataclass(frozen=True)
class Field:
    """A field of a document: its weight, and how much its length counts (b of BM25F)."""

    name: str
    weight: float
    length_share: float


# In the order of postings.layout. Headings are part of the body: those of a kind are all alike and tell nothing.
FIELDS = (
    Field("title", 7.0, 0.1),
    Field("questions", 1.0, 0.3),
    Field("keywords", 2.5, 0.0),
    Field("everyday", 2.5, 0.0),
    Field("summary", 2.0, 0.3),
    Field("body", 0.7, 0.6),
)
# Saturation (k1 of BM25F), in units of field weight.
SATURATION = 4.0
# A compound found by its parts: when the whole word stands nowhere, and in addition to the whole word.
PARTS_INSTEAD = 0.7
PARTS_BESIDE = 0.45
# Editors weigh the meanings of content/suche against each other; this weighs them against the word itself, which stays the best.
MEANINGS = 1.2
# What further ways to match the same word add to the best one.
TIE = 0.2
# A page that has all the words of a query beats one that has a single word often.
COVERAGE = 0.5
# Words of the query side by side, as a share of the rarer one's score; looked at for the best pages only.
NEARNESS = 0.25
NEAR = 4
NEARNESS_DEPTH = 40
PHRASE = 1.5
# A good page recommends the pages it names as related; looked at for the best pages only.
RELATED = 0.4
RELATED_DEPTH = 20
# Pages of the kind somebody probably looks for.
KIND_BY_INTENT: Mapping[Intent, Mapping[str, float]] = {
    Intent.PERSON: {"institution": 1.25, "phase": 1.1},
    Intent.MONEY: {"funding": 1.3},
    Intent.SHARE: {"levy-key": 1.25},
    Intent.PAPER: {"document": 1.25},
    Intent.CASE: {"example": 1.2},
}
# A question is mostly about a difficulty; a term explains a word and leads on.
KIND: Mapping[str, float] = {"obstacle": 1.1, "funding": 1.05, "term": 0.55}
RETIRED = 0.6
EXPIRED = 0.85
# Hits below this share of the best one are noise.
FLOOR = 0.08


class Origin(StrEnum):
    """By which way a word of the query was found."""

    WORD = "word"
    PART = "part"
    MEANING = "meaning"
    CORRECTION = "correction"


@dataclass(frozen=True)
class Way:
    """One way to find a word of the query: terms that count together, how much they count, and a label for the reader."""

    terms: tuple[str, ...]
    weight: float
    origin: Origin
    label: str


@dataclass(frozen=True)
class Concept:
    """A word of the query (or several that mean one thing) and all ways to find it, the straightest first."""

    word: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Column:
    """A term over documents: their numbers, the saturated weight in each (`saturated`), where its places begin.

    `found` is how many of all documents have it.
    """

    documents: Sequence[int]
    weights: Sequence[float]
    begins: Sequence[int]
    found: int


class Ranked(NamedTuple):
    """A document with its score."""

    document: int
    score: float


def prior(page: Page) -> float:
    """What the state of a page is worth: retired and expired pages are found, but lower."""
    factor = KIND.get(page.kind, 1.0)
    if page.retired:
        factor *= RETIRED
    if page.state == FreshnessState.EXPIRED:
        factor *= EXPIRED
    return factor


def kind_factor(intents: frozenset[Intent], kind: str) -> float:
    """How much a kind of page gains by what the query seems to be after."""
    return max((KIND_BY_INTENT[intent].get(kind, 1.0) for intent in intents), default=1.0)


def inverse_frequency(found: int, total: int) -> float:
    """How telling a term is that stands in `found` of `total` documents (Robertson and Spärck Jones, never negative)."""
    return math.log(1 + (total - found + 0.5) / (found + 0.5))


def saturated(weight: float) -> float:
    """What a weight in a document is worth (BM25F): never 1, however often a word is repeated."""
    return weight / (weight + SATURATION)


def rank(concepts: Sequence[Concept], columns: Callable[[str], Column], factors: Sequence[float]) -> list[Ranked]:
    """All documents that have a word of the query, best first. `factors` are what each document's kind and state are worth."""
    total = len(factors)
    sums, shares = [0.0] * total, [0.0] * total
    touched: set[int] = set()
    for concept in concepts:
        scored = _score_concept(concept, columns, total)
        top = max(scored.values(), default=0.0)
        touched.update(scored)
        for document, score in scored.items():
            sums[document] += score
            # Half of the best score is as good as having the word.
            shares[document] += top if score + score > top else score + score
    # What the page with the most words of the query has.
    most = max(shares, default=0.0) or 1.0
    share, rest = COVERAGE / most, 1 - COVERAGE
    ranked = [
        Ranked(document, sums[document] * (rest + share * shares[document]) * factors[document])
        for document in sorted(touched)
    ]
    return _ordered(ranked)


def reason(
    concepts: Sequence[Concept], columns: Callable[[str], Column], total: int, document: int
) -> tuple[Concept, Way]:
    """The most telling word of the query for a document that was found, and the best way to it."""
    best, found = -1.0, (concepts[0], concepts[0].ways[0])
    for concept in concepts:
        for way in concept.ways:
            score = _score_in(way, columns, total, document)
            if score > best:
                best, found = score, (concept, way)
    return found


def _score_in(way: Way, columns: Callable[[str], Column], total: int, document: int) -> float:
    scores = []
    for term in way.terms:
        column = columns(term)
        at = bisect_left(column.documents, document)
        if at < len(column.documents) and column.documents[at] == document:
            scores.append(_worth(column, _factor(way), total) * column.weights[at])
    if not scores or (len(scores) < len(way.terms) and way.origin is not Origin.PART):
        return 0.0
    return sum(scores)


def _score_concept(concept: Concept, columns: Callable[[str], Column], total: int) -> dict[int, float]:
    """For each document the score of the best way, and a little for the others."""
    best: dict[int, float] = {}
    rest: dict[int, float] = {}
    for way in concept.ways:
        scored = _score_way(way, columns, total)
        if not best:
            best = scored
            continue
        for document, score in scored.items():
            known = best.get(document)
            if known is None:
                best[document] = score
            elif score > known:
                rest[document] = rest.get(document, 0.0) + known
                best[document] = score
            else:
                rest[document] = rest.get(document, 0.0) + score
    for document, score in rest.items():
        best[document] += TIE * score
    return best


def _score_way(way: Way, columns: Callable[[str], Column], total: int) -> dict[int, float]:
    factor = _factor(way)
    scores: dict[int, float] = {}
    found: dict[int, int] = {}
    for number, term in enumerate(way.terms):
        column = columns(term)
        worth = _worth(column, factor, total)
        if number == 0:
            scores = {
                document: worth * weight for document, weight in zip(column.documents, column.weights, strict=True)
            }
            continue
        for document, weight in zip(column.documents, column.weights, strict=True):
            if document in scores:
                scores[document] += worth * weight
                found[document] = found.get(document, 1) + 1
            elif way.origin is Origin.PART:
                scores[document] = worth * weight
    if len(way.terms) == 1 or way.origin is Origin.PART:
        return scores
    # All words of a meaning must be there: "gemeinsames Kommunalunternehmen" is not "gemeinsam".
    return {document: scores[document] for document, number in found.items() if number == len(way.terms)}


def _factor(way: Way) -> float:
    """How much each term of a way counts. Several words that mean one thing count like one and a half."""
    several = len(way.terms) > 1 and way.origin is not Origin.PART
    return way.weight * 1.5 / len(way.terms) if several else way.weight


def _worth(column: Column, factor: float, total: int) -> float:
    """The most that a term can give to a document."""
    return factor * inverse_frequency(column.found, total) * (SATURATION + 1)


def add_related(ranked: list[Ranked], related: Sequence[Sequence[int]]) -> list[Ranked]:
    """Pages found gain a share of the best page that names them as related. A page without a word of the query is not found by this."""
    gains: dict[int, float] = {}
    for hit in ranked[:RELATED_DEPTH]:
        for document in related[hit.document]:
            gains[document] = max(gains.get(document, 0.0), RELATED * hit.score)
    return reordered(ranked, gains)


def reordered(ranked: list[Ranked], gains: Mapping[int, float]) -> list[Ranked]:
    """The hits with what they gained, best first."""
    if not gains:
        return ranked
    return _ordered([Ranked(hit[0], hit[1] + gains[hit[0]]) if hit[0] in gains else hit for hit in ranked])


def _ordered(ranked: list[Ranked]) -> list[Ranked]:
    """Best first; on a tie they stay as they were, at first in the order of the documents."""
    return sorted(ranked, key=itemgetter(1), reverse=True)
