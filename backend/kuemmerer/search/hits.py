"""From ranked documents to what a reader sees: filters and counts, excerpts, why something was found."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kuemmerer.search.engine import Reading
from kuemmerer.search.expansion import Expansion
from kuemmerer.search.model import EVERYTHING, Filters, Hit, Page
from kuemmerer.search.ranking import FLOOR, Concept, Origin, Ranked, Way, inverse_frequency
from kuemmerer.search.snippets import Spot, excerpt
from kuemmerer.search.texts import Layout

_WHY = {
    Origin.PART: "Gefunden über den Wortteil »{label}« von »{word}«.",
    Origin.MEANING: "Gefunden über »{label}«, verwandt mit »{word}«.",
    Origin.CORRECTION: "Gefunden über »{label}« statt »{word}«.",
}


def apply_filters(
    ranked: Sequence[Ranked], pages: Sequence[Page], filters: Filters
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
        page = pages[hit.document]
        if unfiltered or filters.keep(page, but="kind"):
            kinds[page.kind] += 1
        if unfiltered or filters.keep(page, but="topic"):
            topics.update(page.topics)
        if unfiltered or filters.keep(page, but="district"):
            districts.update(page.districts)
        if unfiltered or filters.keep(page):
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


def make_hit(page: Page, text: Layout, score: float, reason: tuple[Concept, Way], spots: Iterable[Spot]) -> Hit:
    """What a page of hits shows of a page of ours; `reason` is the word it was found by, and how."""
    concept, way = reason
    shown = [spot for spot in spots if spot.start >= text.shown]
    why = _WHY.get(way.origin)
    return Hit(
        page.id,
        page.kind,
        page.slug,
        page.title,
        page.url,
        excerpt(text.text, shown, page.summary),
        round(score, 4),
        why.format(label=way.label, word=concept.word) if why else None,
        page.state,
    )
