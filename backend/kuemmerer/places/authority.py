"""Which authority supervises a cooperation: derived from all partners (Art. 52 KommZG), open points named."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kuemmerer.places.bodies import Level, distinct, label_of, levels_of, listed, region_of_body
from kuemmerer.places.gazetteer import Gazetteer
from kuemmerer.places.model import Body, District, DistrictKey, RegionKey

NORM = "Art. 52 KommZG"
SOURCE_TITLE = "Dienstleistungstext »Kommunen; Rechtsaufsicht«, Landkreis Schweinfurt (landesweit gleicher Mustertext)"
SOURCE_URL = "https://landkreis-schweinfurt.de/landratsamt/serviceleistungen-informationen/details/detail/kommunen-rechtsaufsicht-316"
CHECKED_ON = date(2026, 11, 22)


class AuthorityLevel(StrEnum):
    """The three kinds of supervising authority."""

    DISTRICT_OFFICE = "landratsamt"
    GOVERNMENT = "regierung"
    MINISTRY = "innenministerium"


class Certainty(StrEnum):
    """Whether the rule names exactly one authority; the words are those of the confidence marks."""

    SURE = "sicher"
    TO_CHECK = "pruefen"


@dataclass(frozen=True)
class Office:
    """One authority by name; `institution` is the slug of its article, where we have one.

    `district` is the Landkreis of a Landratsamt. An office that is not named stands for whichever it will be.
    """

    name: str
    institution: str | None
    district: DistrictKey | None = None
    is_named: bool = True


@dataclass(frozen=True)
class Authority:
    """Who supervises. Several offices mean: which of them is competent has to be clarified first."""

    level: AuthorityLevel
    offices: tuple[Office, ...]
    certainty: Certainty
    because: str
    norm: str = NORM
    source_title: str = SOURCE_TITLE
    source_url: str = SOURCE_URL
    checked_on: date = CHECKED_ON


MINISTRY = Office(
    "Bayerisches Staatsministerium des Innern, für Sport und Integration", "stmi-kommunale-zusammenarbeit"
)
_DISTRICT_OFFICE = "landratsaemter-rechtsaufsicht"
# The Regierungen we have an article about; the others are named without a link.
_GOVERNMENT_ARTICLES = {
    RegionKey("091"): "regierung-oberbayern",
    RegionKey("092"): "regierung-niederbayern",
    RegionKey("097"): "regierung-schwaben",
}
_MINISTRY_LEVELS = {
    Level.BEZIRK: "ein Bezirk",
    Level.STATE: "der Freistaat oder der Bund",
    Level.OUTSIDE: "eine Kommune außerhalb Bayerns",
}
_GOVERNMENT_LEVELS = {Level.DISTRICT: "ein Landkreis", Level.INDEPENDENT_CITY: "eine kreisfreie Stadt"}
# Their own members may decide; the text we know does not speak of them.
_OPEN_LEVELS = {Level.SPECIAL_PURPOSE: "ein Zweckverband", Level.SCHOOL: "ein Schulverband"}


def authority_for(gazetteer: Gazetteer, bodies: Sequence[Body], levels: Collection[str] = ()) -> Authority:
    """The supervising authority of a Zweckverband, a joint Kommunalunternehmen or a Zweckvereinbarung.

    `bodies` are the partners known by name, `levels` the kinds of partner somebody told us (question »ebenen«). The
    answer is never empty: without a name it says whose Landratsamt or Regierung is meant.
    """
    bodies = distinct(bodies)
    taking_part = {*levels, *levels_of(gazetteer, bodies)}
    if who := [words for level, words in _MINISTRY_LEVELS.items() if level in taking_part]:
        because = f"Weil {listed(who)} beteiligt ist, ist das Innenministerium zuständig.{_each_their_own(taking_part)}"
        return Authority(AuthorityLevel.MINISTRY, (MINISTRY,), Certainty.SURE, because)
    in_doubt = [words for level, words in _OPEN_LEVELS.items() if level in taking_part]
    if who := [words for level, words in _GOVERNMENT_LEVELS.items() if level in taking_part]:
        return _government(gazetteer, bodies, who, in_doubt, _each_their_own(taking_part))
    return _district_office(gazetteer, bodies, in_doubt)


def _each_their_own(taking_part: Collection[str]) -> str:
    """What holds where no Zweckverband, joint Kommunalunternehmen or Zweckvereinbarung is meant, but e.g. a company."""
    if Level.MUNICIPALITIES not in taking_part:
        return ""
    return " Gründen Sie eine Gesellschaft oder schließen Sie nur einen Vertrag, fragt jede Gemeinde ihr Landratsamt."


def _government(
    gazetteer: Gazetteer, bodies: Sequence[Body], who: Sequence[str], in_doubt: Sequence[str], otherwise: str
) -> Authority:
    regions = dict.fromkeys(sorted(region_of_body(body) for body in bodies))
    offices = tuple(
        Office(gazetteer.administrative_region(key).government, _GOVERNMENT_ARTICLES.get(key)) for key in regions
    )
    because = f"Weil {listed(who)} beteiligt ist, ist die Regierung zuständig, nicht das Landratsamt.{otherwise}"
    if not offices:
        unnamed = Office("die Regierung Ihres Regierungsbezirks", None, is_named=False)
        return Authority(
            AuthorityLevel.GOVERNMENT, (unnamed,), Certainty.TO_CHECK, f"{because} Nennen Sie Ihre Gemeinde."
        )
    if len(offices) > 1:
        names = listed([office.name for office in offices])
        because += f" Die Partner liegen in mehreren Regierungsbezirken. Klären Sie vorab, wer zuständig ist: {names}."
    return _settle(AuthorityLevel.GOVERNMENT, offices, because, in_doubt)


def _district_office(gazetteer: Gazetteer, bodies: Sequence[Body], in_doubt: Sequence[str]) -> Authority:
    because = "Solange nur kreisangehörige Gemeinden mitmachen, ist das Landratsamt zuständig."
    places = {_district_of(body): None for body in bodies}
    districts = [found for key in sorted(places) if (found := gazetteer.district(key)) is not None]
    offices = tuple(Office(f"Landratsamt {district.name}", _DISTRICT_OFFICE, district.key) for district in districts)
    if not offices:
        unnamed = Office("das Landratsamt Ihres Landkreises", _DISTRICT_OFFICE, is_named=False)
        return Authority(
            AuthorityLevel.DISTRICT_OFFICE, (unnamed,), Certainty.TO_CHECK, f"{because} Nennen Sie Ihre Gemeinde."
        )
    if len(offices) > 1:
        by_district = "; ".join(f"{district.name}: {_names_in(gazetteer, bodies, district)}" for district in districts)
        because += (
            f" Die Partner liegen in mehreren Landkreisen ({by_district})."
            " Welches Landratsamt dann zuständig ist, steht noch nicht fest. Klären Sie es vorab mit allen."
        )
    return _settle(AuthorityLevel.DISTRICT_OFFICE, offices, because, in_doubt)


def _settle(level: AuthorityLevel, offices: tuple[Office, ...], because: str, in_doubt: Sequence[str]) -> Authority:
    if in_doubt:
        because += f" Weil auch {listed(in_doubt)} beteiligt ist, lassen Sie sich die Zuständigkeit bestätigen."
    is_sure = len(offices) == 1 and not in_doubt
    return Authority(level, offices, Certainty.SURE if is_sure else Certainty.TO_CHECK, because)


def _district_of(body: Body) -> DistrictKey:
    return body.key if isinstance(body, District) else body.district


def _names_in(gazetteer: Gazetteer, bodies: Sequence[Body], district: District) -> str:
    return listed([label_of(gazetteer, body) for body in bodies if _district_of(body) == district.key])
