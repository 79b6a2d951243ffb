"""Document -> .odt for authorities that require OpenDocument. Home of odfdo."""

from io import BytesIO

from odfdo import Document as OdfFile
from odfdo import Element, Header, LineBreak, List, ListItem, Span
from odfdo import Paragraph as OdfParagraph

from kuemmerer.documents.model import Block, Document, Gap, ListBlock, Paragraph, Table, Text
from kuemmerer.documents.widths import shares

_GERMAN = 'fo:language="de" fo:country="DE"'
# Our styles, by family; those of odfdo's template with the same name give way.
_COMMON = (
    f'<style:default-style style:family="paragraph"><style:paragraph-properties fo:hyphenation-ladder-count="no-limit"/>'
    f'<style:text-properties fo:font-size="10.5pt" {_GERMAN} fo:font-family="Arial"/></style:default-style>',
    f'<style:style style:name="Standard" style:family="paragraph" style:class="text">'
    f'<style:paragraph-properties fo:margin-bottom="0.18cm"/>'
    f'<style:text-properties fo:font-size="10.5pt" fo:font-family="Arial" fo:color="#131525" {_GERMAN}/></style:style>',
    '<style:style style:name="Hinweis" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:text-properties fo:font-size="9.5pt" fo:color="#4b5175"/></style:style>',
    '<style:style style:name="Caption" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties fo:margin-top="0.3cm" fo:keep-with-next="always"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>',
    '<style:style style:name="Zelle" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:paragraph-properties fo:margin-bottom="0cm"/><style:text-properties fo:font-size="9pt"/></style:style>',
    '<style:style style:name="Zahl" style:family="paragraph" style:parent-style-name="Zelle">'
    '<style:paragraph-properties fo:text-align="end"/></style:style>',
    '<style:style style:name="Tabellenkopf" style:family="paragraph" style:parent-style-name="Zelle">'
    '<style:text-properties fo:font-weight="bold"/></style:style>',
)  # fmt: skip
_HEADINGS = ((1, "17pt", "0cm"), (2, "13pt", "0.5cm"), (3, "11.5pt", "0.35cm"))
_AUTOMATIC = (
    '<style:style style:name="Feld" style:family="table-cell"><style:table-cell-properties '
    'fo:border="0.5pt solid #767b96" fo:padding="0.1cm"/></style:style>',
    '<style:style style:name="Tabelle" style:family="table"><style:table-properties style:width="16.5cm" '
    'table:align="margins" fo:margin-bottom="0.3cm"/></style:style>',
    '<style:style style:name="Zeile" style:family="table-row"><style:table-row-properties '
    'fo:keep-together="always"/></style:style>',
    '<style:style style:name="Luecke" style:family="text"><style:text-properties '
    'fo:background-color="#fff2c2"/></style:style>',
    '<text:list-style style:name="Punkte"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
    '<style:list-level-properties text:space-before="0.3cm" text:min-label-width="0.5cm"/>'
    "</text:list-level-style-bullet></text:list-style>",
    '<text:list-style style:name="Nummern"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."><style:list-level-properties text:space-before="0.3cm" text:min-label-width="0.6cm"/>'
    "</text:list-level-style-number></text:list-style>",
)  # fmt: skip
_FOOTER = (
    '<style:footer><text:p text:style-name="Hinweis">Seite <text:page-number text:select-page="current">1</text:page-number>'
    " von <text:page-count>1</text:page-count></text:p></style:footer>"
)
# A column of so many hundredths of the table.
_COLUMN = (
    '<style:style style:name="Spalte{share}" style:family="table-column">'
    '<style:table-column-properties style:rel-column-width="{share}*"/></style:style>'
)


def odt_file(document: Document) -> bytes:
    """The document on A4, ready to be edited in LibreOffice or Word."""
    odf = OdfFile("text")
    _prepare(odf, document)
    body = odf.body
    body.clear()
    body.append(OdfParagraph(document.kind, style="Hinweis"))
    body.append(Header(1, document.title, style="Heading_20_1"))
    body.append(OdfParagraph(document.notice, style="Hinweis"))
    for section in document.sections:
        body.append(Header(section.level, section.title, style=f"Heading_20_{section.level}"))
        for number, block in enumerate(section.blocks):
            for element in _block(block, f"{section.title} {number + 1}"):
                body.append(element)
    body.append(OdfParagraph(document.imprint, style="Hinweis"))
    out = BytesIO()
    odf.save(out)
    return out.getvalue()


def _block(block: Block, name: str) -> list[Element]:
    match block:
        case Paragraph(text, is_note):
            return [_paragraph(text, "Hinweis" if is_note else "Standard")]
        case ListBlock(items, is_numbered):
            listing = List(style="Nummern" if is_numbered else "Punkte")
            for item in items:
                entry = ListItem()
                entry.append(_paragraph(item, "Standard"))
                listing.append(entry)
            return [listing]
        case Table():
            return [OdfParagraph(block.caption, style="Caption"), _table(block, name)]


def _paragraph(text: Text, style: str) -> OdfParagraph:
    """Text as text: odfdo would take line breaks and markup apart otherwise."""
    paragraph = OdfParagraph(style=style)
    for run in text:
        for number, line in enumerate(str(run).split("\n")):
            if number:
                paragraph.append(LineBreak())
            if line:
                paragraph.append(Span(line, style="Luecke" if isinstance(run, Gap) else None, formatted=False))
    return paragraph


def _table(table: Table, name: str) -> Element:
    """With a head that repeats on every page; odfdo's own Table has none."""
    made = Element.from_tag("table:table")
    made.set_attribute("table:name", name)
    made.set_attribute("table:style-name", "Tabelle")
    for share in shares(table):
        column = Element.from_tag("table:table-column")
        column.set_attribute("table:style-name", f"Spalte{share}")
        made.append(column)
    heads = Element.from_tag("table:table-header-rows")
    heads.append(_row([OdfParagraph(head, style="Tabellenkopf") for head in table.head]))
    made.append(heads)
    for row in table.rows:
        made.append(_row([_paragraph(cell, "Zahl" if i in table.numeric else "Zelle") for i, cell in enumerate(row)]))
    return made


def _row(paragraphs: list[OdfParagraph]) -> Element:
    row = Element.from_tag("table:table-row")
    row.set_attribute("table:style-name", "Zeile")
    for paragraph in paragraphs:
        cell = Element.from_tag("table:table-cell")
        cell.set_attribute("table:style-name", "Feld")
        cell.set_attribute("office:value-type", "string")
        cell.append(paragraph)
        row.append(cell)
    return row


def _prepare(odf: OdfFile, document: Document) -> None:
    for xml in _COMMON:
        odf.insert_style(xml, default="default-style" in xml)
    for level, size, above in _HEADINGS:
        odf.insert_style(
            f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}" '
            f'style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="{level}" '
            f'style:class="text"><style:paragraph-properties fo:margin-top="{above}" fo:margin-bottom="0.15cm" '
            f'fo:keep-with-next="always"/><style:text-properties fo:font-size="{size}" fo:font-weight="bold"/></style:style>'
        )
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    columns = (_COLUMN.format(share=share) for share in sorted({share for table in tables for share in shares(table)}))
    for xml in (*_AUTOMATIC, *columns):
        odf.insert_style(xml, automatic=True)
    # The template of odfdo numbers headings; ours carry their own numbers where they have some.
    for outline in odf.styles.get_elements("//text:outline-level-style"):
        outline.set_attribute("style:num-format", "")
        for name in ("loext:num-list-format", "style:num-suffix", "style:num-prefix"):
            if outline.get_attribute(name) is not None:
                outline.del_attribute(name)
    for master in odf.styles.get_elements("//style:master-page"):
        master.append(Element.from_tag(_FOOTER))
    odf.set_language("de-DE")
    odf.meta.title = f"{document.kind}: {document.title}"
    odf.meta.subject = document.kind
    odf.meta.language = "de-DE"
