"""Who takes part: reading keys and hand-entered municipalities, each body once, and what it counts as."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from pydantic import ValidationError

from kuemmerer.base.bad_entry import BadEntry
from kuemmerer.base.nearest import nearest
from kuemmerer.base.validation import message_of
from kuemmerer.places.gazetteer import Gazetteer
from kuemmerer.places.model import (
    Body,
    District,
    DistrictKind,
    HandEntered,
    Municipality,
    MunicipalityStatus,
    RegionKey,
    region_of,
)

_AGS = re.compile(r"[0-9]{8}")


class Level(StrEnum):
    """What kind of partner takes part; the values are the options of the navigator's question »ebenen«."""

    MUNICIPALITIES = "gemeinden"
    JOINT_ADMINISTRATION = "verwaltungsgemeinschaft"
    DISTRICT = "landkreis"
    INDEPENDENT_CITY = "kreisfreie-stadt"
    BEZIRK = "bezirk"
    SPECIAL_PURPOSE = "zweckverband"
    SCHOOL = "schulverband"
    OUTSIDE = "ausserhalb"
    STATE = "staat"


class BadPlace(BadEntry):
    """A place we cannot use: which field is meant, and a German sentence that says what to do."""


class MalformedAgs(BadPlace):
    """No key at all: not eight digits."""


class UnknownAgs(BadPlace):
    """A key of the right form that is not in the register."""


def read_ags(gazetteer: Gazetteer, text: str, field: str = "ags") -> Municipality:
    """The municipality behind a key somebody sent. Raises MalformedAgs or UnknownAgs, with the nearest known key."""
    if not _AGS.fullmatch(text):
        message = f"»{text[:40]}« ist kein Gemeindeschlüssel (AGS). Er hat acht Ziffern."
        raise MalformedAgs(field, message + gazetteer.nearest_ags(text))
    found = gazetteer.get(text)
    if found is None:
        where = (
            "steht nicht im Gemeindeverzeichnis dieses Portals" if text.startswith("09") else "liegt nicht in Bayern"
        )
        raise UnknownAgs(field, f"Der Gemeindeschlüssel »{text}« {where}.{gazetteer.nearest_ags(text)}")
    return found


def enter_by_hand(gazetteer: Gazetteer, name: str, district: str) -> HandEntered:
    """A municipality that is not in the register. Raises BadPlace for an unknown Landkreis or an impossible name."""
    if not district:
        raise BadPlace("district", "Wählen Sie den Landkreis aus.")
    try:
        entered = HandEntered.model_validate({"name": name, "district": district})
    except ValidationError as error:
        item = error.errors(include_url=False)[0]
        field = str(item["loc"][0])
        if field == "district":
            raise BadPlace(field, _unknown_district(gazetteer, district)) from None
        raise BadPlace(field, message_of({**item, "input": item.get("input", "")}, ["Name der Gemeinde"], ())) from None
    if gazetteer.district(entered.district) is None:
        raise BadPlace("district", _unknown_district(gazetteer, district))
    return entered


def distinct(bodies: Iterable[Body]) -> tuple[Body, ...]:
    """Each body once, in the given order: the own municipality may have been named as a partner again."""
    return tuple({_identity(body): body for body in reversed(tuple(bodies))}.values())[::-1]


def levels_of(gazetteer: Gazetteer, bodies: Iterable[Body]) -> tuple[Level, ...]:
    """What the bodies count as, in the order of the question."""
    found = {level_of(gazetteer, body) for body in bodies}
    return tuple(level for level in Level if level in found)


def level_of(gazetteer: Gazetteer, body: Body) -> Level:
    """A municipality of a Landkreis, an independent city, or a Landkreis."""
    match body:
        case Municipality():
            is_city = body.status is MunicipalityStatus.INDEPENDENT
        case HandEntered():
            district = gazetteer.district(body.district)
            is_city = district is not None and district.kind is DistrictKind.CITY
        case District():
            is_city = body.kind is DistrictKind.CITY
            if not is_city:
                return Level.DISTRICT
    return Level.INDEPENDENT_CITY if is_city else Level.MUNICIPALITIES


def region_of_body(body: Body) -> RegionKey:
    """The Regierungsbezirk of a body."""
    return body.administrative_region if isinstance(body, District) else region_of(body.district)


def label_of(gazetteer: Gazetteer, body: Body) -> str:
    """A name nobody can mistake: what is entered by hand always carries its Landkreis."""
    if not isinstance(body, HandEntered):
        return body.label
    district = gazetteer.district(body.district)
    where = f"Lkr. {district.name}" if district and district.kind is DistrictKind.RURAL else "kreisfreie Stadt"
    return f"{body.name} ({where})"


def listed(names: Sequence[str]) -> str:
    """A, B und C."""
    return " und ".join(part for part in (", ".join(names[:-1]), names[-1] if names else "") if part)


def _identity(body: Body) -> object:
    """An independent city is the same body, whether named as a municipality or as a district."""
    if isinstance(body, Municipality) and body.status is MunicipalityStatus.INDEPENDENT:
        return body.district
    return body.key if isinstance(body, District) else body


def _unknown_district(gazetteer: Gazetteer, text: str) -> str:
    labels = {district.label: district.key for district in gazetteer.districts}
    near = nearest(text, [*labels, *labels.values()])
    key = labels.get(near, near) if near else None
    district = gazetteer.district(key) if key else None
    hint = f" Gemeint »{district.key}« ({district.label})?" if district else ""
    return f"Den Landkreis »{text[:60]}« gibt es nicht. Geben Sie den Schlüssel mit fünf Ziffern an.{hint}"
