"""The feeds: valid Atom, newest first, with names that never change."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

import httpx
import pytest

from kuemmerer.app import create_app
from kuemmerer.changes import pages
from kuemmerer.changes.atom import MAX_ENTRIES, atom, overall_feed, topic_feed
from kuemmerer.changes.log import change_log
from kuemmerer.content.kinds import Term
from kuemmerer.content.model import Change, Confidence
from kuemmerer.settings import ROOT, Settings
from kuemmerer.snapshot import load_snapshot

ATOM = "{http://www.w3.org/2005/Atom}"
TODAY = date(2026, 11, 25)
Ask = Callable[[str], httpx.Response]


def term(slug: str, *changes: tuple[str, str], topics: tuple[str, ...] = ()) -> Term:
    return Term(
        path=PurePosixPath(f"glossar/{slug}.md"),
        slug=slug,
        body="",
        body_line=1,
        title=slug.capitalize(),
        summary="Ein Wort, das hier erklärt wird.",
        topics=topics,
        owner="kuemmerer-redaktion",
        checked_on=date(2026, 1, 1),
        review_by=date(2027, 1, 1),
        confidence=Confidence.SURE,
        changes=tuple(Change(on=date.fromisoformat(day), text=text) for day, text in changes),
    )


def check_atom(xml: bytes) -> ET.Element:
    """What RFC 4287 demands of a feed and its entries: once each, in order, with real instants and addresses."""
    feed = ET.fromstring(xml)
    assert feed.tag == f"{ATOM}feed"
    names = [feed.findtext(f"{ATOM}id")]
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for tag in ("id", "title", "updated"):
            assert len(element.findall(ATOM + tag)) == 1, tag
            assert (element.findtext(ATOM + tag) or "").strip()
        updated = datetime.fromisoformat((element.findtext(f"{ATOM}updated") or "").replace("Z", "+00:00"))
        assert updated.tzinfo is not None
        alternates = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert [link.get("type") for link in alternates] == ["text/html"]
        assert alternates[0].get("href")
        if element is not feed:
            names.append(element.findtext(f"{ATOM}id"))
            assert element.findtext(f"{ATOM}summary")
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None, "without an author the entries would need one each"
    assert len([link for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]) == 1
    assert len(set(names)) == len(names)
    assert all((name or "").startswith("urn:uuid:") for name in names)
    return feed


def entries(xml: bytes) -> list[tuple[str, str]]:
    return [
        (entry.findtext(f"{ATOM}title") or "", entry.findtext(f"{ATOM}summary") or "")
        for entry in check_atom(xml).findall(f"{ATOM}entry")
    ]


def test_changes_stand_newest_first() -> None:
    log = change_log(
        [
            term("bauhof", ("2026-01-01", "Erste Fassung."), ("2026-03-01", "Zahlen ergänzt.")),
            term("alm", ("2026-02-01", "Erste Fassung.")),
        ]
    )
    assert [(change.article.slug, change.text) for change in log] == [
        ("bauhof", "Zahlen ergänzt."),
        ("alm", "Erste Fassung."),
        ("bauhof", "Erste Fassung."),
    ]


def test_a_feed_is_valid_and_says_what_changed() -> None:
    feed = overall_feed(
        change_log([term("bauhof", ("2026-01-01", "Neu & <gut>."), ("2026-01-01", "Am selben Tag noch etwas."))])
    )
    assert entries(atom(feed, "", TODAY)) == [
        ("Bauhof (Begriff)", "Neu & <gut>."),
        ("Bauhof (Begriff)", "Am selben Tag noch etwas."),
    ]


def test_names_stay_when_the_portal_gets_an_address_and_when_entries_are_added() -> None:
    first = atom(overall_feed(change_log([term("bauhof", ("2026-01-01", "Neu."))])), "", TODAY)
    later = atom(
        overall_feed(change_log([term("bauhof", ("2026-01-01", "Neu, besser gesagt."), ("2026-04-01", "Mehr."))])),
        "https://portal.example/",
        TODAY,
    )
    ids = [[entry.findtext(f"{ATOM}id") for entry in check_atom(xml).findall(f"{ATOM}entry")] for xml in (first, later)]
    assert ids[0][0] in ids[1]


@pytest.mark.parametrize(
    ("base", "href"), [("", "/glossar/bauhof"), ("https://portal.example/", "https://portal.example/glossar/bauhof")]
)
def test_links_are_absolute_once_the_public_address_is_known(base: str, href: str) -> None:
    feed = check_atom(atom(overall_feed(change_log([term("bauhof", ("2026-01-01", "Neu."))])), base, TODAY))
    link = feed.find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert link.get("href") == href


def test_a_feed_without_changes_is_valid() -> None:
    assert entries(atom(overall_feed(()), "", TODAY)) == []


def test_a_long_log_is_cut() -> None:
    many = [term(f"wort-{number}", ("2026-01-01", "Neu.")) for number in range(MAX_ENTRIES + 5)]
    assert len(entries(atom(overall_feed(change_log(many)), "", TODAY))) == MAX_ENTRIES


def test_a_topic_has_its_own_changes_only() -> None:
    log = change_log(
        [
            term("bauhof", ("2026-01-01", "Neu."), topics=("wasser",)),
            term("alm", ("2026-01-01", "Neu."), topics=("wohnen",)),
        ]
    )
    assert entries(atom(topic_feed("wasser", "Wasser", log), "", TODAY)) == [("Bauhof (Begriff)", "Neu.")]


@pytest.fixture(scope="module")
def ask() -> Ask:
    app = create_app(Settings(content=ROOT / "content"), today=lambda: TODAY)

    async def get(path: str) -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
            return await http.get(path)

    def ask(path: str) -> httpx.Response:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, get(path)).result()

    return ask


def test_every_feed_is_served_prepared_and_valid(ask: Ask) -> None:
    for path in pages.addresses(load_snapshot(ROOT / "content")):
        answer = ask(path)
        assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
        assert answer.headers["etag"]
        assert check_atom(answer.content).findall(f"{ATOM}entry"), path


def test_an_unknown_topic_has_no_feed(ask: Ask) -> None:
    answer = ask("/themen/waser/feed.atom")
    assert answer.status_code == 404
    assert "wasser" in answer.text


def test_pages_name_their_feed(ask: Ask) -> None:
    assert 'type="application/atom+xml"' in ask("/").text
    assert 'href="/themen/wasser/feed.atom"' in ask("/themen/wasser").text
