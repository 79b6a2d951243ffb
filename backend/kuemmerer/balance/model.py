"""The nouns of the calculator: partners with figures, items with a key, and what is computed from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from kuemmerer.base.money import Cents

MAX_PARTNERS = 500
MAX_ITEMS = 20
MAX_YEARS = 30
NOTHING = Cents(0)


@dataclass(frozen=True)
class Entry:
    """One complaint about what was entered: the place and a German sentence that says what to do."""

    field: str
    message: str


class BadEntries(ValueError):
    """What was entered cannot be computed; every complaint has its place."""

    def __init__(self, *entries: Entry) -> None:
        super().__init__(" ".join(entry.message for entry in entries))
        self.entries = entries


class ItemKind(StrEnum):
    """A cost is borne, a revenue is received."""

    COST = "cost"
    REVENUE = "revenue"


class Recurrence(StrEnum):
    """Whether an item falls due in the first year only or in each one."""

    ANNUAL = "annual"
    ONE_OFF = "one_off"


@dataclass(frozen=True)
class Figure:
    """A kind of reference figure of a partner."""

    name: str
    label: str
    unit: str
    source: str
    is_money: bool = False


@dataclass(frozen=True)
class Partner:
    """Somebody who takes part. `figures` are exact and never negative; a missing figure is not known, not zero."""

    id: str
    name: str
    ags: str | None = None
    figures: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def official_order(self) -> tuple[bool, str, str]:
        """Ties are broken by Amtlicher Gemeindeschlüssel; who has none comes after, by id."""
        return (self.ags is None, self.ags or "", self.id)


@dataclass(frozen=True)
class Stage:
    """A stage: up to this figure (None: beyond all others) counts, or costs, this much."""

    up_to: Fraction | None
    value: Fraction


Value = Fraction | str | Mapping[str, Fraction] | tuple[Stage, ...]


@dataclass(frozen=True)
class KeyChoice:
    """A levy key by its slug, with its parameters as read: numbers, another key, numbers per partner, or stages."""

    slug: str
    parameters: Mapping[str, Value] = field(default_factory=dict)

    def number(self, name: str, default: Fraction = Fraction(0)) -> Fraction:
        """A parameter that is a number."""
        value = self.parameters.get(name, default)
        assert isinstance(value, Fraction)
        return value

    def text(self, name: str, default: str) -> str:
        """A parameter that is a word."""
        value = self.parameters.get(name, default)
        assert isinstance(value, str)
        return value

    def table(self, name: str) -> Mapping[str, Fraction]:
        """A parameter that is a table of numbers by name; empty if it is missing."""
        value = self.parameters.get(name, {})
        assert isinstance(value, Mapping)
        return value

    def stages(self, name: str) -> tuple[Stage, ...]:
        """A parameter that has stages; a single number is one stage for everything. Empty if it is missing or zero."""
        value = self.parameters.get(name, ())
        if isinstance(value, Fraction):
            return (Stage(None, value),) if value else ()
        assert isinstance(value, tuple)
        return value


@dataclass(frozen=True)
class Item:
    """Something to share. `amount` is not negative; the kind says which way the money goes."""

    id: str
    label: str
    amount: Cents
    key: KeyChoice
    kind: ItemKind = ItemKind.COST
    recurrence: Recurrence = Recurrence.ANNUAL


@dataclass(frozen=True)
class Allocation:
    """One item shared: whole cents per partner.

    `shared` is what was shared: the amount, less what the key takes off first, or the sum of prices. The shares add up to
    it, except for `uncovered`, which no key can place because all caps are reached.
    """

    item: Item
    shares: Mapping[str, Cents]
    shared: Cents
    explanation: str
    notes: tuple[str, ...] = ()
    uncovered: Cents = NOTHING
    rate: Fraction | None = None  # euro per unit, for showing only
    rate_unit: str = ""

    @property
    def sign(self) -> int:
        """+1 for a burden, −1 for money received."""
        return 1 if self.item.kind is ItemKind.COST else -1


@dataclass(frozen=True)
class Year:
    """One year of the horizon: what each partner bears (negative: receives)."""

    number: int
    totals: Mapping[str, Cents]


@dataclass(frozen=True)
class Balance:
    """All items shared. `totals` belong to the first year, `years` to all of them."""

    partners: tuple[Partner, ...]
    allocations: tuple[Allocation, ...]
    totals: Mapping[str, Cents]
    years: tuple[Year, ...]

    @property
    def total(self) -> Cents:
        """What all partners bear together in the first year."""
        return Cents(sum(self.totals.values()))

    @property
    def horizon(self) -> Mapping[str, Cents]:
        """What each partner bears over all years."""
        return {each.id: Cents(sum(year.totals[each.id] for year in self.years)) for each in self.partners}


def in_official_order(partners: Sequence[Partner]) -> tuple[Partner, ...]:
    """By Amtlicher Gemeindeschlüssel, then by id."""
    return tuple(sorted(partners, key=lambda partner: partner.official_order))
