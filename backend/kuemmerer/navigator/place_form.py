"""The form »Ihre Gemeinde und Ihre Partner«: what was typed becomes municipalities, or a question back."""

from collections.abc import Sequence
from dataclasses import dataclass

from kuemmerer.navigator.situation import DISTRICT, NAME, OWN, PARTNERS, POPULATION
from kuemmerer.places.bodies import BadPlace, enter_by_hand
from kuemmerer.places.find import find
from kuemmerer.places.gazetteer import Gazetteer
from kuemmerer.places.model import Municipality

OWN_TEXT, PARTNER_TEXT = "eigene", "partner-name"
PARTNER_FIELDS = 6
MAX_CHOICES = 8


@dataclass(frozen=True)
class PlaceField:
    """One text field with what was typed and what it could mean."""

    id: str
    typed: str
    choices: tuple[Municipality, ...]
    error: str | None


@dataclass(frozen=True)
class PlaceForm:
    """The form as it stands. `query` is set once everything is clear."""

    own: PlaceField
    partners: tuple[PlaceField, ...]
    by_hand: dict[str, str]
    by_hand_error: tuple[str, str] | None
    query: tuple[tuple[str, str], ...] | None

    @property
    def errors(self) -> list[dict[str, str]]:
        """All errors, for the summary on top."""
        found = [{"field": field.id, "message": field.error} for field in (self.own, *self.partners) if field.error]
        if self.by_hand_error:
            found.append({"field": self.by_hand_error[0], "message": self.by_hand_error[1]})
        return found


def read_place_form(gazetteer: Gazetteer, own: str, partners: Sequence[str], by_hand: dict[str, str]) -> PlaceForm:
    """Resolve each text: a key, a label or a name that only one municipality has. Nothing is guessed."""
    own_field, own_found = _resolve(gazetteer, OWN_TEXT, own)
    query: list[tuple[str, str]] = [(OWN, str(own_found.ags))] if own_found else []
    by_hand_error = None
    if not own and any(by_hand.values()):
        try:
            entered = enter_by_hand(gazetteer, by_hand[NAME], by_hand[DISTRICT], by_hand[POPULATION])
            query += [(NAME, entered.name), (DISTRICT, str(entered.district)), (POPULATION, str(entered.population))]
        except BadPlace as error:
            names = {"name": NAME, "district": DISTRICT, "population": POPULATION}
            by_hand_error = (names.get(error.field, NAME), error.message)
    fields = []
    for number, typed in enumerate(partners, 1):
        field, found = _resolve(gazetteer, f"{PARTNER_TEXT}-{number}", typed)
        fields.append(field)
        if found and (PARTNERS, str(found.ags)) not in query:
            query.append((PARTNERS, str(found.ags)))
    while len(fields) < PARTNER_FIELDS:
        fields.append(PlaceField(f"{PARTNER_TEXT}-{len(fields) + 1}", "", (), None))
    is_clear = by_hand_error is None and not any(field.error for field in (own_field, *fields))
    return PlaceForm(own_field, tuple(fields), by_hand, by_hand_error, tuple(query) if is_clear else None)


def _resolve(gazetteer: Gazetteer, field: str, typed: str) -> tuple[PlaceField, Municipality | None]:
    typed = " ".join(typed.split())
    if not typed:
        return PlaceField(field, "", (), None), None
    exact = gazetteer.get(typed) or next((each for each in gazetteer.municipalities if each.label == typed), None)
    if exact is not None:
        return PlaceField(field, exact.label, (), None), exact
    found = find(gazetteer, typed, MAX_CHOICES)
    if found.total == 1:
        return PlaceField(field, found.municipalities[0].label, (), None), found.municipalities[0]
    named = [each for each in found.municipalities if each.name.casefold() == typed.casefold()]
    if len(named) == 1:
        return PlaceField(field, named[0].label, (), None), named[0]
    if found.municipalities:
        message = f"„{typed}“ ist nicht eindeutig. Wählen Sie eine Gemeinde aus."
        return PlaceField(field, typed, found.municipalities, message), None
    # Only the own municipality can be entered by hand.
    way_out = "Tragen Sie sie unten von Hand ein." if field == OWN_TEXT else "Prüfen Sie die Schreibweise."
    hint = f" Meinten Sie „{found.suggestion}“?" if found.suggestion else f" {way_out}"
    return PlaceField(field, typed, (), f"„{typed}“ steht nicht im Verzeichnis.{hint}"), None
