"""What people come for, from the first page to the answer, through the pages themselves and without JavaScript."""

import shutil
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from .in_process import served
from .visitor import Visitor

FLOW, RESULT, PLACES = "/navigator", "/navigator/ergebnis", "/navigator/gemeinde"
VILLAGE = Path(__file__).parent / "village"


@pytest.fixture
def visitor(client: httpx.Client) -> Visitor:
    """Somebody who visits the village's portal."""
    return Visitor(client)


def answer_all(visitor: Visitor, answer: str) -> int:
    """Answer every question the same way (the first option where that is none); answers how many were asked."""
    asked = 0
    while visitor.address.startswith(f"{FLOW}?"):
        form = visitor.form(FLOW)
        question = dict(form.fields)["gefragt"]
        options = form.choices[question]
        visitor.open(form.filled({question: answer if answer in options else options[0]}))
        asked += 1
        assert asked < 40, "the questions never end"
    return asked


def test_a_reader_finds_the_way_from_the_start_to_a_form_and_whom_to_call(visitor: Visitor) -> None:
    visitor.open("/").follow("Organisationsformen").follow("Zweckvereinbarung")
    assert visitor.heading == "Zweckvereinbarung"
    assert "geprüft am" in visitor.html.lower()
    visitor.follow("Landratsamt Kirntal, Rechtsaufsicht")
    assert "09198 4711" in visitor.html


def test_a_search_leads_to_the_page_and_a_typo_does_too(visitor: Visitor) -> None:
    visitor.open("/").send("/suche", {"q": "Schneepflug"})
    assert "<mark>" in visitor.html
    visitor.follow("Bauhof Kirnbach und Mittertal")
    assert visitor.address == "/beispiele/bauhof-kirnbach-mittertal"
    visitor.open("/").send("/suche", {"q": "Zweckverbnad"})
    assert visitor.link("Zweckverband") == "/instrumente/zweckverband"


def test_a_search_without_a_hit_still_leads_somewhere(visitor: Visitor) -> None:
    visitor.open("/suche?q=xylophonorchester")
    assert visitor.link("Navigator")


@pytest.mark.parametrize("answer", ["ja", "nein", "weiss-nicht"])
def test_the_questions_end_in_a_result_whatever_is_answered(visitor: Visitor, answer: str) -> None:
    visitor.open(FLOW).send(FLOW, {"aufgabe": "bauhof"})
    asked = answer_all(visitor, answer)
    assert 1 <= asked <= 8
    assert visitor.address.startswith(f"{RESULT}?")
    assert "Orientierung, keine Rechtsberatung" in visitor.html
    assert "Wen Sie anrufen" in visitor.html
    for form in ("Zweckvereinbarung", "Zweckverband", "Eingetragener Verein"):
        assert form in visitor.html


def test_every_exclusion_shows_its_rule_its_norm_and_the_answer_it_rests_on(visitor: Visitor) -> None:
    visitor.open(f"{RESULT}?aufgabe=standesamt&bescheide=ja")
    assert "Ein Verein darf keine Bescheide erlassen." in visitor.html
    assert "Regel R14" in visitor.html
    assert "Art. 22 KommZG" in visitor.html
    assert visitor.link("Bescheide „Ja“")


def test_an_empty_form_asks_again_and_says_why(visitor: Visitor) -> None:
    visitor.open(FLOW).send(FLOW, {"aufgabe": "bauhof"})
    form = visitor.form(FLOW)
    question = dict(form.fields)["gefragt"]
    visitor.open(form.filled({}), status=422)
    assert dict(visitor.form(FLOW).fields)["gefragt"] == question
    assert "Wählen Sie eine Antwort" in visitor.html


def test_an_answer_is_changed_from_the_result_and_the_others_stay(visitor: Visitor) -> None:
    visitor.open(f"{RESULT}?aufgabe=bauhof&bescheide=nein&personal=nein&austausch=ja")
    visitor.follow("Ändern: Bescheide") if "Ändern: Bescheide" in visitor.html else visitor.open(
        f"{FLOW}?aufgabe=bauhof&bescheide=nein&personal=nein&austausch=ja&frage=bescheide&zurueck=ergebnis"
    )
    visitor.send(RESULT, {"bescheide": "ja"})
    kept = dict(visitor.query)
    assert (kept["bescheide"], kept["personal"]) == ("ja", "nein")
    assert "Diese Antworten zählen nicht mehr" in visitor.html
    assert "Nur Austausch" in visitor.html


def test_a_municipality_in_the_register_is_found_and_what_follows_is_shown(visitor: Visitor) -> None:
    visitor.open(f"{FLOW}?aufgabe=bauhof").open(f"{PLACES}?aufgabe=bauhof")
    visitor.send(PLACES, {"eigene": "Kirnbach", "partner-name": ["Mittertal", "", ""]})
    assert ("gemeinde", "09198111") in visitor.query
    assert ("mit", "09198112") in visitor.query
    assert "Kirnbach, Mittertal" in visitor.html
    visitor.open(f"{RESULT}?{urlencode(visitor.query)}")
    assert "darf kein Zweckverband neu entstehen" in visitor.html


def test_municipalities_that_are_not_in_the_register_are_used_with_their_landkreis(visitor: Visitor) -> None:
    visitor.open(f"{PLACES}?aufgabe=bauhof")
    visitor.send(PLACES, {"eigene": "Neudorf", "partner-name": ["Mittertal", "Altdorf"]}, status=422)
    assert "„Neudorf“ steht nicht im Verzeichnis." in visitor.html
    assert "„Altdorf“ steht nicht im Verzeichnis." in visitor.html
    assert ("eigene", "Neudorf") in visitor.form(PLACES).fields
    visitor.send(
        PLACES,
        {
            "eigene": "Neudorf",
            "eigene-landkreis": "09199",
            "partner-name": ["Mittertal", "Altdorf"],
            "partner-landkreis": ["", "09198"],
        },
    )
    assert {"ort": "Neudorf", "ort-landkreis": "09199", "mit-ort": "09198 Altdorf"}.items() <= dict(
        visitor.query
    ).items()
    assert "Neudorf (Lkr. Unterland), Mittertal, Altdorf (Lkr." in visitor.html
    visitor.open(f"{PLACES}?{urlencode(visitor.query)}")
    assert {("eigene", "Neudorf"), ("eigene-landkreis", "09199"), ("partner-landkreis", "09198")} <= set(
        visitor.form(PLACES).fields
    )


def test_an_old_link_with_inhabitants_still_opens(visitor: Visitor) -> None:
    visitor.open(f"{FLOW}?aufgabe=bauhof&ort=Neudorf&ort-landkreis=09199&ort-einwohner=4100")
    assert "Neudorf (Lkr. Unterland)" in visitor.html


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ort=Neudorf", "Wählen Sie den Landkreis aus."),
        ("mit-ort=09100+Neudorf", "Den Landkreis »09100« gibt es nicht."),
        ("mit-ort=09199", "»Name der Gemeinde« ist zu kurz"),
    ],
)
def test_a_place_by_hand_that_is_not_complete_is_refused(client: httpx.Client, query: str, words: str) -> None:
    answer = client.get(f"{RESULT}?aufgabe=bauhof&{query}")
    assert answer.status_code == 422
    assert words in answer.text


def test_a_name_that_is_not_clear_is_asked_for_again_with_everything_that_was_typed(visitor: Visitor) -> None:
    visitor.open(f"{PLACES}?aufgabe=bauhof")
    visitor.send(PLACES, {"eigene": "Kirnbch", "partner-name": ["Mittertal", "", ""]}, status=422)
    assert "steht nicht im Verzeichnis. Meinten Sie „Kirnbach“?" in visitor.html
    assert ("eigene", "Kirnbch") in visitor.form(PLACES).fields
    assert ("partner-name", "Mittertal") in visitor.form(PLACES).fields


def test_back_reload_and_share_need_nothing_but_the_address(visitor: Visitor, client: httpx.Client) -> None:
    visitor.open(FLOW).send(FLOW, {"aufgabe": "bauhof"})
    first = visitor.address
    answer_all(visitor, "nein")
    again = Visitor(client).open(visitor.address)
    assert again.html == visitor.html
    assert Visitor(client).open(first).form(FLOW).fields


def test_page_and_api_say_the_same(visitor: Visitor, client: httpx.Client) -> None:
    answers = {"aufgabe": "standesamt", "bescheide": "ja", "personal": "weiss-nicht"}
    result = client.post("/api/v1/navigator/evaluate", json={"answers": answers}).json()
    visitor.open(result["permalink"])
    assert visitor.address.startswith(RESULT)
    for form in result["forms"]:
        assert form["title"] in visitor.html
        for reason in form["reasons"]:
            if reason["effect"] == "excludes" and not reason["open"]:
                assert reason["text"] in visitor.html
                assert reason["norm"] in visitor.html
    assert {form["slug"]: form["verdict"] for form in result["forms"]}["eingetragener-verein"] == "excluded"
    assert result["institutions"]
    assert "früheren Stand" not in visitor.html


def test_a_link_opened_under_another_content_says_what_changed(
    client: httpx.Client, village_copy: Path, tmp_path: Path
) -> None:
    answers = {"aufgabe": "bauhof", "bescheide": "nein", "personal": "nein", "nachbar": "ja", "partner": "zwei"}
    link = client.post("/api/v1/navigator/evaluate", json={"answers": answers}).json()["permalink"]
    rules = village_copy / "navigator/regeln/regeln.yml"
    rules.write_text(
        rules.read_text("utf-8")
        + "  - {id: R99, forms: [zweckvereinbarung], effect: excludes, when: {partner: zwei}, "
        + "text: Seit heute braucht es drei., norm: Art. 8 KommZG}\n",
        "utf-8",
    )
    with served(village_copy, tmp_path / "data") as later:
        html = Visitor(later).open(link).html
    assert "Dieses Ergebnis wurde mit einem früheren Stand erstellt" in html
    assert "Zweckvereinbarung: vorher „passt“, jetzt „ausgeschlossen“." in html
    assert "Seit heute braucht es drei." in html


def test_a_link_opened_under_content_without_other_rules_says_that_nothing_changed(
    client: httpx.Client, village_copy: Path, tmp_path: Path
) -> None:
    link = client.post("/api/v1/navigator/evaluate", json={"answers": {"aufgabe": "bauhof"}}).json()["permalink"]
    term = village_copy / "glossar/umlage.md"
    term.write_text(term.read_text("utf-8") + "\nNoch ein Satz. {praxis}\n", "utf-8")
    with served(village_copy, tmp_path / "data") as later:
        assert "Kein Urteil hat sich geändert" in Visitor(later).open(link).html


def test_the_real_questions_end_in_a_result_for_every_task(real_client: httpx.Client) -> None:
    visitor = Visitor(real_client)
    tasks = [task for task in visitor.open(FLOW).form(FLOW).choices["aufgabe"] if task]
    assert len(tasks) >= 25
    for number, task in enumerate(tasks):
        # Every tenth task is played through; the others must at least begin.
        visitor.open(FLOW).send(FLOW, {"aufgabe": task})
        if number % 10 == 0:
            assert answer_all(visitor, "weiss-nicht") <= 30
            assert visitor.address.startswith(RESULT)


def test_the_village_is_served_from_a_folder_without_anything_else(tmp_path: Path) -> None:
    content = shutil.copytree(VILLAGE, tmp_path / "inhalt")
    for folder in ("regionen", "suche", "normen", "seiten"):
        shutil.rmtree(content / folder)
    with served(content, tmp_path / "data") as client:
        assert client.get("/").status_code == 200
        assert client.get("/instrumente/zweckverband").status_code == 200
        assert client.get("/api/v1/municipalities").json()["total"] == 0
        assert client.get("/impressum").status_code == 404
