"""Finding municipalities by what people type: name, part of a name, postcode or key."""

from dataclasses import dataclass

from kuemmerer.base.nearest import nearest
from kuemmerer.base.text import fold
from kuemmerer.places.gazetteer import Gazetteer, Spelling
from kuemmerer.places.model import Municipality


@dataclass(frozen=True)
class Found:
    """The best municipalities for a query; `total` counts all. `suggestion` is a name to try when there is none."""

    total: int
    municipalities: tuple[Municipality, ...]
    suggestion: str | None = None


def find(gazetteer: Gazetteer, query: str, limit: int) -> Found:
    """Municipalities for a query, best first; an empty query lists all of them by name.

    Order: the whole name, then names that begin so, then names with such words, then those found by their district
    besides a word of the name; on a tie by label and key.
    """
    words = tuple(fold(query).split())
    ranked = [
        (rank, number)
        for number, spelling in enumerate(gazetteer.spellings)
        if (rank := _rank(spelling, words)) is not None
    ]
    best = sorted(ranked)[:limit]
    suggestion = None if ranked else _suggest(gazetteer, query)
    return Found(len(ranked), tuple(gazetteer.spellings[number].municipality for _, number in best), suggestion)


def _rank(spelling: Spelling, words: tuple[str, ...]) -> int | None:
    if len(words) == 1 and words[0].isdigit():
        municipality = spelling.municipality
        return 0 if municipality.ags.startswith(words[0]) or municipality.postcode.startswith(words[0]) else None
    typed = " ".join(words)
    if typed in spelling.names or typed == spelling.label:
        return 0
    if any(name.startswith(typed) for name in spelling.names):
        return 1
    if all(_begins(spelling.words, word) for word in words):
        return 2
    is_meant = any(_begins(spelling.words, word) for word in words)
    return 3 if is_meant and all(_begins(spelling.words_around, word) for word in words) else None


def _begins(words: frozenset[str], start: str) -> bool:
    return any(word.startswith(start) for word in words)


def _suggest(gazetteer: Gazetteer, query: str) -> str | None:
    names = {spelling.names[0]: spelling.municipality.name for spelling in gazetteer.spellings}
    found = nearest(fold(query), names)
    return names[found] if found else None
