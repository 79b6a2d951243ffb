"""GV100AD: lines made of known fields, at the places the description of Destatis names, give back those fields."""

from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath

import pytest

from kuemmerer.places.gazetteer import Gazetteer
from kuemmerer.places.gv100ad import is_gv100ad, read_gv100ad, written_out
from kuemmerer.places.model import Municipality, MunicipalityKind, MunicipalityStatus

PATH = PurePosixPath("GV100AD.txt")
POPULATION_DAY = date(2024, 12, 31)
TITLES = {
    (MunicipalityKind.MARKET, MunicipalityStatus.BELONGING): ("60", ", M"),
    (MunicipalityKind.TOWN, MunicipalityStatus.INDEPENDENT): ("61", ""),
    (MunicipalityKind.TOWN, MunicipalityStatus.BELONGING): ("63", ", St"),
    (MunicipalityKind.VILLAGE, MunicipalityStatus.BELONGING): ("64", ""),
    (MunicipalityKind.TOWN, MunicipalityStatus.LARGE_TOWN): ("67", ", GKSt"),
}


def line(kind: str, key: str, association: str, name: str, title: str, population: int = 0, postcode: str = "") -> str:
    """One record of 220 characters: Satzart, Gebietsstand, Schlüssel, Verband, Name, Textkennzeichen, Zahlen."""
    figures = f"{0:011}{population:011}{0:011}    {postcode:5}" if kind == "60" else ""
    return f"{kind}20251130{key:8}{association:4}{name:50}{'':50}{title:2}    {figures}".ljust(220)


def record(place: Municipality) -> str:
    """The line that Destatis would write about a municipality."""
    title, suffix = TITLES[place.kind, place.status]
    association = place.joint_administration[5:] if place.joint_administration else f"0{place.ags[5:]}"
    return line("60", place.ags, association, place.name + suffix, title, place.population, place.postcode)


def register(gazetteer: Gazetteer, places: Iterable[Municipality]) -> list[str]:
    """All lines: the state, districts, associations, municipalities."""
    return [
        line("10", "09", "", "Bayern", ""),
        *(line("40", each.key, "", each.name, "44") for each in gazetteer.districts),
        *(
            line("50", each.key[:5], each.key[5:], f"{each.name} (VGem)", "54")
            for each in gazetteer.joint_administrations
        ),
        *map(record, places),
    ]


def read(lines: Iterable[str], gazetteer: Gazetteer, encoding: str = "utf-8") -> tuple[list[Municipality], list[str]]:
    named = {each.name for each in gazetteer.municipalities if each.label != each.name}
    raw = "\r\n".join([*lines, ""]).encode(encoding)
    assert is_gv100ad(raw)
    rows, defects = read_gv100ad(raw, PATH, gazetteer.planning_regions, named, POPULATION_DAY)
    return [row for _, row in rows], [str(defect) for defect in defects]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_the_fixed_width_register_gives_exactly_the_shipped_table(real: Gazetteer, encoding: str) -> None:
    read_back, defects = read(register(real, real.municipalities), real, encoding)
    assert defects == []
    assert read_back == list(real.municipalities)


def test_other_states_and_unincorporated_areas_are_left_out(real: Gazetteer) -> None:
    lines = [
        record(real.municipalities[1]),
        line("60", "09172452", "9452", "Eck", "66"),
        line("60", "08111000", "0000", "Stuttgart, Landeshauptstadt", "62", 610_000, "70173"),
    ]
    assert [each.ags for each in read(lines, real)[0]] == [real.municipalities[1].ags]


def test_the_day_of_the_population_is_never_guessed(real: Gazetteer) -> None:
    raw = record(real.municipalities[1]).encode()
    rows, _ = read_gv100ad(raw, PATH, real.planning_regions, (), None)
    assert rows[0][1].population_asof is None
    assert rows[0][1].register_asof == date(2025, 11, 30)


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (lambda text: text[:150], "Die Zeile endet nach 150 Zeichen"),
        (lambda text: text[:122] + "99" + text[124:], "Das Textkennzeichen »99« gibt es in Bayern nicht."),
        (lambda text: text[:18] + "5999" + text[22:], "Zum Gemeindeverband »5999« fehlt die Zeile mit Satzart 50."),
        (lambda text: text[:140] + "x" + text[141:], "»population« muss eine ganze Zahl sein."),
        (lambda text: text[:165] + "8522 " + text[170:], "»8522« hat bei »plz« nicht die erwartete Form"),
        (lambda text: text[:22] + " " * 50 + text[72:], "»name« ist zu kurz"),
        (lambda text: text[:2] + "20241231" + text[10:], "Der Gebietsstand »20241231« weicht von den anderen Zeilen ab"),
        (lambda text: "7x" + text[2:], "Die Zeile beginnt nicht mit einer Satzart"),
    ],
)  # fmt: skip
def test_a_broken_line_is_named_with_its_number(real: Gazetteer, broken: object, expected: str) -> None:
    assert callable(broken)
    good = [record(each) for each in real.municipalities if each.joint_administration is None][1:4]
    _, defects = read([good[0], broken(good[1]), good[2]], real)
    assert any(text.startswith(f"GV100AD.txt:2: {expected}") for text in defects)


def test_a_file_without_bavaria_is_refused(real: Gazetteer) -> None:
    assert read([line("10", "08", "", "Baden-Württemberg", "")], real)[1] == [
        "GV100AD.txt:1: In der Datei steht keine Gemeinde in Bayern (Satzart 60, Land 09)."
    ]


def test_an_encoding_we_do_not_know_is_refused(real: Gazetteer) -> None:
    assert "nicht lesbar" in read([record(each) for each in real.municipalities], real, "cp850")[1][0]


@pytest.mark.parametrize(
    ("name", "long"),
    [
        ("Inning a.Ammersee", "Inning am Ammersee"),
        ("Grafing b.München", "Grafing bei München"),
        ("Moosburg a.d.Isar", "Moosburg an der Isar"),
        ("Ostheim v.d.Rhön", "Ostheim vor der Rhön"),
        ("Berg b.Neumarkt i.d.OPf.", "Berg bei Neumarkt in der Oberpfalz"),
        ("Weilheim i.OB", "Weilheim in Oberbayern"),
        ("Dachau", ""),
    ],
)
def test_abbreviations_are_written_out(name: str, long: str) -> None:
    assert written_out(name) == long
