"""`kuemmerer region import`: an official register, or a table in our layout, into the data folder in one step."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from kuemmerer.base.defects import Defect
from kuemmerer.places.gazetteer import Gazetteer, complete_districts
from kuemmerer.places.gv100ad import is_gv100ad, read_gv100ad
from kuemmerer.places.load import MUNICIPALITIES, NEIGHBOURS
from kuemmerer.places.model import Border, District, Municipality, Record
from kuemmerer.places.tables import read_table, write_table

MAX_BYTES = 20 * 1024 * 1024
# Columns of the full tables that this portal does not need.
_UNUSED = frozenset(
    "ars name_official kreis_name regbez regbez_name planungsregion_name area_ha plz_unique lon lat emm".split()
)
_UNUSED_OF_BORDERS = frozenset({"border_km"})


class RegisterRefused(ValueError):
    """Nothing was taken over; `defects` says why, with lines."""

    def __init__(self, defects: Sequence[Defect]) -> None:
        super().__init__("\n".join(map(str, defects)))
        self.defects = tuple(defects)


@dataclass(frozen=True)
class Imported:
    """What was taken over: how many records, into which file, and what is worth knowing."""

    count: int
    file: Path
    notes: tuple[str, ...]


def import_register(
    file: Path, folder: Path, shipped: Gazetteer, asof: date | None = None, population_asof: date | None = None
) -> Imported:
    """Check a file and put it into `folder`; what was there before is replaced in one step.

    The file may be GV100AD (text), municipalities.csv or neighbours.csv; it is recognised by how it begins. `asof` and
    `population_asof` state the days the file itself does not state. Raises RegisterRefused.
    """
    path = PurePosixPath(file.name)
    raw = _content(file, path)
    header = raw.split(b"\n", 1)[0]
    if b"ags_a" in header:
        borders, defects = read_table(raw, path, Border, _UNUSED_OF_BORDERS)
        defects += [
            Defect(path, line, "Eine Gemeinde grenzt nicht an sich selbst.")
            for line, row in borders
            if row.one == row.other
        ]
        return _store([_named(row) for _, row in borders], defects, folder / NEIGHBOURS, path, ())
    if is_gv100ad(raw):
        named = {each.name for each in shipped.municipalities if each.label != each.name}
        rows, defects = read_gv100ad(raw, path, shipped.planning_regions, named, population_asof)
    elif b"ags" in header:
        rows, defects = read_table(raw, path, Municipality, _UNUSED)
        rows = [(line, _dated(row, asof, population_asof)) for line, row in rows]
    else:
        raise RegisterRefused([Defect(path, 1, _UNKNOWN_FORMAT)])
    defects += _contradictions(rows, shipped, path)
    municipalities = [row for _, row in rows]
    return _store(municipalities, defects, folder / MUNICIPALITIES, path, _notes(municipalities, shipped.districts))


_UNKNOWN_FORMAT = (
    "Dieses Format kennen wir nicht. Erlaubt sind das Gemeindeverzeichnis GV100AD (Textdatei) "
    "und die Tabellen municipalities.csv und neighbours.csv."
)


def _content(file: Path, path: PurePosixPath) -> bytes:
    try:
        with file.open("rb") as source:
            raw = source.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise RegisterRefused([Defect(path, 1, "Diese Datei gibt es nicht.")]) from error
    except OSError as error:
        raise RegisterRefused(
            [Defect(path, 1, f"Die Datei lässt sich nicht lesen: {os.strerror(error.errno or 0)}.")]
        ) from error
    if len(raw) > MAX_BYTES:
        raise RegisterRefused([Defect(path, 1, f"Die Datei ist größer als {MAX_BYTES // 1024 // 1024} Megabyte.")])
    if raw.startswith(b"PK"):
        raise RegisterRefused(
            [Defect(path, 1, "Das ist ein ZIP-Archiv. Entpacken Sie es und geben Sie die Textdatei an.")]
        )
    return raw


def _dated(row: Municipality, asof: date | None, population_asof: date | None) -> Municipality:
    return row.model_copy(
        update={
            "register_asof": row.register_asof or asof,
            "population_asof": row.population_asof or population_asof,
        }
    )


def _named(border: Border) -> Border:
    """The full table names what lies between by a key; a reader has no use for it."""
    return border.model_copy(update={"via": tuple(name for name in border.via if not name.isdigit())})


def _contradictions(rows: Sequence[tuple[int, Municipality]], shipped: Gazetteer, path: PurePosixPath) -> list[Defect]:
    lines: dict[str, int] = {}
    defects = []
    for line, row in rows:
        first = lines.setdefault(row.ags, line)
        if first != line:
            defects.append(Defect(path, line, f"Der Gemeindeschlüssel {row.ags} steht schon in Zeile {first}."))
        if shipped.district(row.district) is None:
            defects.append(Defect(path, line, f"Den Landkreis »{row.district}« gibt es nicht."))
    return defects


def _notes(municipalities: Sequence[Municipality], districts: Sequence[District]) -> tuple[str, ...]:
    complete = complete_districts(municipalities, districts)
    notes = []
    for district in districts:
        count = sum(each.district == district.key for each in municipalities)
        if count and district.key not in complete:
            notes.append(f"{district.label}: {count} von {district.municipalities} Gemeinden.")
    if any(each.register_asof is None for each in municipalities):
        notes.append(
            "Der Gebietsstand steht nicht in der Datei. Geben Sie ihn mit --asof an, sonst heißt er »nicht angegeben«."
        )
    if any(each.population_asof is None for each in municipalities):
        notes.append(
            "Der Stichtag der Einwohnerzahlen steht nicht in der Datei. Er steht in den Hinweisen, die Destatis beilegt. "
            "Geben Sie ihn mit --population-asof an, sonst heißt er »nicht angegeben«."
        )
    return tuple(notes)


def _store(
    records: Sequence[Record], defects: Sequence[Defect], target: Path, path: PurePosixPath, notes: tuple[str, ...]
) -> Imported:
    if defects:
        raise RegisterRefused(sorted(defects))
    if not records:
        raise RegisterRefused([Defect(path, 1, "Die Tabelle hat keine Zeilen.")])
    fresh = target.with_name(f"{target.name}.neu")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as out:
            out.write(write_table(records))
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(target)
    except OSError as error:
        message = f"In {target.parent} lässt sich nicht schreiben: {os.strerror(error.errno or 0)}."
        raise RegisterRefused([Defect(path, 1, message)]) from error
    return Imported(len(records), target, notes)
