"""The comparison as a table for spreadsheets: semicolons and a byte order mark, as German Excel reads it."""

import csv
import io

from kuemmerer.content.comparison import Cell, Comparison
from kuemmerer.content.labels import said
from kuemmerer.content.model import CONFIDENCE_LABELS, NATURE_LABELS

MEDIA_TYPE = "text/csv; charset=utf-8"
# What a spreadsheet would take for a formula or a command.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def comparison_csv(comparison: Comparison) -> str:
    """One row per criterion, one column per form; norm and confidence stand behind the text, as on the page."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["Teil", "Kriterium", *(_safe(form.title) for form in comparison.forms)])
    for part, rows in (("Was gilt", comparison.properties), ("Wie gut passt es (Einschätzung)", comparison.rated)):
        for row in rows:
            label = f"{row.label}: {row.help}" if row.help else row.label
            writer.writerow([part, _safe(label), *(_safe(_text(cell)) for cell in row.cells)])
    return "\ufeff" + sheet.getvalue()


def _text(cell: Cell) -> str:
    word, rest = said(cell.answer, cell.text)
    marks = [part for part in (cell.norm, NATURE_LABELS[cell.nature] if cell.nature else None) if part]
    if marks:
        marks.append(CONFIDENCE_LABELS[cell.confidence])
    grade = f" ({cell.level} von 3)" if cell.level is not None else ""
    return f"{word}{rest}{grade}" + (f" [{'; '.join(dict.fromkeys(marks))}]" if marks else "")


def _safe(text: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what looks like a formula."""
    text = " ".join(text.split())
    return f"'{text}" if text.startswith(_FORMULA) else text
