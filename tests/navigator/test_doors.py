"""Page and API of the navigator: the same verdicts and reasons over random answers, old links, roles, strict parameters."""

import random
import re
from html import unescape
from urllib.parse import urlencode

import httpx
import pytest

from kuemmerer.navigator.model import Rulebook

API = "/api/v1/navigator/evaluate"
RULE = re.compile(r"Regel ([A-Z]\d{1,2}(?:[a-z]|-\d)?)\b")


def page_of(answers: dict[str, str]) -> str:
    return f"/navigator/ergebnis?{urlencode(answers)}"


def rules_by_form(html: str) -> dict[str, set[str]]:
    """The rule ids that the page shows below the anchor of each form."""
    parts = re.split(r'id="form-([a-z-]+)"', html)
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return {slug: set(RULE.findall(re.split(r'<h2 id="|<article ', part)[0])) for slug, part in pairs}


@pytest.mark.parametrize("seed", range(12))
def test_page_and_api_give_the_same_reasons(real_client: httpx.Client, rulebook: Rulebook, seed: int) -> None:
    source = random.Random(seed)
    answers = {
        question.id: source.choice((*question.values, "weiss-nicht"))
        for question in rulebook.questions
        if source.random() < 0.6
    } or {"aufgabe": "bauhof"}
    result = real_client.post(API, json={"answers": answers}).json()
    shown = rules_by_form(real_client.get(page_of(answers)).text)
    assert set(shown) == {form["slug"] for form in result["forms"]}
    for form in result["forms"]:
        speaking = {
            reason["id"]
            for reason in form["reasons"]
            if form["verdict"] != "excluded" or (reason["effect"] == "excludes" and not reason["open"])
        }
        assert shown[form["slug"]] == speaking, form["slug"]


def test_the_permalink_of_the_api_opens_the_page(real_client: httpx.Client) -> None:
    body = {"answers": {"aufgabe": "bauhof"}, "role": "vg", "start": "2027-03", "begun": True}
    link = real_client.post(API, json=body).json()["permalink"]
    assert "rolle=vg" in link
    assert "beginn=2027-03" in link
    page = real_client.get(link)
    assert page.status_code == 200
    assert "Dieses Ergebnis wurde mit einem früheren Stand erstellt" not in page.text
    assert "Die Gemeinschaftsversammlung Ihrer VG" in page.text


def test_an_old_link_is_translated_on_page_and_in_the_api(real_client: httpx.Client) -> None:
    page = real_client.get("/navigator/ergebnis?aufgabe=bauhof&bescheide=ja&ausstieg-jederzeit=ja&einwohner=3000")
    assert page.status_code == 200
    assert "Dieser Link stammt aus einer früheren Fassung der Fragen" in page.text
    assert "bescheide=" not in page.text
    old = real_client.post(
        API, json={"answers": {"aufgabe": "bauhof", "bescheide": "ja", "ausstieg-jederzeit": "ja"}}
    ).json()
    new = real_client.post(API, json={"answers": {"aufgabe": "bauhof", "hoheit": "ja", "ausstieg": "leicht"}}).json()
    assert len(old["migrated"]) == 2
    assert new["migrated"] == []
    assert {**old, "migrated": []} == new


def test_a_forged_or_older_stand_lists_what_changed_and_why(real_client: httpx.Client) -> None:
    answers = {"aufgabe": "standesamt", "ebenen": "gemeinden"}
    link = real_client.post(API, json={"answers": answers}).json()["permalink"]
    letters = link.rpartition("~")[2]
    older = link.replace(letters, "p" * len(letters))
    page = real_client.get(older).text
    assert "GmbH: vorher „passt“, jetzt „ausgeschlossen“. Heute gilt: Private Rechtsformen" in page
    assert "lässt sich nicht mehr sagen" in real_client.get(link.replace(letters, letters[:-2])).text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("aufgabe=bauhof&rolle=chef", "keine Rolle"),
        ("aufgabe=bauhof&beginn=bald", "kein Monat"),
        ("aufgabe=bauhof&begonnen=vielleicht", "ja, nein"),
        ("aufgabe=bauhof&beginn=2027-01&beginn=2027-02", "darf nur einmal vorkommen"),
        ("aufgabe=bauhof&bescheide=vielleicht", "keine Antwort"),
    ],
)
def test_what_is_no_setting_is_refused(real_client: httpx.Client, query: str, words: str) -> None:
    for page in ("/navigator/ergebnis", "/navigator"):
        answer = real_client.get(f"{page}?{query}")
        assert answer.status_code == 422
        assert words in answer.text


@pytest.mark.parametrize(
    ("more", "field"),
    [({"role": "chef"}, "role"), ({"start": "bald"}, "start"), ({"begun": "vielleicht"}, "begun"), ({"x": 1}, "x")],
)
def test_the_api_names_the_refused_field(real_client: httpx.Client, more: dict[str, object], field: str) -> None:
    answer = real_client.post(API, json={"answers": {}, **more})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_the_place_form_keeps_role_and_start(real_client: httpx.Client) -> None:
    sent = real_client.get(
        "/navigator/gemeinde?aufgabe=bauhof&geprueft=1&eigene=&rolle=mehrere&beginn=2027-03&begonnen=ja"
    )
    assert sent.status_code == 303
    assert sent.headers["location"] == "/navigator?aufgabe=bauhof&rolle=mehrere&beginn=2027-03&begonnen=ja"


def test_a_month_nobody_can_read_is_said_at_its_field(real_client: httpx.Client) -> None:
    sent = real_client.get("/navigator/gemeinde?aufgabe=bauhof&geprueft=1&eigene=Glonn&beginn=bald")
    assert sent.status_code == 422
    assert 'href="#beginn">»bald« ist kein Monat' in sent.text
    assert 'value="bald"' in sent.text
    assert 'value="Glonn"' in sent.text


def test_a_question_speaks_to_the_role(real_client: httpx.Client) -> None:
    plain = real_client.get("/navigator?aufgabe=bauhof&frage=vg-leistet").text
    vg = real_client.get("/navigator?aufgabe=bauhof&frage=vg-leistet&rolle=vg").text
    assert "Kann die VG die Aufgabe" in plain
    assert "Kann Ihre VG die Aufgabe" in vg


def first_steps(html: str) -> str:
    return html.partition('id="erste-schritte"')[2].partition("</section>")[0]


@pytest.mark.parametrize(
    "answers",
    [
        {"aufgabe": "bauhof", "person": "nein", "private": "keine", "gemeinde": "09175121", "mit": "09175112"},
        {"aufgabe": "standesamt", "person": "weiss-nicht"},
        {"steuern": "ja"},
    ],
)
def test_the_result_begins_with_steps_whose_links_lead_somewhere(
    real_client: httpx.Client, answers: dict[str, str]
) -> None:
    page = real_client.get(page_of(answers)).text
    steps = first_steps(page)
    assert "Anrufen: " in steps
    links = re.findall(r'href="([^"]+)"', steps)
    assert links
    for link in links:
        if link.startswith(("tel:", "https://")):
            assert "gemeinde" in answers  # the way to its authority
        elif link.startswith("#"):
            assert f'id="{link[1:]}"' in page
        else:
            assert real_client.get(unescape(link)).status_code == 200, link


def test_the_first_step_names_the_authority_of_the_named_municipality(real_client: httpx.Client) -> None:
    named = first_steps(real_client.get(page_of({"aufgabe": "bauhof", "gemeinde": "09175121"})).text)
    assert "Anrufen: Landratsamt Ebersberg" in named
    assert "Gemeinde und Partner nennen" not in named
    assert "Gemeinde und Partner nennen" in first_steps(real_client.get(page_of({"aufgabe": "bauhof"})).text)


def test_a_question_invites_to_name_the_municipality(real_client: httpx.Client) -> None:
    assert 'href="/navigator/gemeinde?aufgabe=bauhof"' in real_client.get("/navigator?aufgabe=bauhof").text


def test_the_way_back_to_the_task_keeps_the_municipality(real_client: httpx.Client) -> None:
    page = real_client.get("/navigator?aufgabe=bauhof&gemeinde=09175121&rolle=vg").text
    back = unescape(re.findall(r'class="back" href="([^"]+)"', page)[0])
    assert back == "/navigator?gemeinde=09175121&rolle=vg"
    assert "Für: Glonn" in real_client.get(back).text


def test_the_calculator_is_always_one_click_away_with_the_named_partners(real_client: httpx.Client) -> None:
    page = real_client.get(page_of({"aufgabe": "bauhof", "gemeinde": "09175121"})).text
    assert "/ausgleich/rechner?name-a=Glonn" in page


def test_a_hint_about_another_form_says_so(real_client: httpx.Client) -> None:
    page = real_client.get(page_of({"aufgabe": "bauhof", "person": "nein", "ebenen": "gemeinden"})).text
    warned = page.partition("Keine Gemeinde als persönlich haftende Gesellschafterin")[2]
    assert "Gilt nur für: GmbH &amp; Co. KG" in warned.partition("note__title")[0]


def test_a_way_to_another_verdict_is_one_click(real_client: httpx.Client) -> None:
    page = real_client.get(page_of({"aufgabe": "bauhof", "person": "nein", "ebenen": "gemeinden"})).text
    assert "Das passt, wenn" in page
    part = page.partition('id="form-zweckverband"')[2].partition("</article>")[0]
    ways = [unescape(link) for link in re.findall(r'<li><a href="(/navigator/ergebnis[^"]+)"', part)]
    assert "/navigator/ergebnis?aufgabe=bauhof&ebenen=gemeinden&ausstieg=egal&person=ja&private=beratend" in ways
    for way in ways:
        card = real_client.get(way).text.partition('id="form-zweckverband"')[2].partition("</article>")[0]
        assert ">passt</span>" in card


def test_the_right_landratsamt_is_shown_with_the_way_to_it(real_client: httpx.Client) -> None:
    body = {"answers": {"aufgabe": "bauhof"}, "municipality": "09174135"}
    result = real_client.post(API, json=body).json()
    office = result["authority"]["offices"][0]
    assert (office["name"], office["public_contact"]["district"]) == ("Landratsamt Dachau", "09174")
    page = real_client.get(result["permalink"]).text
    assert str(office["public_contact"]["web"]) in page
    assert "08141" not in page
    assert "Eine geprüfte Telefonnummer haben wir nicht" in page


def test_a_number_can_be_called_from_the_result(real_client: httpx.Client) -> None:
    result = real_client.post(API, json={"answers": {"aufgabe": "bauhof"}, "municipality": "09179114"}).json()
    assert result["authority"]["offices"][0]["public_contact"]["phone"] == "08141 519-999"
    assert 'href="tel:08141519999"' in real_client.get(result["permalink"]).text


def test_without_a_municipality_nobody_elses_number_is_shown(real_client: httpx.Client) -> None:
    result = real_client.post(API, json={"answers": {"aufgabe": "bauhof"}}).json()
    office = result["authority"]["offices"][0]
    assert office["public_contact"] is None
    assert "Nennen Sie Ihre Gemeinde" in office["how"]
    assert "08141" not in real_client.get(result["permalink"]).text


def test_whom_to_call_says_how_where_it_is_known(real_client: httpx.Client) -> None:
    body = {"answers": {"aufgabe": "gewerbegebiet"}, "municipality": "09174135"}
    institutions = real_client.post(API, json=body).json()["institutions"]
    phones = [
        item["public_contact"]["phone"]
        for item in institutions
        if item["public_contact"] and item["public_contact"]["phone"]
    ]
    assert phones
    page = real_client.get("/navigator/ergebnis?aufgabe=gewerbegebiet&gemeinde=09174135").text
    assert all(phone in page for phone in phones)


def test_partners_in_two_districts_see_both_offices_and_no_number_that_misleads(real_client: httpx.Client) -> None:
    body = {"answers": {"aufgabe": "bauhof"}, "municipality": "09174135", "partners": ["09179114"]}
    result = real_client.post(API, json=body).json()
    shown = [(office["name"], office["public_contact"]["district"]) for office in result["authority"]["offices"]]
    assert shown == [("Landratsamt Dachau", "09174"), ("Landratsamt Fürstenfeldbruck", "09179")]
    assert all(not (item["public_contact"] or {}).get("district") for item in result["institutions"])
