"""Who reads feedback sees all of it, and nothing in it can steer the terminal."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.feedback.conftest import Portal
from typer.testing import CliRunner

from kuemmerer.cli import app
from kuemmerer.feedback.model import Feedback
from kuemmerer.feedback.report import as_json, as_text

ONE = Feedback(
    "instrument/zweckverband",
    "0123456789ab",
    "Zeile 1\nZeile \u202e2",
    "a@b.example",
    datetime(2026, 11, 22, 9, 5, tzinfo=UTC),
)


def test_a_message_reads_like_a_letter() -> None:
    assert list(as_text([ONE])) == [
        "22.11.2026 09:05 UTC · instrument/zweckverband · Fassung 0123456789ab",
        "  Zeile 1",
        "  Zeile �2",
        "  Kontakt: a@b.example",
        "",
    ]


def test_json_is_complete() -> None:
    [one] = json.loads(as_json([ONE]))
    assert one == {
        "received_at": "2026-11-22T09:05:00+00:00", "article": "instrument/zweckverband", "content_version": "0123456789ab",
        "text": "Zeile 1\nZeile \u202e2", "contact": "a@b.example",
    }  # fmt: skip


def test_the_command_lists_what_was_sent(portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    portal.post(text="Hallo Redaktion")
    monkeypatch.setenv("KUEMMERER_DATA", os.fspath(tmp_path))
    run = CliRunner().invoke
    assert "  Hallo Redaktion\n" in run(app, ["feedback"]).output
    assert json.loads(run(app, ["feedback", "--json"]).output)[0]["text"] == "Hallo Redaktion"
    assert run(app, ["feedback", "--since", "2200-01-01"]).output == "0 Rückmeldungen.\n"
    assert run(app, ["feedback", "--since", "gestern"]).exit_code == 2


def test_the_command_says_when_there_is_no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "datei").write_text("")
    monkeypatch.setenv("KUEMMERER_DATA", os.fspath(tmp_path / "datei"))
    result = CliRunner().invoke(app, ["feedback"])
    assert result.exit_code == 1
    assert "Die Datenbank lässt sich nicht öffnen." in result.output
