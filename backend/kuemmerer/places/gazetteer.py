"""The register in memory: by key, who borders on whom, and what a group of municipalities has in common."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from kuemmerer.base.nearest import nearest
from kuemmerer.base.text import fold
from kuemmerer.places.model import (
    AdministrativeRegion,
    Ags,
    Border,
    BorderKind,
    District,
    DistrictKey,
    JointAdministration,
    JointKey,
    Municipality,
    PlanningRegion,
    RegionKey,
)


class Contact(StrEnum):
    """How two municipalities lie to each other. UNKNOWN: the table of borders does not cover both of them."""

    BORDER = "border"
    POINT = "point"
    ACROSS = "across"
    APART = "apart"
    UNKNOWN = "unknown"


_AGS_DIGITS = 8
_CONTACTS = {BorderKind.BORDER: Contact.BORDER, BorderKind.POINT: Contact.POINT, BorderKind.ACROSS: Contact.ACROSS}


class Neighbour(NamedTuple):
    """A municipality next to another; `via` names the lake or forest between them, if there is one."""

    municipality: Municipality
    contact: Contact
    via: tuple[str, ...]


@dataclass(frozen=True)
class Spelling:
    """A municipality with its names folded for comparison, made once because every keystroke needs them."""

    municipality: Municipality
    names: tuple[str, ...]
    label: str
    words: frozenset[str]
    words_around: frozenset[str]


@dataclass(frozen=True)
class Gazetteer:
    """All registers of one content version. Frozen; threads share it freely."""

    municipalities: tuple[Municipality, ...] = ()
    districts: tuple[District, ...] = ()
    administrative_regions: tuple[AdministrativeRegion, ...] = ()
    planning_regions: tuple[PlanningRegion, ...] = ()
    joint_administrations: tuple[JointAdministration, ...] = ()
    borders: tuple[Border, ...] = ()

    def get(self, ags: str) -> Municipality | None:
        """The municipality with this key, or None."""
        return self._by_ags.get(ags)

    def district(self, key: str) -> District | None:
        """The Landkreis or independent city with this key of five digits, or None."""
        return self._by_district.get(key)

    def district_of(self, municipality: Municipality) -> District:
        """The district a municipality belongs to. Loading made sure that it is there."""
        return self._by_district[municipality.district]

    def administrative_region(self, key: RegionKey) -> AdministrativeRegion:
        """The Regierungsbezirk with this key of three digits; all seven are always there."""
        return self._by_region[key]

    def planning_region_of(self, municipality: Municipality) -> PlanningRegion | None:
        """The planning region of a municipality, or None where the imported register did not say."""
        return self._by_number.get(municipality.planning_region or 0)

    def joint_administration_of(self, municipality: Municipality) -> JointAdministration | None:
        """The Verwaltungsgemeinschaft a municipality belongs to, or None."""
        key = municipality.joint_administration
        return self._by_joint_key.get(key) if key else None

    def neighbours(self, ags: Ags) -> tuple[Neighbour, ...]:
        """Who meets this municipality and is in the register, by label."""
        found = [
            Neighbour(self._by_ags[other], _CONTACTS[border.kind], border.via)
            for other, border in self._meeting.get(ags, {}).items()
            if other in self._by_ags
        ]
        return tuple(sorted(found, key=lambda each: (each.municipality.label, each.municipality.ags)))

    def contact(self, one: Ags, other: Ags) -> Contact:
        """How two municipalities lie to each other."""
        border = self._meeting.get(one, {}).get(other)
        if border is not None:
            return _CONTACTS[border.kind]
        return Contact.APART if one in self._meeting and other in self._meeting else Contact.UNKNOWN

    def common_district(self, municipalities: Sequence[Municipality]) -> District | None:
        """The one district all of them belong to, or None if there are several."""
        keys = {municipality.district for municipality in municipalities}
        return self._by_district[keys.pop()] if len(keys) == 1 else None

    def common_joint_administration(self, municipalities: Iterable[Municipality]) -> JointAdministration | None:
        """The one Verwaltungsgemeinschaft all of them belong to, or None."""
        keys = {municipality.joint_administration for municipality in municipalities}
        key = keys.pop() if len(keys) == 1 else None
        return self._by_joint_key.get(key) if key else None

    def nearest_ags(self, text: str) -> str:
        """» Gemeint »09174115« (Dachau)?« for a mistyped key, or nothing."""
        found = self._most_like(text) if len(text) == _AGS_DIGITS else nearest(text, self._by_ags)
        return f" Gemeint »{found}« ({self._by_ags[found].label})?" if found else ""

    def _most_like(self, text: str) -> str | None:
        """The key with the most equal digits, then with the same beginning: one digit is wrong, or two are swapped."""
        equal = {ags: sum(map(str.__eq__, ags, text)) for ags in self._by_ags}
        best = max(equal, key=lambda ags: (equal[ags], _same_start(ags, text), ags), default="")
        return best if best and equal[best] >= _AGS_DIGITS - 2 else None

    @cached_property
    def spellings(self) -> tuple[Spelling, ...]:
        """All municipalities by folded label, for finding them."""
        return tuple(
            sorted(map(self._spelling, self.municipalities), key=lambda each: (each.label, each.municipality.ags))
        )

    def _spelling(self, municipality: Municipality) -> Spelling:
        names = tuple(fold(name) for name in (municipality.name, municipality.name_long) if name)
        label, district = fold(municipality.label), fold(self.district_of(municipality).label)
        words = frozenset(word for name in names for word in name.split())
        return Spelling(municipality, names, label, words, words.union(label.split(), district.split()))

    @cached_property
    def _by_ags(self) -> Mapping[str, Municipality]:
        return {municipality.ags: municipality for municipality in self.municipalities}

    @cached_property
    def _by_district(self) -> Mapping[str, District]:
        return {district.key: district for district in self.districts}

    @cached_property
    def _by_region(self) -> Mapping[RegionKey, AdministrativeRegion]:
        return {region.key: region for region in self.administrative_regions}

    @cached_property
    def _by_number(self) -> Mapping[int, PlanningRegion]:
        return {region.number: region for region in self.planning_regions}

    @cached_property
    def _by_joint_key(self) -> Mapping[JointKey, JointAdministration]:
        return {each.key: each for each in self.joint_administrations}

    @cached_property
    def _meeting(self) -> Mapping[Ags, Mapping[Ags, Border]]:
        meeting: dict[Ags, dict[Ags, Border]] = defaultdict(dict)
        for border in self.borders:
            meeting[border.one][border.other] = border
            meeting[border.other][border.one] = border
        return dict(meeting)


def complete_districts(municipalities: Iterable[Municipality], districts: Iterable[District]) -> frozenset[DistrictKey]:
    """The districts of which a table holds as many municipalities as there are."""
    counts: dict[DistrictKey, int] = defaultdict(int)
    for municipality in municipalities:
        counts[municipality.district] += 1
    return frozenset(district.key for district in districts if counts[district.key] >= district.municipalities)


def _same_start(one: str, other: str) -> int:
    return next((number for number, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), len(one))
