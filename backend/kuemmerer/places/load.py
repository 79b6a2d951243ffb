"""The tables of content/regionen, and an imported register beside them, become one gazetteer and a list of defects."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeVar

from kuemmerer.base.defects import Defect
from kuemmerer.places.gazetteer import Gazetteer, complete_districts
from kuemmerer.places.model import (
    AdministrativeRegion,
    Ags,
    Border,
    District,
    JointAdministration,
    JointKey,
    Municipality,
    PlanningRegion,
    Record,
)
from kuemmerer.places.tables import read_table

FOLDER = "regionen"
MUNICIPALITIES = "municipalities.csv"
NEIGHBOURS = "neighbours.csv"

R = TypeVar("R", bound=Record)
Rows = list[tuple[int, R]]


def load_gazetteer(root: Path, imported: Path | None = None) -> tuple[Gazetteer, tuple[Defect, ...]]:
    """Read `root`/regionen; a folder that is not there gives an empty gazetteer.

    `imported` is the folder `kuemmerer region import` writes into. Each district it knows replaces ours; if it cannot be
    read, ours is served and the defect says so.
    """
    if not (root / FOLDER).is_dir():
        return Gazetteer(), ()
    defects: list[Defect] = []
    shipped = _shipped(root / FOLDER, defects)
    return (_with_imported(shipped, imported, defects) if imported else shipped), tuple(sorted(defects))


def _shipped(folder: Path, defects: list[Defect]) -> Gazetteer:
    def table(name: str, model: type[R], key: Callable[[R], object]) -> Rows[R]:
        path = PurePosixPath(FOLDER, name)
        return _unique(_read(folder / name, path, model, defects), path, key, defects)

    regions = table("regierungsbezirke.csv", AdministrativeRegion, lambda row: row.key)
    districts = table("landkreise.csv", District, lambda row: row.key)
    planning = table("planungsregionen.csv", PlanningRegion, lambda row: row.number)
    municipalities = table(MUNICIPALITIES, Municipality, lambda row: row.ags)
    joint = table("verwaltungsgemeinschaften.csv", JointAdministration, lambda row: row.key)
    borders = table(NEIGHBOURS, Border, lambda row: frozenset((row.one, row.other)))
    known = {row.key for _, row in regions}
    kept = [(line, row) for line, row in districts if row.administrative_region in known]
    defects += [
        Defect(
            PurePosixPath(FOLDER, "landkreise.csv"),
            line,
            f"Den Regierungsbezirk »{row.administrative_region}« gibt es nicht.",
        )
        for line, row in districts
        if row.administrative_region not in known
    ]
    usable = _in_known_districts(municipalities, _plain(kept), PurePosixPath(FOLDER, MUNICIPALITIES), defects)
    defects += _wrong_members(joint, usable)
    return Gazetteer(usable, _plain(kept), _plain(regions), _plain(planning), _plain(joint), _plain(borders))


def _with_imported(shipped: Gazetteer, folder: Path, defects: list[Defect]) -> Gazetteer:
    table, borders = folder / MUNICIPALITIES, folder / NEIGHBOURS
    wrong: list[Defect] = []
    municipalities, joint = shipped.municipalities, shipped.joint_administrations
    if table.is_file():
        path = PurePosixPath(table.as_posix())
        rows = _unique(_read(table, path, Municipality, wrong), path, lambda row: row.ags, wrong)
        fresh = _in_known_districts(rows, shipped.districts, path, wrong)
        if not wrong:
            replaced = {municipality.district for municipality in fresh}
            municipalities = (*(each for each in municipalities if each.district not in replaced), *fresh)
            kept = (each for each in joint if each.key[:5] not in replaced)
            joint = (*kept, *joint_administrations_of(fresh, shipped.districts))
    pairs = {frozenset((row.one, row.other)): row for row in shipped.borders}
    if borders.is_file():
        path = PurePosixPath(borders.as_posix())
        pairs |= {frozenset((row.one, row.other)): row for _, row in _read(borders, path, Border, wrong)}
    defects += wrong
    return Gazetteer(
        municipalities,
        shipped.districts,
        shipped.administrative_regions,
        shipped.planning_regions,
        joint,
        tuple(pairs.values()),
    )


def joint_administrations_of(
    municipalities: Sequence[Municipality], districts: Sequence[District]
) -> tuple[JointAdministration, ...]:
    """The Verwaltungsgemeinschaften that a table of municipalities names; complete where their district is."""
    members: dict[JointKey, list[Municipality]] = {}
    for municipality in municipalities:
        if municipality.joint_administration is not None:
            members.setdefault(municipality.joint_administration, []).append(municipality)
    complete = complete_districts(municipalities, districts)
    return tuple(
        JointAdministration(
            key=key,
            name=own[0].joint_administration_name,
            seat="",
            members=tuple(each.ags for each in own),
            complete=own[0].district in complete,
        )
        for key, own in members.items()
    )


def _read(file: Path, path: PurePosixPath, model: type[R], defects: list[Defect]) -> Rows[R]:
    try:
        raw = file.read_bytes()
    except OSError:
        defects.append(Defect(path, 1, "Diese Tabelle fehlt oder lässt sich nicht lesen."))
        return []
    rows, wrong = read_table(raw, path, model)
    defects += wrong
    return rows


def _unique(rows: Rows[R], path: PurePosixPath, key: Callable[[R], object], defects: list[Defect]) -> Rows[R]:
    lines: dict[object, int] = {}
    kept = []
    for line, row in rows:
        first = lines.setdefault(key(row), line)
        if first == line:
            kept.append((line, row))
        else:
            defects.append(Defect(path, line, f"Dieser Eintrag steht schon in Zeile {first}."))
    return kept


def _in_known_districts(
    rows: Rows[Municipality], districts: Sequence[District], path: PurePosixPath, defects: list[Defect]
) -> tuple[Municipality, ...]:
    known = {district.key for district in districts}
    defects += [
        Defect(path, line, f"Den Landkreis »{row.district}« gibt es nicht.")
        for line, row in rows
        if row.district not in known
    ]
    return tuple(row for _, row in rows if row.district in known)


def _wrong_members(joint: Rows[JointAdministration], municipalities: Sequence[Municipality]) -> Iterator[Defect]:
    """Each VG and its members name each other; otherwise »genau dieselben Mitglieder« would be wrong."""
    path = PurePosixPath(FOLDER, "verwaltungsgemeinschaften.csv")
    named: dict[JointKey, set[Ags]] = {}
    for each in municipalities:
        if each.joint_administration is not None:
            named.setdefault(each.joint_administration, set()).add(each.ags)
    for line, row in joint:
        different = sorted(set(row.members) ^ named.pop(row.key, set()))
        if different:
            yield Defect(path, line, f"Mitglieder und {MUNICIPALITIES} widersprechen sich: {', '.join(different)}.")
    for key in sorted(named):
        yield Defect(path, 1, f"Die Verwaltungsgemeinschaft »{key}« fehlt hier; {MUNICIPALITIES} nennt sie.")


def _plain(rows: Rows[R]) -> tuple[R, ...]:
    return tuple(row for _, row in rows)
