"""Who borders on whom, and what a group has in common."""

import pytest
from tests.places.conftest import JENSEITS, KIRNBACH, KIRNTAL, MITTERTAL, TALSTADT, UNTERFELD

from kuemmerer.places.bodies import BadPlace, MalformedAgs, UnknownAgs, distinct, enter_by_hand, label_of, read_ags
from kuemmerer.places.gazetteer import Contact, Gazetteer


def test_contact_is_the_same_from_both_sides(village: Gazetteer) -> None:
    for one, other, contact in (
        (KIRNBACH, MITTERTAL, Contact.BORDER),
        (UNTERFELD, TALSTADT, Contact.ACROSS),
        (KIRNBACH, UNTERFELD, Contact.APART),
        (KIRNBACH, JENSEITS, Contact.UNKNOWN),
    ):
        assert village.contact(one.ags, other.ags) is village.contact(other.ags, one.ags) is contact


def test_neighbours_name_the_lake_between(village: Gazetteer) -> None:
    assert [(each.municipality.name, each.contact, each.via) for each in village.neighbours(UNTERFELD.ags)] == [
        ("Mittertal", Contact.BORDER, ()),
        ("Talstadt", Contact.ACROSS, ("Kirnsee",)),
    ]


def test_odelzhausen_has_its_real_neighbours(real: Gazetteer) -> None:
    names = {
        each.municipality.name
        for each in real.neighbours(read_ags(real, "09174135").ags)
        if each.contact is Contact.BORDER
    }
    assert {"Sulzemoos", "Pfaffenhofen a.d.Glonn", "Erdweg"} <= names


def test_common_district_and_common_vg(village: Gazetteer) -> None:
    assert village.common_district([KIRNBACH, MITTERTAL]) == KIRNTAL
    assert village.common_district([KIRNBACH, UNTERFELD]) is None
    common = village.common_joint_administration([KIRNBACH, MITTERTAL])
    assert common is not None
    assert common.name == "Mittertal"
    assert village.common_joint_administration([KIRNBACH, UNTERFELD]) is None


@pytest.mark.parametrize(
    ("typed", "error", "hint"),
    [
        ("09174116", UnknownAgs, "Gemeint »09174118« (Erdweg)?"),
        ("09714115", UnknownAgs, "Gemeint »09174115« (Dachau)?"),
        ("08111000", UnknownAgs, "liegt nicht in Bayern"),
        ("9174115", MalformedAgs, "Gemeint »09174115« (Dachau)?"),
        ("Dachau", MalformedAgs, "Er hat acht Ziffern."),
        ("٠٩١٧٤١١٥", MalformedAgs, "Er hat acht Ziffern."),
    ],
)
def test_a_wrong_key_is_named_with_the_nearest(real: Gazetteer, typed: str, error: type[BadPlace], hint: str) -> None:
    with pytest.raises(error) as caught:
        read_ags(real, typed)
    assert hint in caught.value.message


def test_a_municipality_can_be_entered_by_hand(village: Gazetteer) -> None:
    entered = enter_by_hand(village, "  Neudorf ", "09902")
    assert entered.name == "Neudorf"
    assert label_of(village, entered) == "Neudorf (Lkr. Unterland)"


@pytest.mark.parametrize(
    ("name", "district", "field", "message"),
    [
        ("", "09902", "name", "»Name der Gemeinde« ist zu kurz"),
        ("Neu\x07dorf", "09902", "name", "Name der Gemeinde"),
        ("Neudorf", "", "district", "Wählen Sie den Landkreis aus."),
        ("Neudorf", "09904", "district", "Den Landkreis »09904« gibt es nicht. Geben Sie den Schlüssel"),
        ("Neudorf", "Landkreis Unterlnd", "district", "Gemeint »09902« (Landkreis Unterland)?"),
    ],
)
def test_what_is_entered_by_hand_is_checked(
    village: Gazetteer, name: str, district: str, field: str, message: str
) -> None:
    with pytest.raises(BadPlace) as caught:
        enter_by_hand(village, name, district)
    assert caught.value.field == field
    assert message in caught.value.message


def test_who_is_named_twice_counts_once(village: Gazetteer) -> None:
    city = village.district("09903")
    assert city is not None
    assert len(distinct([KIRNBACH, MITTERTAL, KIRNBACH, TALSTADT, city])) == 3
