"""Naming partners answers questions, and what the register cannot tell stays open."""

from dataclasses import replace

import pytest
from tests.places.conftest import JENSEITS, KIRNBACH, KIRNTAL, MITTERTAL, TALSTADT, UNTERFELD

from kuemmerer.base.strict_yaml import read_yaml
from kuemmerer.places.bodies import Level, enter_by_hand, read_ags
from kuemmerer.places.derive import derive
from kuemmerer.places.gazetteer import Gazetteer
from kuemmerer.places.model import Body
from kuemmerer.settings import ROOT


def answers(gazetteer: Gazetteer, *bodies: Body) -> dict[str, tuple[str, ...]]:
    return {each.question: each.values for each in derive(gazetteer, bodies)}


def test_exactly_the_members_of_a_vg(village: Gazetteer) -> None:
    assert answers(village, MITTERTAL, KIRNBACH) == {
        "ebenen": ("gemeinden",), "partner": ("zwei",), "nachbar": ("ja",), "vg": ("dieselben",),
    }  # fmt: skip


def test_one_municipality_alone_says_nothing_about_the_partners(village: Gazetteer) -> None:
    assert answers(village, KIRNBACH) == answers(village, KIRNBACH, KIRNBACH) == {}


def test_a_partner_from_outside_the_vg(village: Gazetteer) -> None:
    assert answers(village, KIRNBACH, MITTERTAL, UNTERFELD) == {
        "ebenen": ("gemeinden",), "partner": ("drei-bis-sechs",), "nachbar": ("ja",), "vg": ("nein",),
    }  # fmt: skip


def test_some_members_of_a_real_vg(real: Gazetteer) -> None:
    partners = [
        read_ags(real, ags) for ags in ("09175112", "09175119")
    ]  # Aßling and Frauenneuharting, without Emmering
    found = {each.question: each for each in derive(real, partners)}
    assert found["vg"].values == ("alle-in-einer",)
    assert "es fehlt dort noch: Emmering (Lkr. Ebersberg)" in found["vg"].because


def test_neighbours_only_in_part(village: Gazetteer) -> None:
    found = {each.question: each for each in derive(village, [KIRNBACH, MITTERTAL, TALSTADT])}
    assert found["nachbar"].values == ("teilweise",)
    assert "Talstadt" in found["nachbar"].because
    assert found["ebenen"].values == ("gemeinden", "kreisfreie-stadt")
    assert found["vg"].values == ("nein",)


def test_beyond_a_lake_is_no_common_border(village: Gazetteer) -> None:
    found = {each.question: each for each in derive(village, [UNTERFELD, TALSTADT])}
    assert found["nachbar"].values == ("nein",)
    assert "Nur über einen See" in found["nachbar"].because


def test_unknown_borders_stay_open(village: Gazetteer) -> None:
    assert "nachbar" not in answers(village, KIRNBACH, JENSEITS)


def test_a_municipality_entered_by_hand_leaves_neighbourhood_and_vg_open(village: Gazetteer) -> None:
    by_hand = enter_by_hand(village, "Neudorf", "09901")
    assert answers(village, KIRNBACH, by_hand) == {"ebenen": ("gemeinden",), "partner": ("zwei",)}
    assert answers(village, UNTERFELD, by_hand)["vg"] == ("nein",)


def test_a_vg_whose_members_are_not_all_known_stays_open(village: Gazetteer) -> None:
    unsure = tuple(each.model_copy(update={"complete": False}) for each in village.joint_administrations)
    assert "vg" not in answers(replace(village, joint_administrations=unsure), KIRNBACH, MITTERTAL)


def test_a_landkreis_as_partner(village: Gazetteer) -> None:
    found = answers(village, KIRNBACH, MITTERTAL, KIRNTAL)
    assert found["ebenen"] == ("gemeinden", "landkreis")
    assert (found["nachbar"], found["vg"]) == (("ja",), ("nein",))


@pytest.mark.parametrize(
    ("number", "option"),
    [(2, "zwei"), (3, "drei-bis-sechs"), (6, "drei-bis-sechs"), (10, "sieben-bis-zehn"), (11, "mehr-als-zehn")],
)
def test_the_number_of_partners(real: Gazetteer, number: int, option: str) -> None:
    assert answers(real, *real.municipalities[1 : number + 1])["partner"] == (option,)


def test_every_derived_value_is_an_option_of_its_question(real: Gazetteer) -> None:
    questions = {
        each["id"]: each
        for each in read_yaml((ROOT / "content/navigator/fragen.yml").read_text("utf-8")).data["questions"]
    }
    options = {
        name: {option["value"] for option in questions[name]["options"]}
        for name in ("ebenen", "partner", "nachbar", "vg")
    }
    assert options["ebenen"] == set(Level)
    assert options["partner"] >= {"zwei", "drei-bis-sechs", "sieben-bis-zehn", "mehr-als-zehn"}
    assert options["nachbar"] == {"ja", "teilweise", "nein"}
    assert options["vg"] == {"dieselben", "alle-in-einer", "nein"}
