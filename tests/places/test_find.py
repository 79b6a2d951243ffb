"""What a clerk types finds the municipality that is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.places.find import find
from kuemmerer.places.gazetteer import Gazetteer
from kuemmerer.places.load import load_gazetteer
from kuemmerer.places.model import Municipality
from kuemmerer.settings import ROOT

REAL = load_gazetteer(ROOT / "content")[0]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Dachau", "Dachau"),
        ("dachau ", "Dachau"),
        ("bergki", "Bergkirchen"),
        ("Moosinning", "Moosinning"),
        ("Fuerstenfeldbruck", "Fürstenfeldbruck"),
        ("Inning am Ammersee", "Inning a.Ammersee"),
        ("inning a. ammersee", "Inning a.Ammersee"),
        ("Grafing bei Muenchen", "Grafing b.München"),
        ("herrsching ammersee", "Herrsching a.Ammersee"),
        ("emmering ebersberg", "Emmering (Lkr. Ebersberg)"),
        ("Emmering (Lkr. Fürstenfeldbruck)", "Emmering (Lkr. Fürstenfeldbruck)"),
        ("85221", "Dachau"),
        ("09174115", "Dachau"),
        ("München", "München"),
    ],
)
def test_the_first_hit_is_what_was_meant(typed: str, first: str) -> None:
    assert find(REAL, typed, 10).municipalities[0].label == first


def test_a_name_that_occurs_twice_shows_both_with_their_landkreis() -> None:
    found = find(REAL, "Emmering", 10)
    assert [each.label for each in found.municipalities] == [
        "Emmering (Lkr. Ebersberg)",
        "Emmering (Lkr. Fürstenfeldbruck)",
    ]


def test_a_name_unique_here_but_not_in_bavaria_carries_its_landkreis() -> None:
    assert find(REAL, "Adelshofen", 10).municipalities[0].label == "Adelshofen (Lkr. Fürstenfeldbruck)"


def test_a_mistyped_name_gets_a_suggestion() -> None:
    found = find(REAL, "Odelshausen", 10)
    assert (found.total, found.suggestion) == (0, "Odelzhausen")


def test_an_empty_query_lists_everything_by_name() -> None:
    found = find(REAL, "", 3)
    assert found.total == 186
    assert [each.name for each in found.municipalities] == ["Adelshofen", "Allershausen", "Alling"]


@given(st.text(max_size=40))
def test_no_query_fails_and_no_hit_comes_twice(typed: str) -> None:
    found = find(REAL, typed, 500)
    assert len(set(found.municipalities)) == len(found.municipalities) == found.total


@given(st.sampled_from(REAL.municipalities))
def test_every_municipality_is_first_for_its_own_label_and_key(municipality: Municipality) -> None:
    assert find(REAL, municipality.label, 1).municipalities == (municipality,)
    assert find(REAL, municipality.ags, 1).municipalities == (municipality,)


def test_an_empty_register_finds_nothing() -> None:
    assert find(Gazetteer(), "Dachau", 10).total == 0
