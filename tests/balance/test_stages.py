"""Stages of a by-law: size classes that count, prices by quantity, alone and together with caps."""

import io
import itertools
from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.balance.conftest import Portal
from tests.balance.test_api import complaint, example, items
from tests.balance.test_keys import euros, share
from tests.balance.test_pages import CASE, field, text

from kuemmerer.balance.allocate import allocate, grown
from kuemmerer.balance.form import PAGE
from kuemmerer.balance.keys import title_of
from kuemmerer.balance.model import BadEntries, Item, KeyChoice, Partner, Stage
from kuemmerer.balance.pages import TABLE
from kuemmerer.balance.shapes import EXAMPLE_OF_STAGES
from kuemmerer.balance.stages import BadStages, in_words, price_of, read_lines
from kuemmerer.base.money import Cents

CLASSES = (Stage(Fraction(2000), Fraction(1)), Stage(Fraction(5000), Fraction(2)), Stage(None, Fraction(3)))
PRICES = (Stage(Fraction(1000), Fraction(2)), Stage(None, Fraction("1.5")))
PEOPLE = {"einwohner": (1200, 2800, 6000)}


def stages(values: Sequence[Fraction], steps: Sequence[int]) -> tuple[Stage, ...]:
    ends = itertools.accumulate(steps[: len(values) - 1])
    return tuple(Stage(Fraction(end) if end else None, value) for value, end in zip(values, [*ends, 0], strict=True))


amounts = st.fractions(0, 1000, max_denominator=10)
staged = st.builds(
    stages, st.lists(amounts, min_size=1, max_size=6), st.lists(st.integers(1, 900), min_size=5, max_size=5)
)


# --- size classes ---


def test_each_size_class_counts_its_share() -> None:
    found = share("60.000", "stufe", PEOPLE, stufen=CLASSES)
    assert euros(found) == ["10.000,00", "20.000,00", "30.000,00"]
    assert "Einwohner bis 2.000: 1; bis 5.000: 2; darüber: 3" in found.explanation
    assert "A 1, B 2, C 3" in found.explanation


def test_who_is_at_a_limit_belongs_to_the_lower_class() -> None:
    assert euros(share("40", "stufe", {"einwohner": (2000, 2001)}, stufen=CLASSES)) == ["13,33", "26,67"]


def test_stages_and_caps_go_together_and_the_others_bear_the_rest() -> None:
    caps = {"c": Fraction(24_000)}
    assert euros(share("60.000", "stufe", PEOPLE, stufen=CLASSES, hoechstbetraege=caps)) == [
        "12.000,00", "24.000,00", "24.000,00",
    ]  # fmt: skip


def test_other_figures_have_classes_too() -> None:
    found = share("30", "stufe", {"flaeche": (500, 2500)}, stufen=CLASSES, schluessel="flaeche")
    assert euros(found) == ["10,00", "20,00"]
    assert "ha bis 2.000" in found.explanation


def test_a_jump_at_a_limit_is_told_for_whoever_is_nearest_to_it() -> None:
    found = share("60.000", "stufe", {"einwohner": (1950, 2800, 9500)}, stufen=CLASSES)
    assert (
        "A (1.950 Einwohner) liegt der Grenze von 2.000 am nächsten: Bis dahin trägt die Gemeinde 10.000,00\u00a0€, "
        "darüber 17.142,86\u00a0€. Schon ein wenig mehr macht also 7.142,86\u00a0€ aus." in found.notes[0]
    )


def test_where_nothing_jumps_nothing_is_told() -> None:
    same = (Stage(Fraction(2000), Fraction(2)), Stage(None, Fraction(2)))
    assert share("60", "stufe", PEOPLE, stufen=same).notes == ()
    assert share("60", "stufe", {"einwohner": (1950,)}, stufen=CLASSES).notes == ()


@pytest.mark.parametrize(
    ("figures", "parameters", "place", "sentence"),
    [
        ({"einwohner": (1, 2)}, {"stufen": (Stage(None, Fraction(0)),)}, "items.x.key", "ist null"),
        ({"einwohner": (1, 2)}, {"stufen": CLASSES, "schluessel": "gleich"}, "items.x.key.parameters.schluessel", "eine Zahl"),
    ],
)  # fmt: skip
def test_stages_that_cannot_share_are_refused(
    figures: Mapping[str, tuple[int, ...]], parameters: Mapping[str, object], place: str, sentence: str
) -> None:
    with pytest.raises(BadEntries) as caught:
        share("60", "stufe", figures, **parameters)  # type: ignore[arg-type]
    assert caught.value.entries[0].field == place
    assert sentence in caught.value.entries[0].message


@given(
    st.integers(0, 10**12), st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 5000), min_size=1), staged,
)  # fmt: skip
def test_stages_add_up_and_equal_classes_pay_alike(
    amount: int, people: Mapping[str, int], classes: tuple[Stage, ...]
) -> None:
    partners = [Partner(who, who, None, {"einwohner": Fraction(number)}) for who, number in people.items()]
    item = Item("x", "x", Cents(amount), KeyChoice("stufe", {"stufen": classes}))
    try:
        shares = allocate(partners, [item]).totals
    except BadEntries:
        return  # all classes that occur count nothing
    assert sum(shares.values()) == amount
    rising = all(one.value <= other.value for one, other in itertools.pairwise(classes))
    for one, other in itertools.permutations(people, 2):
        if rising and people[one] <= people[other]:
            assert shares[one] <= shares[other] + 1  # but for the last cent


# --- prices by quantity ---


def test_each_price_holds_for_its_part_of_the_quantity() -> None:
    found = share("0", "nutzung", {"nutzung": (800, 2400)}, preisstufen=PRICES)
    assert euros(found) == ["1.600,00", "4.100,00"]
    assert "Preise: bis 1.000: 2; darüber: 1,5. Jeder gilt für die Menge in seiner Stufe." in found.explanation


def test_one_price_and_prices_by_quantity_contradict_each_other() -> None:
    with pytest.raises(BadEntries, match="entweder einen Preis oder eine Preisstaffel"):
        share("0", "nutzung", {"nutzung": (1, 2)}, preisstufen=PRICES, preis=Fraction(2))


@given(staged, st.lists(st.fractions(0, 10_000, max_denominator=10), min_size=2, max_size=2))
def test_a_larger_quantity_never_costs_less_and_nothing_jumps(prices: tuple[Stage, ...], pair: list[Fraction]) -> None:
    less, more = sorted(pair)
    dearest = max(stage.value for stage in prices)
    assert 0 <= price_of(prices, more) - price_of(prices, less) <= (more - less) * dearest


def test_prices_by_quantity_rise_with_an_index_and_classes_do_not() -> None:
    priced = grown(Item("x", "x", Cents(0), KeyChoice("nutzung", {"preisstufen": PRICES})), Fraction(2))
    assert [stage.value for stage in priced.key.stages("preisstufen")] == [4, 3]
    classed = grown(Item("x", "x", Cents(1), KeyChoice("stufe", {"stufen": CLASSES})), Fraction(2))
    assert classed.key.stages("stufen") == CLASSES


# --- in words ---


@pytest.mark.parametrize(
    "line",
    [
        "bis 2.000: 1; bis 5.000: 2; darüber: 3",
        "bis 2000 = 1\nbis 5000 = 2\nüber 5000 = 3",
        "Bis 2.000 Einwohner: 1 Anteil; bis 5.000 Einwohner: 2 Anteile, darüber: 3 Anteile",
        "0 bis 2.000: 1; 2.001 bis 5.000: 2; ab 5.001: 3",
        "von 0 bis 2.000 Einwohnern: 1; über 2.000 bis 5.000: 2; mehr als 5.000: 3",
    ],
)
def test_stages_are_read_as_people_write_them(portal: Portal, line: str) -> None:
    answer = portal.get(PAGE, **CASE | {"schluessel-1": "stufe", "stufen-1": line, "betrag-1": "30"})
    assert answer.status_code == 200, text(answer)
    assert "Kirnbach 10,00 € " in text(answer)


@given(staged)
def test_what_is_shown_can_be_read_again(classes: tuple[Stage, ...]) -> None:
    assert len(read_lines(in_words(classes))) == len(classes)


def test_what_is_not_readable_is_named() -> None:
    with pytest.raises(BadStages, match="»klein: 1« ist nicht lesbar"):
        read_lines("klein: 1; darüber: 2")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (";", "Hier steht keine Stufe. Schreiben Sie zum Beispiel: bis 2.000: 1"),
        ("viele", "»viele« ist nicht lesbar. Schreiben Sie zum Beispiel: bis 2.000: 1"),
        ("bis 5.000: 2; bis 2.000: 1; darüber: 3", "Die Grenzen müssen aufsteigen: Nach 5.000 kommt 2.000."),
        ("bis 2.000: 1; bis 2.000: 2; darüber: 3", "Die Grenzen müssen aufsteigen: Nach 2.000 kommt 2.000."),
        ("bis 2.000: 1; bis 5.000: 2", "Die Staffel endet zu früh: Was gilt über 5.000?"),
        ("bis 2.000: 1; 2.500 bis 5.000: 2; darüber: 3", "Zwischen 2.000 und 2.500 passt die Staffel nicht zusammen."),
        ("darüber: 3; bis 2.000: 1", "»darüber« steht am Ende der Staffel."),
        ("bis 2.000: viel; darüber: 3", "»viel« ist keine Zahl."),
        ("bis 2.000: -1; darüber: 3", "Negative Werte sind nicht möglich."),
        ("bis 2.000: ; darüber: 3", "ist keine Zahl"),
        ("; ".join(f"bis {n}: 1" for n in range(1, 14)), "Mehr als 12 Stufen"),
    ],
)
def test_a_bad_stage_is_a_sentence_at_its_field_and_everything_stays(portal: Portal, line: str, sentence: str) -> None:
    answer = portal.get(PAGE, **CASE | {"schluessel-1": "stufe", "stufen-1": line})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert 'id="stufen-1-fehler"' in answer.text
    assert field(answer, "stufen-1") == line
    assert field(answer, "name-a") == "Kirnbach"


def test_prices_by_quantity_need_no_amount(portal: Portal) -> None:
    entered = {name: value for name, value in CASE.items() if name != "betrag-1"}
    answer = portal.get(
        PAGE,
        **entered,
        **{
            "schluessel-1": "nutzung",
            "preisstufen-1": "bis 1.000 m³: 2,00 €; darüber: 1,50 €",
            "nutzung-a": "800",
            "nutzung-b": "2.400",
        },
    )
    assert "Kirnbach 1.600,00 € Mittertal 4.100,00 €" in text(answer)


# --- programs and tables ---


def test_the_worked_example_of_stages(portal: Portal) -> None:
    answer = portal.balance(EXAMPLE_OF_STAGES)
    assert answer.status_code == 200, answer.text
    classes, prices = answer.json()["allocations"]
    assert classes["shares"] == {"a": "11666.67", "b": "23333.33", "c": "25000.00"}
    assert prices["shares"] == {"a": "1600.00", "b": "4100.00", "c": "8000.00"}


@pytest.mark.parametrize(
    ("given_stages", "place", "sentence"),
    [
        ([{"up_to": 5, "value": 1}], "items.x.key.parameters.stufen", "endet zu früh"),
        ([{"value": 1}, {"up_to": 5, "value": 1}], "items.x.key.parameters.stufen", "am Ende"),
        ([{"up_to": "1,5", "value": 1}, {"value": 2}], "items.x.key.parameters.stufen", "keine Zahl"),
        ("bis 5: 1", "items.x.key.parameters.stufen", "eine Liste von Stufen"),
    ],
)
def test_bad_stages_of_a_program(portal: Portal, given_stages: object, place: str, sentence: str) -> None:
    field_name, message = complaint(portal.balance(example(items=items("stufe", stufen=given_stages))))
    assert field_name == place
    assert sentence in message


def test_keys_with_stages_have_a_title_of_their_own() -> None:
    assert title_of(KeyChoice("stufe", {"stufen": CLASSES})) == "Staffel nach Einwohner"
    bounded = KeyChoice("stufe", {"schluessel": "flaeche", "hoechstbetraege": {"a": Fraction(1)}})
    assert title_of(bounded) == "Fläche mit Grenzen"


def test_stages_bounds_and_prices_are_formulas_in_the_workbook(portal: Portal) -> None:
    case = CASE | {
        "schluessel-1": "stufe", "stufen-1": "bis 2.000: 1; bis 5.000: 2; darüber: 3", "hoechst-b": "20.000",
        "schluessel-2": "nutzung", "preisstufen-2": "bis 1.000: 2; bis 2.000: 1,75; darüber: 1,5", "nutzung-a": "800",
        "nutzung-b": "2.400", "posten-2": "Wasser",
    }  # fmt: skip
    book = load_workbook(io.BytesIO(portal.get(f"{TABLE}.xlsx", **case).content))
    classes, prices = book["Posten 1"], book["Posten 2"]
    assert [classes.cell(6, column).value for column in range(2, 7)] == [
        "Bezugsgröße", "Anteile", "mindestens", "höchstens", "genau",
    ]  # fmt: skip
    assert classes["C8"].value == "=IF(B8<=2000,1,IF(B8<=5000,2,3))"
    assert (classes["E7"].value, classes["E8"].value) == (None, 20000)
    assert classes["F8"].value == "=MAX(D8,MIN(E8,$B$5*C8))"
    assert prices["C8"].value == "=ROUND(MIN(B8,1000)*2+MAX(MIN(B8,2000)-1000,0)*1.75+MAX(B8-2000,0)*1.5,2)"
    assert [book["Ausgleich"][cell].value for cell in ("E3", "F3")] == ["='Posten 1'!J8", "='Posten 2'!C8"]
