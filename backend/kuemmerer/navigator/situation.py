"""Who asks and with whom: municipalities from the request become assumptions, authority and area."""

from collections.abc import Sequence
from dataclasses import dataclass

from kuemmerer.navigator.answers import Answers, Assumption
from kuemmerer.places.authority import Authority, authority_for
from kuemmerer.places.bodies import BadPlace, enter_by_hand, label_of, read_ags
from kuemmerer.places.derive import derive
from kuemmerer.places.gazetteer import Gazetteer
from kuemmerer.places.model import Body, HandEntered, Municipality

OWN, PARTNERS = "gemeinde", "mit"
# Municipalities that are not in the register: the own one by name and Landkreis, a partner as »09187 Rott a.Inn«.
NAME, DISTRICT, PARTNERS_BY_HAND = "ort", "ort-landkreis", "mit-ort"
# Old links also carry the inhabitants of the own one. No rule ever asked for them.
_FORMER = "ort-einwohner"
PLACE_FIELDS = (OWN, PARTNERS, NAME, DISTRICT, PARTNERS_BY_HAND, _FORMER)
MAX_PARTNERS = 60

__all__ = ["PLACE_FIELDS", "BadPlace", "Situation", "read_situation", "situation_of_query"]


@dataclass(frozen=True)
class Situation:
    """The own municipality and the partners, as far as they were named."""

    gazetteer: Gazetteer
    own: Body | None
    partners: tuple[Body, ...]

    @property
    def bodies(self) -> tuple[Body, ...]:
        """All who take part, the own municipality first."""
        return (*((self.own,) if self.own else ()), *self.partners)

    @property
    def names(self) -> tuple[str, ...]:
        """The names as a reader can tell them apart."""
        return tuple(label_of(self.gazetteer, body) for body in self.bodies)

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Answers that follow from who takes part."""
        found = derive(self.gazetteer, self.bodies)
        return tuple(Assumption(item.question, item.values, item.because) for item in found)

    @property
    def districts(self) -> frozenset[str]:
        """The Kreis keys of all who take part."""
        return frozenset(str(body.district) for body in self.bodies if isinstance(body, Municipality | HandEntered))

    def authority(self, answers: Answers) -> Authority:
        """The competent authority, from the named partners and from the kinds of partner that were answered."""
        return authority_for(self.gazetteer, self.bodies, answers.known("ebenen") or ())

    def query(self) -> list[tuple[str, str]]:
        """The same as query parameters, in a fixed order."""
        return [
            *(own_query(self.own) if self.own else ()),
            *(pair for body in self.partners for pair in partner_query(body)),
        ]


def own_query(body: Body) -> list[tuple[str, str]]:
    """The own municipality as query parameters."""
    match body:
        case Municipality():
            return [(OWN, str(body.ags))]
        case HandEntered():
            return [(NAME, body.name), (DISTRICT, str(body.district))]
    return []


def partner_query(body: Body) -> list[tuple[str, str]]:
    """A partner as query parameters."""
    match body:
        case Municipality():
            return [(PARTNERS, str(body.ags))]
        case HandEntered():
            return [(PARTNERS_BY_HAND, f"{body.district} {body.name}")]
    return []


def read_situation(gazetteer: Gazetteer, own: str | None, partners: Sequence[str]) -> Situation:
    """From official keys. Raises BadPlace."""
    found = read_ags(gazetteer, own, "municipality") if own else None
    return Situation(gazetteer, found, tuple(read_ags(gazetteer, ags, "partners") for ags in partners))


def situation_of_query(gazetteer: Gazetteer, pairs: Sequence[tuple[str, str]]) -> Situation:
    """From the parameters of a page. A municipality that is not in the register comes by name. Raises BadPlace."""
    query = dict(reversed(pairs))
    own: Body | None = None
    if query.get(OWN):
        own = read_ags(gazetteer, query[OWN], OWN)
    elif query.get(NAME):
        own = _by_hand(gazetteer, NAME, DISTRICT, query[NAME], query.get(DISTRICT, ""))
    chosen = dict.fromkeys((name, value) for name, value in pairs if name in (PARTNERS, PARTNERS_BY_HAND) and value)
    if len(chosen) > MAX_PARTNERS:
        raise BadPlace(PARTNERS, f"Es sind höchstens {MAX_PARTNERS} Partner möglich.")
    return Situation(gazetteer, own, tuple(_partner(gazetteer, name, value) for name, value in chosen))


def _partner(gazetteer: Gazetteer, parameter: str, value: str) -> Body:
    if parameter == PARTNERS:
        return read_ags(gazetteer, value, PARTNERS)
    district, _, name = value.partition(" ")
    return _by_hand(gazetteer, PARTNERS_BY_HAND, PARTNERS_BY_HAND, name, district)


def _by_hand(gazetteer: Gazetteer, name_field: str, district_field: str, name: str, district: str) -> HandEntered:
    try:
        return enter_by_hand(gazetteer, name, district)
    except BadPlace as error:
        raise BadPlace(district_field if error.field == "district" else name_field, error.message) from None
