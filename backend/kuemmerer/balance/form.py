"""The form of the calculator: its fields, its choices, and how it stands. All of it lives in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from urllib.parse import urlencode

from kuemmerer.balance.case import Case, CostModel
from kuemmerer.balance.figures import FIGURES
from kuemmerer.balance.game import MAX_PLAYERS
from kuemmerer.balance.keys import LEVY_KEYS, PLAIN_KEYS, Parameter
from kuemmerer.balance.model import Entry, Figure, KeyChoice
from kuemmerer.balance.parameters import MAX_MIXED
from kuemmerer.balance.register import Filled
from kuemmerer.balance.scenarios import Change
from kuemmerer.balance.votes import Majority, SeatRule
from kuemmerer.places.model import Municipality

PAGE = "/ausgleich/rechner"
LETTERS = "abcdefghijkl"[:MAX_PLAYERS]
ITEMS = 4
YEARS = 20
# What goes without saying: it is shown in the form and left out of the address.
DEFAULTS = {
    "art": "kosten", "turnus": "jaehrlich", "schluessel": "einwohner", "richtung": "einzahlung", "vervielfaeltiger": "35",
    "mehrheit": Majority.SIMPLE.value, "je": "1.000", "sitze": "20",
}  # fmt: skip
_OF_AN_ITEM = ("art", "turnus", "schluessel", "richtung", "vervielfaeltiger")
KINDS = (("kosten", "Kosten"), ("ertrag", "Ertrag"))
RECURRENCES = (("jaehrlich", "jedes Jahr"), ("einmalig", "einmal"))
MODELS = (
    (CostModel.FIXED_PLUS_OWN.value, "Jede Gruppe hätte dieselben festen Kosten, dazu die eigenen ihrer Mitglieder"),
    (CostModel.LARGEST_NEED.value, "Die größte Anforderung in der Gruppe bestimmt die Kosten (Straße, Kanal, Halle)"),
)
SEAT_RULES = (
    (SeatRule.EQUAL.value, "jede Gemeinde eine Stimme"),
    (SeatRule.INHABITANTS.value, "nach Einwohnern"),
    (SeatRule.SHARE.value, "nach dem, was jede trägt"),
    (SeatRule.STEPS.value, "nach Größenklassen"),
    (SeatRule.GIVEN.value, "einzeln angeben"),
)
MAJORITIES = (
    (Majority.SIMPLE.value, "mehr als die Hälfte"),
    (Majority.TWO_THIRDS.value, "zwei Drittel"),
    (Majority.THREE_QUARTERS.value, "drei Viertel"),
    (Majority.UNANIMOUS.value, "einstimmig"),
)
# What can be compared with one click. Keys with parameters come with the ones most often met.
PRESETS: dict[str, KeyChoice] = {
    **{key.slug: KeyChoice(key.slug) for key in PLAIN_KEYS},
    "sockel": KeyChoice("sockel", {"sockel": Fraction(1, 5)}),
    "misch": KeyChoice("misch", {"gewichte": {"einwohner": Fraction(1, 2), "umlagekraft": Fraction(1, 2)}}),
}
# The fields that hold a parameter with an amount for each partner.
BOUNDS = {"hoechstbetraege": "hoechst", "mindestbetraege": "mindest"}
PER_PARTNER = ("name", "allein", *BOUNDS.values(), "stimmen", "kuenftig", *FIGURES)
PER_ITEM = (
    "posten", "betrag", "art", "turnus", "schluessel", "grund", *(f"teil{n}" for n in range(1, MAX_MIXED + 1)),
    *(f"anteil{n}" for n in range(1, MAX_MIXED + 1)),
    *dict.fromkeys(each.name for key in LEVY_KEYS.values() for each in key.parameters if each.name != "schluessel"),
)  # fmt: skip
ONCE = ("modell", "fest", "gruppen", "jahre", "index", "regel", "mehrheit", "je", "sitze", "staffel", "ohne", "plus")
COMPARE = "vergleich"
FIELDS = frozenset(
    (
        *(f"{name}-{letter}" for name in PER_PARTNER for letter in LETTERS),
        *(f"{name}-{number}" for name in PER_ITEM for number in range(1, ITEMS + 1)),
        *ONCE,
        COMPARE,
    )
)


@dataclass(frozen=True)
class PartnerRow:
    """One row of the form. `filled` is what the register knows; `clash` are municipalities of the same name."""

    letter: str
    name: str
    filled: Filled | None = None
    clash: tuple[Municipality, ...] = ()


@dataclass(frozen=True)
class ItemRow:
    """One item of the form with the parameters of its key."""

    number: int
    key: str
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True)
class Form:
    """The form as it stands. `case` is set once everything is clear."""

    values: Mapping[str, str]
    compared: tuple[str, ...]
    partners: tuple[PartnerRow, ...]
    items: tuple[ItemRow, ...]
    columns: tuple[Figure, ...]
    with_limits: bool
    case: Case | None = None
    change: Change = field(default_factory=Change)
    errors: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True before anything was entered; an article may have chosen the key."""
        return set(self.values) <= {"schluessel-1"} and not self.compared

    @property
    def is_full(self) -> bool:
        """True when no further partner fits in."""
        return len(self.partners) == len(LETTERS) and bool(self.partners[-1].name)

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.values.get(name, DEFAULTS.get(kind_of(name), ""))

    def error(self, name: str) -> str | None:
        """The first complaint at a field."""
        return next((entry.message for entry in self.errors if entry.field == name), None)

    def touches(self, *kinds: str) -> bool:
        """True if something stands in a field of these kinds: then its part of the form is open."""
        named = {name if name in ONCE else name.rpartition("-")[0] for name in self.values}
        wrong = {
            entry.field if entry.field in (*ONCE, COMPARE) else entry.field.rpartition("-")[0] for entry in self.errors
        }
        return any(kind in named or kind in wrong or (kind == COMPARE and bool(self.compared)) for kind in kinds)

    @property
    def query(self) -> str:
        """The compact state: only what says something."""
        return urlencode([*self.values.items(), *((COMPARE, slug) for slug in self.compared)])

    @property
    def address(self) -> str:
        """Where this state can be seen again."""
        return f"{PAGE}?{self.query}" if self.query else PAGE


def kind_of(field_name: str) -> str:
    """The kind of a field: its name without the row it stands in."""
    return field_name.rpartition("-")[0] or field_name


def compact(values: Mapping[str, str]) -> dict[str, str]:
    """Without what is empty or goes without saying; an item of which only the key was chosen says nothing."""
    kept = {name: value for name, value in values.items() if value and DEFAULTS.get(kind_of(name)) != value}
    for number in range(2, ITEMS + 1):
        if not any(f"{name}-{number}" in kept for name in PER_ITEM if name not in _OF_AN_ITEM):
            kept = {
                name: value for name, value in kept.items() if name not in {f"{each}-{number}" for each in _OF_AN_ITEM}
            }
    return kept
