"""The calculator page: the example, the address, every kind of wrong entry at its field with nothing lost."""

import html
import itertools
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from tests.balance.conftest import Portal

from kuemmerer.balance.form import PAGE
from kuemmerer.balance.keys import LEVY_KEYS
from kuemmerer.balance.pages import EXAMPLE, EXAMPLE_ADDRESS

CASE = {
    "name-a": "Kirnbach",
    "einwohner-a": "1.200",
    "name-b": "Mittertal",
    "einwohner-b": "2.800",
    "betrag-1": "40.000",
}


def text(answer: httpx.Response) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.text))).replace("\u00a0", " ")


def field(answer: httpx.Response, name: str) -> str:
    found = re.search(rf'id="{name}"[^>]* value="([^"]*)"', answer.text)
    assert found is not None, name
    return html.unescape(found[1])


def test_the_empty_page_offers_an_example_and_says_what_it_is_not(portal: Portal) -> None:
    answer = portal.get(PAGE)
    assert answer.status_code == 200
    assert "Rechenbeispiel, kein Bescheid." in text(answer)
    assert html.escape(EXAMPLE_ADDRESS) in answer.text


def test_the_example_answers_every_question(portal: Portal) -> None:
    shown = text(portal.get(EXAMPLE_ADDRESS))
    for sentence in (
        "Kirnbach 26.400,00 €", "Jeder Kopf trägt gleich viel.", "Mehr als allein zahlt: Unterfeld (um 2.000,00 €).",
        "Mittertal und Unterfeld kämen gemeinsam ohne die anderen um 13.600,00 € billiger davon.",
        "Shapley-Wert 50.000,00 € 70.000,00 € 100.000,00 €", "Nukleolus 55.000,00 € 67.500,00 € 97.500,00 €",
        "Unterfeld kann allein entscheiden.", "Ohne jeden Einfluss: Kirnbach und Mittertal.",
        "Am günstigsten ist »Gleiche Teile« für Unterfeld.", "Rechenbeispiel, kein Bescheid.",
    ):  # fmt: skip
        assert sentence in shown


def test_the_address_is_brought_to_what_says_something(portal: Portal) -> None:
    answer = portal.get(
        PAGE,
        **CASE,
        **{
            "art-1": "kosten",
            "turnus-1": "jaehrlich",
            "schluessel-1": "einwohner",
            "name-c": "",
            "schluessel-2": "gleich",
            "jahre": " ",
        },
    )
    assert answer.status_code == 303
    assert dict(parse_qsl(urlsplit(answer.headers["location"]).query)) == CASE


def test_the_register_fills_in_inhabitants_with_their_date(portal: Portal) -> None:
    case = {"name-a": "Odelzhausen", "name-b": "09174146", "betrag-1": "1000"}
    answer = portal.get(PAGE, **case)
    shown = text(answer)
    assert answer.status_code == 200
    assert field(answer, "name-b") == "Sulzemoos"
    assert "Einwohner, Stand 31. Dezember 2024. Sie können die Zahl ändern." in shown
    assert "© Statistisches Bundesamt (Destatis)" in shown
    # What the form sends back unchanged is still the figure of the register.
    again = portal.get(PAGE, **case, **{"einwohner-a": field(answer, "einwohner-a")})
    assert again.status_code == 303
    changed = portal.get(PAGE, **case, **{"einwohner-a": "99"})
    assert "Von Ihnen eingetragen. Register:" in text(changed)


def test_a_name_that_several_municipalities_bear_is_asked_back(portal: Portal) -> None:
    shown = text(portal.get(PAGE, **CASE | {"name-a": "Emmering"}))
    assert "Emmering (Lkr. Ebersberg) oder Emmering (Lkr. Fürstenfeldbruck)" in shown


@pytest.mark.parametrize("slug", LEVY_KEYS)
def test_each_key_asks_for_what_it_needs_and_links_to_its_article(portal: Portal, slug: str) -> None:
    answer = portal.get(PAGE, **CASE | {"schluessel-1": slug})
    page = answer if answer.status_code != 303 else portal.get(answer.headers["location"])
    assert page.status_code in (200, 422)
    assert f'href="/ausgleich/{slug}"' in page.text
    assert LEVY_KEYS[slug].formula in html.unescape(page.text)
    for anchor in re.findall(r'<li><a href="#([^"]+)">', page.text):
        assert f'id="{anchor}"' in page.text, anchor


def test_what_is_equal_but_for_a_cent_has_no_sign(portal: Portal) -> None:
    people = {f"name-{letter}": letter for letter in "abc"} | {f"einwohner-{letter}": "1.000" for letter in "abc"}
    shown = text(portal.get(PAGE, **people, **{"betrag-1": "1.000"}))
    assert "0,0\u00a0%" in shown.replace(" %", "\u00a0%")
    assert "+0,0" not in shown


def test_a_link_that_brings_partners_along_reproaches_nobody_with_a_missing_amount(portal: Portal) -> None:
    answer = portal.get(PAGE, **{"name-a": "Odelzhausen", "name-b": "Sulzemoos"})
    assert answer.status_code == 200
    assert "Tragen Sie oben den Betrag ein" in answer.text


@pytest.mark.parametrize(
    ("changes", "place", "sentence"),
    [
        ({"betrag-1": "viel"}, "betrag-1", "»viel« ist keine Zahl."),
        ({"betrag-1": "1,2,3"}, "betrag-1", "ist keine Zahl."),
        ({"betrag-1": "-5"}, "betrag-1", "Wählen Sie »Ertrag«"),
        ({"betrag-1": "1.000.000.000.001"}, "betrag-1", "zu groß"),
        ({"betrag-1": ""}, "betrag-1", "welcher Betrag geteilt werden soll"),
        ({"einwohner-a": "viele"}, "einwohner-a", "»viele« ist keine Zahl."),
        ({"einwohner-a": "-3"}, "einwohner-a", "zwischen 0 und"),
        ({"einwohner-a": ""}, "einwohner-a", "Bei Kirnbach fehlt die Angabe »Einwohner«"),
        ({"einwohner-a": "0", "einwohner-b": "0"}, "schluessel-1", "Summe der Bezugsgrößen ist null"),
        ({"name-a": ""}, "name-a", "Partner A hat Zahlen, aber keinen Namen."),
        ({"schluessel-1": "stufe", "hoechst-a": "10", "mindest-a": "20"}, "hoechst-a", "liegt der Höchstbetrag unter dem Mindestbetrag"),
        ({"schluessel-1": "stufe", "mindest-a": "50.000"}, "mindest-a", "mehr als zu verteilen ist"),
        ({"schluessel-1": "misch", "teil1-1": "einwohner", "anteil1-1": "50"}, "anteil1-1", "zusammen 100 % ergeben"),
        ({"schluessel-1": "sockel", "sockel-1": "120"}, "sockel-1", "Höchstens 100 %"),
        ({"schluessel-1": "gewst", "hebesatz-1": "0"}, "hebesatz-1", "größer als null"),
        ({"schluessel-1": "scrb"}, "allein-a", "Für diesen Schlüssel fehlen Kosten."),
        ({"gruppen": "A+Z: 5"}, "gruppen", "ist nicht lesbar"),
        ({"gruppen": "A+B: viel"}, "gruppen", "ist keine Zahl."),
        ({"modell": "fixkosten", "allein-a": "5", "allein-b": "5"}, "fest", "welche festen Kosten"),
        ({"modell": "groesste-anforderung", "allein-a": "5"}, "allein-b", "fehlen die Kosten im Alleingang"),
        ({"jahre": "50"}, "jahre", "zwischen 1 und 20"),
        ({"regel": "vorgabe", "stimmen-a": "1"}, "stimmen-b", "fehlt die Zahl der Stimmen"),
        ({"regel": "vorgabe", "stimmen-a": "1,5", "stimmen-b": "1"}, "stimmen-a", "ganze Zahl"),
        ({"regel": "staffel", "staffel": "klein: 2"}, "staffel", "ist nicht lesbar"),
        ({"regel": "staffel", "staffel": "bis 3: 2; bis 2: 1"}, "staffel", "müssen aufsteigen"),
        ({"regel": "staffel", "staffel": "bis 3: 2"}, "staffel", "endet zu früh"),
        ({"ohne": "c"}, "ohne", "nicht dabei"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_a_sentence_at_its_field_and_everything_else_stays(
    portal: Portal, changes: Mapping[str, str], place: str, sentence: str
) -> None:
    entered = {name: value for name, value in {**CASE, **changes}.items() if value}
    answer = portal.get(PAGE, **entered)
    assert answer.status_code == 422, answer.headers
    assert sentence in text(answer)
    assert f'id="{place}-fehler"' in answer.text
    assert f'href="#{place}"' in answer.text
    for name, value in entered.items():
        if name.startswith(("name", "einwohner", "betrag", "hoechst", "mindest", "allein", "stimmen", "jahre")):
            assert field(answer, name) == value


def test_one_partner_bears_everything(portal: Portal) -> None:
    shown = text(portal.get(PAGE, **{"name-a": "Kirnbach", "einwohner-a": "5", "betrag-1": "10"}))
    assert "Kirnbach 10,00 €" in shown
    assert "Mit nur einem Partner gibt es nichts auszugleichen." in shown


@pytest.mark.parametrize(("amount", "share"), [("0", "0,00"), ("1.000.000.000.000", "300.000.000.000,00")])
def test_nothing_and_a_billion_are_shared(portal: Portal, amount: str, share: str) -> None:
    assert f"Kirnbach {share} €" in text(portal.get(PAGE, **CASE | {"betrag-1": amount}))


def test_what_if_costs_rise_and_a_partner_stays_away(portal: Portal) -> None:
    shown = text(portal.get(PAGE, **CASE | {"plus": "20", "ohne": "a"}))
    assert "Kirnbach 12.000,00 € 0,00 € −12.000,00 €" in shown
    assert "Mittertal 28.000,00 € 48.000,00 € +20.000,00 €" in shown


def test_what_if_more_people_live_there(portal: Portal) -> None:
    shown = text(portal.get(PAGE, **CASE | {"kuenftig-a": "2.800"}))
    assert "Kirnbach 1.200 2.800 12.000,00 € 20.000,00 € +8.000,00 €" in shown
    assert "Summe 4.000 5.600 40.000,00 € 40.000,00 € 0,00 €" in shown


@pytest.mark.parametrize(
    ("typed", "future"), [("+5 %", "1.260"), ("5%", "1.260"), ("-3,55 %", "1.157"), ("−100 %", "0"), ("1.300", "1.300")]
)
def test_future_inhabitants_are_a_number_or_a_percentage(portal: Portal, typed: str, future: str) -> None:
    assert f"Kirnbach 1.200 {future} 12.000,00 €" in text(portal.get(PAGE, **CASE | {"kuenftig-a": typed}))


def test_future_inhabitants_stand_in_one_table_with_those_of_today_and_the_official_source(portal: Portal) -> None:
    answer = portal.get(PAGE, **CASE | {"kuenftig-b": "+1 %", "name-c": "Odelzhausen"})
    shown = text(answer)
    assert "Gemeinde heute künftig Kirnbach künftig 1.200 Mittertal künftig 2.800 Odelzhausen künftig 5.671" in shown
    assert "Demographie-Spiegel des Landesamts für Statistik" in shown


def test_what_if_a_percentage_has_nothing_to_stand_on(portal: Portal) -> None:
    case = {
        "name-a": "Kirnbach",
        "name-b": "Mittertal",
        "betrag-1": "10",
        "schluessel-1": "gleich",
        "kuenftig-a": "+5 %",
    }
    answer = portal.get(PAGE, **case)
    assert answer.status_code == 422
    assert "Für Prozent fehlen die heutigen Einwohner von Kirnbach." in text(answer)


def test_everything_stands_at_a_glance_first(portal: Portal) -> None:
    shown = text(portal.get(EXAMPLE_ADDRESS))
    glance = shown[shown.index("Auf einen Blick") : shown.index("Wer trägt was, und warum?")]
    for sentence in (
        "Jeder Kopf trägt gleich viel.", "Mehr als allein zahlt: Unterfeld (um 2.000,00 €).",
        "2 Gruppen kämen ohne die anderen billiger davon.", "Unterfeld kann allein entscheiden.",
        "Kirnbach 26.400,00 € 22,00 € spart 43.600,00 €", "Unterfeld 132.000,00 € 22,00 € zahlt mehr: 2.000,00 €",
        "Zusammen 220.000,00 € 22,00 € spart 80.000,00 €",
    ):  # fmt: skip
        assert sentence in glance


def test_the_twelfth_partner_is_the_last_and_the_page_says_what_to_do(portal: Portal) -> None:
    eleven = {f"name-{letter}": f"Ort {letter}" for letter in "abcdefghijk"} | {
        "betrag-1": "1",
        "schluessel-1": "gleich",
    }
    assert "Mehr als 12 Partner" not in text(portal.get(PAGE, **eleven))
    full = text(portal.get(PAGE, **eleven, **{"name-l": "Ort l"}))
    assert "Mehr als 12 Partner rechnet diese Seite nicht: Fassen Sie Gemeinden zusammen" in full


def test_twelve_partners_with_everything_fit_into_the_address(portal: Portal) -> None:
    letters = "abcdefghijkl"
    case = {f"name-{letter}": f"Gemeinde mit Namen {letter}" for letter in letters}
    for name in ("einwohner", "umlagekraft", "flaeche", "allein", "hoechst", "mindest", "kuenftig"):
        case |= {f"{name}-{letter}": "1.234" for letter in letters}
    case |= {"betrag-1": "1.234.567,89", "schluessel-1": "stufe", "betrag-2": "1", "schluessel-2": "umlagekraft"}
    case["gruppen"] = "\r\n".join(f"{one}+{other}: 1.400" for one, other in itertools.combinations(letters, 2))
    answer = portal.get(PAGE, **case)
    assert answer.status_code in (200, 303), text(answer)


def test_what_nobody_knows_is_not_praised_at_a_glance(portal: Portal) -> None:
    shown = text(portal.get(PAGE, **CASE))
    assert "Ob sich das für jede Gemeinde lohnt, zeigt der Vergleich mit den Kosten im Alleingang." in shown
    assert "billiger davon." not in shown


def test_the_register_is_cited_once_for_all(portal: Portal) -> None:
    shown = text(portal.get(PAGE, **{"name-a": "Odelzhausen", "name-b": "Sulzemoos", "betrag-1": "1000"}))
    assert "Einwohner aus dem Register, Stand 31. Dezember 2024: Odelzhausen 5.671; Sulzemoos 2.859. ©" in shown


@pytest.mark.parametrize(
    ("rule", "asked"),
    [
        ("gleich", []),
        ("einwohner", ["je"]),
        ("anteil", ["sitze"]),
        ("staffel", ["staffel"]),
        ("vorgabe", ["stimmen-a"]),
    ],
)
def test_votes_ask_only_for_what_their_rule_needs(portal: Portal, rule: str, asked: list[str]) -> None:
    page = portal.get(PAGE, **CASE | {"regel": rule}).text
    assert [name for name in ("je", "sitze", "staffel", "stimmen-a") if f'id="{name}"' in page] == asked


def test_fixed_costs_make_going_together_worth_it(portal: Portal) -> None:
    costs = {"modell": "fixkosten", "fest": "20.000", "allein-a": "30.000", "allein-b": "35.000"}
    assert "Keine der 3 Gruppen käme ohne die anderen billiger davon." in text(portal.get(PAGE, **CASE | costs))


def test_votes_by_size_classes(portal: Portal) -> None:
    shown = text(portal.get(PAGE, **CASE | {"regel": "staffel", "staffel": "bis 2.000: 2; darüber: 3"}))
    assert "Ein Beschluss braucht 3 von 5 Stimmen." in shown


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"nmae-a": "X"}, "Gemeint »name-a«?"),
        ({"schluessel-1": "einwoner"}, "Gemeint »einwohner«?"),
        ({"vergleich": "alles"}, "»alles« gibt es bei »vergleich« nicht."),
        ({"name-a": "\x00"}, "Zeichen, die wir nicht lesen können"),
    ],
)
def test_what_no_form_sends_is_named(portal: Portal, parameters: Mapping[str, str], sentence: str) -> None:
    answer = portal.get(PAGE, **parameters)
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_what_is_typed_is_never_markup(portal: Portal) -> None:
    answer = portal.get(PAGE, **CASE | {"name-a": "<script>alert(1)</script>", "posten-1": '"><img src=x>'})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text


def test_keys_overview_and_navigator_lead_to_the_calculator(portal: Portal) -> None:
    assert f'href="{PAGE}"' in portal.get("/ausgleich").text
    assert f'href="{PAGE}?schluessel-1=flaeche"' in portal.get("/ausgleich/flaeche").text
    assert portal.get(PAGE, **{"schluessel-1": "flaeche"}).status_code == 200
    result = portal.get("/navigator/ergebnis?aufgabe=gewerbegebiet&gemeinde=09174135&mit=09174146").text
    assert f'href="{PAGE}?name-a=Odelzhausen&amp;name-b=Sulzemoos"' in result


def test_the_example_of_the_page_is_the_one_of_the_articles(portal: Portal) -> None:
    article = portal.get("/ausgleich/kern").text
    assert all(
        figure in article for figure in (EXAMPLE["allein-a"], EXAMPLE["allein-b"], EXAMPLE["allein-c"], "13.600")
    )


def test_a_calculation_goes_into_a_paper_with_one_click(portal: Portal) -> None:
    link = re.search(r'href="(/navigator/dokumente\?[^"]*rechnung=[^"]*)"', portal.get(EXAMPLE_ADDRESS).text)
    assert link is not None
    given = dict(parse_qsl(urlsplit(html.unescape(link[1])).query))
    assert dict(parse_qsl(urlsplit(given["rechnung"]).query)).items() >= EXAMPLE.items()
