"""The page, the calendar file and the API: the same plan, strict parameters, German sentences."""

from urllib.parse import quote

import httpx
import pytest

PAGE = "/navigator/zeitplan"
API = "/api/v1/navigator/timetable"


def test_the_page_works_without_and_with_a_form(real_client: httpx.Client) -> None:
    assert real_client.get(PAGE).status_code == 200
    page = real_client.get(f"{PAGE}?form=zweckvereinbarung&aufgabe=bauhof&hoheit=nein&satzung=nein&start=1.3.2028")
    assert page.status_code == 200
    assert "Das ist zu schaffen" in page.text
    assert "/navigator/zeitplan.ics?form=zweckvereinbarung&amp;aufgabe=bauhof" in page.text
    assert "/navigator/ergebnis?aufgabe=bauhof" in page.text


def test_a_start_that_cannot_be_met_is_said_with_the_earliest_one(real_client: httpx.Client) -> None:
    page = real_client.get(f"{PAGE}?form=zweckverband&start=1.3.2027").text
    assert "ist nicht zu halten" in page
    assert "Verlassen können Sie sich auf den" in page


def test_the_result_page_leads_here_with_its_answers(real_client: httpx.Client) -> None:
    result = real_client.get("/navigator/ergebnis?aufgabe=bauhof&person=nein&beginn=2028-01")
    assert "/navigator/zeitplan?form=" in result.text
    page = real_client.get(f"{PAGE}?form=zweckvereinbarung&aufgabe=bauhof&beginn=2028-01").text
    assert 'value="01.01.2028"' in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("form=zweckverbannd", "Gemeint »zweckverband«?"),
        ("form=gmbh&start=gestern", "kein Datum"),
        ("form=gmbh&start=1.1.2020", "muss nach dem 25.11.2026 liegen"),
        ("form=gmbh&gremien=99", "1 bis 60"),
        ("form=gmbh&sitzung=" + quote("Kirnbach: morgen"), "kein Datum"),
        ("form=gmbh&stand=start", "gibt es in diesem Plan nicht"),
        ("form=gmbh&foerderung=vielleicht", "ja, nein"),
        ("form=zweckvereinbarung&weg=vorlage", "anzeige, genehmigung"),
        ("form=gmbh&farbe=rot", "Den Parameter »farbe« gibt es"),
        ("form=gmbh&form=stiftung", "darf nur einmal vorkommen"),
        ("form=gmbh&hoheit=jaa", "keine Antwort"),
        ("form=gmbh&rolle=chef", "keine Rolle"),
    ],
)
def test_a_mistake_is_refused_with_a_sentence(real_client: httpx.Client, query: str, words: str) -> None:
    for page in (PAGE, f"{PAGE}.ics"):
        answer = real_client.get(f"{page}?{query}")
        assert answer.status_code == 422
        assert words in answer.text


def test_the_calendar_file_is_a_download(real_client: httpx.Client) -> None:
    answer = real_client.get(f"{PAGE}.ics?form=gmbh&start=1.3.2028")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="zeitplan.ics"'
    assert answer.text.startswith("BEGIN:VCALENDAR\r\n")
    assert real_client.get(f"{PAGE}.ics").status_code == 422


def test_the_api_answers_the_same_plan_as_the_page(real_client: httpx.Client) -> None:
    body = {
        "form": "gemeinsames-kommunalunternehmen",
        "start": "2028-10-01",
        "councils": 2,
        "meetings": [
            {"council": "Kirnbach", "dates": ["2027-09-02", "2027-12-02"]},
            {"council": "Mittertal", "dates": ["2027-11-18"]},
        ],
    }
    answer = real_client.post(API, json=body).json()
    assert (answer["reach"], answer["start"], answer["oversight"]) == ("sicher", "2028-10-01", "vorlage")
    resolution = next(step for step in answer["steps"] if step["kind"] == "sitzung")
    assert [sitting["council"] for sitting in resolution["sittings"]] == ["Mittertal", "Kirnbach"]
    meetings = "&".join(f"sitzung={quote(text)}" for text in ("Kirnbach: 2.9.2027, 2.12.2027", "Mittertal: 18.11.2027"))
    page = real_client.get(f"{PAGE}?form=gemeinsames-kommunalunternehmen&start=1.10.2028&gremien=2&{meetings}").text
    for step in answer["steps"]:
        assert step["title"] in page
        year, month, day = step["latest"].split("-")
        months = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
        assert f"{int(day)}.\u00a0{months[int(month) - 1]}\u00a0{year}" in page


def test_answers_decide_about_notice_or_approval(real_client: httpx.Client) -> None:
    known = {"form": "zweckvereinbarung", "answers": {"aufgabe": "bauhof", "satzung": "nein"}}
    assert real_client.post(API, json=known).json()["oversight"] == "anzeige"
    powers = {**known, "answers": {"aufgabe": "bauhof", "satzung": "nein", "hoheit": "ja"}}
    assert real_client.post(API, json=powers).json()["oversight"] == "genehmigung"
    unknown = real_client.post(API, json={**known, "answers": {"aufgabe": "bauhof", "hoheit": "weiss-nicht"}}).json()
    assert (unknown["oversight"], unknown["oversight_open"]) == ("genehmigung", True)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"form": "gmbhh"}, "form"),
        ({"form": "gmbh", "start": "2020-01-01"}, "start"),
        ({"form": "gmbh", "start": "morgen"}, "start"),
        ({"form": "zweckvereinbarung", "oversight": "vorlage"}, "oversight"),
        ({"form": "gmbh", "done": "start"}, "done"),
        ({"form": "gmbh", "councils": 0}, "councils"),
        ({"form": "gmbh", "meetings": [{"council": "A", "dates": []}]}, "meetings.0.dates"),
        ({"form": "gmbh", "answers": {"hoheit": "jaa"}}, "answers.hoheit"),
        ({"form": "gmbh", "farbe": "rot"}, "farbe"),
        ({}, "form"),
    ],
)
def test_the_api_names_the_refused_field(real_client: httpx.Client, body: dict[str, object], field: str) -> None:
    answer = real_client.post(API, json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert [error["field"] for error in answer.json()["errors"]] == [field]
