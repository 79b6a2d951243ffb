"""»Stimmt etwas nicht?«: stored once, nothing lost, nothing foreign, nothing about the sender."""

import asyncio
import sqlite3
from html import unescape
from pathlib import Path

import httpx
import pytest
from tests.feedback.conftest import ARTICLE, KEY, Portal, hidden

from kuemmerer.web.front import Front


def test_the_form_names_the_page_it_is_about(portal: Portal) -> None:
    page = portal.get(f"/rueckmeldung?artikel={ARTICLE}")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert 'gilt der Seite <a href="/instrumente/zweckverband">Zweckverband</a>' in page.text
    assert hidden(page.text, "artikel") == ARTICLE
    assert len(hidden(page.text, "fassung")) == 12


def test_the_form_without_a_page_is_about_the_portal(portal: Portal) -> None:
    page = portal.get("/rueckmeldung")
    assert "gilt dem ganzen Portal" in page.text
    assert hidden(page.text, "artikel") == ""


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("artikel=instrument/zweckverbnd", "Gemeint »instrument/zweckverband«?"),
        ("artikl=instrument/zweckverband", "Gemeint »artikel«?"),
        ("artikel=a&artikel=b", "darf nur einmal vorkommen"),
        ("artikel=%00", "Zeichen, die wir nicht lesen können"),
        ("artikel=%3Cscript%3E", "»&lt;script&gt;« gibt es nicht"),
    ],
)
def test_an_unknown_page_or_parameter_is_named(portal: Portal, query: str, message: str) -> None:
    page = portal.get(f"/rueckmeldung?{query}")
    assert page.status_code == 422
    assert message in page.text


def test_a_message_is_stored_with_page_version_and_time(portal: Portal) -> None:
    form = portal.get(f"/rueckmeldung?artikel={ARTICLE}").text
    answer = portal.send(
        {
            "artikel": hidden(form, "artikel"),
            "fassung": hidden(form, "fassung"),
            "schluessel": hidden(form, "schluessel"),
            "text": "Art. 17 ist\r\nfalsch zitiert.  ",
            "kontakt": "rathaus@kirnbach.example",
            "webseite": "",
        },
        headers={"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/rueckmeldung/danke")
    assert "Sie ist gespeichert" in portal.get("/rueckmeldung/danke").text
    [row] = portal.stored()
    assert (row.article, row.content_version, row.text, row.contact) == (
        ARTICLE, hidden(form, "fassung"), "Art. 17 ist\nfalsch zitiert.", "rathaus@kirnbach.example",
    )  # fmt: skip


def test_nothing_about_the_sender_is_stored(portal: Portal, tmp_path: Path) -> None:
    portal.post(address="203.0.113.77", headers={"User-Agent": "ZZCANARY/1.0"})
    portal.database.close()
    files = b"".join(path.read_bytes() for path in tmp_path.glob("kuemmerer.sqlite3*"))
    assert b"falsch zitiert" in files
    assert b"203.0.113" not in files
    assert b"ZZCANARY" not in files


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": ""}, "Schreiben Sie, was nicht stimmt oder fehlt."),
        ({"text": " \r\n\t "}, "Schreiben Sie, was nicht stimmt oder fehlt."),
        ({"text": "a" * 4001}, "Der Text hat 4001 Zeichen. Kürzen Sie ihn auf höchstens 4000."),
        ({"text": "a\x00b"}, "Der Text enthält Zeichen, die wir nicht lesen können."),
        ({"kontakt": "a" * 201}, "Kürzen Sie den Kontakt auf höchstens 200 Zeichen."),
        ({"kontakt": "a@b.example\nBcc: c@d.example"}, "Geben Sie den Kontakt in einer Zeile ein"),
        ({"webseite": "https://spam.example"}, "Ein Programm hat ein verstecktes Feld ausgefüllt."),
        ({"schluessel": ""}, "Das Formular war unvollständig."),
        ({"artikel": "instrument/gibt-es-nicht"}, "Die Seite, um die es ging, gibt es nicht mehr."),
    ],
)
def test_what_is_wrong_comes_back_with_all_entries(portal: Portal, fields: dict[str, str], message: str) -> None:
    sent = {"text": "Hier fehlt <etwas> & mehr", "kontakt": "Bauhof Kirnbach"} | fields
    page = portal.send({"artikel": ARTICLE, "schluessel": KEY} | sent)
    assert page.status_code == 422
    assert f'<a href="#{"kontakt" if "kontakt" in fields else "text"}">{message}' in page.text
    assert 'aria-invalid="true"' in page.text
    assert page.text.count("<title>Fehler: ") == 1
    shown = unescape(page.text)
    assert "<etwas>" not in page.text
    for value in (sent["text"], sent["kontakt"]):
        assert value.replace("\r\n", "\n").strip() in shown
    assert portal.stored() == []


def test_a_text_of_exactly_4000_characters_is_taken(portal: Portal) -> None:
    assert portal.post(text="ä" * 4000).status_code == 303


def test_a_body_that_is_too_large_is_refused(portal: Portal) -> None:
    assert portal.post(text="a" * 200_000).status_code == 413


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"admin": "1"}, 422), ({"received_at": "2020-01-01"}, 422), ({str(n): "" for n in range(30)}, 400)],
)
def test_fields_the_form_does_not_have_are_refused(portal: Portal, fields: dict[str, str], status: int) -> None:
    assert portal.send({"artikel": ARTICLE, "text": "Hallo", "schluessel": KEY} | fields).status_code == status
    assert portal.stored() == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://boese.example"},
        {"Origin": "http://localhost.boese.example"},
        {"Origin": "null"},
        {"Origin": "http://[kaputt"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://boese.example"},
    ],
)
def test_a_form_sent_by_a_foreign_site_is_refused(portal: Portal, headers: dict[str, str]) -> None:
    assert portal.post(headers=headers).status_code == 403
    assert portal.stored() == []


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "none"}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://LOCALHOST"}]
)
def test_our_own_page_and_a_program_may_send_it(portal: Portal, headers: dict[str, str]) -> None:
    assert portal.post(headers=headers).status_code == 303


def test_the_same_form_fifty_times_at_once_is_one_row(portal: Portal) -> None:
    async def hurry(http: httpx.AsyncClient) -> list[int]:
        data = {"artikel": ARTICLE, "text": "Doppelt geklickt", "schluessel": KEY}
        answers = await asyncio.gather(*(http.post("/rueckmeldung", data=data) for _ in range(50)))
        return [answer.status_code for answer in answers]

    assert portal.run(hurry) == [303] * 50
    assert len(portal.stored()) == 1


def test_a_changed_text_under_the_same_key_is_another_message(portal: Portal) -> None:
    """Somebody goes back in the browser, corrects the text and sends again: the key is still the old one."""
    portal.post(text="Erster Versuch")
    portal.post(text="Zweiter Versuch")
    assert [row.text for row in portal.stored()] == ["Erster Versuch", "Zweiter Versuch"]


def test_too_many_messages_wait_and_keep_their_text(application: Front, tmp_path: Path) -> None:
    portal = Portal(application, f"sqlite:///{tmp_path}/kuemmerer.sqlite3", per_hour=2)
    for number in range(20):
        assert portal.get("/rueckmeldung").status_code == 200  # looking costs nothing
        assert portal.post(text="").status_code == 422  # nor does a mistake
        if number < 2:
            assert portal.post(text=f"Nachricht {number}").status_code == 303
    page = portal.post(text="Nachricht 3", kontakt="Rathaus")
    assert page.status_code == 429
    assert 0 < int(page.headers["retry-after"]) <= 3600
    assert "Nachricht 3</textarea>" in page.text
    assert 'value="Rathaus"' in page.text
    assert hidden(page.text, "schluessel") == KEY
    assert portal.post(text="Nachricht 0").status_code == 303  # sent already: nothing new
    assert portal.post(text="Nachricht 3", address="203.0.113.9").status_code == 303
    assert len(portal.stored()) == 3


@pytest.mark.parametrize(
    ("method", "path", "status"), [("PUT", "", 405), ("DELETE", "", 405), ("POST", "/danke", 405), ("HEAD", "", 200)]
)
def test_other_methods(portal: Portal, method: str, path: str, status: int) -> None:
    assert portal.run(lambda http: http.request(method, f"/rueckmeldung{path}")).status_code == status


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xfe", "application/json"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"text=%ff%fe", "application/x-www-form-urlencoded"),
    ],
)
def test_a_body_that_is_no_form_is_no_server_error(portal: Portal, content: bytes, kind: str) -> None:
    answer = portal.run(lambda http: http.post("/rueckmeldung", content=content, headers={"Content-Type": kind}))
    assert answer.status_code in (400, 422)


def test_a_file_in_the_form_is_refused(portal: Portal) -> None:
    answer = portal.run(lambda http: http.post("/rueckmeldung", files={"text": ("a.txt", b"Hallo")}))
    assert answer.status_code == 400


def test_the_database_has_the_columns_we_write(portal: Portal, tmp_path: Path) -> None:
    portal.post()
    with sqlite3.connect(tmp_path / "kuemmerer.sqlite3") as raw:
        assert {row[1] for row in raw.execute("PRAGMA table_info(feedback)")} == {
            "id", "received_at", "article", "content_version", "text", "contact", "fingerprint",
        }  # fmt: skip
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()
