"""XLSX, the only home of openpyxl: writing sheets with formulas, reading the first sheet of a workbook."""

import io
import re
import zipfile

from kuemmerer.balance.cells import Cell, Sheet, Style

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = {Style.EURO: "#,##0.00", Style.NUMBER: "#,##0.######", Style.TEXT: "General", Style.HEAD: "General"}
_REFERENCE = re.compile(r"\{(?:([^!{}]+)!)?([^{}]+)\}")
_WIDTH = 18
# A small file can unpack to gigabytes; a table of partners never does.
_MAX_UNPACKED = 8 * 1024 * 1024
_MAX_LINES, _MAX_COLUMNS = 600, 40


class NotAWorkbook(ValueError):
    """What was sent is no XLSX file we can read; the message is a German sentence."""


def write_xlsx(sheets: tuple[Sheet, ...]) -> bytes:
    """The sheets as a workbook. Text stays text, even where it begins like a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "B2"
        for row, line in enumerate(sheet.lines, 1):
            for column, cell in enumerate(line, 1):
                if cell.value == "":
                    continue
                target = page.cell(row, column)
                target.value = f"={_formula(cell.formula)}" if cell.formula else _value(cell)
                if isinstance(cell.value, str):
                    target.data_type = "s"
                target.number_format = _FORMATS[cell.style]
                if cell.style is Style.HEAD:
                    target.font = Font(bold=True)
        for column in range(1, max((len(line) for line in sheet.lines), default=1) + 1):
            page.column_dimensions[page.cell(1, column).column_letter].width = _WIDTH
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _formula(formula: str) -> str:
    return _REFERENCE.sub(lambda found: f"'{found[1]}'!{found[2]}" if found[1] else found[2], formula).replace(";", ",")


def _value(cell: Cell) -> str | float:
    return cell.value if isinstance(cell.value, str) else float(cell.value)


def read_xlsx(data: bytes) -> list[list[object]]:
    """The values of the first sheet, line by line. Raises NotAWorkbook."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MAX_UNPACKED:
                raise NotAWorkbook("Die Datei ist ausgepackt zu groß. Speichern Sie nur die Tabelle der Partner.")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        page = book.worksheets[0]
        return [list(line) for line in page.iter_rows(max_row=_MAX_LINES, max_col=_MAX_COLUMNS, values_only=True)]
    except NotAWorkbook:
        raise
    # openpyxl raises nearly anything on a damaged file.
    except Exception as error:
        raise NotAWorkbook("Die Datei ist keine lesbare XLSX-Tabelle. Speichern Sie sie neu oder als CSV.") from error
