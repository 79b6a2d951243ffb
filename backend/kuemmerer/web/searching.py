"""Asking the index on behalf of a door: what cannot be searched becomes an answer with a sentence."""

from kuemmerer.base.nearest import did_you_mean
from kuemmerer.content.kinds import KIND_BY_NAME, Topic
from kuemmerer.search.index import SearchBusy, SearchIndex
from kuemmerer.search.model import Result
from kuemmerer.search.query import QueryRefused, read_query
from kuemmerer.snapshot import Snapshot
from kuemmerer.web.errors import Refused, unusable


def search(index: SearchIndex, snapshot: Snapshot, text: str, kind: str, topic: str, limit: int, offset: int) -> Result:
    """Hits for a text, filtered by kind and topic (empty: no filter). Raises Refused (422 or 503)."""
    if kind and kind not in KIND_BY_NAME:
        raise unusable("kind", f"Die Art »{kind}« gibt es nicht.{did_you_mean(kind, KIND_BY_NAME)}")
    topics = [each.slug for each in snapshot.library.of(Topic)]
    if topic and topic not in topics:
        raise unusable("topic", f"Das Thema »{topic}« gibt es nicht.{did_you_mean(topic, topics)}")
    try:
        return index.find(read_query(text), kind or None, topic or None, limit, offset)
    except QueryRefused as error:
        raise unusable("q", str(error)) from None
    except SearchBusy:
        raise Refused(
            503,
            "Gerade suchen sehr viele. Versuchen Sie es in wenigen Sekunden noch einmal.",
            headers={"retry-after": "2"},
        ) from None
