"""The report of a link check: machine results merged over the last ones, an editor's finding always beside and above them."""

import json
import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from kuemmerer.sources.check import BROKEN, LinkResult, Outcome
from kuemmerer.sources.findings import Finding, FindingKind

REPORT_FILE = "links.json"


class EditorFinding(BaseModel):
    """What an editor wrote in befunde.yml, repeated so that the report can be read alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    finding: FindingKind
    note: str
    by: str
    on: date


class LinkLine(BaseModel):
    """One address: the last machine result, where it is used, and the editor's finding if there is one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str
    outcome: Outcome
    status: int | None
    final_url: str | None
    detail: str
    checked_on: date
    used_in: tuple[str, ...]
    editor: EditorFinding | None

    @property
    def needs_attention(self) -> bool:
        """Broken, and no editor has said what became of it."""
        return self.outcome in BROKEN and self.editor is None


class LinkReport(BaseModel):
    """All addresses in their order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    links: tuple[LinkLine, ...]

    @property
    def broken(self) -> tuple[LinkLine, ...]:
        """What an editor has to look at."""
        return tuple(line for line in self.links if line.needs_attention)


class UnreadableReport(Exception):
    """The last report was damaged or written by something else; it is never overwritten unread."""


def merge(
    last: LinkReport,
    results: Iterable[LinkResult],
    used: Mapping[str, tuple[str, ...]],
    findings: Mapping[str, Finding],
    today: date,
) -> LinkReport:
    """New results replace old ones; addresses nobody uses any more leave; findings come from the editors' file alone."""
    fresh = {result.url: result for result in results}
    before = {line.url: line for line in last.links}
    lines = []
    for url in sorted(used):
        editor = _editor(findings.get(url))
        if result := fresh.get(url):
            lines.append(
                LinkLine(
                    url=url, outcome=result.outcome, status=result.status, final_url=result.final_url,
                    detail=result.detail, checked_on=today, used_in=used[url], editor=editor,
                )
            )  # fmt: skip
        elif url in before:
            lines.append(before[url].model_copy(update={"used_in": used[url], "editor": editor}))
    return LinkReport(links=tuple(lines))


def _editor(finding: Finding | None) -> EditorFinding | None:
    if finding is None:
        return None
    return EditorFinding(finding=finding.finding, note=finding.note, by=finding.by, on=finding.on)


def read_report(folder: Path) -> LinkReport:
    """The last report, empty if there is none. Raises UnreadableReport."""
    path = folder / REPORT_FILE
    if not path.is_file():
        return LinkReport(links=())
    try:
        return LinkReport.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise UnreadableReport(str(path)) from error


def write_report(report: LinkReport, folder: Path) -> Path:
    """Write the report in one step: a reader sees the old one or the new one, never half of it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / REPORT_FILE
    fresh = folder / f"{REPORT_FILE}.{os.getpid()}.neu"
    fresh.write_text(json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n", "utf-8")
    fresh.replace(path)
    return path
