"""The comparison for a spreadsheet: every criterion and form, and no cell that runs."""

import csv
import io
from dataclasses import replace

import pytest

from kuemmerer.content.comparison import Cell, Row, compare
from kuemmerer.content.comparison_csv import comparison_csv
from kuemmerer.content.kinds import Instrument
from kuemmerer.content.library import Library


def rows(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:]), delimiter=";"))


def test_a_spreadsheet_shows_what_the_page_shows(library: Library) -> None:
    forms = library.pick(Instrument, ("zweckvereinbarung", "zweckverband"))
    comparison = compare(forms)
    sheet = rows(comparison_csv(comparison))
    assert sheet[0] == ["Teil", "Kriterium", "Zweckvereinbarung", "Zweckverband"]
    assert len(sheet) == 1 + len(comparison.properties) + len(comparison.rated)
    exit_row = next(row for row in sheet if row[1] == "Wie kommen wir wieder heraus?")
    assert "[Art. 44 KommZG; Recht; belegt]" in exit_row[3]
    assert all(len(row) == 4 for row in sheet)


@pytest.mark.parametrize("text", ["=1+1", "+49", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(library: Library, text: str) -> None:
    comparison = compare(library.pick(Instrument, ("zweckvereinbarung", "zweckverband")))
    planted = replace(comparison, properties=(Row(text, "", (Cell(text), Cell("gut"))),), rated=())
    label, cell = rows(comparison_csv(planted))[1][1:3]
    assert label.startswith("'")
    assert cell.startswith("'")


def test_quotes_and_semicolons_survive(library: Library) -> None:
    comparison = compare(library.pick(Instrument, ("zweckvereinbarung", "zweckverband")))
    planted = replace(comparison, properties=(Row('A; "B"', "", (Cell("x;y"), Cell('"'))),), rated=())
    assert rows(comparison_csv(planted))[1][1:] == ['A; "B"', "x;y", '"']
