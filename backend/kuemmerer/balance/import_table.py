"""A table of partners out of a file: every cell read exactly, or complained about by its name."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from kuemmerer.balance.cells import SUM
from kuemmerer.balance.csv_table import read_csv
from kuemmerer.balance.figures import FIGURES
from kuemmerer.balance.form import BOUNDS, LETTERS
from kuemmerer.balance.model import MAX_PARTNERS
from kuemmerer.balance.sheets import ALONE, LIMITS, RESULT
from kuemmerer.balance.workbook import NotAWorkbook, read_xlsx
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.base.numbers import NotANumber, decimals_of, german_decimal, read_number
from kuemmerer.base.text import fold, has_forbidden_characters

_ZIP = b"PK\x03\x04"
_MAX_NAME = 80
_MAX_COMPLAINTS = 20
_MOST = Fraction(10**12)


class BadTable(ValueError):
    """The table cannot be taken over; one German sentence for each cell."""

    def __init__(self, *messages: str) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


_COLUMNS = {
    **{fold(label): name for name, figure in FIGURES.items() for label in (name, figure.label)},
    **{fold(label): "name" for label in ("Name", "Gemeinde", "Partner")},
    **{fold(label): BOUNDS[name] for name, label in LIMITS.items()},
    **{fold(label): "allein" for label in (ALONE, "Kosten im Alleingang", "alternativkosten", "allein")},
}
_SHOWN = (
    "Name",
    *(figure.label for name, figure in FIGURES.items() if name != "alternativkosten"),
    ALONE,
    *LIMITS.values(),
)
_NUMERIC = re.compile(r"-?\d+(?:\.\d+)?")


def read_table(data: bytes) -> dict[str, str]:
    """The fields of the form for the partners of a CSV or XLSX file. Raises BadTable with every complaint."""
    try:
        lines = read_xlsx(data) if data.startswith(_ZIP) else read_csv(data)
    except NotAWorkbook as error:
        raise BadTable(str(error)) from None
    if not lines or not any(_text(cell) for cell in lines[0]):
        raise BadTable(
            "Die Datei ist leer. In der ersten Zeile stehen die Überschriften, darunter je Zeile ein Partner."
        )
    complaints: list[str] = []
    columns = _columns(lines[0], complaints)
    rows = _rows(lines[1:])
    if "name" not in columns.values() and not complaints:
        complaints.append("In der ersten Zeile fehlt die Spalte »Name«.")
    if not rows:
        complaints.append("Unter den Überschriften steht kein Partner.")
    if len(rows) > len(LETTERS):
        complaints.append(
            f"Die Datei hat {len(rows)} Partner. Diese Seite rechnet bis {len(LETTERS)}, "
            f"die Schnittstelle /api/v1/balance bis {MAX_PARTNERS}."
        )
        raise BadTable(*complaints)
    values = {}
    for letter, (number, row) in zip(LETTERS, rows, strict=False):
        for column, field in columns.items():
            cell = row[column] if column < len(row) else None
            try:
                text = _name(cell) if field == "name" else _number(cell)
            except NotANumber as error:
                complaints.append(f"Zelle {chr(ord('A') + column)}{number}: {error.message}")
                continue
            if text:
                values[f"{field}-{letter}"] = text
        if f"name-{letter}" not in values:
            complaints.append(f"Zeile {number}: Es fehlt der Name.")
    if complaints:
        raise BadTable(*complaints[:_MAX_COMPLAINTS])
    return values


def _columns(head: Sequence[object], complaints: list[str]) -> dict[int, str]:
    """The field of each column that is one."""
    found: dict[int, str] = {}
    for column, cell in enumerate(head):
        text = _text(cell)
        field = _COLUMNS.get(fold(text))
        place = f"Zelle {chr(ord('A') + column)}1"
        if not text or text.startswith(RESULT):
            continue
        if field is None:
            hint = did_you_mean(text, _SHOWN) or f" Möglich sind: {', '.join(_SHOWN)}."
            complaints.append(f"{place}: Die Spalte »{text[:40]}« kennen wir nicht.{hint}")
        elif field in found.values():
            complaints.append(f"{place}: Die Spalte »{text[:40]}« kommt zweimal vor.")
        else:
            found[column] = field
    return found


def _rows(lines: Sequence[Sequence[object]]) -> list[tuple[int, Sequence[object]]]:
    """The lines of partners with their numbers: up to the sum or the first empty line."""
    rows = []
    for number, line in enumerate(lines, 2):
        if not any(_text(cell) for cell in line) or _text(line[0]) == SUM:
            break
        rows.append((number, line))
    return rows


def _text(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _name(cell: object) -> str:
    text = _text(cell)
    if len(text) > _MAX_NAME or has_forbidden_characters(text):
        raise NotANumber(text, f"Der Name »{text[:20]}…« ist zu lang oder enthält unlesbare Zeichen.")
    return text


def _number(cell: object) -> str:
    """A number as the form shows it; empty cells stay empty."""
    if isinstance(cell, bool):
        raise NotANumber(str(cell), "Hier steht »wahr« oder »falsch«. Erwartet wird eine Zahl.")
    if isinstance(cell, int | float):
        text = f"{Decimal(repr(cell)):f}"
        if not _NUMERIC.fullmatch(text):
            raise NotANumber(text)
        number = Fraction(text)
    elif _text(cell):
        number = read_number(_text(cell))
    else:
        return ""
    if abs(number) > _MOST:
        raise NotANumber(_text(cell), f"»{_text(cell)[:40]}« ist zu groß.")
    return german_decimal(number, decimals_of(number) or 0)
