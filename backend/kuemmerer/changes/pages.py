"""/feed.atom and /themen/<slug>/feed.atom: what has changed, for feed readers."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from kuemmerer.base.nearest import did_you_mean
from kuemmerer.changes.atom import MEDIA_TYPE, Feed, atom, overall_feed, topic_feed
from kuemmerer.changes.log import change_log
from kuemmerer.content.kinds import Topic
from kuemmerer.snapshot import Snapshot
from kuemmerer.web.context import SnapshotDep, TodayDep
from kuemmerer.web.errors import not_found
from kuemmerer.web.params import only_known
from kuemmerer.web.prepared import PREPARE

router = APIRouter(include_in_schema=False)


@router.get("/feed.atom")
def show_feed(request: Request, snapshot: SnapshotDep, today: TodayDep) -> Response:
    """All changes."""
    only_known(request)
    return _answer(request, overall_feed(change_log(snapshot.library)), today)


@router.get("/themen/{slug}/feed.atom")
def show_topic_feed(
    request: Request, snapshot: SnapshotDep, today: TodayDep, slug: Annotated[str, Path(max_length=200)]
) -> Response:
    """The changes of one topic."""
    only_known(request)
    topic = snapshot.library.find(Topic, slug)
    if topic is None:
        known = [other.slug for other in snapshot.library.of(Topic)]
        raise not_found(f"Das Thema »{slug}«", did_you_mean(slug, known))
    return _answer(request, topic_feed(topic.slug, topic.title, change_log(snapshot.library)), today)


def _answer(request: Request, feed: Feed, today: TodayDep) -> Response:
    xml = atom(feed, request.app.state.settings.base_url, today)
    return Response(xml, media_type=f"{MEDIA_TYPE}; charset=utf-8", headers={PREPARE.decode(): "1"})


def addresses(snapshot: Snapshot) -> list[str]:
    """Every prepared feed."""
    return ["/feed.atom", *(f"{topic.url}/feed.atom" for topic in snapshot.library.of(Topic))]
