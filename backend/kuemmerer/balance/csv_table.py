"""CSV as German offices exchange it: semicolons, decimal comma, readable by Excel. Writing results, reading partners."""

import csv
import io
from fractions import Fraction

from kuemmerer.balance.cells import Cell, Sheet, Style
from kuemmerer.base.numbers import plain_decimal

MEDIA_TYPE = "text/csv; charset=utf-8"
_MARK = "\ufeff"  # tells Excel that the text is UTF-8
# A cell that begins so would be computed by a spreadsheet: somebody else's formula in our table.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_MAX_LINES = 600
_PLACES = 6


def write_csv(sheet: Sheet) -> bytes:
    """One sheet; formulas as their values."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([_text(cell) for cell in line] for line in sheet.lines)
    return (_MARK + out.getvalue()).encode("utf-8")


def _text(cell: Cell) -> str:
    if isinstance(cell.value, Fraction):
        text = plain_decimal(cell.value, 2 if cell.style is Style.EURO else _PLACES)
        return (text.rstrip("0").rstrip(".") if cell.style is Style.NUMBER else text).replace(".", ",")
    return f"'{cell.value}" if cell.value.startswith(_DANGEROUS) else cell.value


def read_csv(data: bytes) -> list[list[object]]:
    """All cells as text, line by line. UTF-8, or else the coding of older Excel; semicolon, tab or comma."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    head = text.partition("\n")[0]
    delimiter = max(";\t,", key=head.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [[cell.removeprefix("'") for cell in line] for _, line in zip(range(_MAX_LINES), lines, strict=False)]
