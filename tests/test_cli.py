"""The command line says what is wrong in German, at its cause, and never with a traceback."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kuemmerer.cli import app


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


@pytest.fixture
def village(village_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KUEMMERER_CONTENT", str(village_copy))
    return village_copy


def test_a_file_that_cannot_be_read_is_named_and_not_everything_that_refers_to_it(village: Path) -> None:
    page = village / "instrumente" / "zweckverband.md"
    page.write_text(page.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    found = run("check").output
    assert "instrumente/zweckverband.md:2: »titel« gibt es hier nicht. Gemeint »title«?" in found
    assert "2 Fehler, 1 Hinweis." in found
    assert "instrumente/zweckverband.md:1: Hinweis: Solange diese Datei nicht zu lesen ist" in found


def test_a_reference_that_is_wrong_by_itself_is_still_an_error(village: Path) -> None:
    page = village / "instrumente" / "zweckverband.md"
    page.write_text(page.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    other = village / "glossar" / "umlage.md"
    text = other.read_text("utf-8")
    other.write_text(text.replace("related: [", "related: [instrument/zweckverein, ", 1), "utf-8")
    assert "»instrument/zweckverein« gibt es nicht" in run("check").output


def test_a_setting_that_cannot_be_used_is_named_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUEMMERER_PORT", "abc")
    result = run("serve")
    assert result.exit_code == 2
    assert result.output.strip() == "KUEMMERER_PORT: »port« muss eine ganze Zahl sein."


@pytest.mark.parametrize("command", ["check", "serve"])
def test_a_content_folder_that_is_not_there_is_one_sentence(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUEMMERER_CONTENT", str(tmp_path / "nirgends"))
    result = run(command)
    assert result.exit_code == 2
    assert result.output.strip() == f"KUEMMERER_CONTENT: Den Ordner {tmp_path / 'nirgends'} gibt es nicht."


def test_a_mistyped_setting_is_mentioned(village: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUEMMERER_PROT", "8001")
    found = run("check")
    assert found.exit_code == 0
    assert "KUEMMERER_PROT ist keine Einstellung. Gemeint »KUEMMERER_PORT«?" in found.output


def test_the_help_speaks_german() -> None:
    assert "each subcommand" not in run("--help").output


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("regeln/regeln.yml", "when: {bescheide: ja}", "when: {bescheid: ja}", "»bescheid« gibt es nicht"),
        ("aufgaben.yml", "topic: ", "topic: x", "»topic/x"),
        ("leiter.yml", "growth: ", "growth: x", "»instrument/x"),
    ],
)
def test_a_defect_of_the_rulebook_names_file_and_line(file: str, old: str, new: str, found: str, village: Path) -> None:
    path = village / "navigator" / file
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new, 1), "utf-8")
    start = text[: text.index(old)]
    lines = [line for line in run("check").output.splitlines() if found in line]
    assert lines
    place, number = lines[0].split(":")[:2]
    assert place == f"navigator/{file}"
    # The entry that names it: at most a few lines above.
    assert start.count("\n") - 6 <= int(number) <= start.count("\n") + 1
