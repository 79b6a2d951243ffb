"""The pages and the API of the register, through the application as it is served."""

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import httpx
import pytest

from kuemmerer.app import create_app
from kuemmerer.norms import api, pages
from kuemmerer.settings import ROOT, Settings
from kuemmerer.snapshot import load_snapshot

Get = Callable[[str], httpx.Response]


@pytest.fixture(scope="module")
def get() -> Get:
    app = create_app(Settings(content=ROOT / "content"), today=lambda: date(2026, 11, 25))

    async def ask(path: str) -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
            return await http.get(path)

    def get(path: str) -> httpx.Response:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, ask(path)).result()

    return get


def test_the_list_names_every_cited_law(get: Get) -> None:
    page = get("/normen").text
    assert all(name in page for name in (">KommZG<", ">UStG<", "Bayerisches Recht", "Bundesrecht"))


def test_a_law_shows_its_articles_with_sentences_and_rules(get: Get) -> None:
    page = get("/normen/kommzg").text
    section = page[page.index('id="art-12"') : page.index('id="art-13"')]
    assert 'href="/instrumente/zweckvereinbarung"' in section
    assert "X01c" in section
    assert "mark--recht" in section


def test_every_link_of_an_article_to_a_norm_arrives(get: Get) -> None:
    for path in ("/instrumente/zweckverband", "/ausgleich/umlagekraft", "/hemmnisse/umsatzsteuer"):
        targets = set(re.findall(r'class="norm-link" href="([^"#]+)#([^"]+)"', get(path).text))
        assert targets
        for address, anchor in targets:
            assert f'id="{anchor}"' in get(address).text, f"{address}#{anchor}"


def test_the_html_of_the_api_stays_plain(get: Get) -> None:
    assert "norm-link" not in get("/api/v1/articles/instrument/zweckverband").json()["html"]


def test_an_unknown_law_names_the_nearest(get: Get) -> None:
    answer = get("/normen/komzg")
    assert answer.status_code == 404
    assert "kommzg" in answer.text
    assert get("/api/v1/norms/komzg").headers["content-type"] == "application/problem+json"


def test_the_api_says_the_same_as_the_page(get: Get) -> None:
    law = get("/api/v1/norms/kommzg").json()
    provision = next(provision for provision in law["provisions"] if provision["number"] == "12")
    assert provision["url"] == "/normen/kommzg#art-12"
    assert provision["official_url"] == "https://www.gesetze-bayern.de/Content/Document/BayKommZG-12"
    assert "X01c" in [rule["id"] for rule in provision["rules"]]
    statements = [statement for article in provision["articles"] for statement in article["statements"]]
    assert {statement["nature"] for statement in statements} <= {"recht", "minimum", "praxis", "einschaetzung", None}
    assert get("/api/v1/norms").json()["total"] == len(get("/api/v1/norms").json()["items"])


@pytest.mark.parametrize("path", ["/normen?q=1", "/normen/kommzg?seite=2"])
def test_unknown_parameters_are_refused(get: Get, path: str) -> None:
    assert get(path).status_code == 422


def test_every_address_to_be_prepared_answers(get: Get) -> None:
    snapshot = load_snapshot(ROOT / "content")
    for path in (*pages.addresses(snapshot), *api.addresses(snapshot)):
        answer = get(path)
        assert answer.status_code == 200, path
        assert answer.headers["etag"]


def test_search_engines_learn_about_the_register() -> None:
    app = create_app(
        Settings(content=ROOT / "content", base_url="https://portal.example"), today=lambda: date(2026, 11, 25)
    )

    async def ask() -> str:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as http:
            return (await http.get("/sitemap.xml")).text

    with ThreadPoolExecutor(1) as thread:
        sitemap = thread.submit(asyncio.run, ask()).result()
    assert "<loc>https://portal.example/normen/kommzg</loc>" in sitemap
    assert "<loc>https://portal.example/quellen</loc>" in sitemap
