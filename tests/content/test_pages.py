"""The pages of the knowledge base, read through the application as a browser would."""

import asyncio
import re
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import httpx
import pytest

from kuemmerer.app import create_app
from kuemmerer.content.kinds import KINDS
from kuemmerer.content.library import Library
from kuemmerer.content.pages import addresses
from kuemmerer.settings import ROOT, Settings
from kuemmerer.snapshot import Snapshot

TODAY = date(2026, 11, 25)


class Client:
    """Asks the application as it is served, front layer included, without a network."""

    def __init__(self, content: Path, base_url: str = "") -> None:
        self._app = create_app(Settings(content=content, base_url=base_url), today=lambda: TODAY)

    def get(self, path: str, params: Mapping[str, str | Sequence[str]] | None = None) -> httpx.Response:
        # In a thread of its own: the browser tests leave a running loop in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, self._get(path, params)).result()

    async def _get(self, path: str, params: Mapping[str, str | Sequence[str]] | None) -> httpx.Response:
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
            return await http.get(path, params=params)


@pytest.fixture(scope="module")
def client() -> Client:
    return Client(ROOT / "content")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one article that moved, one expired programme and the data of the navigator."""
    root = tmp_path_factory.mktemp("content")
    for folder in ("instrumente", "foerderung", "seiten"):
        (root / folder).mkdir()
    shutil.copytree(ROOT / "content" / "navigator", root / "navigator")
    article = (ROOT / "content/instrumente/zweckverband.md").read_text("utf-8")
    moved = article.replace("aliases: []", "aliases: [verband]")
    assert moved != article
    (root / "instrumente/zweckverband.md").write_text(moved, "utf-8")
    shutil.copy(ROOT / "content/foerderung/rfiz.md", root / "foerderung")
    shutil.copy(ROOT / "content/seiten/impressum.md", root / "seiten")
    return root


def test_every_prepared_page_answers_with_one_h1_and_its_own_title(client: Client, snapshot: Snapshot) -> None:
    titles: dict[str, str] = {}
    for path in addresses(snapshot):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert len(re.findall(r"<h1[ >]", answer.text)) == 1, path
        title = re.search(r"<title>(.*?)</title>", answer.text)
        assert title is not None
        assert title.group(1) not in titles, f"{path} und {titles.get(title.group(1))} heißen gleich"
        titles[title.group(1)] = path


def test_pages_keep_to_the_content_policy(client: Client) -> None:
    for path in ("/", "/themen/mobilitaet-verkehr", "/instrumente/zweckverband", "/vergleich", "/stand"):
        html = client.get(path).text
        assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=|javascript:|data:", html), path


def test_an_unknown_slug_is_404_and_names_the_nearest(client: Client) -> None:
    answer = client.get("/instrumente/zweckverbnad")
    assert answer.status_code == 404
    assert "Gemeint »zweckverband«?" in answer.text


def test_an_unknown_parameter_is_422_and_names_the_nearest(client: Client) -> None:
    answer = client.get("/foerderung?tema=wasser")
    assert answer.status_code == 422
    assert "Gemeint »thema«?" in answer.text


def test_an_unknown_value_of_a_filter_is_422(client: Client) -> None:
    assert client.get("/foerderung?stand=ofen").status_code == 422
    assert "Gemeint »offen«?" in client.get("/foerderung?stand=ofen").text


@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 301, "q=%ff%fe", "q=a&q=b"])
def test_text_we_cannot_use_is_refused_in_german(client: Client, query: str) -> None:
    answer = client.get(f"/beispiele?{query}")
    assert answer.status_code == 422
    assert "»q«" in answer.text


def test_markup_in_a_filter_is_never_echoed_unescaped(client: Client) -> None:
    answer = client.get("/beispiele", params={"q": '"><script>alert(1)</script>'})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_a_moved_article_leads_to_its_new_page(small: Path) -> None:
    answer = Client(small).get("/instrumente/verband")
    assert answer.status_code == 308
    assert answer.headers["location"] == "/instrumente/zweckverband"


def test_an_expired_programme_says_so_before_its_text(small: Path) -> None:
    html = Client(small).get("/foerderung/rfiz").text
    notice = html.index("Dieses Programm ist abgelaufen")
    assert notice < html.index("Was wird gefördert?</h2>")


def test_an_overview_narrows_down_and_counts(client: Client) -> None:
    answer = client.get("/foerderung?stand=abgelaufen")
    assert answer.status_code == 200
    shown = len(re.findall(r'<li class="entry">', answer.text))
    assert f"{shown} von " in answer.text
    assert 0 < shown < len(re.findall(r'<li class="entry">', client.get("/foerderung").text))


def test_a_filter_without_a_hit_shows_the_way_back(client: Client) -> None:
    answer = client.get("/beispiele?q=xylophonorchester")
    assert answer.status_code == 200
    assert "Dazu passt keine Seite" in answer.text


def test_a_topic_page_lists_what_belongs_to_it_and_starts_the_navigator(client: Client, library: Library) -> None:
    html = client.get("/themen/wasser").text
    for article in library.with_topic("wasser"):
        assert f'<h2 id="{article.folder}">' in html
        assert f'href="{article.url}"' in html
    assert "/navigator?aufgabe=klaeranlage" in html


def test_the_figures_of_a_topic_stand_as_bars_and_as_a_table(client: Client) -> None:
    html = client.get("/themen/mobilitaet-verkehr").text
    assert '<span class="bars__value">85\u00a0%</span>' in html
    assert '<rect class="bars__fill" width="85.0%"' in html
    assert '<td class="num">85\u00a0%</td>' in html


def test_two_to_four_forms_can_be_compared(client: Client) -> None:
    answer = client.get("/vergleich?form=zweckverband&form=zweckvereinbarung")
    assert answer.status_code == 200
    assert "2 Formen im Vergleich" in answer.text


@pytest.mark.parametrize("count", [1, 5])
def test_too_few_or_too_many_forms_are_an_error_on_the_page(client: Client, count: int) -> None:
    slugs = ("zweckverband", "zweckvereinbarung", "gmbh", "stiftung", "genossenschaft")[:count]
    answer = client.get("/vergleich", params={"form": slugs})
    assert answer.status_code == 422
    assert "Wählen Sie mindestens zwei und höchstens vier Formen." in answer.text


def test_every_article_offers_feedback_and_says_how_old_it_is(client: Client) -> None:
    html = client.get("/instrumente/zweckverband").text
    assert 'href="/rueckmeldung?artikel=instrument/zweckverband"' in html
    assert "Nächste Prüfung bis" in html


def test_the_stand_page_lists_every_article_that_is_still_to_be_checked(client: Client, library: Library) -> None:
    html = client.get("/stand").text
    for article in library:
        if "{pruefen}" in article.body:
            assert f'href="{article.url}"' in html, article.id


def test_gaps_of_the_operator_are_marked(small: Path) -> None:
    assert '<mark class="gap">[vom Betreiber zu ergänzen: Name und Rechtsform der Stelle]</mark>' in (
        Client(small).get("/impressum").text
    )


def test_the_sitemap_needs_the_public_address(small: Path) -> None:
    assert Client(small).get("/sitemap.xml").status_code == 404
    client = Client(small, base_url="https://kuemmerer.example")
    sitemap = client.get("/sitemap.xml")
    assert sitemap.headers["content-type"].startswith("application/xml")
    assert "<loc>https://kuemmerer.example/instrumente/zweckverband</loc><lastmod>2026-11-22</lastmod>" in sitemap.text
    assert "Sitemap: https://kuemmerer.example/sitemap.xml" in client.get("/robots.txt").text


def test_every_kind_has_an_overview_linked_from_every_page(client: Client) -> None:
    html = client.get("/impressum").text
    for kind in KINDS:
        assert f'href="/{kind.folder}"' in html


def test_no_link_of_our_own_leads_nowhere(client: Client, snapshot: Snapshot) -> None:
    leads: dict[str, str] = {}
    for path in addresses(snapshot):
        for target in re.findall(r'href="(/[^"#?]*)', client.get(path).text):
            leads.setdefault(target, path)
    dead = [
        f"{path} -> {target}" for target, path in leads.items() if client.get(target).status_code in (404, 405, 500)
    ]
    assert dead == []


def test_the_start_page_leads_to_every_tool(client: httpx.Client) -> None:
    page = client.get("/").text.partition('id="werkzeuge"')[2].partition("</section>")[0]
    links = re.findall(r'href="([^"]+)"', page)
    assert "/navigator/dokumente" in links
    assert "/ausgleich/rechner" in links
    for link in links:
        assert client.get(link).status_code == 200, link
