"""The cast: Kirnbach and Mittertal share a VG, Unterfeld lies in the next district. And the real register."""

from datetime import date

import pytest

from kuemmerer.places.gazetteer import Gazetteer
from kuemmerer.places.load import load_gazetteer
from kuemmerer.places.model import (
    AdministrativeRegion,
    Ags,
    Border,
    BorderKind,
    District,
    DistrictKey,
    DistrictKind,
    JointAdministration,
    JointKey,
    Municipality,
    MunicipalityKind,
    MunicipalityStatus,
    RegionKey,
)
from kuemmerer.settings import ROOT

ASOF = date(2025, 11, 30)
VG = JointKey("099015101")


def municipality(ags: str, name: str, population: int, joint: JointKey | None = None) -> Municipality:
    """A municipality of the cast; a key that ends with 000 is an independent city."""
    is_city = ags.endswith("000")
    return Municipality(
        ags=Ags(ags),
        name=name,
        label=name,
        kind=MunicipalityKind.TOWN if is_city else MunicipalityKind.VILLAGE,
        status=MunicipalityStatus.INDEPENDENT if is_city else MunicipalityStatus.BELONGING,
        district=DistrictKey(ags[:5]),
        planning_region=None,
        joint_administration=joint,
        population=population,
        population_asof=ASOF,
        register_asof=ASOF,
    )


def district(key: str, name: str, municipalities: int, kind: DistrictKind = DistrictKind.RURAL) -> District:
    """A district of the cast."""
    return District(
        key=DistrictKey(key),
        name=name,
        label=f"Landkreis {name}" if kind is DistrictKind.RURAL else f"Kreisfreie Stadt {name}",
        kind=kind,
        seat=name,
        administrative_region=RegionKey(key[:3]),
        planning_regions=(),
        municipalities=municipalities,
        population=0,
        population_asof=ASOF,
    )


def border(one: Municipality, other: Municipality, kind: BorderKind = BorderKind.BORDER, *via: str) -> Border:
    """A pair that meets."""
    return Border(one=one.ags, other=other.ags, kind=kind, via=via)


KIRNBACH = municipality("09901111", "Kirnbach", 1_200, VG)
MITTERTAL = municipality("09901112", "Mittertal", 3_000, VG)
UNTERFELD = municipality("09902111", "Unterfeld", 9_500)
TALSTADT = municipality("09903000", "Talstadt", 60_000)  # independent, across a lake from Unterfeld
JENSEITS = municipality("09801111", "Jenseits", 2_000)  # in another Regierungsbezirk, borders unknown

KIRNTAL = district("09901", "Kirntal", 2)
UNTERLAND = district("09902", "Unterland", 1)


@pytest.fixture(scope="session")
def village() -> Gazetteer:
    """The register of the cast."""
    return Gazetteer(
        municipalities=(KIRNBACH, MITTERTAL, UNTERFELD, TALSTADT, JENSEITS),
        districts=(
            KIRNTAL,
            UNTERLAND,
            district("09903", "Talstadt", 1, DistrictKind.CITY),
            district("09801", "Drüben", 1),
        ),
        administrative_regions=(
            AdministrativeRegion(key=RegionKey("099"), name="Oben", government="Regierung von Oben", seat="Talstadt"),
            AdministrativeRegion(key=RegionKey("098"), name="Drüben", government="Regierung von Drüben", seat="Drüben"),
        ),
        joint_administrations=(
            JointAdministration(key=VG, name="Mittertal", seat="Mittertal", members=(KIRNBACH.ags, MITTERTAL.ags)),
        ),
        borders=(
            border(KIRNBACH, MITTERTAL),
            border(MITTERTAL, UNTERFELD),
            border(UNTERFELD, TALSTADT, BorderKind.ACROSS, "Kirnsee"),
        ),
    )


@pytest.fixture(scope="session")
def real() -> Gazetteer:
    """The register as it is shipped."""
    return load_gazetteer(ROOT / "content")[0]
