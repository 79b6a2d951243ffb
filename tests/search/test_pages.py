"""/suche and what belongs to it, through the portal of the village."""

import re
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
from tests.in_process import served

VILLAGE = Path(__file__).parents[1] / "village"


def test_hits_can_be_narrowed_to_the_examples_of_a_district(client: httpx.Client) -> None:
    every = client.get("/api/v1/search", params={"q": "Kirnbach Bauhof"}).json()
    assert every["facets"]["district"]
    key, count = next(iter(every["facets"]["district"].items()))
    narrowed = client.get("/api/v1/search", params={"q": "Kirnbach Bauhof", "district": key}).json()
    assert narrowed["total"] == count == len(narrowed["hits"])
    assert {hit["kind"] for hit in narrowed["hits"]} == {"example"}
    page = client.get("/suche", params={"q": "Kirnbach Bauhof", "landkreis": key}).text
    assert "Beispiele aus" in page
    assert 'name="landkreis" value="' + key in page


@pytest.mark.parametrize("district", ["99999", "Kirntal", "0919"])
def test_an_unknown_district_is_refused_by_name(client: httpx.Client, district: str) -> None:
    answer = client.get("/api/v1/search", params={"q": "Bauhof", "district": district})
    assert answer.status_code == 422
    assert "district" in answer.text


def test_suggestions_lead_to_pages_tasks_and_municipalities(client: httpx.Client) -> None:
    def lines(typed: str) -> list[tuple[str, str, str | None]]:
        return [
            (line["kind"], line["label"], line["url"])
            for line in client.get("/api/v1/suggest", params={"q": typed}).json()
        ]

    assert ("task", "Aufgabe", "/navigator?aufgabe=bauhof") in lines("bauh")
    assert ("municipality", "Gemeinde", "/navigator/gemeinde?gemeinde=09198111") in lines("kirnb")
    assert any(kind == "instrument" and url == "/instrumente/zweckverband" for kind, _, url in lines("zweckv"))
    assert ("word", "Suchwort", None) in lines("schneepf")


def test_a_suggested_municipality_opens_the_form_with_it_filled_in(client: httpx.Client) -> None:
    page = client.get("/navigator/gemeinde?gemeinde=09198111")
    assert page.status_code == 200
    assert 'value="Kirnbach"' in page.text


def test_without_a_public_address_there_is_no_description_and_no_link_to_one(client: httpx.Client) -> None:
    assert client.get("/opensearch.xml").status_code == 404
    assert "opensearch" not in client.get("/").text


def test_browsers_can_add_the_search(tmp_path: Path) -> None:
    with served(VILLAGE, tmp_path, base_url="https://kuemmerer.example/") as client:
        answer = client.get("/opensearch.xml")
        assert answer.headers["content-type"] == "application/opensearchdescription+xml; charset=utf-8"
        urls = {
            url.get("type"): url.get("template")
            for url in ElementTree.fromstring(answer.text)
            if url.tag.endswith("Url")
        }
        assert urls["text/html"] == "https://kuemmerer.example/suche?q={searchTerms}"
        assert '<link rel="search" href="/opensearch.xml"' in client.get("/").text


def test_links_to_hits_stay_plain_and_tell_their_position(client: httpx.Client) -> None:
    page = client.get("/suche?q=Bauhof").text
    links = re.findall(r'<h3 class="entry__title"><a href="(/[^"]+)" ping="/suche/gewaehlt\?platz=(\d+)">', page)
    assert [position for _, position in links] == [str(number) for number in range(1, len(links) + 1)]
    assert links


def test_a_position_is_taken_from_our_own_pages_only(client: httpx.Client) -> None:
    assert client.post("/suche/gewaehlt?platz=1").status_code == 204
    assert client.post("/suche/gewaehlt?platz=1", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post("/suche/gewaehlt?platz=99").status_code == 422
    assert client.post("/suche/gewaehlt?platz=1&wer=anna").status_code == 422
    assert client.get("/suche/gewaehlt?platz=1").status_code == 405


def test_searches_end_in_the_report_but_not_those_that_follow_typing(tmp_path: Path) -> None:
    from tests.in_process import TODAY

    from kuemmerer.search.store import counts_since
    from kuemmerer.web.db import Database

    with served(VILLAGE, tmp_path) as client:
        client.get("/suche?q=Bauhof", headers={"sec-fetch-dest": "document"})
        client.get("/suche?q=Xylophon")
        client.get("/suche?q=Bauho", headers={"sec-fetch-dest": "empty"})
        client.get("/suche?q=Standesamt&seite=2")
        client.get("/suche?q=Standesamt&art=example")
        client.post("/suche/gewaehlt?platz=2")
    database = Database(f"sqlite:///{tmp_path / 'kuemmerer.sqlite3'}")
    try:
        counts = database.submit(lambda session: counts_since(session, TODAY)).result()
    finally:
        database.close()
    assert (counts.searches, counts.without_hit, counts.queries, counts.clicks) == (2, 1, (), ((2, 1),))
