"""ODS: the same sheets for LibreOffice, formulas in OpenFormula. A zip file with three short texts."""

import io
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

from kuemmerer.balance.cells import Cell, Sheet, Style
from kuemmerer.base.numbers import plain_decimal

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_REFERENCE = re.compile(r"\{(?:([^!{}]+)!)?([^:{}]+)(?::([^{}]+))?\}")
_DAY = (2000, 1, 1, 0, 0, 0)  # equal tables are equal files
_PLACES = 12
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{address}:1.0"'
    for name, address in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
# The prefix of formulas: where it is not declared, LibreOffice shows Err:510 instead of every result.
_SPACES += ' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
_STYLES = """<office:automatic-styles>
<number:number-style style:name="n2">
<number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/>
</number:number-style>
<number:number-style style:name="n6">
<number:number number:decimal-places="6" number:min-decimal-places="0" number:min-integer-digits="1" number:grouping="true"/>
</number:number-style>
<style:style style:name="column" style:family="table-column"><style:table-column-properties style:column-width="3.6cm"/></style:style>
<style:style style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="euro" style:family="table-cell" style:data-style-name="n2"/>
<style:style style:name="number" style:family="table-cell" style:data-style-name="n6"/>
<style:style style:name="text" style:family="table-cell"/>
</office:automatic-styles>"""
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MEDIA_TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""


def write_ods(sheets: tuple[Sheet, ...]) -> bytes:
    """The sheets as an OpenDocument spreadsheet. Text stays text, even where it begins like a formula."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {_SPACES} office:version="1.3">{_STYLES}'
        f"<office:body><office:spreadsheet>{''.join(map(_table, sheets))}</office:spreadsheet></office:body>"
        "</office:document-content>\n"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        # The media type comes first and is not compressed, so that programs know the file by its first bytes.
        archive.writestr(zipfile.ZipInfo("mimetype", _DAY), MEDIA_TYPE)
        for name, text in (("content.xml", content), ("META-INF/manifest.xml", _MANIFEST)):
            archive.writestr(zipfile.ZipInfo(name, _DAY), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _table(sheet: Sheet) -> str:
    width = max((len(line) for line in sheet.lines), default=1) or 1
    columns = f'<table:table-column table:style-name="column" table:number-columns-repeated="{width}"/>'
    lines = "".join(
        f"<table:table-row>{''.join(map(_cell, line)) or '<table:table-cell/>'}</table:table-row>"
        for line in sheet.lines
    )
    return f"<table:table table:name={quoteattr(sheet.name)}>{columns}{lines}</table:table>"


def _cell(cell: Cell) -> str:
    if cell.value == "":
        return "<table:table-cell/>"
    style = f' table:style-name="{cell.style.value}"'
    if isinstance(cell.value, str):
        return f'<table:table-cell{style} office:value-type="string"><text:p>{escape(cell.value)}</text:p></table:table-cell>'
    number = plain_decimal(cell.value, 2 if cell.style is Style.EURO else _PLACES)
    formula = f" table:formula={quoteattr('of:=' + _formula(cell.formula))}" if cell.formula else ""
    return f'<table:table-cell{style}{formula} office:value-type="float" office:value="{number}"/>'


def _formula(formula: str) -> str:
    return _REFERENCE.sub(_reference, formula)


def _reference(found: re.Match[str]) -> str:
    sheet = f"$'{found[1]}'" if found[1] else ""
    return f"[{sheet}.{found[2]}:.{found[3]}]" if found[3] else f"[{sheet}.{found[2]}]"
