"""What follows from who takes part: assumptions for the navigator, as plain data, each with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from kuemmerer.places.bodies import Level, distinct, label_of, level_of, levels_of, listed
from kuemmerer.places.gazetteer import Contact, Gazetteer
from kuemmerer.places.model import Body, Municipality

# The option of the question »partner« for a number of partners, by its upper bound.
_COUNTS = ((2, "zwei"), (6, "drei-bis-sechs"), (10, "sieben-bis-zehn"))
_MANY = "mehr-als-zehn"
_LEVEL_WORDS = {
    Level.MUNICIPALITIES: ("ist eine kreisangehörige Gemeinde", "sind kreisangehörige Gemeinden"),
    Level.INDEPENDENT_CITY: ("ist eine kreisfreie Stadt", "sind kreisfreie Städte"),
    Level.DISTRICT: ("ist ein Landkreis", "sind Landkreise"),
}


@dataclass(frozen=True)
class Derived:
    """An answer that follows from the named partners: question id, option values, and why."""

    question: str
    values: tuple[str, ...]
    because: str


def derive(gazetteer: Gazetteer, bodies: Sequence[Body]) -> tuple[Derived, ...]:
    """Answers to »ebenen«, »partner«, »nachbar« and »vg« that follow from the partners, the own municipality included.

    With one body alone nothing follows: nobody has said yet who the partners are. What the register cannot tell
    (a municipality entered by hand has no known neighbours and no known VG) stays open.
    """
    partners = distinct(bodies)
    if len(partners) < 2:
        return ()
    found = (
        _levels(gazetteer, partners),
        _number(gazetteer, partners),
        _neighbourhood(gazetteer, partners),
        _joint_administration(gazetteer, partners),
    )
    return tuple(each for each in found if each is not None)


def _levels(gazetteer: Gazetteer, partners: Sequence[Body]) -> Derived:
    levels = levels_of(gazetteer, partners)
    sentences = []
    for level in levels:
        names = [label_of(gazetteer, body) for body in partners if level_of(gazetteer, body) is level]
        sentences.append(f"{listed(names)} {_LEVEL_WORDS[level][len(names) > 1]}")
    return Derived("ebenen", tuple(levels), f"{listed(sentences)}.")


def _number(gazetteer: Gazetteer, partners: Sequence[Body]) -> Derived:
    option = next((name for bound, name in _COUNTS if len(partners) <= bound), _MANY)
    names = listed([label_of(gazetteer, body) for body in partners])
    return Derived("partner", (option,), f"Sie haben {len(partners)} Partner genannt: {names}.")


def _neighbourhood(gazetteer: Gazetteer, partners: Sequence[Body]) -> Derived | None:
    places = [body for body in partners if level_of(gazetteer, body) is not Level.DISTRICT]
    known = [body for body in places if isinstance(body, Municipality)]
    if len(places) < 2 or len(known) < len(places):
        return None
    contacts = {
        place: [gazetteer.contact(place.ags, other.ags) for other in known if other != place] for place in known
    }
    alone = [place for place, each in contacts.items() if Contact.BORDER not in each]
    if any(Contact.UNKNOWN in contacts[place] for place in alone):
        return None
    if not alone:
        return Derived("nachbar", ("ja",), "Jede der genannten Gemeinden grenzt an mindestens eine andere.")
    across = listed([place.label for place in alone if {Contact.ACROSS, Contact.POINT} & set(contacts[place])])
    note = f" Nur über einen See, einen Wald oder in einem Punkt: {across}." if across else ""
    if len(alone) < len(known):
        names = listed([place.label for place in alone])
        return Derived("nachbar", ("teilweise",), f"Ohne gemeinsame Grenze mit einem der anderen: {names}.{note}")
    return Derived("nachbar", ("nein",), f"Keine der genannten Gemeinden grenzt an eine andere.{note}")


def _joint_administration(gazetteer: Gazetteer, partners: Sequence[Body]) -> Derived | None:
    known = [body for body in partners if isinstance(body, Municipality)]
    is_mixed = any(level_of(gazetteer, body) is not Level.MUNICIPALITIES for body in partners)
    common = gazetteer.common_joint_administration(known)
    if is_mixed or (known and common is None):
        return Derived("vg", ("nein",), "Die Partner gehören nicht alle zu derselben Verwaltungsgemeinschaft.")
    if common is None or len(known) < len(partners) or not common.complete:
        return None
    missing = [ags for ags in common.members if ags not in {place.ags for place in known}]
    if not missing:
        return Derived("vg", ("dieselben",), f"Das sind genau die Mitglieder der VG {common.name}.")
    names = listed([place.label for ags in missing if (place := gazetteer.get(ags)) is not None])
    return Derived("vg", ("alle-in-einer",), f"Alle gehören zur VG {common.name}; es fehlt dort noch: {names}.")
