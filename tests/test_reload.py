"""A portal that runs while editors write: a broken file keeps the old page, a repaired one is picked up."""

import logging
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from kuemmerer.app import create_app
from kuemmerer.settings import Settings
from kuemmerer.snapshot import Portal

from .in_process import TODAY, InProcess

VILLAGE = Path(__file__).parent / "village"

PAGE = "glossar/umlage.md"
ADDRESS = "/glossar/umlage"


def write(root: Path, old: str, new: str, path: str = PAGE) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), "utf-8")


def text_of(portal: Portal, article: str = "term/umlage") -> str:
    found = portal.snapshot.library.get(article)
    return found.body if found else ""


def test_a_changed_file_is_served_under_a_new_version(village_copy: Path) -> None:
    portal = Portal(village_copy)
    before = portal.snapshot.version
    write(village_copy, "im Haushalt", "im Haushaltsplan")
    assert portal.reload() == ()
    assert "Haushaltsplan" in text_of(portal)
    assert portal.snapshot.version != before


def test_a_broken_file_keeps_the_old_snapshot_whole_and_is_named(
    village_copy: Path, caplog: pytest.LogCaptureFixture
) -> None:
    portal = Portal(village_copy)
    before = portal.snapshot
    write(village_copy, "title:", "titel:")
    write(village_copy, "Fangen Sie", "Beginnen Sie", "hemmnisse/zeit-fehlt.md")
    defects = portal.reload()
    assert portal.snapshot is before
    assert {str(defect.path) for defect in defects} == {PAGE}
    assert f"{PAGE}:2: »titel« gibt es hier nicht. Gemeint »title«?" in caplog.text
    write(village_copy, "titel:", "title:")
    assert portal.reload() == ()
    assert "Beginnen Sie" in text_of(portal, "obstacle/zeit-fehlt")


def test_what_was_broken_at_the_start_does_not_stop_later_changes(village_copy: Path) -> None:
    write(village_copy, "title:", "titel:")
    portal = Portal(village_copy)
    write(village_copy, "Fangen Sie", "Beginnen Sie", "hemmnisse/zeit-fehlt.md")
    assert portal.reload() == ()
    assert "Beginnen Sie" in text_of(portal, "obstacle/zeit-fehlt")
    assert text_of(portal) == ""


def test_a_broken_rule_keeps_the_old_rules(village_copy: Path) -> None:
    portal = Portal(village_copy)
    before = len(portal.snapshot.rulebook.rules)
    write(village_copy, "effect: excludes", "effect: exkludes", "navigator/regeln/regeln.yml")
    assert portal.reload() != ()
    assert len(portal.snapshot.rulebook.rules) == before


def test_a_withdrawn_file_is_gone_at_once(village_copy: Path) -> None:
    portal = Portal(village_copy)
    (village_copy / PAGE).unlink()
    assert portal.reload() == ()
    assert "term/umlage" not in portal.snapshot.library


def test_a_stray_file_of_an_editor_stops_nothing(village_copy: Path) -> None:
    portal = Portal(village_copy)
    (village_copy / f"{PAGE}~").write_text("---\n", "utf-8")
    write(village_copy, "im Haushalt", "im Haushaltsplan")
    assert portal.reload() == ()
    assert "Haushaltsplan" in text_of(portal)


def test_a_content_folder_that_vanishes_for_a_moment_changes_nothing(
    village_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    portal = Portal(village_copy)
    before = portal.snapshot
    gone = village_copy / PAGE

    def read_bytes(path: Path) -> bytes:
        raise FileNotFoundError(path)

    monkeypatch.setattr(type(gone), "read_bytes", read_bytes)
    with caplog.at_level(logging.WARNING):
        assert portal.reload() == ()
    assert portal.snapshot is before
    assert "cannot be read just now" in caplog.text


def until(client: httpx.Client, address: str, is_right: Callable[[httpx.Response], bool]) -> bool:
    """Whether the page becomes what it should within ten seconds."""
    for _ in range(100):
        if is_right(client.get(address)):
            return True
        time.sleep(0.1)
    return False


def test_a_running_portal_follows_the_files_and_survives_a_broken_one(
    village_copy: Path, serve: Callable[[Path], httpx.Client]
) -> None:
    client = serve(village_copy)
    tag = client.get(ADDRESS).headers["etag"]
    write(village_copy, "im Haushalt", "im Haushaltsplan")
    assert until(client, ADDRESS, lambda page: "Haushaltsplan" in page.text)
    assert client.get(ADDRESS).headers["etag"] != tag
    write(village_copy, "title:", "titel:")
    time.sleep(1)
    assert client.get(ADDRESS).status_code == 200
    assert client.get("/api/v1/health/ready").status_code == 200
    write(village_copy, "titel:", "title:")
    write(village_copy, "im Haushaltsplan", "in der Satzung")
    assert until(client, ADDRESS, lambda page: "in der Satzung" in page.text)
    found = client.get("/api/v1/search?q=umlage").json()
    assert any(hit["id"] == "term/umlage" for hit in found["hits"])


def test_pages_are_served_without_a_place_for_the_index_and_search_comes_back_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kuemmerer.app._RETRY_SECONDS", 0.5)
    data = tmp_path / "data"
    data.write_text("kein Ordner", "utf-8")
    transport = InProcess(create_app(Settings(content=VILLAGE, data=data), today=lambda: TODAY))
    with httpx.Client(transport=transport, base_url="http://localhost") as client, transport.running(patience=3):
        assert client.get("/instrumente/zweckverband").status_code == 200
        assert client.get("/suche?q=bauhof").status_code == 503
        data.unlink()
        assert until(client, "/suche?q=bauhof", lambda page: page.status_code == 200)
