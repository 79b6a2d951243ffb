"""The change log as an Atom feed (RFC 4287).

The names of feeds and entries come from what they are about, never from the address they were read at: they stay the same
when a portal moves or gets its public address. Without that address links are relative, which Atom allows.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from kuemmerer.changes.log import LoggedChange

MEDIA_TYPE = "application/atom+xml"
MAX_ENTRIES = 50
_NAMESPACE = "http://www.w3.org/2005/Atom"
# The root of all names; any fixed value will do, and it must never change.
_NAMES = uuid.UUID("5f0c7f0e-6d1e-5b43-9a6b-0d4f6f2b7c11")


@dataclass(frozen=True)
class Feed:
    """One feed: its own path, the page it accompanies, and its changes, newest first."""

    path: str
    page: str
    title: str
    subtitle: str
    changes: tuple[LoggedChange, ...]


def atom(feed: Feed, base_url: str, fallback: date) -> bytes:
    """The feed as XML in UTF-8. `base_url` makes links absolute; `fallback` dates a feed without any change."""
    base = base_url.rstrip("/")
    root = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "de"})
    _text(root, "id", _name(feed.path))
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _instant(feed.changes[0].on if feed.changes else fallback))
    ET.SubElement(root, "link", {"rel": "self", "type": MEDIA_TYPE, "href": base + feed.path})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": base + feed.page})
    _text(ET.SubElement(root, "author"), "name", "Kümmerer")
    _text(root, "rights", "CC BY 4.0")
    for change in feed.changes[:MAX_ENTRIES]:
        _entry(root, change, base)
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def _entry(root: ET.Element, change: LoggedChange, base: str) -> None:
    article = change.article
    entry = ET.SubElement(root, "entry")
    _text(entry, "id", _name(f"{article.id}#{change.on.isoformat()}-{change.number}"))
    _text(entry, "title", f"{article.title} ({article.label})")
    _text(entry, "updated", _instant(change.on))
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": base + article.url})
    ET.SubElement(entry, "category", {"term": article.kind, "label": article.label})
    _text(entry, "summary", change.text)


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text


def _name(about: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMES, about)}"


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def overall_feed(changes: Sequence[LoggedChange]) -> Feed:
    """Every change of every article."""
    return Feed(
        "/feed.atom", "/", "Kümmerer: Was hat sich geändert?", "Änderungen an allen Seiten des Portals", tuple(changes)
    )


def topic_feed(slug: str, title: str, changes: Sequence[LoggedChange]) -> Feed:
    """The changes of a topic: its own page and everything that names it."""
    own = tuple(change for change in changes if slug in change.article.topics or change.article.id == f"topic/{slug}")
    page = f"/themen/{slug}"
    subtitle = f"Änderungen an allen Seiten zum Thema {title}"
    return Feed(f"{page}/feed.atom", page, f"Kümmerer, {title}: Was hat sich geändert?", subtitle, own)
