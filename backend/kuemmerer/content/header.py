"""A file's text becomes its header and its body, each with its line."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from kuemmerer.base.defects import Defect
from kuemmerer.base.strict_yaml import YamlProblem, YamlText, read_yaml
from kuemmerer.base.text import has_forbidden_characters

MAX_HEADER = 60_000
MAX_BODY = 60_000
FENCE = "---\n"


@dataclass(frozen=True)
class HeaderAndBody:
    """The two halves of a file; `body_line` is where the body starts, counted from 1."""

    header: YamlText
    body: str
    body_line: int


def split_header(raw: bytes, path: PurePosixPath) -> HeaderAndBody | Defect:
    """Read a Markdown file with a header between two lines of three hyphens."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Defect(path, line, "Die Datei ist nicht als UTF-8 gespeichert.")
    if text.startswith("\ufeff"):
        return Defect(path, 1, "Vor dem Text steht eine unsichtbare Marke (BOM). Speichern Sie als »UTF-8 ohne BOM«.")
    text = text.replace("\r\n", "\n")
    if has_forbidden_characters(text):
        line = next(n for n, row in enumerate(text.split("\n"), 1) if has_forbidden_characters(row))
        return Defect(path, line, "Hier steht ein Steuerzeichen, das im Text nichts zu suchen hat.")
    if not text.startswith(FENCE):
        return Defect(path, 1, "Die Datei muss mit --- und ihren Kopfangaben beginnen.")
    header, fence, body = text.removeprefix(FENCE).partition("\n" + FENCE)
    if not fence:
        return Defect(path, 1, "Das Ende der Kopfangaben (eine Zeile mit ---) fehlt.")
    if len(header) > MAX_HEADER:
        return Defect(path, 1, f"Die Kopfangaben sind länger als {MAX_HEADER} Zeichen.")
    body_line = header.count("\n") + 4
    if len(body) > MAX_BODY:
        return Defect(path, body_line, f"Der Text ist länger als {MAX_BODY} Zeichen.")
    try:
        yaml = read_yaml(header, offset=1)
    except YamlProblem as problem:
        return Defect(path, problem.line, problem.message)
    if not isinstance(yaml.data, dict):
        return Defect(path, 2, "Die Kopfangaben müssen aus Feldern bestehen (feld: wert).")
    return HeaderAndBody(yaml, body, body_line)
