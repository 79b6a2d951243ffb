"""Tables in and out: formulas that can be followed, nothing that computes on its own, every bad cell named."""

import csv
import io
import re
import zipfile
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from openpyxl import Workbook, load_workbook
from tests.balance.conftest import Portal

from kuemmerer.balance.form import PAGE
from kuemmerer.balance.import_table import BadTable, read_table
from kuemmerer.balance.pages import EXAMPLE_ADDRESS, TABLE, TEMPLATE, UPLOAD

QUERY = urlsplit(EXAMPLE_ADDRESS).query
EVIL = {
    "name-a": "=HYPERLINK(1)",
    "einwohner-a": "1",
    "name-b": "@SUM",
    "einwohner-b": "2",
    "betrag-1": "10",
    "posten-1": "-2+3",
}


def xlsx(*lines: list[object]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for line in lines:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(portal: Portal, data: bytes, before: str = "") -> httpx.Response:
    return portal.ask(lambda http: http.post(UPLOAD, files={"datei": ("partner.csv", data)}, data={"bisher": before}))


def test_the_workbook_computes_each_share_step_by_step(portal: Portal) -> None:
    answer = portal.get(f"{TABLE}.xlsx?{QUERY}")
    assert answer.headers["content-disposition"] == 'attachment; filename="ausgleich.xlsx"'
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Ausgleich", "Posten 1", "Hinweise"]
    item = book["Posten 1"]
    assert [item.cell(7, column).value for column in range(1, 10)] == [
        "Kirnbach", 1200, "=$B$2*B7/SUM(B$7:B$9)", "=ROUNDDOWN(ROUND(C7,7),2)", "=ROUND(C7-D7,7)",
        "=RANK(E7,E$7:E$9)+COUNTIF(E$7:E7,E7)-1", "=D7+IF(F7<=ROUND(($B$2-SUM(D$7:D$9))*100,0),0.01,0)", 26400,
        "=ROUND(G7-H7,2)",
    ]  # fmt: skip
    overview = book["Ausgleich"]
    assert (overview["D2"].value, overview["E5"].value) == ("='Posten 1'!G7", "=SUM(E2:E4)")
    assert book["Hinweise"]["A1"].value == "Rechenbeispiel, kein Bescheid."


def test_the_open_document_holds_the_same_formulas_and_their_values(portal: Portal) -> None:
    data = portal.get(f"{TABLE}.ods?{QUERY}").content
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        content = archive.read("content.xml").decode()
    assert (
        'table:formula="of:=[.$B$2]*[.B7]/SUM([.B$7:.B$9])" office:value-type="float" office:value="26400.000000000000"'
        in content
    )
    assert "of:=[$'Posten 1'.G7]" in content
    # LibreOffice shows Err:510 for every formula whose prefix is not declared.
    assert 'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"' in content


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv"])
def test_the_same_case_gives_the_same_table(portal: Portal, suffix: str) -> None:
    first, second = (portal.get(f"{TABLE}.{suffix}?{QUERY}").content for _ in range(2))
    assert first == second or suffix == "xlsx"  # openpyxl writes the time


def test_names_never_become_formulas(portal: Portal) -> None:
    book = load_workbook(io.BytesIO(portal.get(f"{TABLE}.xlsx", **EVIL).content))
    assert book["Ausgleich"]["A2"].data_type == "s"
    assert book["Posten 1"]["B1"].data_type == "s"
    table = list(csv.reader(io.StringIO(portal.get(f"{TABLE}.csv", **EVIL).content.decode("utf-8-sig")), delimiter=";"))
    assert [line[0] for line in table[1:3]] == ["'=HYPERLINK(1)", "'@SUM"]
    with zipfile.ZipFile(io.BytesIO(portal.get(f"{TABLE}.ods", **EVIL).content)) as archive:
        content = archive.read("content.xml").decode()
    assert re.search(r'office:value-type="string"><text:p>=HYPERLINK\(1\)', content)


def test_what_cannot_be_computed_goes_back_to_the_page(portal: Portal) -> None:
    answer = portal.get(f"{TABLE}.csv", **{"name-a": "A"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}?name-a=A")


def test_an_exported_table_can_be_read_again(portal: Portal) -> None:
    for suffix in ("csv", "xlsx"):
        values = read_table(portal.get(f"{TABLE}.{suffix}?{QUERY}").content)
        assert values == {
            "name-a": "Kirnbach", "einwohner-a": "1.200", "allein-a": "70.000", "name-b": "Mittertal", "einwohner-b": "2.800",
            "allein-b": "100.000", "name-c": "Unterfeld", "einwohner-c": "6.000", "allein-c": "130.000",
        }  # fmt: skip


def test_bounds_come_back_with_the_table(portal: Portal) -> None:
    case = {
        "name-a": "A", "einwohner-a": "5", "mindest-a": "1", "name-b": "B", "einwohner-b": "7", "hoechst-b": "40,5",
        "betrag-1": "90", "schluessel-1": "stufe",
    }  # fmt: skip
    for suffix in ("csv", "xlsx"):
        values = read_table(portal.get(f"{TABLE}.{suffix}", **case).content)
        assert values == {name: value for name, value in case.items() if not name.endswith("1")}


def test_the_template_can_be_filled_in_and_read(portal: Portal) -> None:
    assert read_table(portal.get(TEMPLATE).content)["name-a"] == "Kirnbach"


@pytest.mark.parametrize(
    "data",
    [
        b"Gemeinde;Einwohner\nA;1.234,5\n",
        b"Gemeinde,Einwohner\nA,1234.5\n",
        "Gemeinde\tEinwohner\r\nA\t1234,5\r\n".encode("utf-8-sig"),
        xlsx(["Name", "Einwohner"], ["A", 1234.5]),
        xlsx(["Name", "Einwohner", "Anteil: Bauhof"], ["A", "1.234,5", 7], ["Summe", None, 7]),
    ],
)
def test_german_and_english_tables_are_read(data: bytes) -> None:
    assert read_table(data) == {"name-a": "A", "einwohner-a": "1.234,5"}


def test_umlauts_of_old_excel_are_read() -> None:
    assert read_table("Name;Fläche\nGrünau;5\n".encode("cp1252")) == {"name-a": "Grünau", "flaeche-a": "5"}


@pytest.mark.parametrize(
    ("data", "sentences"),
    [
        (b"", ["Die Datei ist leer."]),
        (b"Name;Einwohner\n", ["steht kein Partner"]),
        (b"Einwohner\n5\n", ["fehlt die Spalte »Name«"]),
        (b"Name;Einwoner\nA;5\n", ["Zelle B1: Die Spalte »Einwoner« kennen wir nicht. Gemeint »Einwohner«?"]),
        (b"Name;Einwohner;einwohner\nA;5;6\n", ["Zelle C1", "zweimal"]),
        (b"Name;Einwohner\nA;abc\nB;1,2,3\n;7\n",
         ["Zelle B2: »abc« ist keine Zahl.", "Zelle B3: »1,2,3« ist keine Zahl.", "Zeile 4: Es fehlt der Name."]),
        (xlsx(["Name", "Einwohner"], ["A", True]), ["Zelle B2: Hier steht »wahr« oder »falsch«."]),
        (xlsx(["Name", "Einwohner"], ["A", 1e300]), ["Zelle B2", "zu groß"]),
        (b"PK\x03\x04 kein Archiv", ["keine lesbare XLSX-Tabelle"]),
        (("Name;Einwohner\n" + "".join(f"Ort {n};{n}\n" for n in range(500))).encode(), ["Die Datei hat 500 Partner.", "bis 12"]),
    ],
)  # fmt: skip
def test_every_bad_cell_is_named(data: bytes, sentences: list[str]) -> None:
    with pytest.raises(BadTable) as caught:
        read_table(data)
    assert all(sentence in str(caught.value) for sentence in sentences)


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 9_000_000)
    with pytest.raises(BadTable, match="zu groß"):
        read_table(out.getvalue())


def test_partners_out_of_a_file_replace_those_in_the_form_and_the_rest_stays(portal: Portal) -> None:
    answer = upload(
        portal, b"Name;Einwohner\nA;5\nB;7\n", "name-a=Alt&einwohner-a=1&betrag-1=100&vergleich=gleich&fremd=1"
    )
    assert answer.status_code == 303
    assert parse_qsl(urlsplit(answer.headers["location"]).query) == [
        ("name-a", "A"), ("einwohner-a", "5"), ("name-b", "B"), ("einwohner-b", "7"), ("betrag-1", "100"), ("vergleich", "gleich"),
    ]  # fmt: skip


def test_a_bad_file_is_told_on_the_page_with_everything_kept(portal: Portal) -> None:
    answer = upload(portal, b"Name;Einwohner\nA;abc\n", "name-a=Alt&betrag-1=100")
    assert answer.status_code == 422
    assert "Zelle B2: »abc« ist keine Zahl." in answer.text
    assert 'id="datei-fehler"' in answer.text
    assert 'value="Alt"' in answer.text


def test_a_large_workbook_is_read_and_an_endless_one_refused(portal: Portal) -> None:
    assert upload(portal, b"Name;Einwohner\nA;5\n" + b"\n" * 300_000).status_code == 303
    answer = upload(portal, b"x" * 1024 * 1024)
    assert answer.status_code == 413
    assert "1 Megabyte" in answer.text


def test_no_file_is_told_too(portal: Portal) -> None:
    answer = portal.ask(lambda http: http.post(UPLOAD, data={"bisher": ""}))
    assert answer.status_code == 422
    assert "Die Datei ist leer." in answer.text
