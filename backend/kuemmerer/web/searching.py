"""Asking the index on behalf of a door: what cannot be searched becomes an answer with a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape

from kuemmerer.base.dates import FreshnessState
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.content.kinds import KIND_BY_NAME, Topic
from kuemmerer.norms.lookup import KIND as NORM
from kuemmerer.norms.lookup import NormPlace, look_up
from kuemmerer.search.engine import SearchBusy
from kuemmerer.search.index import SearchIndex
from kuemmerer.search.model import EVERYTHING, Filters, Hit, Result
from kuemmerer.search.query import QueryRefused, read_query
from kuemmerer.snapshot import Snapshot
from kuemmerer.web.errors import Refused, unusable

# A norm that was asked for by name is exactly what was meant.
_EXACT = 1.0


@dataclass(frozen=True)
class Search:
    """The hits, and the norm the text names, if we say anything about it."""

    result: Result
    norm: NormPlace | None


def read_filters(snapshot: Snapshot, kind: str, topic: str, district: str) -> Filters:
    """What to show, from parameters where empty means all. Raises Refused (422) for a value there is none of."""
    kinds = (*KIND_BY_NAME, NORM)
    if kind and kind not in kinds:
        raise unusable("kind", f"Die Art »{kind}« gibt es nicht.{did_you_mean(kind, kinds)}")
    topics = [each.slug for each in snapshot.library.of(Topic)]
    if topic and topic not in topics:
        raise unusable("topic", f"Das Thema »{topic}« gibt es nicht.{did_you_mean(topic, topics)}")
    if district and snapshot.gazetteer.district(district) is None:
        raise unusable(
            "district", f"Einen Landkreis mit dem Schlüssel »{district}« gibt es nicht. Er hat fünf Ziffern."
        )
    return Filters(kind or None, topic or None, district or None)


def search(index: SearchIndex, snapshot: Snapshot, text: str, filters: Filters, limit: int, offset: int) -> Search:
    """Hits for a text. Raises Refused (422 or 503).

    A text that is nothing but a norm has the place of that norm as its first hit.
    """
    norm = look_up(snapshot.norms, text)
    is_first = norm is not None and norm.is_all and filters in (EVERYTHING, Filters(kind=NORM))
    start = max(0, offset - 1) if is_first else offset
    room = limit - 1 if is_first and offset == 0 else limit
    try:
        result = index.find(read_query(text), filters, max(1, room), start)
    except QueryRefused as error:
        raise unusable("q", str(error)) from None
    except SearchBusy:
        raise Refused(
            503,
            "Gerade suchen sehr viele. Versuchen Sie es in wenigen Sekunden noch einmal.",
            headers={"retry-after": "2"},
        ) from None
    return Search(_with_norm(result, norm, room, offset) if norm and is_first else result, norm)


def _with_norm(result: Result, norm: NormPlace, room: int, offset: int) -> Result:
    hit = Hit(
        id=norm.id, kind=NORM, slug=norm.id.partition("/")[2], title=norm.title, url=norm.url, snippet=escape(norm.summary),
        score=max(_EXACT, *(each.score for each in result.hits)) if result.hits else _EXACT, why=None,
        state=FreshnessState.CURRENT,
    )  # fmt: skip
    kinds: Mapping[str, int] = {**result.facets.get("kind", {}), NORM: 1}
    hits = (hit, *result.hits[:room]) if offset == 0 else result.hits
    return replace(result, total=result.total + 1, facets={**result.facets, "kind": kinds}, hits=hits)
