"""Document -> .docx with real styles, table heads that repeat, and German as its language. Home of python-docx."""

from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from kuemmerer.documents.model import Block, Document, Gap, ListBlock, Paragraph, Table, Text
from kuemmerer.documents.widths import shares

_LANGUAGE = "de-DE"
_INK, _GREY = RGBColor(0x13, 0x15, 0x25), RGBColor(0x4B, 0x51, 0x75)
# Name, size in points, bold, space before and after.
_STYLES = (
    ("Normal", 10.5, False, 0, 5),
    ("Title", 17, True, 0, 8),
    ("Heading 1", 13, True, 14, 4),
    ("Heading 2", 11.5, True, 10, 3),
    ("Caption", 10.5, True, 8, 3),
    ("List Bullet", 10.5, False, 0, 3),
    ("List Number", 10.5, False, 0, 3),
)
_NOTE, _CELL = "Hinweis", "Tabellentext"


def docx_file(document: Document) -> bytes:
    """The document on A4, ready to be edited in Word or LibreOffice."""
    word = docx.Document()
    prepare(word, document)
    _add_footer(word)
    word.add_paragraph(document.kind)
    word.add_paragraph(document.title, style="Title")
    word.add_paragraph(document.notice, style=_NOTE)
    add_sections(word, document)
    word.add_paragraph(document.imprint, style=_NOTE)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def add_sections(word: WordFile, document: Document) -> None:
    """All sections at the end of a Word document that has our styles."""
    for section in document.sections:
        word.add_paragraph(section.title, style=f"Heading {section.level - 1}")
        for block in section.blocks:
            _add(word, block)


def _add(word: WordFile, block: Block) -> None:
    match block:
        case Paragraph(text, is_note):
            _write(word.add_paragraph(style=_NOTE if is_note else "Normal"), text)
        case ListBlock(items, is_numbered):
            numbering = _fresh_numbers(word) if is_numbered else None
            for item in items:
                paragraph = word.add_paragraph(style="List Number" if is_numbered else "List Bullet")
                if numbering is not None:
                    _number(paragraph, numbering)
                _write(paragraph, item)
        case Table():
            _add_table(word, block)


def _write(paragraph: WordParagraph, text: Text) -> None:
    for run in text:
        written = paragraph.add_run(str(run))
        if isinstance(run, Gap):
            written.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _add_table(word: WordFile, table: Table) -> None:
    caption = word.add_paragraph(table.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    made = word.add_table(1 + len(table.rows), len(table.head), style="Table Grid")
    cells = made._cells  # asked for cell by cell, python-docx walks through the whole table each time
    width = len(table.head)
    for column, name in enumerate(table.head):
        paragraph = _cell(cells[column], column in table.numeric)
        paragraph.add_run(name).bold = True
    for number, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            _write(_cell(cells[number * width + column], column in table.numeric), cell)
    _set_widths(made, table, _text_width(word))
    _finish(made, table.caption)
    # Two tables in a row would become one.
    word.add_paragraph().paragraph_format.space_after = Pt(2)


def _cell(cell: WordCell, is_numeric: bool) -> WordParagraph:
    paragraph: WordParagraph = cell.paragraphs[0]
    paragraph._p.style = _CELL  # by its id: by name python-docx looks through all styles for each cell
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_numeric else WD_ALIGN_PARAGRAPH.LEFT
    return paragraph


def _text_width(word: WordFile) -> int:
    """The room between the margins, in the units of Word."""
    page = word.sections[0]
    return int(page.page_width or 0) - int(page.left_margin or 0) - int(page.right_margin or 0)


def _set_widths(made: WordTable, table: Table, room: int) -> None:
    """Each cell says it, because Word reads the cells and LibreOffice the columns."""
    widths = [Emu(room * share // 100) for share in shares(table)]
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for number, cell in enumerate(made._cells):
        cell.width = widths[number % len(widths)]


def _finish(made: WordTable, caption: str) -> None:
    for number, row in enumerate(made.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(_element("w:cantSplit"))
        if number == 0:
            properties.append(_element("w:tblHeader", val="true"))
    made._tbl.tblPr.append(_element("w:tblDescription", val=caption))


def _fresh_numbers(word: WordFile) -> int:
    """A numbering of its own for each list: Word would go on counting otherwise."""
    numbering = word.part.numbering_part.element
    style = word.styles["List Number"].element
    model = style.pPr.numPr.numId.val
    abstract = next(item for item in numbering.num_lst if item.numId == model).abstractNumId.val
    fresh = numbering.add_num(abstract)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    number: int = fresh.numId
    return number


def _number(paragraph: WordParagraph, numbering: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    number = _element("w:numPr")
    number.append(_element("w:ilvl", val="0"))
    number.append(_element("w:numId", val=str(numbering)))
    properties.insert(1, number)  # right after the style, where the schema wants it


def prepare(word: WordFile, document: Document) -> None:
    """Page, styles, language and properties of a new Word document."""
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(25), Mm(20), Mm(25), Mm(20)
    for name, size, bold, before, after in _STYLES:
        _set_style(_style(word, name), size, bold, before, after)
    note, cell = (word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) for name in (_NOTE, _CELL))
    assert isinstance(note, ParagraphStyle)
    assert isinstance(cell, ParagraphStyle)
    note.base_style = cell.base_style = word.styles["Normal"]
    note.font.size, note.font.color.rgb, cell.font.size = Pt(9.5), _GREY, Pt(9)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    word.settings.element.append(_element("w:autoHyphenation", val="true"))
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE)
    border = word.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        word.styles["Title"].element.pPr.remove(border)
    properties = word.core_properties
    properties.title, properties.subject = f"{document.kind}: {document.title}"[:255], document.kind
    properties.author, properties.language, properties.comments = "Kümmerer", _LANGUAGE, ""


def _add_footer(word: WordFile) -> None:
    footer = word.sections[0].footer.paragraphs[0]
    footer.style = word.styles[_NOTE]
    footer.add_run("Seite ")
    _field(footer, "PAGE")
    footer.add_run(" von ")
    _field(footer, "NUMPAGES")


def _style(word: WordFile, name: str) -> ParagraphStyle:
    style = word.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _set_style(style: ParagraphStyle, size: float, bold: bool, before: float, after: float) -> None:
    font = style.font
    font.name, font.size, font.bold, font.color.rgb = "Arial", Pt(size), bold, _INK
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), "Arial")
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    for language in properties.findall(qn("w:lang")):
        properties.remove(language)
    properties.append(_element("w:lang", val=_LANGUAGE, eastAsia=_LANGUAGE))


def _field(paragraph: WordParagraph, code: str) -> None:
    """A page number that the word processor keeps up to date."""
    for kind in ("begin", "code", "separate", "text", "end"):
        run = paragraph.add_run()
        if kind == "text":
            run.text = "1"
        elif kind == "code":
            instruction = _element("w:instrText")
            instruction.text = code
            run._r.append(instruction)
        else:
            run._r.append(_element("w:fldChar", fldCharType=kind))


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    element: BaseOxmlElement = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
