"""The shipped tables are whole, and a broken table is named with its line and takes nothing else along."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from kuemmerer.places.gazetteer import Gazetteer, complete_districts
from kuemmerer.places.importer import import_register
from kuemmerer.places.load import load_gazetteer
from kuemmerer.places.sources import BORDERS_SOURCE, register_source
from kuemmerer.settings import ROOT

CONTENT = ROOT / "content"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT / "regionen", tmp_path / "regionen")
    return tmp_path


def replace(root: Path, table: str, old: str, new: str) -> None:
    path = root / "regionen" / table
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def messages(root: Path, imported: Path | None = None) -> list[str]:
    return [str(defect) for defect in load_gazetteer(root, imported)[1]]


def test_the_shipped_tables_have_no_defect() -> None:
    assert messages(CONTENT) == []


def test_the_planning_region_of_munich_is_complete(real: Gazetteer) -> None:
    per_district = Counter(real.district_of(each).label for each in real.municipalities)
    assert per_district == {
        "Kreisfreie Stadt München": 1, "Landkreis Dachau": 17, "Landkreis Ebersberg": 21, "Landkreis Erding": 26,
        "Landkreis Freising": 24, "Landkreis Fürstenfeldbruck": 23, "Landkreis Landsberg am Lech": 31,
        "Landkreis München": 29, "Landkreis Starnberg": 14,
    }  # fmt: skip
    assert complete_districts(real.municipalities, real.districts) == {each.district for each in real.municipalities}
    assert sum(each.population for each in real.municipalities) == 2_961_575


def test_all_of_bavaria_is_there_above_the_municipalities(real: Gazetteer) -> None:
    assert Counter(district.kind.value for district in real.districts) == {"Landkreis": 71, "kreisfreie Stadt": 25}
    assert sum(district.municipalities for district in real.districts) == 2_056
    assert sum(district.population for district in real.districts) == 13_248_928
    assert len(real.administrative_regions) == 7
    assert [region.number for region in real.planning_regions] == list(range(1, 19))


def test_labels_are_unique_and_figures_carry_their_day(real: Gazetteer) -> None:
    labels = [each.label for each in real.municipalities]
    assert len(set(labels)) == len(labels)
    assert all(each.population_asof and each.register_asof for each in real.municipalities)


def test_the_source_lines_are_those_the_publishers_demand(real: Gazetteer) -> None:
    text = (CONTENT / "regionen/QUELLEN.md").read_text("utf-8")
    lines = {register_source(each.register_asof, each.population_asof) for each in real.municipalities}
    assert all(f"> {line}\n" in text for line in (*lines, BORDERS_SOURCE))
    assert len(lines) == 1


def test_a_folder_without_tables_gives_an_empty_register(tmp_path: Path) -> None:
    assert load_gazetteer(tmp_path) == (Gazetteer(), ())


@pytest.mark.parametrize(
    ("table", "old", "new", "expected"),
    [
        (
            "municipalities.csv",
            "09174111,Altomünster,Altomünster,,Markt",
            "09174111,Altomünster,Altomünster,,Marckt",
            "regionen/municipalities.csv:3: »Marckt« ist bei »kind« nicht möglich. Gemeint »Markt«?"
            " Möglich sind: Gemeinde, Markt, Stadt.",
        ),
        ("municipalities.csv", ",7818,", ",viele,", "regionen/municipalities.csv:3: »population« muss eine ganze Zahl sein."),
        (
            "municipalities.csv",
            "Markt,kreisangehörig,09174",
            "Markt,kreisangehörig,09175",
            "regionen/municipalities.csv:3: ags 09174111 gehört nicht zu kreis_ags 09175.",
        ),
        (
            "municipalities.csv",
            "ags,name",
            "ags,nahme",
            "regionen/municipalities.csv:1: Die Spalte »nahme« gibt es hier nicht. Gemeint »name«?",
        ),
        ("neighbours.csv", "09162000,09174126", "09162000,09174113", "regionen/neighbours.csv:3: Dieser Eintrag steht schon in Zeile 2."),
        (
            "verwaltungsgemeinschaften.csv",
            "09177114;09177135",
            "09177114",
            "regionen/verwaltungsgemeinschaften.csv:4: Mitglieder und municipalities.csv widersprechen sich: 09177135.",
        ),
        ("landkreise.csv", ",091,10,1,", ",091,10,", "regionen/landkreise.csv:2: Die Zeile hat 9 Spalten, die erste Zeile nennt 10."),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named_with_its_line(copy: Path, table: str, old: str, new: str, expected: str) -> None:
    replace(copy, table, old, new)
    assert expected in messages(copy)


def test_a_wrong_row_takes_no_other_row_along(copy: Path, real: Gazetteer) -> None:
    replace(copy, "municipalities.csv", ",7818,", ",viele,")
    gazetteer, _ = load_gazetteer(copy)
    assert {each.ags for each in real.municipalities} - {each.ags for each in gazetteer.municipalities} == {"09174111"}


def test_a_table_that_is_not_utf_8_is_named(copy: Path) -> None:
    path = copy / "regionen/municipalities.csv"
    path.write_bytes(path.read_text("utf-8").encode("latin-1"))
    assert messages(copy)[0].startswith("regionen/municipalities.csv:2: Die Datei ist nicht in UTF-8 gespeichert.")


def test_a_missing_table_is_named(copy: Path) -> None:
    (copy / "regionen/neighbours.csv").unlink()
    assert messages(copy) == ["regionen/neighbours.csv:1: Diese Tabelle fehlt oder lässt sich nicht lesen."]


def one_municipality(folder: Path, **changed: str) -> Path:
    """A table with Aichach in Schwaben, as somebody may import it."""
    row = {
        "ags": "09771113", "name": "Aichach", "label": "Aichach", "kind": "Stadt", "status": "kreisangehörig", "kreis_ags": "09771",
        "population": "21735", "population_asof": "2024-12-31",
    } | changed  # fmt: skip
    path = folder / "municipalities.csv"
    path.write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n", "utf-8")
    return path


def test_an_imported_district_comes_beside_ours(tmp_path: Path, real: Gazetteer) -> None:
    import_register(one_municipality(tmp_path), tmp_path / "register", real)
    gazetteer, defects = load_gazetteer(CONTENT, tmp_path / "register")
    assert defects == ()
    assert {each.ags for each in gazetteer.municipalities} == {"09771113", *(each.ags for each in real.municipalities)}


def test_an_imported_district_replaces_ours(tmp_path: Path, real: Gazetteer) -> None:
    import_register(
        one_municipality(tmp_path, ags="09174115", kreis_ags="09174", name="Dachau"), tmp_path / "register", real
    )
    gazetteer, _ = load_gazetteer(CONTENT, tmp_path / "register")
    assert [each.population for each in gazetteer.municipalities if each.district == "09174"] == [21_735]
    assert len(gazetteer.municipalities) == len(real.municipalities) - 17 + 1


def test_a_broken_imported_table_leaves_ours_in_place(tmp_path: Path, real: Gazetteer) -> None:
    one_municipality(tmp_path, population="viele")
    gazetteer, defects = load_gazetteer(CONTENT, tmp_path)
    assert gazetteer.municipalities == real.municipalities
    assert [defect.line for defect in defects] == [2]
