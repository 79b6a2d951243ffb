"""An import is taken over whole or not at all."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.places.test_gv100ad import PATH, register
from typer.testing import CliRunner

from kuemmerer.cli import app
from kuemmerer.places.gazetteer import Contact
from kuemmerer.places.importer import RegisterRefused, import_register
from kuemmerer.places.load import load_gazetteer
from kuemmerer.places.model import Municipality
from kuemmerer.places.tables import read_table, write_table
from kuemmerer.settings import ROOT

CONTENT = ROOT / "content"
REAL = load_gazetteer(CONTENT)[0]
# The columns of the full table that we do not keep.
FULL_HEADER = (
    "ags,ars,name,label,name_long,name_official,kind,status,kreis_ags,kreis_name,regbez,regbez_name,planungsregion,"
    "planungsregion_name,vg_ars,vg_name,population,population_asof,area_ha,plz,plz_unique,lon,lat,emm"
)
FULL_ROW = (
    '09771113,097710113113,Aichach,Aichach,,"Aichach, St",Stadt,kreisangehörig,09771,Aichach-Friedberg,097,Schwaben,9,'
    "Augsburg,,,21735,2024-12-31,9286,86551,1,11.13,48.45,1"
)


def refused(file: Path, folder: Path) -> list[str]:
    with pytest.raises(RegisterRefused) as caught:
        import_register(file, folder, REAL)
    return [str(defect) for defect in caught.value.defects]


def saved(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_the_fixed_width_register_replaces_the_shipped_one(tmp_path: Path) -> None:
    file = saved(tmp_path, "GV100AD_30112025.txt", *register(REAL, REAL.municipalities))
    done = import_register(file, tmp_path / "register", REAL, population_asof=date(2024, 12, 31))
    assert (done.count, done.notes) == (186, ())
    gazetteer, defects = load_gazetteer(CONTENT, tmp_path / "register")
    assert defects == ()
    assert gazetteer.municipalities == REAL.municipalities
    assert {(each.key, each.members, each.complete) for each in gazetteer.joint_administrations} == {
        (each.key, each.members, True) for each in REAL.joint_administrations
    }


def test_the_full_table_is_read_without_the_columns_we_do_not_keep(tmp_path: Path) -> None:
    done = import_register(
        saved(tmp_path, "all.csv", FULL_HEADER, FULL_ROW), tmp_path / "register", REAL, date(2025, 11, 30)
    )
    assert done.notes == ("Landkreis Aichach-Friedberg: 1 von 24 Gemeinden.",)
    aichach = load_gazetteer(CONTENT, tmp_path / "register")[0].get("09771113")
    assert aichach is not None
    assert (aichach.population, aichach.population_asof, aichach.register_asof, aichach.postcode) == (
        21_735, date(2024, 12, 31), date(2025, 11, 30), "86551",
    )  # fmt: skip


def test_neighbours_come_beside_ours_and_lose_the_keys_of_forests(tmp_path: Path) -> None:
    file = saved(
        tmp_path, "neighbours.csv", "ags_a,ags_b,kind,border_km,via",
        "09161000,09176118,border,4.36,", "09162000,09184113,gfg,,09184452",
    )  # fmt: skip
    import_register(file, tmp_path / "register", REAL)
    gazetteer = load_gazetteer(CONTENT, tmp_path / "register")[0]
    assert len(gazetteer.borders) == len(REAL.borders) + 1
    assert gazetteer.contact(gazetteer.borders[-1].one, gazetteer.borders[-1].other) is Contact.BORDER
    assert next(each.via for each in gazetteer.borders if each.other == "09184113" and each.one == "09162000") == ()


def test_days_nobody_stated_are_noted(tmp_path: Path) -> None:
    done = import_register(
        saved(tmp_path, "all.csv", FULL_HEADER, FULL_ROW.replace("2024-12-31", "")), tmp_path / "r", REAL
    )
    assert ["--asof" in done.notes[1], "--population-asof" in done.notes[2]] == [True, True]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([FULL_HEADER, FULL_ROW, FULL_ROW], "x:3: Der Gemeindeschlüssel 09771113 steht schon in Zeile 2."),
        ([FULL_HEADER, FULL_ROW.replace("21735", "-1")], "x:2: »population« muss mindestens 0 sein."),
        ([FULL_HEADER, FULL_ROW.replace("09771", "09799")], "x:2: Den Landkreis »09799« gibt es nicht."),
        ([FULL_HEADER, FULL_ROW.replace("09771113", "9771113")], "x:2: »9771113« hat bei »ags« nicht die erwartete Form (^09[0-9]{6}$)."),
        ([FULL_HEADER.replace("plz,", "pzl,"), FULL_ROW], "x:1: Die Spalte »pzl« gibt es hier nicht. Gemeint »plz«?"),
        ([FULL_HEADER], "x:1: Die Tabelle hat keine Zeilen."),
        ([FULL_HEADER, '09771113,"offen'], "x:2: Keine gültige CSV-Zeile: unexpected end of data."),
        (["ags_a,ags_b,kind,via", "09162000,09162000,border,"], "x:2: Eine Gemeinde grenzt nicht an sich selbst."),
        (["Guten Tag"], "x:1: Dieses Format kennen wir nicht."),
        (["PK\x03\x04"], "x:1: Das ist ein ZIP-Archiv."),
        ([""], "x:1: Dieses Format kennen wir nicht."),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_its_line(tmp_path: Path, lines: Sequence[str], expected: str) -> None:
    messages = refused(saved(tmp_path, "x", *lines), tmp_path / "register")
    assert any(message.startswith(expected) for message in messages), messages
    assert not (tmp_path / "register").exists()


def test_a_refused_file_leaves_the_former_import_in_place(tmp_path: Path) -> None:
    import_register(saved(tmp_path, "good.csv", FULL_HEADER, FULL_ROW), tmp_path / "register", REAL)
    before = (tmp_path / "register/municipalities.csv").read_bytes()
    refused(saved(tmp_path, "bad.csv", FULL_HEADER, FULL_ROW.replace("21735", "viele")), tmp_path / "register")
    assert (tmp_path / "register/municipalities.csv").read_bytes() == before
    assert [path.name for path in (tmp_path / "register").iterdir()] == ["municipalities.csv"]


def test_a_file_that_is_not_there_and_a_folder_that_is_a_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "nichts.csv", tmp_path) == ["nichts.csv:1: Diese Datei gibt es nicht."]
    good = saved(tmp_path, "good.csv", FULL_HEADER, FULL_ROW)
    assert "lässt sich nicht schreiben" in refused(good, good / "register")[0]


def test_the_command_takes_a_file_over_and_says_what_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUEMMERER_DATA", os.fspath(tmp_path / "var"))
    run = CliRunner().invoke
    good = saved(tmp_path, "good.csv", FULL_HEADER, FULL_ROW)
    result = run(app, ["region", "import", os.fspath(good), "--asof", "2025-11-30"])
    assert (result.exit_code, "1 Zeilen geprüft" in result.output) == (0, True)
    assert (tmp_path / "var/regionen/municipalities.csv").is_file()
    bad = saved(tmp_path, "bad.csv", FULL_HEADER, *[FULL_ROW.replace("21735", "viele")] * 30)
    result = run(app, ["region", "import", os.fspath(bad)])
    assert result.exit_code == 1
    assert "bad.csv:2: »population« muss eine ganze Zahl sein." in result.output
    assert "… und 10 weitere Fehler." in result.output
    assert "Nichts wurde übernommen." in result.output


@given(st.lists(st.sampled_from(REAL.municipalities), min_size=1, max_size=20))
def test_a_written_table_reads_back_the_same(municipalities: list[Municipality]) -> None:
    rows, defects = read_table(write_table(municipalities), PATH, Municipality)
    assert ([row for _, row in rows], defects) == (municipalities, [])
