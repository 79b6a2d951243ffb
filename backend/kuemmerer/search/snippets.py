"""Excerpts: the stretch of a page that says most about the query, its words marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from kuemmerer.base.text import shorten

LENGTH = 240
# How far before the first marked word an excerpt may begin to start with a sentence.
LEAD = 90


@dataclass(frozen=True, order=True)
class Spot:
    """A word of the query in a text: where, how long, which word of the query, how telling that is."""

    start: int
    length: int
    concept: int
    value: float


def excerpt(text: str, spots: Sequence[Spot], fallback: str) -> str:
    """Escaped text of about 240 characters with <mark> around the words found; `fallback`, shortened, if there are none."""
    if not spots:
        return escape(shorten(fallback, LENGTH))
    ordered = sorted(spots)
    begin = _best_begin(ordered)
    start = _sentence_start(text, begin)
    end = min(len(text), start + LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", start, end), begin + 1)
    shown = [spot for spot in ordered if start <= spot.start and spot.start + spot.length <= end]
    opening = "… " if start > 0 and text[start - 1] != "\n" else ""
    closing = " …" if end < len(text) and text[end : end + 1] != "\n" else ""
    return f"{opening}{_marked(text, start, end, shown)}{closing}"


def _best_begin(spots: Sequence[Spot]) -> int:
    """The spot from which on a stretch has the most telling words, each counted once and a little for repetition."""
    best, begin = -1.0, spots[0].start
    for number, first in enumerate(spots):
        values: dict[int, float] = {}
        extra = 0.0
        for spot in spots[number:]:
            if spot.start + spot.length > first.start + LENGTH - LEAD // 2:
                break
            extra += 0.05 * spot.value
            values[spot.concept] = max(values.get(spot.concept, 0.0), spot.value)
        worth = sum(values.values()) + extra
        if worth > best + 1e-9:
            best, begin = worth, first.start
    return begin


def _sentence_start(text: str, begin: int) -> int:
    low = max(0, begin - LEAD)
    window = text[low:begin]
    line = window.rfind("\n")
    if line >= 0:
        return low + line + 1
    for sign in (". ", "? ", "! ", ": "):
        place = window.rfind(sign)
        if place >= 0:
            return low + place + 2
    if low == 0:
        return 0
    blank = window.find(" ")
    return low + blank + 1 if blank >= 0 else begin


def _marked(text: str, start: int, end: int, spots: Sequence[Spot]) -> str:
    out: list[str] = []
    place = start
    for spot in spots:
        if spot.start < place:
            continue
        out.append(escape(text[place : spot.start]))
        out.append(f"<mark>{escape(text[spot.start : spot.start + spot.length])}</mark>")
        place = spot.start + spot.length
    out.append(escape(text[place:end]))
    return " · ".join(" ".join(line.split()) for line in "".join(out).strip().split("\n"))
