"""Where a rule, a warning or another statement stands: file and line, for people who have to change it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kuemmerer.norms.statements import Statement

_ID = re.compile(r"^\s*- (?:\{)?id: ([A-Z]\d{2}[a-z]?)\b")


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file; `path` is relative to the content folder, `line` counts from 1."""

    path: PurePosixPath
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


def rule_places(root: Path) -> Mapping[str, Place]:
    """The place of each rule and warning of the navigator, by its id."""
    places: dict[str, Place] = {}
    for path in sorted((root / "navigator").rglob("*.yml")):
        relative = PurePosixPath(path.relative_to(root).as_posix())
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if match := _ID.match(line):
                places.setdefault(match.group(1), Place(relative, number))
    return places


def statement_places(root: Path, statements: Iterable[Statement]) -> Mapping[Statement, Place]:
    """The place of each statement: its needles lead there."""
    lines: dict[str, list[str]] = {}
    places: dict[Statement, Place] = {}
    for each in statements:
        if each.file not in lines:
            lines[each.file] = (root / "navigator" / each.file).read_text("utf-8").split("\n")
        places[each] = Place(PurePosixPath("navigator", each.file), _line(lines[each.file], each.needles))
    return places


def _line(lines: list[str], needles: Iterable[str]) -> int:
    at = 0
    for needle in needles:
        at = next((number for number in range(at, len(lines)) if needle in lines[number]), at)
    return at + 1
