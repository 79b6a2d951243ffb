"""Where a rule or a warning stands: file and line, for people who have to change it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

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
