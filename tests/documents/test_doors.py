"""The page and the API: the same papers, files to keep, strict fields, German sentences, nothing for strangers."""

import io
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import docx
import httpx
import pytest
from tests.documents.conftest import BALANCE, PAPERS, REAL, TODAY
from tests.in_process import InProcess

from kuemmerer.app import create_app
from kuemmerer.content.kinds import DocumentGuide
from kuemmerer.documents.slots import RETRY_SECONDS
from kuemmerer.settings import Settings

PAGE = "/navigator/dokumente"
API = "/api/v1/documents"
COUNCIL = "beschlussvorlage-abschluss"
MAGIC = {"docx": b"PK", "odt": b"PK", "pdf": b"%PDF-", "html": b"<!doctype html>"}


def make(client: httpx.Client, template: str, body: Mapping[str, object]) -> httpx.Response:
    return client.post(f"{API}/{template}", content=json.dumps(body), headers={"content-type": "application/json"})


# --- API ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(MAGIC))
def test_every_format_comes_as_a_file_to_keep(real_client: httpx.Client, kind: str) -> None:
    answer = make(
        real_client, COUNCIL, {"answers": {"aufgabe": "bauhof", "partner": 3}, "format": kind, "balance": BALANCE}
    )
    assert answer.status_code == 200
    assert answer.content.startswith(MAGIC[kind])
    assert answer.headers["content-disposition"] == f'attachment; filename="{COUNCIL}-abschluss.{kind}"'
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("template", sorted(REAL.papers.by_template))
def test_every_template_can_be_made_from_nothing(real_client: httpx.Client, template: str) -> None:
    answer = make(real_client, template, {"answers": {}, "format": "html"})
    assert answer.status_code == 200
    assert "[bitte ergänzen: " in answer.text


def test_fields_municipality_and_start_reach_the_paper(real_client: httpx.Client) -> None:
    own = REAL.gazetteer.municipalities[0]
    body = {
        "answers": {"aufgabe": "bauhof"}, "municipality": own.ags, "fields": {"anlass": "Der Kran ist alt."}, "start": "2029-03",
        "form": "zweckvereinbarung", "format": "html",
    }  # fmt: skip
    text = make(real_client, COUNCIL, body).text
    assert f"Gemeinde: {own.name}" in text
    assert "Der Kran ist alt." in text
    assert "1.\u00a0März\u00a02029" in text


@pytest.mark.parametrize(
    ("template", "body", "status", "words"),
    [
        ("beschlussvorlage-abschlus", {}, 404, "Gemeint »beschlussvorlage-abschluss«?"),
        (COUNCIL, {"variant": "abschlus"}, 422, "Gemeint »abschluss«?"),
        (COUNCIL, {"fields": {"anlas": "x"}}, 422, "Gemeint »anlass«?"),
        (COUNCIL, {"fields": {"gremium": "x" * 301}}, 422, "Erlaubt sind 300 Zeichen"),
        (COUNCIL, {"fields": {"anlass": "a\u0007b"}}, 422, "Zeichen, die wir nicht lesen können"),
        (COUNCIL, {"format": "doc"}, 422, "Gemeint »docx«?"),
        (COUNCIL, {"form": "zweckverbannd"}, 422, "Gemeint »zweckverband«?"),
        (COUNCIL, {"answers": {"aufgabe": "bauhoff"}}, 422, "Gemeint »bauhof«?"),
        (COUNCIL, {"municipality": "09999999"}, 422, "09999999"),
        (COUNCIL, {"start": "bald"}, 422, "kein Monat"),
        (COUNCIL, {"balance": {"partners": [], "items": []}}, 422, "balance"),
        (COUNCIL, {"each_partner": True}, 422, "Nennen Sie die Partner"),
        (COUNCIL, {"wer": 1}, 422, "»wer« gibt es hier nicht"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named(
    real_client: httpx.Client, template: str, body: dict[str, object], status: int, words: str
) -> None:
    answer = make(real_client, template, body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in json.dumps(answer.json(), ensure_ascii=False)


def test_every_partner_gets_a_file_in_one_archive(real_client: httpx.Client) -> None:
    body = {
        "answers": {},
        "fields": {"beteiligte": "Kirnbach, Mittertal, Kirn Bach"},
        "each_partner": True,
        "format": "docx",
    }
    answer = make(real_client, COUNCIL, body)
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert sorted(archive.namelist()) == [
        f"{COUNCIL}-abschluss-{name}.docx" for name in ("kirn-bach", "kirnbach", "mittertal")
    ]
    word = docx.Document(io.BytesIO(archive.read(f"{COUNCIL}-abschluss-mittertal.docx")))
    assert "Gemeinde: Mittertal" in [paragraph.text for paragraph in word.paragraphs]


def test_other_sites_cannot_make_documents_through_a_browser(real_client: httpx.Client) -> None:
    answer = make(real_client, COUNCIL, {"answers": {}, "format": "html"})
    assert "access-control-allow-origin" not in answer.headers
    preflight = real_client.options(f"{API}/{COUNCIL}", headers={"origin": "https://fremd.example"})
    assert "POST" not in preflight.headers["access-control-allow-methods"]


def test_when_all_slots_are_taken_the_answer_says_when_to_come_back(tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path, documents_at_once=1), today=lambda: TODAY)
    with InProcess(app) as transport, httpx.Client(transport=transport, base_url="http://localhost") as client:
        slots = app.app.state.document_slots  # type: ignore[attr-defined]  # Front knows it as any ASGI application
        with slots.one():
            answer = make(client, COUNCIL, {"answers": {}, "format": "html"})
            page = client.post(PAGE, data={"vorlage": COUNCIL, "aktion": "html"})
        assert (answer.status_code, page.status_code) == (503, 503)
        assert answer.headers["retry-after"] == page.headers["retry-after"] == str(RETRY_SECONDS)
        assert make(client, COUNCIL, {"answers": {}, "format": "html"}).status_code == 200


# --- page ---------------------------------------------------------------------------------------


def test_the_list_offers_every_paper_and_takes_the_answers_along(real_client: httpx.Client) -> None:
    page = real_client.get(f"{PAGE}?aufgabe=bauhof").text
    for paper in PAPERS:
        assert f"vorlage={paper.template}&amp;papier={paper.variant}&amp;aufgabe=bauhof" in page


def test_the_frame_for_another_form_stands_apart(real_client: httpx.Client) -> None:
    page = real_client.get(f"{PAGE}?aufgabe=bauhof&person=nein&ebenen=gemeinden&private=keine").text
    first, apart, other = page.partition("Gerüste für andere Formen")
    assert apart
    assert "Gerüst einer Zweckvereinbarung" in first
    assert "Gerüst einer Verbandssatzung" in other
    assert "Gerüste für andere Formen" not in real_client.get(PAGE).text


def test_the_paper_grows_with_what_is_typed(real_client: httpx.Client) -> None:
    empty = real_client.get(f"{PAGE}?vorlage={COUNCIL}&aufgabe=bauhof").text
    assert "[bitte ergänzen: Anlass und warum gerade jetzt]" in empty
    data = {"vorlage": COUNCIL, "aufgabe": "bauhof", "feld-anlass": "Der <Kran> ist\r\nalt.", "aktion": "vorschau"}
    filled = real_client.post(PAGE, data=data)
    assert filled.status_code == 200
    assert "[bitte ergänzen: Anlass und warum gerade jetzt]" not in filled.text
    assert "Der &lt;Kran&gt; ist<br>alt." in filled.text


def test_page_and_file_have_the_same_words(real_client: httpx.Client) -> None:
    data = {"vorlage": COUNCIL, "aufgabe": "bauhof", "feld-beteiligte": "A, B", "aktion": "docx"}
    file = real_client.post(PAGE, data=data)
    assert file.headers["content-disposition"].startswith("attachment")
    word = docx.Document(io.BytesIO(file.content))
    page = real_client.post(PAGE, data={**data, "aktion": "vorschau"}).text
    assert all(
        paragraph.text in page
        for paragraph in word.paragraphs
        if paragraph.style and paragraph.style.name == "Heading 1"
    )


def test_a_calculation_comes_along_by_its_address(real_client: httpx.Client) -> None:
    address = (
        "https://kuemmerer.example/ausgleich/rechner?name-a=Kirnbach&einwohner-a=1.200&name-b=Mittertal&einwohner-b=2.800"
        "&posten-1=Bauhof&betrag-1=220.000"
    )
    page = real_client.post(PAGE, data={"vorlage": COUNCIL, "rechnung": address, "aktion": "vorschau"})
    assert page.status_code == 200
    assert "66.000,00\u00a0€" in page.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"vorlage": COUNCIL, "rechnung": "https://fremd.example/x"}, "keine vollständige Rechnung"),
        ({"vorlage": COUNCIL, "rechnung": "/ausgleich/rechner?name-a=A"}, "keine vollständige Rechnung"),
        ({"vorlage": COUNCIL, "rechnung": "/ausgleich/rechner?unbekannt=1"}, "keine vollständige Rechnung"),
        ({"vorlage": COUNCIL, "rechnung": "http://[kaputt"}, "keine vollständige Rechnung"),
        ({"vorlage": COUNCIL, "feld-gremium": "x" * 400}, "Erlaubt sind 300 Zeichen"),
        ({"vorlage": "beschlus"}, "gibt es keine Vorlage"),
        ({"vorlage": COUNCIL, "aktion": "exe"}, "»exe« ist bei »aktion« nicht möglich"),
        ({"vorlage": COUNCIL, "feld-x": "1"}, "Den Parameter »feld-x« gibt es hier nicht"),
        ({"vorlage": COUNCIL, "aufgabe": "bauhoff"}, "Gemeint »bauhof«?"),
        ({"vorlage": COUNCIL, "alle": "ja", "aktion": "docx"}, "Nennen Sie die Partner"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_the_page(real_client: httpx.Client, data: dict[str, str], words: str) -> None:
    page = real_client.post(PAGE, data=data)
    assert page.status_code == 422
    assert words in page.text


def test_a_form_from_another_site_is_refused(real_client: httpx.Client) -> None:
    headers = {"origin": "https://fremd.example", "sec-fetch-site": "cross-site"}
    assert real_client.post(PAGE, data={"vorlage": COUNCIL}, headers=headers).status_code == 403


def test_result_page_and_every_document_article_lead_here(real_client: httpx.Client) -> None:
    assert f"{PAGE}?aufgabe=bauhof" in real_client.get("/navigator/ergebnis?aufgabe=bauhof").text
    for guide in REAL.library.of(DocumentGuide):
        assert f"{PAGE}?vorlage={guide.slug}" in real_client.get(guide.url).text


# --- the plan -----------------------------------------------------------------------------------

PLAN = {
    "form": "zweckvereinbarung", "aufgabe": "bauhof", "satzung": "nein", "hoheit": "nein", "start": "1.3.2028", "gremien": "2",
    "sitzung": ["Kirnbach: 2.9.2027, 18.11.2027", "Mittertal: 7.10.2027"], "foerderung": "ja", "stand": "klaerung",
}  # fmt: skip


def days_in(page: str) -> list[str]:
    """Steps and days of a plan as they are read off a table."""
    return re.findall(r"\d{1,2}\.\u00a0\w+\u00a0\d{4}", page)


def test_a_paper_has_the_plan_of_the_timetable_page_with_the_same_meetings(real_client: httpx.Client) -> None:
    address = urlencode(PLAN, doseq=True)
    timetable = real_client.get(f"/navigator/zeitplan?{address}").text
    assert f"{PAGE}?{address}".replace("&", "&amp;") in timetable
    table = timetable.partition('<table class="plan-table">')[2].partition("</table>")[0]
    paper = real_client.get(f"{PAGE}?{address}&vorlage={COUNCIL}").text
    shown = paper.partition("Schritte und Tage")[2].partition("</table>")[0]
    assert days_in(shown) == days_in(table)
    assert "Mittertal: Sitzung am 7.\u00a0Oktober\u00a02027" in shown
    assert "Klärung" not in shown


def test_the_plan_stays_with_the_list_the_other_papers_and_the_form(real_client: httpx.Client) -> None:
    address = urlencode(PLAN, doseq=True)
    meeting = urlencode({"sitzung": "Mittertal: 7.10.2027"})
    listed = real_client.get(f"{PAGE}?{address}").text
    assert listed.count(meeting) == len(PAPERS)
    assert "/navigator/ergebnis?aufgabe=bauhof&amp;satzung=nein&amp;hoheit=nein" in listed
    paper = real_client.get(f"{PAGE}?{address}&vorlage={COUNCIL}").text
    assert '<input type="hidden" name="sitzung" value="Mittertal: 7.10.2027">' in paper
    fields = {**PLAN, "vorlage": COUNCIL, "aktion": "vorschau"}
    assert "Mittertal: Sitzung am 7." in real_client.post(PAGE, data=fields).text


def test_what_only_another_form_has_is_left_out_of_the_plan(real_client: httpx.Client) -> None:
    address = urlencode({**PLAN, "weg": "genehmigung"}, doseq=True)
    other = real_client.get(f"{PAGE}?{address}&vorlage=gliederung-gesellschaftsvertrag")
    assert other.status_code == 200
    own = real_client.get(f"{PAGE}?{address}&vorlage={COUNCIL}").text
    assert "Der Zeitplan rechnet mit diesem Weg bei der Rechtsaufsicht: Genehmigung" in own


def test_the_api_takes_the_same_meetings(real_client: httpx.Client) -> None:
    meetings = [{"council": "Mittertal", "dates": ["2027-10-07"]}]
    body = {"answers": {"aufgabe": "bauhof"}, "form": "zweckvereinbarung", "format": "html"}
    plan = {"start": "2028-03-01", "councils": 1, "meetings": meetings}
    text = make(real_client, COUNCIL, {**body, "timetable": plan}).text
    assert "Mittertal: Sitzung am 7.\u00a0Oktober\u00a02027" in text
    bad = make(real_client, COUNCIL, {**body, "timetable": {"done": "quatsch"}})
    assert [error["field"] for error in bad.json()["errors"]] == ["timetable.done"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("sitzung=Kirnbach:+morgen", "kein Datum"),
        ("weg=quatsch", "gibt es in keinem Zeitplan"),
        ("stand=quatsch", "gibt es in keinem Zeitplan"),
        ("gremien=99", "1 bis 60"),
        ("start=1.1.2020", "muss nach dem"),
        ("start=1.3.2028&start=1.4.2028", "darf nur einmal vorkommen"),
    ],
)
def test_a_plan_that_cannot_be_read_is_refused_with_a_sentence(
    real_client: httpx.Client, query: str, words: str
) -> None:
    page = real_client.get(f"{PAGE}?vorlage={COUNCIL}&form=zweckvereinbarung&{query}")
    assert page.status_code == 422
    assert words in page.text
