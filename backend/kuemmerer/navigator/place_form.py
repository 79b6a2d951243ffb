"""The form »Ihre Gemeinde und Ihre Partner«: what was typed becomes municipalities, or a question back."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from kuemmerer.navigator.situation import Situation, own_query, partner_query
from kuemmerer.places.bodies import BadPlace, enter_by_hand
from kuemmerer.places.find import find
from kuemmerer.places.gazetteer import Gazetteer
from kuemmerer.places.model import Body, HandEntered, Municipality

OWN_TEXT, PARTNER_TEXT = "eigene", "partner-name"
OWN_DISTRICT, PARTNER_DISTRICT = "eigene-landkreis", "partner-landkreis"
PARTNER_FIELDS = 6
MAX_CHOICES = 8


@dataclass(frozen=True)
class Typed:
    """What one field says: a name, and the Landkreis of a municipality that is not in the register."""

    text: str = ""
    district: str = ""


@dataclass(frozen=True)
class PlaceField:
    """One field with what was typed, what it could mean, and whether its Landkreis is asked for."""

    id: str
    typed: Typed = Typed()
    choices: tuple[Municipality, ...] = ()
    error: str | None = None

    @property
    def asks_district(self) -> bool:
        """A municipality that is not in the register is used with its Landkreis."""
        return bool(self.error or self.typed.district)


@dataclass(frozen=True)
class PlaceForm:
    """The form as it stands. `query` is set once everything is clear."""

    own: PlaceField
    partners: tuple[PlaceField, ...]
    query: tuple[tuple[str, str], ...] | None

    @property
    def errors(self) -> list[dict[str, str]]:
        """All errors, for the summary on top."""
        return [{"field": field.id, "message": field.error} for field in (self.own, *self.partners) if field.error]


def typed_before(situation: Situation) -> tuple[Typed, tuple[Typed, ...]]:
    """What stands in the form when it is opened again."""
    own = _typed(situation.own) if situation.own else Typed()
    return own, tuple(_typed(body) for body in situation.partners)


def typed_now(
    own: Sequence[str], partners: Sequence[str], partner_districts: Sequence[str]
) -> tuple[Typed, tuple[Typed, ...]]:
    """What was sent: the own name and Landkreis, the names of the partners and the Landkreis of each."""
    return Typed(*own), tuple(Typed(*each) for each in zip_longest(partners, partner_districts, fillvalue=""))


def read_place_form(gazetteer: Gazetteer, own: Typed, partners: Sequence[Typed]) -> PlaceForm:
    """Resolve each text: a key, a label or a name that only one municipality has. Nothing is guessed."""
    own_field, own_found = _resolve(gazetteer, OWN_TEXT, own)
    query = own_query(own_found) if own_found else []
    fields = []
    for number, typed in enumerate(partners, 1):
        field, found = _resolve(gazetteer, f"{PARTNER_TEXT}-{number}", typed)
        fields.append(field)
        query += [pair for pair in (partner_query(found) if found else ()) if pair not in query]
    while len(fields) < PARTNER_FIELDS:
        fields.append(PlaceField(f"{PARTNER_TEXT}-{len(fields) + 1}"))
    is_clear = not any(field.error for field in (own_field, *fields))
    return PlaceForm(own_field, tuple(fields), tuple(query) if is_clear else None)


def _typed(body: Body) -> Typed:
    return Typed(body.name, str(body.district)) if isinstance(body, HandEntered) else Typed(body.label)


def _resolve(gazetteer: Gazetteer, field: str, typed: Typed) -> tuple[PlaceField, Body | None]:
    text = " ".join(typed.text.split())
    if not text:
        return PlaceField(field), None
    exact = gazetteer.get(text) or next((each for each in gazetteer.municipalities if each.label == text), None)
    if exact is not None:
        return PlaceField(field, Typed(exact.label)), exact
    if typed.district:
        return _by_hand(gazetteer, field, Typed(text, typed.district))
    found = find(gazetteer, text, MAX_CHOICES)
    named = [each for each in found.municipalities if each.name.casefold() == text.casefold()]
    clear = found.municipalities if found.total == 1 else named
    if len(clear) == 1:
        return PlaceField(field, Typed(clear[0].label)), clear[0]
    if found.municipalities:
        message = f"„{text}“ ist nicht eindeutig. Wählen Sie eine Gemeinde aus."
        return PlaceField(field, Typed(text), found.municipalities, message), None
    hint = f" Meinten Sie „{found.suggestion}“? Sonst wählen" if found.suggestion else " Wählen"
    message = f"„{text}“ steht nicht im Verzeichnis.{hint} Sie den Landkreis aus, dann geht es auch so."
    return PlaceField(field, Typed(text), (), message), None


def _by_hand(gazetteer: Gazetteer, field: str, typed: Typed) -> tuple[PlaceField, Body | None]:
    try:
        return PlaceField(field, typed), enter_by_hand(gazetteer, typed.text, typed.district)
    except BadPlace as error:
        return PlaceField(field, typed, (), error.message), None
