"""A defect is a value: what is wrong in the content, where, and what to do."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath


class Level(StrEnum):
    """How much a defect matters: an error fails `kuemmerer check`, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Defect:
    """One thing wrong in the content. `path` is relative to the content folder, `line` counts from 1."""

    path: PurePosixPath
    line: int
    message: str
    level: Level = Level.ERROR

    def __str__(self) -> str:
        note = "Hinweis: " if self.level is Level.WARNING else ""
        return f"{self.path}:{self.line}: {note}{self.message}"
