"""/api/v1/municipalities: the register as JSON, with its dates and its source in every answer."""

from datetime import date
from typing import Annotated

from fastapi import Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from kuemmerer.content.reach import reach
from kuemmerer.navigator.present import office_out
from kuemmerer.navigator.shapes import OfficeOut
from kuemmerer.places.authority import authority_for
from kuemmerer.places.bodies import MalformedAgs, UnknownAgs, read_ags
from kuemmerer.places.find import find
from kuemmerer.places.gazetteer import Contact, Gazetteer, Neighbour
from kuemmerer.places.model import JointAdministration, Municipality, MunicipalityKind, MunicipalityStatus
from kuemmerer.places.sources import BORDERS_SOURCE, register_source
from kuemmerer.web.context import SnapshotDep
from kuemmerer.web.errors import Refused, unusable
from kuemmerer.web.json_api import api_router
from kuemmerer.web.params import MAX_TEXT, text
from kuemmerer.web.prepared import PREPARE

router = api_router("municipalities")


class Named(BaseModel):
    """A district, region or Verwaltungsgemeinschaft by key and name."""

    key: str
    name: str


class MunicipalityItem(BaseModel):
    """One municipality; `label` is unique, `name` is not. A date the register did not state is null."""

    ags: str
    name: str
    label: str
    kind: MunicipalityKind
    status: MunicipalityStatus
    district: Named
    administrative_region: Named
    planning_region: Named | None
    joint_administration: Named | None
    population: int
    population_asof: date | None
    register_asof: date | None
    postcode: str = Field(description="Postleitzahl des Rathauses; leer, wenn unbekannt")
    url: str


class MunicipalityList(BaseModel):
    """The best hits for a query; `total` counts all."""

    query: str
    total: int
    suggestion: str | None = Field(description="ein ähnlicher Name, wenn nichts gefunden wurde")
    source: list[str] = Field(description="Quellenangaben, die neben den Zahlen stehen müssen")
    items: list[MunicipalityItem]


class Member(BaseModel):
    """A municipality by key and unique name."""

    ags: str
    label: str


class NeighbourItem(Member):
    """A neighbour: `border` a shared line, `point` a common point, `across` beyond a lake or forest (`via`)."""

    contact: Contact
    via: tuple[str, ...]


class MunicipalityFull(MunicipalityItem):
    """Everything the register knows about one municipality. Only neighbours inside the register are listed."""

    source: list[str]
    neighbours: list[NeighbourItem]
    neighbours_source: str
    joint_administration_members: list[Member]
    authority: OfficeOut = Field(
        description="Rechtsaufsicht über die Gemeinde allein; mit Partnern sagt es der Navigator"
    )


class FindParameters(BaseModel):
    """What to look for; anything else is refused."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field("", max_length=MAX_TEXT, description="Name, Teil des Namens, Postleitzahl oder AGS; leer: alle")
    limit: int = Field(20, ge=1, le=500)


@router.get("/municipalities", summary="Gemeinden finden")
def find_municipalities(
    snapshot: SnapshotDep, response: Response, query: Annotated[FindParameters, Query()]
) -> MunicipalityList:
    """Gemeinden nach Name, Postleitzahl oder Schlüssel, beste zuerst. Umlaute und Abkürzungen sind gleichgültig."""
    words = text("q", query.q)
    found = find(snapshot.gazetteer, words, query.limit)
    response.headers[PREPARE.decode()] = "1"
    return MunicipalityList(
        query=words,
        total=found.total,
        suggestion=found.suggestion,
        source=_sources(*found.municipalities),
        items=[_item(snapshot.gazetteer, municipality) for municipality in found.municipalities],
    )


@router.get("/municipalities/{ags}", summary="Eine Gemeinde lesen")
def show_municipality(
    snapshot: SnapshotDep,
    response: Response,
    ags: Annotated[str, Path(max_length=40, examples=["09174115"], json_schema_extra={"pattern": "^[0-9]{8}$"})],
) -> MunicipalityFull:
    """Eine Gemeinde nach ihrem Amtlichen Gemeindeschlüssel, mit Nachbarn und Mitgliedern ihrer VG."""
    gazetteer = snapshot.gazetteer
    try:
        municipality = read_ags(gazetteer, ags)
    except MalformedAgs as error:
        raise unusable(error.field, error.message) from error
    except UnknownAgs as error:
        raise Refused(404, error.message) from error
    response.headers[PREPARE.decode()] = "1"
    return MunicipalityFull(
        **_item(gazetteer, municipality).model_dump(),
        source=_sources(municipality),
        neighbours=[_neighbour(each) for each in gazetteer.neighbours(municipality.ags)],
        neighbours_source=BORDERS_SOURCE,
        joint_administration_members=_members(gazetteer, gazetteer.joint_administration_of(municipality)),
        authority=office_out(reach(snapshot.library, authority_for(gazetteer, [municipality]).offices[0])),
    )


def _item(gazetteer: Gazetteer, municipality: Municipality) -> MunicipalityItem:
    district = gazetteer.district_of(municipality)
    region = gazetteer.administrative_region(municipality.administrative_region)
    planning, joint = gazetteer.planning_region_of(municipality), gazetteer.joint_administration_of(municipality)
    return MunicipalityItem(
        ags=municipality.ags,
        name=municipality.name,
        label=municipality.label,
        kind=municipality.kind,
        status=municipality.status,
        district=Named(key=district.key, name=district.label),
        administrative_region=Named(key=region.key, name=region.name),
        planning_region=Named(key=str(planning.number), name=planning.name) if planning else None,
        joint_administration=Named(key=joint.key, name=joint.name) if joint else None,
        population=municipality.population,
        population_asof=municipality.population_asof,
        register_asof=municipality.register_asof,
        postcode=municipality.postcode,
        url=f"/api/v1/municipalities/{municipality.ags}",
    )


def _neighbour(each: Neighbour) -> NeighbourItem:
    return NeighbourItem(ags=each.municipality.ags, label=each.municipality.label, contact=each.contact, via=each.via)


def _members(gazetteer: Gazetteer, joint: JointAdministration | None) -> list[Member]:
    found = (gazetteer.get(ags) for ags in (joint.members if joint else ()))
    return [Member(ags=each.ags, label=each.label) for each in found if each is not None]


def _sources(*municipalities: Municipality) -> list[str]:
    lines = (register_source(each.register_asof, each.population_asof) for each in municipalities)
    return list(dict.fromkeys(lines))
