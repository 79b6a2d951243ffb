"""Where an entry of the rulebook stands: checks speak about names, editors need file and line."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kuemmerer.base.defects import Defect
from kuemmerer.navigator.checks import FOLDER

# The word a message begins with, and where such entries stand, below navigator/.
_FILES = {
    "Regel": "regeln/*.yml",
    "Hinweis": "hinweise.yml",
    "Frage": "fragen.yml",
    "Aufgabe": "aufgaben.yml",
    "Hemmnis": "hemmnisse.yml",
    "Aufsichtsweg": "aufsichtswege.yml",
    "Gremium": "gremien.yml",
}
_ENTRY = re.compile(rf"(?:Die |Der )?({'|'.join(_FILES)}) »?([\w-]+)")
_FILE = re.compile(r"([\w-]+\.yml)[:,] (?:.*?»([^«]+)«)?")


def at_their_places(root: Path, defects: Iterable[Defect]) -> list[Defect]:
    """The defects of the rulebook with the file and line of the entry they speak about."""
    return [_placed(root / FOLDER, defect) for defect in defects]


def _placed(folder: Path, defect: Defect) -> Defect:
    if entry := _ENTRY.match(defect.message):
        files, name = sorted(folder.glob(_FILES[entry[1]])), entry[2]
        wanted = re.compile(rf"\b(?:id|slug|obstacle): ['\"]?{re.escape(name)}\b(?!-)")
    elif file := _FILE.match(defect.message):
        files, name = [folder / file[1]], (file[2] or "").rpartition("/")[2]
        wanted = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])" if name else "$^")
    else:
        return defect
    for path in files:
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines() if path.is_file() else (), 1):
            if wanted.search(line):
                return replace(defect, path=FOLDER / path.relative_to(folder).as_posix(), line=number)
    return replace(defect, path=FOLDER / files[0].relative_to(folder).as_posix()) if files else defect
