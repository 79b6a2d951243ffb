"""Words of the query that stand side by side make a page better; a quoted phrase more so."""

from collections.abc import Sequence

from kuemmerer.search.engine import Reading
from kuemmerer.search.expansion import Expansion
from kuemmerer.search.ranking import (
    NEAR,
    NEARNESS,
    NEARNESS_DEPTH,
    PHRASE,
    Concept,
    Origin,
    Ranked,
    inverse_frequency,
    reordered,
)


def add_nearness(ranked: list[Ranked], expansion: Expansion, places: Reading) -> list[Ranked]:
    """The same hits, the best ones ordered anew."""
    if not expansion.pairs and not expansion.phrases:
        return ranked
    best = ranked[:NEARNESS_DEPTH]
    numbers = sorted(hit.document for hit in best)
    gains: dict[int, float] = {}
    for left, right in expansion.pairs:
        left_terms, right_terms = _terms(left), _terms(right)
        if set(left_terms) & set(right_terms):
            continue
        worth = NEARNESS * min(_rarity(left_terms, places), _rarity(right_terms, places))
        left_spots, right_spots = _spots(left_terms, numbers, places), _spots(right_terms, numbers, places)
        for number in left_spots.keys() & right_spots.keys():
            distance = _distance(left_spots[number], right_spots[number])
            if distance <= NEAR:
                gains[number] = gains.get(number, 0.0) + worth * (1 - (distance - 1) / NEAR)
    for phrase in expansion.phrases:
        worth = PHRASE * max(_rarity((term,), places) for term in phrase)
        spots = [_spots((term,), numbers, places) for term in phrase]
        for number in numbers:
            if all(number in found for found in spots) and _stands(phrase, [found[number] for found in spots]):
                gains[number] = gains.get(number, 0.0) + worth
    return reordered(ranked, gains)


def _terms(concept: Concept) -> tuple[str, ...]:
    """The terms of the word itself; its meanings are other words."""
    return tuple(dict.fromkeys(term for way in concept.ways if way.origin is not Origin.MEANING for term in way.terms))


def _rarity(terms: Sequence[str], places: Reading) -> float:
    return min((inverse_frequency(places.column(term).found, places.documents) for term in terms), default=0.0)


def _spots(terms: Sequence[str], numbers: Sequence[int], places: Reading) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for term in terms:
        for number, triples in places.places(term, numbers).items():
            found.setdefault(number, set()).update(triples[::3])
    return found


def _distance(left: set[int], right: set[int]) -> int:
    """How many words lie between the nearest two, plus one; NEAR + 1 stands for all that is farther."""
    for distance in range(1, NEAR + 1):
        if not right.isdisjoint({place + distance for place in left}) or not right.isdisjoint(
            {place - distance for place in left}
        ):
            return distance
    return NEAR + 1


def _stands(phrase: Sequence[str], spots: Sequence[set[int]]) -> bool:
    return any(all(first + step in spots[step] for step in range(len(phrase))) for first in spots[0])
