"""POST /api/v1/balance: the contract, the worked example, and what is refused."""

import copy
from typing import Any

import httpx
import pytest
from tests.balance.conftest import Portal

from kuemmerer.balance import intake
from kuemmerer.balance.keys import LEVY_KEYS
from kuemmerer.balance.shapes import EXAMPLE

Body = dict[str, Any]


def example(**changes: Any) -> Body:
    return copy.deepcopy(EXAMPLE) | changes


def items(slug: str, amount: str = "1000.00", **parameters: Any) -> list[Body]:
    return [{"id": "x", "label": "Betrieb", "amount": amount, "key": {"slug": slug, "parameters": parameters}}]


def complaint(answer: httpx.Response) -> tuple[str, str]:
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    error = answer.json()["errors"][0]
    return error["field"], error["message"]


def test_the_worked_example(portal: Portal) -> None:
    body = portal.balance(example()).json()
    assert body["allocations"][0]["item"] == "betrieb"
    assert body["totals"] == body["allocations"][0]["shares"] == {"a": "26400.00", "b": "61600.00", "c": "132000.00"}
    measures = body["measures"]
    assert measures["per_inhabitant"] == {"a": "22.00", "b": "22.00", "c": "22.00"}
    assert measures["stand_alone"]["c"] == {"cost": "130000.00", "advantage": "-2000.00", "passes": False}
    assert measures["core"]["in_core"] is False
    assert [(each["coalition"], each["excess"]) for each in measures["core"]["violated"]] == [
        ("b+c", "13600.00"),
        ("c", "2000.00"),
    ]
    assert "Mittertal und Unterfeld kämen gemeinsam" in measures["core"]["violated"][0]["sentence"]
    assert measures["shapley"] == {"a": "50000.00", "b": "70000.00", "c": "100000.00"}
    assert measures["nucleolus"] == {"a": "55000.00", "b": "67500.00", "c": "97500.00"}
    assert measures["scrb"] == {"a": "51538.46", "b": "69230.77", "c": "99230.77"}
    assert measures["power"]["seats"] == {"a": 2, "b": 3, "c": 6}
    assert measures["power"]["decides_alone"] == ["c"]
    assert body["notes"][0] == "Rechenbeispiel, kein Bescheid."


def test_the_shortest_case_of_the_contract(portal: Portal) -> None:
    body = portal.balance(
        {
            "partners": [{"id": "a", "name": "Oberau", "ags": None, "figures": {"einwohner": 1200}}],
            "items": [
                {
                    "id": "betrieb",
                    "label": "Betrieb",
                    "amount": "120000.00",
                    "key": {"slug": "einwohner", "parameters": {}},
                }
            ],
        }
    ).json()
    assert body["totals"] == {"a": "120000.00"}
    assert body["measures"]["shapley"] is None
    assert any("nur einem Partner" in note for note in body["notes"])


def test_the_same_case_gets_the_same_answer(portal: Portal) -> None:
    assert portal.balance(example()).content == portal.balance(example()).content


def test_groups_without_a_cost_stay_unknown(portal: Portal) -> None:
    costs = {"a": "70000.00", "b": "100000.00", "c": "200000.00"}
    measures = portal.balance(example(coalition_costs=costs)).json()["measures"]
    assert (measures["core"]["in_core"], measures["core"]["unknown"], measures["shapley"]) == (None, 3, None)


def test_inhabitants_come_from_the_register_with_their_date(portal: Portal) -> None:
    partners = [
        {"id": "a", "name": "Odelzhausen", "ags": "09174135"},
        {"id": "b", "name": "B", "figures": {"einwohner": 1000}},
    ]
    body = portal.balance({"partners": partners, "items": items("einwohner")}).json()
    assert any(
        "Odelzhausen" in note and "Stand 31.\u00a0Dezember\u00a02024" in note and "Destatis" in note
        for note in body["notes"]
    )


def test_a_cost_model_says_what_all_groups_would_pay(portal: Portal) -> None:
    model = {"model": "groesste-anforderung", "own": {"a": "2000.00", "b": "3200.00", "c": "4100.00"}}
    measures = portal.balance(example(items=items("gleich", "4100.00"), coalition_costs=None, cost_model=model)).json()[
        "measures"
    ]
    assert measures["shapley"] == {"a": "666.67", "b": "1266.67", "c": "2166.66"}


def test_many_partners_are_shared_and_told_what_is_not_computed(portal: Portal) -> None:
    partners = [
        {"id": f"p{number}", "name": f"Ort {number}", "figures": {"einwohner": number + 1}} for number in range(500)
    ]
    model = {"model": "fixkosten", "fixed": "1000.00", "own": {each["id"]: "1.00" for each in partners}}
    body = portal.balance(
        {"partners": partners, "items": items("einwohner", "1000000000000.00"), "cost_model": model}
    ).json()
    assert sum(round(float(share) * 100) for share in body["totals"].values()) == 10**14
    assert body["measures"]["shapley"]["p0"] == "2000000000.00"
    assert body["measures"]["nucleolus"] is None
    assert any("bis 12 Partner" in note for note in body["notes"])


def test_five_hundred_partners_with_three_items_and_bounds_are_taken(portal: Portal) -> None:
    ids = [f"gemeinde-im-landkreis-{number:03}" for number in range(500)]
    people = [{"id": who, "name": f"Gemeinde {who}", "figures": {"einwohner": 1000}} for who in ids]
    bounds: Body = {"hoechstbetraege": dict.fromkeys(ids, "30.00"), "mindestbetraege": dict.fromkeys(ids, "0.50")}
    three = [{**items("stufe", **bounds)[0], "id": f"i{number}"} for number in range(3)]
    answer = portal.balance({"partners": people, "items": three})
    assert set(answer.json()["totals"].values()) == {"6.00"}


def test_thousands_of_mistakes_cost_no_minutes(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def look(word: str, _known: object) -> str:
        asked.append(word)
        return ""

    monkeypatch.setattr(intake, "did_you_mean", look)
    people = [{"id": f"p{number}", "name": "Ort", "figures": {f"x{n}": 1 for n in range(9)}} for number in range(500)]
    strangers = {f"q{number}": "1.00" for number in range(4500)}
    answer = portal.balance({"partners": people, "items": items("gleich"), "coalition_costs": strangers})
    assert len(answer.json()["errors"]) == 9000
    assert len(asked) == 20


def test_too_much_at_once_is_refused(portal: Portal) -> None:
    partners = [{"id": f"p{number}", "name": "Ort", "figures": {"einwohner": 1}} for number in range(500)]
    many = [{**items("einwohner")[0], "id": f"i{number}"} for number in range(20)]
    answer = portal.balance({"partners": partners, "items": many, "options": {"years": 30}})
    assert complaint(answer) == (
        "options.years", "Das sind mehr als 30000 Anteile (Partner × Posten × Jahre). Fragen Sie nach weniger Jahren.",
    )  # fmt: skip


def test_keys_are_compared_side_by_side(portal: Portal) -> None:
    options = {"compare": [{"slug": "gleich"}, {"slug": "sockel", "parameters": {"sockel": 0.2}}, {"slug": "flaeche"}]}
    comparison = portal.balance(example(options=options)).json()["comparison"]
    assert [each["title"] for each in comparison["scenarios"]] == [
        "Ihre Wahl: Einwohner", "Gleiche Teile", "20 % Sockel, Rest nach Einwohner", "Fläche",
    ]  # fmt: skip
    assert comparison["scenarios"][3]["complaint"].startswith("Bei Kirnbach fehlt die Angabe »Fläche«")
    assert comparison["best_for"]["c"] == "Gleiche Teile"
    assert comparison["most_even"] == "Ihre Wahl: Einwohner"


def test_several_years(portal: Portal) -> None:
    years = portal.balance(example(options={"years": 2, "index": "0.10"})).json()["years"]
    assert years[1] == {"year": 2, "totals": {"a": "29040.00", "b": "67760.00", "c": "145200.00"}}


@pytest.mark.parametrize(
    ("changes", "place", "sentence"),
    [
        ({"items": items("einwohner", "1.234,56")}, "items.x.amount", "mit Punkt"),
        ({"items": items("einwohner", "abc")}, "items.x.amount", "ist kein Betrag"),
        ({"items": items("einwohner", "-5")}, "items.x.amount", "negativ"),
        ({"items": items("einwohner", "1000000000001")}, "items.x.amount", "zu groß"),
        ({"items": items("einwoner")}, "items.x.key.slug", "Gemeint »einwohner«?"),
        ({"items": items("einwohner", mehr=1)}, "items.x.key.parameters.mehr", "Er braucht keine."),
        ({"items": items("sockel")}, "items.x.key.parameters.sockel", "fehlt: Sockel"),
        ({"items": items("sockel", sockel="1.5")}, "items.x.key.parameters.sockel", "Höchstens 1"),
        ({"items": items("sockel", sockel="0.2", schluessel="misch")}, "items.x.key.parameters.schluessel", "Teil eines anderen"),
        ({"items": items("misch", gewichte={"einwohner": 0.5})}, "items.x.key.parameters.gewichte", "zusammen 1 ergeben"),
        ({"items": items("misch", gewichte="0.5")}, "items.x.key.parameters.gewichte", "eine Tabelle"),
        ({"items": items("stufe", hoechstbetraege={"z": "5"})}, "items.x.key.parameters.hoechstbetraege.z", "»z« gibt es nicht"),
        ({"items": items("flaeche")}, "partners.a.figures.flaeche", "Bei Kirnbach fehlt die Angabe »Fläche«"),
        ({"items": items("einwohner") * 2}, "items.x.id", "zweimal"),
        ({"items": []}, "items", "zu wenige Einträge"),
        ({"partners": [{"id": "a", "name": "A", "figures": {"einwoner": 1}}]}, "partners.a.figures.einwoner", "Gemeint »einwohner«?"),
        ({"partners": [{"id": "a", "name": "A", "figures": {"einwohner": "1,5"}}]}, "partners.a.figures.einwohner", "keine Zahl"),
        ({"partners": [{"id": "a", "name": "A", "ags": "09174999"}], "coalition_costs": None}, "partners.a.ags",
         "steht nicht im Gemeindeverzeichnis"),
        ({"partners": [{"id": "a+b", "name": "A"}]}, "partners.0.id", "nicht die erwartete Form"),
        ({"partners": []}, "partners", "zu wenige Einträge"),
        ({"coalition_costs": {"b+a": "1.00"}}, "coalition_costs.b+a", "Gemeint »a+b«?"),
        ({"coalition_costs": {"a+z": "1.00"}}, "coalition_costs.a+z", "»z« gibt es nicht"),
        ({"coalition_costs": {"a": "viel"}}, "coalition_costs.a", "ist kein Betrag"),
        ({"votes": {"rule": "vorgabe", "seats": {"a": 1}}}, "votes.seats.b", "fehlt die Zahl der Stimmen"),
        ({"votes": {"rule": "staffel"}}, "votes.steps", "Nennen Sie die Größenklassen"),
        ({"votes": {"rule": "staffel", "steps": [{"up_to": 5, "votes": 1}]}}, "votes.steps", "Staffel endet zu früh"),
        ({"votes": {"rule": "staffel", "steps": [{"votes": 1}, {"votes": 2}]}}, "votes.steps", "muss aufsteigen"),
        ({"votes": {"majority": "halb"}}, "votes.majority", "Möglich sind"),
        ({"options": {"index": "2"}}, "options.index", "zu hoch"),
        ({"gibt-es-nicht": 1}, "gibt-es-nicht", "gibt es hier nicht"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_a_sentence(
    portal: Portal, changes: Body, place: str, sentence: str
) -> None:
    field, message = complaint(portal.balance(example(**changes)))
    assert field == place
    assert sentence in message


def test_every_complaint_is_told_at_once(portal: Portal) -> None:
    body = example(
        items=[*items("einwoner", "abc"), {"id": "y", "label": "Y", "amount": "1,5", "key": {"slug": "gleich"}}]
    )
    assert {error["field"] for error in portal.balance(body).json()["errors"]} == {
        "items.x.amount",
        "items.x.key.slug",
        "items.y.amount",
    }


def test_the_catalogue_tells_everything_about_each_key(portal: Portal) -> None:
    body = portal.get("/api/v1/balance").json()
    assert [key["slug"] for key in body["keys"]] == list(LEVY_KEYS)
    assert all(
        key["url"] and key["pro"] and key["contra"] and key["typical_use"] and key["data_needed"]
        for key in body["keys"]
    )


def test_other_pages_may_compute(portal: Portal) -> None:
    answer = portal.ask(
        lambda http: http.post("/api/v1/balance", json=example(), headers={"Origin": "https://example.org"})
    )
    assert answer.headers["access-control-allow-origin"] == "*"


def test_the_costs_of_all_groups_of_twelve_partners_with_readable_names_fit(portal: Portal) -> None:
    names = [f"gemeinde-{letter * 12}" for letter in "abcdefghijkl"]
    groups = ("+".join(names[place] for place in range(12) if group >> place & 1) for group in range(1, 4095))
    body = {
        "partners": [{"id": name, "name": name, "figures": {"einwohner": 1000}} for name in names],
        "items": [
            {"id": "x", "label": "Betrieb", "amount": "120000.00", "key": {"slug": "einwohner", "parameters": {}}}
        ],
        "coalition_costs": {group: f"{(group.count('+') + 1) * 12000}.00" for group in groups},
    }
    answer = portal.balance(body)
    assert answer.status_code == 200
    assert answer.json()["measures"]["core"]["in_core"] is True


def test_a_body_beyond_that_is_told_the_limit_of_this_call(portal: Portal) -> None:
    sent = b" " * (2 * 1024 * 1024 + 1)
    answer = portal.ask(lambda http: http.post("/api/v1/balance", content=sent))
    assert answer.status_code == 413
    assert "2 Megabyte" in answer.json()["detail"]
