"""The nouns of the register: municipalities, districts, regions, joint administrations, and who borders on whom."""

from datetime import date
from enum import StrEnum
from typing import Annotated, NewType

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

Ags = NewType("Ags", str)  # amtlicher Gemeindeschlüssel: eight digits, with leading zero
DistrictKey = NewType("DistrictKey", str)  # the first five of them
RegionKey = NewType("RegionKey", str)  # the first three of them: the Regierungsbezirk
JointKey = NewType("JointKey", str)  # nine digits: district and Verwaltungsgemeinschaft


def _none_if_empty(value: object) -> object:
    return None if value == "" else value


def _parts(value: object) -> object:
    return tuple(part for part in value.split(";") if part) if isinstance(value, str) else value


AgsField = Annotated[Ags, StringConstraints(pattern=r"^09[0-9]{6}$")]
DistrictField = Annotated[DistrictKey, StringConstraints(pattern=r"^09[0-9]{3}$")]
RegionField = Annotated[RegionKey, StringConstraints(pattern=r"^09[0-9]$")]
JointField = Annotated[JointKey, StringConstraints(pattern=r"^09[0-9]{7}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")]
EmptyIsNone = BeforeValidator(_none_if_empty)
Listed = BeforeValidator(_parts)


class Record(BaseModel):
    """One row of a register: complete, frozen, without a column we do not know. Aliases are the column names."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, populate_by_name=True)


class MunicipalityKind(StrEnum):
    """The title a municipality bears."""

    VILLAGE = "Gemeinde"
    MARKET = "Markt"
    TOWN = "Stadt"


class MunicipalityStatus(StrEnum):
    """Where it stands in the state: below a Landratsamt, or (kreisfrei) directly below the Regierung."""

    BELONGING = "kreisangehörig"
    LARGE_TOWN = "große Kreisstadt"
    INDEPENDENT = "kreisfrei"


class DistrictKind(StrEnum):
    """A Landkreis, or an independent city that is its own district."""

    RURAL = "Landkreis"
    CITY = "kreisfreie Stadt"


class Municipality(Record):
    """One municipality. `label` is unique among all of Bavaria; `name_long` has abbreviations written out.

    Source of all columns but `label`, `name_long` and `planning_region`: Gemeindeverzeichnis GV100AD (Destatis).
    A date that the imported file did not state is None, never guessed.
    """

    ags: AgsField
    name: Name
    label: Name
    name_long: str = ""
    kind: MunicipalityKind
    status: MunicipalityStatus
    district: DistrictField = Field(alias="kreis_ags")
    planning_region: Annotated[int | None, EmptyIsNone] = Field(None, alias="planungsregion", ge=1, le=18)
    joint_administration: Annotated[JointField | None, EmptyIsNone] = Field(None, alias="vg_ars")
    joint_administration_name: str = Field("", alias="vg_name")
    population: int = Field(ge=0)
    population_asof: Annotated[date | None, EmptyIsNone] = None
    register_asof: Annotated[date | None, EmptyIsNone] = None
    postcode: Annotated[str, StringConstraints(pattern=r"^([0-9]{5})?$")] = Field("", alias="plz")

    @property
    def administrative_region(self) -> RegionKey:
        """The key of its Regierungsbezirk."""
        return region_of(self.district)

    @model_validator(mode="after")
    def _keys_fit(self) -> "Municipality":
        if self.ags[:5] != self.district:
            raise ValueError(f"ags {self.ags} gehört nicht zu kreis_ags {self.district}")
        if self.joint_administration is not None and self.joint_administration[:5] != self.district:
            raise ValueError(f"vg_ars {self.joint_administration} gehört nicht zu kreis_ags {self.district}")
        if (self.status is MunicipalityStatus.INDEPENDENT) != self.ags.endswith("000"):
            raise ValueError(f"status »{self.status}« passt nicht zu ags {self.ags}")
        return self


class District(Record):
    """A Landkreis or an independent city. `municipalities` is how many it has; that tells whether a table is complete."""

    key: DistrictField = Field(alias="kreis_ags")
    name: Name
    label: Name
    kind: DistrictKind
    seat: Name
    administrative_region: RegionField = Field(alias="regbez")
    planning_regions: Annotated[tuple[int, ...], Listed] = Field(alias="planungsregionen")
    municipalities: int = Field(ge=1)
    population: int = Field(ge=0)
    population_asof: date


class AdministrativeRegion(Record):
    """A Regierungsbezirk with its authority, the Regierung."""

    key: RegionField = Field(alias="regbez")
    name: Name
    government: Name = Field(alias="regierung")
    seat: Name


class PlanningRegion(Record):
    """A planning region of the Landesentwicklungsprogramm: whole districts, with single exceptions in and out."""

    number: int = Field(alias="nr", ge=1, le=18)
    name: Name
    alias: str
    districts: Annotated[tuple[DistrictField, ...], Listed] = Field(alias="kreise")
    without: Annotated[tuple[AgsField, ...], Listed] = Field(alias="without_ags")
    also: Annotated[tuple[AgsField, ...], Listed] = Field(alias="with_ags")


class JointAdministration(Record):
    """A Verwaltungsgemeinschaft. `complete` is false where not all of its members may be known to us."""

    key: JointField = Field(alias="vg_ars")
    name: Name
    seat: str
    members: Annotated[tuple[AgsField, ...], Listed]
    complete: bool = True


class BorderKind(StrEnum):
    """How two municipalities meet."""

    BORDER = "border"  # a shared line
    POINT = "point"  # they touch in one point
    ACROSS = "gfg"  # no shared line, but both adjoin the same unincorporated area: a lake or a forest


class Border(Record):
    """A pair of municipalities that meet, each pair once; `via` names the lake or forest between them."""

    one: AgsField = Field(alias="ags_a")
    other: AgsField = Field(alias="ags_b")
    kind: BorderKind
    via: Annotated[tuple[str, ...], Listed] = ()


class HandEntered(Record):
    """A municipality that is not in the register: what a person told us about it."""

    name: Name
    district: DistrictField


# Who can take part by name: a municipality of the register or by hand, or a Landkreis.
Body = Municipality | HandEntered | District


def region_of(district: DistrictKey) -> RegionKey:
    """The Regierungsbezirk of a district stands in its key."""
    return RegionKey(district[:3])
