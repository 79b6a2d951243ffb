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
NAME, DISTRICT, POPULATION = "ort", "ort-landkreis", "ort-einwohner"
PLACE_FIELDS = (OWN, PARTNERS, NAME, DISTRICT, POPULATION)
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
        pairs = [(OWN, str(self.own.ags))] if isinstance(self.own, Municipality) else []
        pairs += [(PARTNERS, str(body.ags)) for body in self.partners if isinstance(body, Municipality)]
        if isinstance(self.own, HandEntered):
            pairs += [
                (NAME, self.own.name),
                (DISTRICT, str(self.own.district)),
                (POPULATION, str(self.own.population)),
            ]
        return pairs


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
        own = enter_by_hand(gazetteer, query[NAME], query.get(DISTRICT, ""), query.get(POPULATION, ""))
    chosen = list(dict.fromkeys(ags for name, ags in pairs if name == PARTNERS and ags))
    if len(chosen) > MAX_PARTNERS:
        raise BadPlace(PARTNERS, f"Es sind höchstens {MAX_PARTNERS} Partner möglich.")
    return Situation(gazetteer, own, tuple(read_ags(gazetteer, ags, PARTNERS) for ags in chosen))
