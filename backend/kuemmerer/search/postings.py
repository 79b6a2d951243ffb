"""What each document says to each term: one weight over all its fields, and where the term stands."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kuemmerer.search.analysis import Analyser
from kuemmerer.search.model import Document
from kuemmerer.search.ranking import FIELDS, Field
from kuemmerer.search.words import clean

# Places kept per term and document; enough for excerpts and for words that stand side by side.
MAX_PLACES = 24
# Words of different texts never stand side by side.
GAP = 50


@dataclass(frozen=True)
class Posting:
    """A term in a document: its weight after field lengths (BM25F), and its places as triples (word number, start, length).

    Starts count characters of the document's layout (texts.py).
    """

    weight: float
    places: "array[int]"


def keep_places(places: "array[int]", posting: Posting) -> int:
    """Append the places of a posting behind their number; answers where they begin."""
    begin = len(places)
    places.append(len(posting.places))
    places.extend(posting.places)
    return begin


def cleaned(document: Document) -> Document:
    """The document with composed letters and without soft hyphens, so that places found in it stay right."""
    return replace(
        document,
        title=clean(document.title),
        summary=clean(document.summary),
        keywords=tuple(map(clean, document.keywords)),
        questions=tuple(map(clean, document.questions)),
        everyday=tuple(map(clean, document.everyday)),
        body=clean(document.body),
    )


def weigh(documents: Sequence[Document], analyser: Analyser) -> Iterator[dict[str, Posting]]:
    """The postings of each cleaned document, in order."""
    lengths = [{field.name: _length(texts) for field, texts in _fields(document)} for document in documents]
    mean = {field.name: sum(length[field.name] for length in lengths) / max(1, len(documents)) for field in FIELDS}
    for document, length in zip(documents, lengths, strict=True):
        yield _postings(document, analyser, {
            field.name: field.weight / (1 - field.length_share + field.length_share * length[field.name] / (mean[field.name] or 1))
            for field in FIELDS
        })  # fmt: skip


def _postings(document: Document, analyser: Analyser, factors: Mapping[str, float]) -> dict[str, Posting]:
    weights: dict[str, float] = {}
    places: dict[str, array[int]] = {}
    start, number = 0, 0
    for field, texts in _fields(document):
        factor = factors[field.name]
        for text in texts:
            last = -1
            for word in analyser.words(text):
                if word.start != last:
                    number += 1
                last = word.start
                for term, share in analyser.terms(word):
                    weights[term] = weights.get(term, 0.0) + factor * share
                    spots = places.setdefault(term, array("I"))
                    if len(spots) < 3 * MAX_PLACES:
                        spots.extend((number, start + word.start, word.end - word.start))
            start += len(text) + 1
            number += GAP
    return {term: Posting(weight, places[term]) for term, weight in weights.items()}


def _fields(document: Document) -> Iterator[tuple[Field, tuple[str, ...]]]:
    """The fields in the order of the layout."""
    for field in FIELDS:
        value: str | tuple[str, ...] = getattr(document, field.name)
        yield field, (value,) if isinstance(value, str) else value


def _length(texts: tuple[str, ...]) -> int:
    return sum(len(text.split()) for text in texts)
