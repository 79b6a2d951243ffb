"""A municipality's own Word template: our content, its letterhead and styles; a broken or hostile one gets a sentence."""

import io
import os
import zipfile
from collections.abc import Sequence

import docx
import httpx
import pytest
from tests.documents.conftest import ANSWERS, TRICKY, longest, occasion_for, paper_named

from kuemmerer.documents.compose import compose
from kuemmerer.documents.formats import Format
from kuemmerer.documents.letterhead import on_letterhead
from kuemmerer.documents.model import BadLetterhead, plain
from kuemmerer.documents.workshop import make_files

COUNCIL = paper_named("beschlussvorlage-abschluss", "abschluss")
PAGE = "/navigator/dokumente"


def template(paragraphs: Sequence[str], header: str = "") -> bytes:
    """A Word file with these paragraphs."""
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = header
    word.styles["Heading 1"].font.name = "Courier New"
    for text in paragraphs:
        word.add_paragraph(text)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


GOOD = template(
    ("{{ art }}: {{ titel }}", "{{p inhalt }}", "{{ stand }}"), "Markt {{ gemeinde }}, Az. {{ aktenzeichen }}"
)


def test_the_content_stands_on_the_letterhead_in_its_styles() -> None:
    document = compose(occasion_for(COUNCIL, ANSWERS, {"gemeinde": "Kirn & <Bach>", "anlass": TRICKY}))
    word = docx.Document(io.BytesIO(on_letterhead(GOOD, document)))
    assert word.sections[0].header.paragraphs[0].text == "Markt Kirn & <Bach>, Az. [bitte ergänzen: Aktenzeichen]"
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert texts[0] == f"{document.kind}: {document.title}"
    assert TRICKY in texts
    heading = next(paragraph for paragraph in word.paragraphs if paragraph.text == "Kurzfassung")
    assert heading.style is not None
    assert (heading.style.name, heading.style.font.name) == ("Heading 1", "Courier New")


def test_every_text_of_the_longest_paper_gets_through() -> None:
    document = compose(longest(COUNCIL))
    word = docx.Document(io.BytesIO(on_letterhead(GOOD, document)))
    found = "\n".join(
        [*(p.text for p in word.paragraphs), *(c.text for t in word.tables for r in t.rows for c in r.cells)]
    )
    assert all(plain(text) in found for text in document.texts)


ATTACKS = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{% for x in range(10**9) %}x{% endfor %}", "{{ 'a' * 10**9 }}", "{{ titel|upper }}",
    "{% include 'x' %}", "{% set x = 1 %}", "{{ cycler.__init__.__globals__ }}", "{{ inhalt.tpl }}", "{% macro x() %}{% endmacro %}",
    "{{ titel() }}",
    "{% if titel %}x{% endif %}", "{{ 1 if titel else 2 }}", "{{ titel ~ art }}", "{{ self }}",
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("place", ["body", "header"])
def test_a_template_can_name_words_and_do_nothing_else(attack: str, place: str) -> None:
    paragraphs = ("{{p inhalt }}", attack) if place == "body" else ("{{p inhalt }}",)
    hostile = template(paragraphs, attack if place == "header" else "")
    with pytest.raises(BadLetterhead):
        on_letterhead(hostile, compose(occasion_for(COUNCIL)))


def test_the_properties_of_a_template_are_no_way_in_either() -> None:
    word = docx.Document(io.BytesIO(GOOD))
    word.core_properties.title = "{{ titel.__class__ }}"
    out = io.BytesIO()
    word.save(out)
    with pytest.raises(BadLetterhead, match="nur Platzhalter"):
        on_letterhead(out.getvalue(), compose(occasion_for(COUNCIL)))


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        files = {each: package.read(each) for each in package.namelist()}
    return packed({**files, name: content})


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (template(("{{ titel }}",)), "fehlt die Stelle für den Inhalt"),
        (template(("{{p inhalt }}", "{{ gemeind }}")), "Gemeint »gemeinde«?"),
        (template(("{{p inhalt }}", "{{ titel }")), "nicht lesbar"),
        (b"kein Word", "keine Word-Datei"),
        (b"", "keine Word-Datei"),
        (packed({"a.txt": b"x"}), "keine Word-Datei"),
        (GOOD[: len(GOOD) // 2], "keine Word-Datei"),
        (packed({"bombe.xml": b"0" * 21_000_000}), "zu groß"),
        (with_part("word/vbaProject.bin", b"x"), "Makros"),
        (with_part("word/document.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "keine Word-Datei"),
        (with_part("word/document.xml", b"<kaputt"), "keine Word-Datei"),
    ],
    # Word files carry the time they were made: as names they would differ from worker to worker.
    ids=lambda value: value if isinstance(value, str) else "datei",
)  # fmt: skip
def test_a_template_that_cannot_be_used_gets_a_sentence_that_helps(broken: bytes, message: str) -> None:
    with pytest.raises(BadLetterhead, match=message):
        on_letterhead(broken, compose(occasion_for(COUNCIL)))


def test_the_workshop_brings_the_sentence_home() -> None:
    with pytest.raises(BadLetterhead, match="fehlt die Stelle"):
        make_files((compose(occasion_for(COUNCIL)),), Format.DOCX, template(("{{ titel }}",)))


def test_the_page_takes_a_template_and_says_at_the_field_what_is_wrong(real_client: httpx.Client) -> None:
    data = {"vorlage": "beschlussvorlage-abschluss", "aktion": "docx", "feld-gemeinde": "Mittertal"}
    good = real_client.post(PAGE, data=data, files={"briefkopf": ("kopf.docx", GOOD)})
    assert docx.Document(io.BytesIO(good.content)).sections[0].header.paragraphs[0].text.startswith("Markt Mittertal")
    bad = real_client.post(PAGE, data=data, files={"briefkopf": ("kopf.docx", b"nein")})
    assert bad.status_code == 422
    assert "Das ist keine Word-Datei" in bad.text
    # What a browser sends when no file was chosen.
    nothing = real_client.post(PAGE, data=data, files={"briefkopf": ("", b"")})
    assert nothing.status_code == 200


def with_logo(size: int) -> bytes:
    """A letterhead with a picture of about this size; no zip makes it smaller."""
    return with_part("word/media/wappen.png", b"\x89PNG\r\n\x1a\n" + os.urandom(size))


def test_a_letterhead_may_have_a_logo_of_more_than_a_megabyte(real_client: httpx.Client) -> None:
    data = {"vorlage": "beschlussvorlage-abschluss", "aktion": "docx", "feld-gemeinde": "Mittertal"}
    good = real_client.post(PAGE, data=data, files={"briefkopf": ("kopf.docx", with_logo(1_500_000))})
    assert docx.Document(io.BytesIO(good.content)).sections[0].header.paragraphs[0].text.startswith("Markt Mittertal")
    assert "bis 2 Megabyte" in real_client.post(PAGE, data={**data, "aktion": "vorschau"}).text


def test_a_letterhead_beyond_the_limit_is_told_the_limit_and_no_other_call_takes_as_much(
    real_client: httpx.Client,
) -> None:
    data = {"vorlage": "beschlussvorlage-abschluss", "aktion": "docx"}
    page = real_client.post(PAGE, data=data, files={"briefkopf": ("kopf.docx", with_logo(2_200_000))})
    assert page.status_code == 413
    assert "Erlaubt sind 2 Megabyte." in page.text
    headers = {"content-type": "application/json"}
    call = real_client.post("/api/v1/navigator/evaluate", content=b" " * 200_000, headers=headers)
    assert "Erlaubt sind 128 Kilobyte." in call.json()["detail"]


def test_a_large_letterhead_that_unpacks_to_far_more_is_refused(real_client: httpx.Client) -> None:
    bomb = packed({**{f"{n}.png": os.urandom(100_000) for n in range(10)}, "bombe.xml": b"0" * 25_000_000})
    data = {"vorlage": "beschlussvorlage-abschluss", "aktion": "docx"}
    page = real_client.post(PAGE, data=data, files={"briefkopf": ("kopf.docx", bomb)})
    assert page.status_code == 422
    assert "Die Vorlage ist zu groß. Verkleinern Sie die Bilder im Briefkopf." in page.text
