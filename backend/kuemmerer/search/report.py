"""What editors read about searches: what was not found, what is sought often, which hit is taken."""

import json
from collections.abc import Iterator

from kuemmerer.search.store import Counts, NamedQuery

SHOWN = 20


def as_text(counts: Counts) -> Iterator[str]:
    """A page for a terminal."""
    if not counts.searches:
        yield "Noch keine Suche gezählt."
        return
    share = counts.without_hit / counts.searches
    yield f"{counts.searches} Suchen, davon {counts.without_hit} ohne Treffer ({share:.0%})."
    yield from _block(
        "Ohne Treffer (fehlt ein Wort in content/suche oder eine Seite?)",
        [each for each in counts.queries if each.results == 0],
    )
    yield from _block("Am häufigsten", list(counts.queries))
    taken = sum(times for _, times in counts.clicks)
    if taken:
        yield ""
        yield f"Gewählte Treffer ({taken}; nicht jeder Browser meldet sie)"
        yield from (f"{times:6}  Platz {position} ({times / taken:.0%})" for position, times in counts.clicks)


def as_json(counts: Counts) -> str:
    """The same for another program."""
    return json.dumps(
        {
            "searches": counts.searches,
            "without_hit": counts.without_hit,
            "queries": [{"query": each.query, "times": each.times, "results": each.results} for each in counts.queries],
            "clicks": [{"position": position, "times": times} for position, times in counts.clicks],
        },
        ensure_ascii=False,
        indent=2,
    )


def _block(title: str, queries: list[NamedQuery]) -> Iterator[str]:
    if queries:
        yield ""
        yield title
        yield from (f"{each.times:6}  {each.query} ({each.results} Treffer)" for each in queries[:SHOWN])
