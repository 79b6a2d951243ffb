"""The report keeps what editors found, whatever a machine finds later."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.sources.conftest import Web, surf
from typer.testing import CliRunner

from kuemmerer.cli import app
from kuemmerer.content.load import parse_article
from kuemmerer.settings import ROOT
from kuemmerer.sources.check import LinkResult, Outcome
from kuemmerer.sources.findings import Finding, load_findings
from kuemmerer.sources.report import LinkReport, UnreadableReport, merge, read_report, write_report

URL = "https://kirnbach.example/satzung"
USED = {URL: ("Zweckverband",), "https://mittertal.example/": ("Beispiel",)}
FINDING = Finding.model_validate(
    {
        "url": URL,
        "finding": "verschwunden",
        "note": "Abgelöst, Papier liegt vor.",
        "by": "kuemmerer-redaktion",
        "on": date(2026, 11, 1),
    }
)
EMPTY = LinkReport(links=())


def test_a_finding_stays_when_the_machine_says_otherwise() -> None:
    report = merge(EMPTY, [LinkResult(URL, Outcome.GONE, 404)], USED, {URL: FINDING}, date(2026, 11, 25))
    again = merge(report, [LinkResult(URL, Outcome.OK, 200)], USED, {URL: FINDING}, date(2026, 12, 1))
    (line,) = again.links
    assert line.editor is not None
    assert (line.editor.note, line.outcome) == ("Abgelöst, Papier liegt vor.", Outcome.OK)


def test_what_an_editor_has_explained_needs_nobody() -> None:
    broken = LinkResult(URL, Outcome.GONE, 404)
    assert merge(EMPTY, [broken], USED, {}, date(2026, 11, 25)).broken != ()
    assert merge(EMPTY, [broken], USED, {URL: FINDING}, date(2026, 11, 25)).broken == ()


def test_what_was_not_asked_this_time_keeps_its_last_result() -> None:
    other = "https://mittertal.example/"
    first = merge(
        EMPTY, [LinkResult(URL, Outcome.OK, 200), LinkResult(other, Outcome.OK, 200)], USED, {}, date(2026, 11, 1)
    )
    second = merge(first, [LinkResult(URL, Outcome.GONE, 404)], USED, {}, date(2026, 11, 25))
    assert {line.url: (line.outcome, line.checked_on.day) for line in second.links} == {
        URL: (Outcome.GONE, 25),
        other: (Outcome.OK, 1),
    }


def test_an_address_nobody_uses_any_more_leaves_the_report() -> None:
    report = merge(EMPTY, [LinkResult(URL, Outcome.OK, 200)], USED, {}, date(2026, 11, 1))
    assert merge(report, [], {}, {}, date(2026, 11, 2)).links == ()


def test_a_report_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    report = merge(EMPTY, [LinkResult(URL, Outcome.OK, 200)], USED, {URL: FINDING}, date(2026, 11, 1))
    write_report(report, tmp_path / "var")
    assert read_report(tmp_path / "var") == report
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["links.json"]


def test_a_damaged_report_is_not_overwritten_unread(tmp_path: Path) -> None:
    (tmp_path / "links.json").write_text("{", "utf-8")
    with pytest.raises(UnreadableReport):
        read_report(tmp_path)


def test_a_broken_file_of_findings_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "quellen").mkdir()
    (tmp_path / "quellen" / "befunde.yml").write_text(
        "findings:\n  - {url: 'https://x.example', finding: weg, note: x, by: a, on: 2026-01-01}\n"
    )
    findings, defects = load_findings(tmp_path)
    assert findings == {}
    assert [(defect.line, "verschwunden" in defect.message) for defect in defects] == [(2, True)]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The navigator's files without addresses of their own, and one term with two links to this machine."""
    root = tmp_path / "content"
    (root / "glossar").mkdir(parents=True)
    (root / "quellen").mkdir()
    (root / "normen").mkdir()
    shutil.copy(ROOT / "content/normen/gesetze.yml", root / "normen")
    return root


def write_term(content: Path, base: str) -> None:
    text = f"""---
title: Bauhof
summary: Der Betrieb, der Straßen und Grün der Gemeinde pflegt.
owner: kuemmerer-redaktion
checked_on: 2026-01-01
review_by: 2027-01-01
confidence: sicher
sources:
  - {{title: Gut, url: "{base}/gut", supports: Auskunft, seen_on: 2026-01-01}}
  - {{title: Weg, url: "{base}/weg", supports: Auskunft, seen_on: 2026-01-01}}
---
Mehr dazu [auf der Seite]({base}/gut).
"""
    path = content / "glossar" / "bauhof.md"
    path.write_text(text, "utf-8")
    assert not isinstance(parse_article(path.read_bytes(), path.relative_to(content)), list)  # type: ignore[arg-type]


def run_links(web: Web, content: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """The command as an editor runs it, against the server on this machine."""
    import asyncio

    monkeypatch.setenv("KUEMMERER_CONTENT", str(content))
    monkeypatch.setenv("KUEMMERER_DATA", str(data))

    async def work() -> tuple[int, str]:
        write_term(content, web.base)
        arguments = ["links", "--allow-loopback", "--only", "127.0.0.1"]
        result = await asyncio.to_thread(CliRunner().invoke, app, arguments)
        return result.exit_code, result.output

    return surf(web, work)


def test_links_reports_what_is_broken_and_says_so_by_its_exit_code(
    web: Web, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.page("/gut")
    code, output = run_links(web, content, tmp_path / "var", monkeypatch)
    assert code == 1
    assert f"nicht-gefunden: {web.base}/weg (404) in: Bauhof" in output
    lines = json.loads((tmp_path / "var" / "links.json").read_text("utf-8"))["links"]
    assert {line["url"]: line["outcome"] for line in lines} == {
        f"{web.base}/gut": "erreichbar",
        f"{web.base}/weg": "nicht-gefunden",
    }
    assert web.of("/gut") == ["HEAD"]


def test_links_is_content_when_every_link_answers(
    web: Web, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.page("/gut")
    web.page("/weg")
    assert run_links(web, content, tmp_path / "var", monkeypatch)[0] == 0


def test_links_does_not_touch_a_report_it_cannot_read(
    web: Web, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "links.json").write_text("von Hand", "utf-8")
    assert run_links(web, content, tmp_path / "var", monkeypatch)[0] == 2
    assert (tmp_path / "var" / "links.json").read_text("utf-8") == "von Hand"
    assert web.asked == []
