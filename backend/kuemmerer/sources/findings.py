"""What an editor found out about an address: content/quellen/befunde.yml. No machine ever writes into it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path, PurePosixPath

from pydantic import HttpUrl, ValidationError

from kuemmerer.base.defects import Defect
from kuemmerer.base.strict_yaml import YamlProblem, read_yaml
from kuemmerer.base.validation import defects_of
from kuemmerer.content.model import Fact, Paragraph, Slug

FINDINGS_FILE = PurePosixPath("quellen/befunde.yml")


class FindingKind(StrEnum):
    """What became of a source."""

    REACHABLE = "erreichbar"
    MOVED = "verschoben"
    GONE = "verschwunden"
    CHANGED = "inhalt-geaendert"
    BY_HAND = "nur-von-hand-pruefbar"


FINDING_LABELS = {
    FindingKind.REACHABLE: "von Hand geprüft: erreichbar",
    FindingKind.MOVED: "umgezogen",
    FindingKind.GONE: "nicht mehr im Netz",
    FindingKind.CHANGED: "Inhalt hat sich geändert",
    FindingKind.BY_HAND: "nur von Hand prüfbar",
}


class Finding(Fact):
    """One finding: which address, what is the matter, who looked (an institution) and when."""

    url: HttpUrl
    finding: FindingKind
    note: Paragraph
    by: Slug
    on: date


class _FindingsFile(Fact):
    findings: tuple[Finding, ...]


def load_findings(root: Path) -> tuple[Mapping[str, Finding], list[Defect]]:
    """The findings by address. No file means no findings; a broken one is a defect."""
    path = root / FINDINGS_FILE
    if not path.is_file():
        return {}, []
    try:
        yaml = read_yaml(path.read_text("utf-8"))
        findings = _FindingsFile.model_validate(yaml.data).findings
    except UnicodeDecodeError:
        return {}, [Defect(FINDINGS_FILE, 1, "Die Datei ist nicht als UTF-8 gespeichert.")]
    except YamlProblem as problem:
        return {}, [Defect(FINDINGS_FILE, problem.line, problem.message)]
    except ValidationError as error:
        return {}, list(defects_of(error, _FindingsFile, FINDINGS_FILE, yaml))
    return {str(finding.url): finding for finding in findings}, []
