"""From ranked documents to what a reader sees: filters and counts, excerpts, why something was found."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kuemmerer.search.engine import Reading
from kuemmerer.search.expansion import Expansion
from kuemmerer.search.model import Document, Hit
from kuemmerer.search.postings import layout
from kuemmerer.search.ranking import FLOOR, Origin, Ranked, inverse_frequency
from kuemmerer.search.snippets import Spot, excerpt

_WHY = {
    Origin.PART: "Gefunden über den Wortteil »{label}« von »{word}«.",
    Origin.MEANING: "Gefunden über »{label}«, verwandt mit »{word}«.",
    Origin.CORRECTION: "Gefunden über »{label}« statt »{word}«.",
}


def apply_filters(
    ranked: Sequence[Ranked], documents: Sequence[Document], kind: str | None, topic: str | None
) -> tuple[list[Ranked], Mapping[str, Mapping[str, int]]]:
    """The hits under both filters, and the counts of each facet under the other filter. Noise is left out."""
    limit = ranked[0].score * FLOOR if ranked else 0.0
    chosen: list[Ranked] = []
    kinds: Counter[str] = Counter()
    topics: Counter[str] = Counter()
    for hit in ranked:
        if hit.score < limit:
            break
        document = documents[hit.document]
        right_kind = kind is None or document.kind == kind
        right_topic = topic is None or topic in document.topics
        if right_topic:
            kinds[document.kind] += 1
        if right_kind:
            topics.update(document.topics)
        if right_kind and right_topic:
            chosen.append(hit)
    return chosen, {"kind": _by_count(kinds), "topic": _by_count(topics)}


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


def make_hit(document: Document, ranked: Ranked, spots: Iterable[Spot]) -> Hit:
    """What a page of hits shows of a document."""
    where = layout(document)
    shown = [spot for spot in spots if spot.start >= where.shown]
    why = _WHY.get(ranked.way.origin)
    return Hit(
        document.id,
        document.kind,
        document.slug,
        document.title,
        document.url,
        excerpt(where.text, shown, document.summary),
        round(ranked.score, 4),
        why.format(label=ranked.way.label, word=ranked.concept.word) if why else None,
        document.state,
    )
