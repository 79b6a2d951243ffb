"""The official Gemeindeverzeichnis as Destatis publishes it: GV100AD, lines of fixed width. Bavarian records only.

Positions after the Datensatzbeschreibung that Destatis ships with the file (counted in characters, from 1):
1-2 Satzart, 3-10 Gebietsstand, 11-18 key, 19-22 Gemeindeverband, 23-72 name, 123-124 Textkennzeichen,
140-150 population, 166-170 postcode of the seat.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from kuemmerer.base.defects import Defect
from kuemmerer.places.model import Municipality, MunicipalityKind, MunicipalityStatus, PlanningRegion
from kuemmerer.places.tables import checked

_FIRST_LINE = re.compile(rb"(\xef\xbb\xbf)?[1-6]0[0-9]{8}[0-9 ]{12}")
_BAVARIA = "09"
_JOINT_ADMINISTRATION = "54"
_UNINCORPORATED = ("65", "66")
_TITLES = {
    "60": (MunicipalityKind.MARKET, MunicipalityStatus.BELONGING),
    "61": (MunicipalityKind.TOWN, MunicipalityStatus.INDEPENDENT),
    "63": (MunicipalityKind.TOWN, MunicipalityStatus.BELONGING),
    "64": (MunicipalityKind.VILLAGE, MunicipalityStatus.BELONGING),
    "67": (MunicipalityKind.TOWN, MunicipalityStatus.LARGE_TOWN),
}
_SHORTEST = 170
# In this order: the longer abbreviation first.
_WRITTEN_OUT = (
    ("a.d.", " an der "), ("i.d.", " in der "), ("v.d.", " vor der "), ("i.OB", " in Oberbayern"), ("i.NB", " in Niederbayern"),
    ("i.OFr.", " in Oberfranken"), ("i.UFr.", " in Unterfranken"), ("i.Schw.", " in Schwaben"), ("i.Bay.", " in Bayern"),
    ("OPf.", "Oberpfalz"), ("a.", " am "), ("b.", " bei "), ("i.", " im "), ("v.", " vorm "),
)  # fmt: skip


@dataclass(frozen=True)
class _Line:
    """One record; `key` has the blanks that a district or a Verband leaves in it."""

    number: int
    text: str

    def field(self, first: int, last: int) -> str:
        return self.text[first - 1 : last].strip()

    @property
    def kind(self) -> str:
        return self.field(1, 2)

    @property
    def key(self) -> str:
        return self.field(11, 18)

    @property
    def association(self) -> str:
        return self.field(19, 22)

    @property
    def name(self) -> str:
        return self.field(23, 72)

    @property
    def title(self) -> str:
        return self.field(123, 124)


def is_gv100ad(raw: bytes) -> bool:
    """Whether a file begins as GV100AD does."""
    return _FIRST_LINE.match(raw) is not None


def read_gv100ad(
    raw: bytes,
    path: PurePosixPath,
    regions: Sequence[PlanningRegion],
    also_named: Collection[str],
    population_asof: date | None,
) -> tuple[list[tuple[int, Municipality]], list[Defect]]:
    """All municipalities of Bavaria in the file, with line numbers.

    `also_named` are names that need their Landkreis even where this file has them once. The file does not say of which
    day its population is; `population_asof` is None unless somebody looked it up.
    """
    text = _decoded(raw)
    if text is None:
        return [], [Defect(path, 1, "Die Zeichen der Datei sind nicht lesbar. Speichern Sie sie als UTF-8.")]
    lines = [_Line(number, line.rstrip("\r\x1a")) for number, line in enumerate(text.split("\n"), 1)]
    bavarian = [line for line in lines if line.key.startswith(_BAVARIA)]
    records = [line for line in bavarian if line.kind == "60" and line.title not in _UNINCORPORATED]
    associations = {line.key + line.association: line for line in bavarian if line.kind == "50"}
    districts = {line.key: line.name for line in bavarian if line.kind == "40"}
    ambiguous = {name for name, count in Counter(_plain(line.name) for line in records).items() if count > 1}
    rows: list[tuple[int, Municipality]] = []
    defects = list(_strange(lines, path))
    for line in records:
        cells = _cells(line, associations, regions, population_asof)
        if isinstance(cells, str):
            defects.append(Defect(path, line.number, cells))
            continue
        if cells["name"] in ambiguous or cells["name"] in also_named:
            cells["label"] = f"{cells['name']} (Lkr. {districts.get(line.key[:5], line.key[:5])})"
        result = checked(cells, line.number, path, Municipality)
        if isinstance(result, Municipality):
            rows.append((line.number, result))
        else:
            defects += result
    if not records:
        defects.append(Defect(path, 1, "In der Datei steht keine Gemeinde in Bayern (Satzart 60, Land 09)."))
    return rows, defects


def _decoded(raw: bytes) -> str | None:
    """UTF-8 (editions from 2021), or ISO 8859-1; None for anything else."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
        return None if re.search("[\x80-\x9f]", text) else text


def _strange(lines: Sequence[_Line], path: PurePosixPath) -> list[Defect]:
    filled = [line for line in lines if line.text.strip()]
    defects = [
        Defect(
            path, line.number, f"Die Zeile beginnt nicht mit einer Satzart (10 bis 60), sondern mit »{line.text[:2]}«."
        )
        for line in filled
        if line.kind not in ("10", "20", "30", "40", "50", "60")
    ]
    days = Counter(line.field(3, 10) for line in filled)
    if len(days) > 1:
        usual = days.most_common(1)[0][0]
        other = next(line for line in filled if line.field(3, 10) != usual)
        message = f"Der Gebietsstand »{other.field(3, 10)}« weicht von den anderen Zeilen ab (»{usual}«)."
        defects.append(Defect(path, other.number, message))
    return defects


def _cells(
    line: _Line, associations: Mapping[str, _Line], regions: Sequence[PlanningRegion], population_asof: date | None
) -> dict[str, str] | str:
    """The record as cells of our own table, or the sentence that says why not."""
    if len(line.text) < _SHORTEST:
        return f"Die Zeile endet nach {len(line.text)} Zeichen; eine Gemeinde braucht mindestens {_SHORTEST}."
    if line.title not in _TITLES:
        return (
            f"Das Textkennzeichen »{line.title}« gibt es in Bayern nicht. Möglich sind: {', '.join(_TITLES)}, 65, 66."
        )
    association = associations.get(line.key[:5] + line.association)
    if association is None and not line.association.startswith("0"):  # 0…: the municipality belongs to none
        return f"Zum Gemeindeverband »{line.association}« fehlt die Zeile mit Satzart 50."
    joint = association if association is not None and association.title == _JOINT_ADMINISTRATION else None
    kind, status = _TITLES[line.title]
    name = _plain(line.name)
    return {
        "ags": line.key,
        "name": name,
        "label": name,
        "name_long": written_out(name),
        "kind": kind,
        "status": status,
        "kreis_ags": line.key[:5],
        "planungsregion": _planning_region(line.key, regions),
        "vg_ars": line.key[:5] + line.association if joint else "",
        "vg_name": joint.name.removesuffix("(VGem)").strip() if joint else "",
        "population": line.field(140, 150),
        "population_asof": population_asof.isoformat() if population_asof else "",
        "register_asof": f"{line.field(3, 6)}-{line.field(7, 8)}-{line.field(9, 10)}",
        "plz": line.field(166, 170),
    }


def _plain(official: str) -> str:
    """Dachau, GKSt -> Dachau: the title stands in the Textkennzeichen too."""
    return official.partition(", ")[0]


def written_out(name: str) -> str:
    """Inning a.Ammersee -> Inning am Ammersee; empty where nothing is abbreviated."""
    long = name
    for short, words in _WRITTEN_OUT:
        long = re.sub(rf"(?<!\w){re.escape(short)}", words, long)
    long = " ".join(long.split())
    return "" if long == name else long


def _planning_region(ags: str, regions: Sequence[PlanningRegion]) -> str:
    for region in regions:
        if ags in region.also or (ags[:5] in region.districts and ags not in region.without):
            return str(region.number)
    return ""
