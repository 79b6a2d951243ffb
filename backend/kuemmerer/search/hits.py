"""From ranked documents to what a reader sees: filters and counts, excerpts, why something was found."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kuemmerer.search.engine import Reading
from kuemmerer.search.expansion import Expansion
from kuemmerer.search.model import EVERYTHING, Document, Filters, Hit
from kuemmerer.search.postings import layout
from kuemmerer.search.ranking import FLOOR, Concept, Origin, Ranked, Way, inverse_frequency
from kuemmerer.search.snippets import Spot, excerpt

_WHY = {
    Origin.PART: "Gefunden über den Wortteil »{label}« von »{word}«.",
    Origin.MEANING: "Gefunden über »{label}«, verwandt mit »{word}«.",
    Origin.CORRECTION: "Gefunden über »{label}« statt »{word}«.",
}


def apply_filters(
    ranked: Sequence[Ranked], documents: Sequence[Document], filters: Filters
) -> tuple[list[Ranked], Mapping[str, Mapping[str, int]]]:
    """The hits under all filters, and the counts of each facet under the other filters. Noise is left out."""
    limit = ranked[0].score * FLOOR if ranked else 0.0
    chosen: list[Ranked] = []
    kinds: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    districts: Counter[str] = Counter()
    unfiltered = filters == EVERYTHING
    for hit in ranked:
        if hit.score < limit:
            break
        document = documents[hit.document]
        if unfiltered or filters.keep(document, but="kind"):
            kinds[document.kind] += 1
        if unfiltered or filters.keep(document, but="topic"):
            topics.update(document.topics)
        if unfiltered or filters.keep(document, but="district"):
            districts.update(document.districts)
        if unfiltered or filters.keep(document):
            chosen.append(hit)
    return chosen, {"kind": _by_count(kinds), "topic": _by_count(topics), "district": _by_count(districts)}


def _by_count(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def find_spots(expansion: Expansion, places: Reading, hits: Iterable[Ranked]) -> dict[int, list[Spot]]:
    """Where the words of the query stand in these hits."""
    numbers = sorted(hit.document for hit in hits)
    spots: dict[int, list[Spot]] = {number: [] for number in numbers}
    for concept_number, concept in enumerate(expansion.concepts):
        for term in dict.fromkeys(term for way in concept.ways for term in way.terms):
            value = inverse_frequency(places.column(term).found, places.documents)
            for number, triples in places.places(term, numbers).items():
                for at in range(0, len(triples), 3):
                    spots[number].append(Spot(triples[at + 1], triples[at + 2], concept_number, value))
    return spots


def make_hit(document: Document, score: float, reason: tuple[Concept, Way], spots: Iterable[Spot]) -> Hit:
    """What a page of hits shows of a document; `reason` is the word it was found by, and how."""
    concept, way = reason
    where = layout(document)
    shown = [spot for spot in spots if spot.start >= where.shown]
    why = _WHY.get(way.origin)
    return Hit(
        document.id,
        document.kind,
        document.slug,
        document.title,
        document.url,
        excerpt(where.text, shown, document.summary),
        round(score, 4),
        why.format(label=way.label, word=concept.word) if why else None,
        document.state,
    )
