"""What people search for and which hit they take, counted without anything about them: in memory first, stored in batches.

A query is named only when it came at least three times, at least ten minutes apart, and looks like words, not like a letter or a number.
Everything below that threshold is counted without its text and is never written down.
"""

import re
import threading
from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kuemmerer.search.words import clean

NAMED_FROM = 3
# The same query within ten minutes is somebody going back and forth.
AGAIN_SECONDS = 600.0
MAX_REMEMBERED = 5_000
MAX_LENGTH = 60
MAX_DIGITS = 6
MAX_POSITION = 20
# Letters, blanks, hyphens and the few signs of norms; no address, and no number longer than a year.
_HARMLESS = re.compile(r"(?:[^\W\d_]|[ \-.,§&/?!]|(?<!\d)\d{1,4}(?!\d))+")


@dataclass(frozen=True)
class Seen:
    """How often something was searched for on a day, and with how many hits the last time."""

    times: int
    results: int


@dataclass(frozen=True)
class Tally:
    """What is to be added to the counts: searches and those without a hit, named queries, positions of hits taken; all by day."""

    searches: Mapping[date, int]
    without_hit: Mapping[date, int]
    named: Mapping[tuple[date, str], Seen]
    clicks: Mapping[tuple[date, int], int]

    def __bool__(self) -> bool:
        return bool(self.searches or self.clicks)


class Usage:
    """Counts in memory until somebody takes the tally. Shared by threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._clear()

    def _clear(self) -> None:
        self._searches: Counter[date] = Counter()
        self._without_hit: Counter[date] = Counter()
        self._named: dict[tuple[date, str], Seen] = {}
        self._clicks: Counter[tuple[date, int]] = Counter()

    def searched(self, text: str, results: int, day: date, now: float) -> None:
        """Somebody asked for the first page of hits, unfiltered. `now` is any steady clock in seconds."""
        query = normalised(text)
        with self._lock:
            times, last = self._seen.pop(query, (0, now - AGAIN_SECONDS))
            is_again = now - last < AGAIN_SECONDS
            times += 0 if is_again else 1
            self._seen[query] = (times, last if is_again else now)
            if len(self._seen) > MAX_REMEMBERED:
                self._seen.popitem(last=False)
            if is_again:
                return
            self._searches[day] += 1
            self._without_hit[day] += results == 0
            if times >= NAMED_FROM and is_harmless(query):
                known = self._named.get((day, query))
                # With the third one come the two before it.
                more = NAMED_FROM if times == NAMED_FROM else 1
                self._named[day, query] = Seen((known.times if known else 0) + more, results)

    def clicked(self, position: int, day: date) -> None:
        """Somebody took the hit at this position, the first one is 1."""
        if 1 <= position <= MAX_POSITION:
            with self._lock:
                self._clicks[day, position] += 1

    def take(self) -> Tally:
        """What was counted since the last time."""
        with self._lock:
            tally = Tally(self._searches, self._without_hit, self._named, self._clicks)
            self._clear()
        return tally

    def give_back(self, tally: Tally) -> None:
        """Count it again: it could not be stored."""
        with self._lock:
            self._searches.update(tally.searches)
            self._without_hit.update(tally.without_hit)
            self._clicks.update(tally.clicks)
            for key, seen in tally.named.items():
                later = self._named.get(key)
                self._named[key] = Seen(seen.times + later.times, later.results) if later else seen


def normalised(text: str) -> str:
    """One line in lower case with single blanks.

    >>> normalised("  Bauhof   TEILEN ")
    'bauhof teilen'
    """
    return " ".join(clean(text).lower().split())


def is_harmless(query: str) -> bool:
    """Whether a query may be written down: short, and no address, telephone number or the like."""
    digits = sum(sign.isdigit() for sign in query)
    return len(query) <= MAX_LENGTH and digits <= MAX_DIGITS and _HARMLESS.fullmatch(query) is not None
