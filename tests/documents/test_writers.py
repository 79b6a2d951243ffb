"""Each paper in each format, from the shortest and the longest input: it opens, it is German, it is accessible, text stays text."""

import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import docx
import pikepdf
import pytest
from tests.documents.conftest import TRICKY, longest, occasion_for, paper_named, shortest

from kuemmerer.documents.compose import compose
from kuemmerer.documents.docx import docx_file
from kuemmerer.documents.formats import FORMATS, Format
from kuemmerer.documents.html import html_file
from kuemmerer.documents.model import Document, Gap, ListBlock, Paragraph, Section, Table, plain
from kuemmerer.documents.odt import odt_file
from kuemmerer.documents.pdf import pdf_file
from kuemmerer.documents.templates import Paper
from kuemmerer.documents.widths import shares
from kuemmerer.documents.workshop import WorkshopFailed, make_files

COUNCIL = paper_named("beschlussvorlage-abschluss", "abschluss")
MAKERS = (shortest, longest)
SMALL = Document(
    "Blatt",
    "Titel mit <Klammern>",
    (
        Section("Erstens", (Paragraph(("Vor ", Gap("Name"), " nach\nzweite Zeile")), ListBlock((("eins",), ("zwei",)), True))),
        Section("Darunter", (ListBlock((("drei",),), True), Table("Zahlen", ("Wer", "Wie viel"), ((("A",), ("1",)),), frozenset({1})))),
    ),
    "Fassung abc",
)  # fmt: skip


def word_texts(content: bytes) -> str:
    word = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


# --- Word ---------------------------------------------------------------------------------------


def test_word_opens_every_paper_with_all_its_texts(paper: Paper) -> None:
    for make in MAKERS:
        document = compose(make(paper))
        texts = word_texts(docx_file(document))
        for text in document.texts:
            assert plain(text) in texts


def test_word_has_real_styles_heads_that_repeat_and_german_as_language() -> None:
    word = docx.Document(io.BytesIO(docx_file(compose(longest(COUNCIL)))))
    used = {paragraph.style.name for paragraph in word.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "List Bullet", "List Number", "Caption", "Hinweis"} <= used
    assert word.core_properties.language == "de-DE"
    assert word.core_properties.title.startswith("Beschlussvorlage: ")
    xml = zipfile.ZipFile(io.BytesIO(docx_file(compose(shortest(COUNCIL))))).read("word/styles.xml").decode()
    assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', xml)) == {"de-DE"}
    for table in word.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml


def test_each_numbered_list_in_word_begins_with_one() -> None:
    xml = zipfile.ZipFile(io.BytesIO(docx_file(SMALL))).read("word/document.xml").decode()
    assert len(set(re.findall(r'<w:numId w:val="(\d+)"/>', xml))) == 2


def test_gaps_are_marked_in_word() -> None:
    word = docx.Document(io.BytesIO(docx_file(SMALL)))
    runs = [run for paragraph in word.paragraphs for run in paragraph.runs if run.font.highlight_color]
    assert [run.text for run in runs] == ["[bitte ergänzen: Name]"]


# --- PDF ----------------------------------------------------------------------------------------


def test_pdf_is_tagged_german_and_says_its_standards(paper: Paper) -> None:
    for make in MAKERS:
        document = compose(make(paper))
        with pikepdf.open(io.BytesIO(pdf_file(document))) as pdf:
            root = pdf.Root
            assert str(root.Lang) == "de-DE"
            assert bool(root.MarkInfo.Marked)
            assert bool(root.ViewerPreferences.DisplayDocTitle)
            assert "/StructTreeRoot" in root
            with pdf.open_metadata() as meta:
                assert meta["pdfuaid:part"] == "1"
                assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")


def scope_of(node: pikepdf.Dictionary) -> str:
    attributes = node.get("/A", pikepdf.Array([]))
    return "".join(str(each.get("/Scope", "")) for each in attributes)


def structure(pdf: pikepdf.Pdf) -> list[str]:
    """The names of all structure elements in reading order; a head cell with its scope."""
    found: list[str] = []

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S)[1:] + (scope_of(node) if str(node.S) == "/TH" else ""))
            if "/K" in node:
                walk(node.K)

    walk(pdf.Root.StructTreeRoot)
    return found


def test_headings_in_the_pdf_skip_no_level_and_table_heads_have_a_scope() -> None:
    with pikepdf.open(io.BytesIO(pdf_file(compose(longest(COUNCIL))))) as pdf:
        names = structure(pdf)
    levels = [int(name[1]) for name in names if re.fullmatch(r"H\d", name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {name for name in names if re.match(r"TH(?!ead)", name)} == {"TH/Column"}


def test_a_sign_without_a_shape_becomes_a_box_instead_of_an_error() -> None:
    odd = "漢字 😀 \u0627 \u26ff ☐ ő → \u2070 a\u0301"
    assert pdf_file(Document("Blatt", odd, (Section(odd, (Paragraph((odd, Gap(odd))),)),), odd))


@pytest.mark.parametrize("block", range(0x20, 0x3000, 0x400))
def test_pdf_shows_or_replaces_every_sign_in_every_weight(block: int) -> None:
    signs = " ".join(chr(code) for code in range(block, block + 0x400) if chr(code).isprintable())
    sheet = Document("Blatt", "Zeichen", (Section("Alle", (Table(signs, (signs,), (((signs,),),)),)),), "x")
    assert pdf_file(sheet)


def test_the_same_paper_is_the_same_pdf() -> None:
    assert pdf_file(SMALL) == pdf_file(SMALL)


# --- OpenDocument -------------------------------------------------------------------------------


def test_odt_is_valid_xml_with_all_texts_in_german(paper: Paper) -> None:
    for make in MAKERS:
        document = compose(make(paper))
        archive = zipfile.ZipFile(io.BytesIO(odt_file(document)))
        assert archive.namelist()[0] == "mimetype"
        root = ET.fromstring(archive.read("content.xml"))
        flat = "".join(root.itertext())
        for text in document.texts:
            assert plain(text).replace("\n", "") in flat.replace("\n", "")
    assert "de-DE" in archive.read("meta.xml").decode()


def test_odt_has_heads_that_repeat_and_headings_with_levels() -> None:
    xml = zipfile.ZipFile(io.BytesIO(odt_file(SMALL))).read("content.xml").decode()
    assert xml.count("<table:table-header-rows>") == 1
    assert 'text:outline-level="1"' in xml
    assert 'text:outline-level="2"' in xml


# --- HTML ---------------------------------------------------------------------------------------


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_shows_every_text_and_takes_no_markup_from_it(paper: Paper) -> None:
    known = {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "ul", "ol", "li", "table", "caption",
        "thead", "tbody", "tr", "th", "td", "mark", "br", "div",
    }  # fmt: skip
    for make in MAKERS:
        document = compose(make(paper))
        reader = Reader()
        reader.feed(html_file(document).decode())
        assert reader.tags <= known
        for text in document.texts:
            assert plain(text).replace("\n", "") in reader.text


# --- all of them --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(Format))
def test_tricky_text_is_text_in_every_format(kind: Format) -> None:
    document = compose(occasion_for(COUNCIL, {"aufgabe": ["bauhof"]}, {"anlass": TRICKY}))
    content = FORMATS[kind].write(document)
    assert content
    if kind is Format.DOCX:
        assert TRICKY in word_texts(content)
        assert "fldSimple" not in zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()


def test_widths_of_columns_add_up_and_leave_nobody_out() -> None:
    table = Table("x", ("a", "Verwaltungsgemeinschaft", "c"), ((("",), ("kurz",), ("lang " * 400,)),))
    widths = shares(table)
    assert sum(widths) == 100
    assert min(widths) >= 5
    assert sum(shares(Table("x", tuple("abcdefghij"), ((("Donaudampfschifffahrt",),) * 10,)))) == 100


def test_the_workshop_makes_the_same_files_in_their_order() -> None:
    other = Document("Blatt", "Anderes", SMALL.sections, "Fassung abc")
    assert make_files((SMALL, other), Format.HTML) == (html_file(SMALL), html_file(other))


def test_a_workshop_that_fails_says_why() -> None:
    broken = Document("Blatt", "x", (Section("y", (Table("leer", (), ()),)),), "z")
    with pytest.raises(WorkshopFailed, match="Error"):
        make_files((broken,), Format.DOCX)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
@pytest.mark.parametrize("kind", [Format.DOCX, Format.ODT])
def test_libreoffice_opens_what_we_write(tmp_path: Path, kind: Format) -> None:
    file = tmp_path / f"vorlage.{kind.value}"
    file.write_bytes(FORMATS[kind].write(compose(longest(COUNCIL))))
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with pikepdf.open(tmp_path / "vorlage.pdf") as pdf:
        assert len(pdf.pages) > 5
