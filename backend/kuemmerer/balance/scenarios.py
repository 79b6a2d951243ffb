"""Side by side: up to four keys, what happens if something changes, and how much depends on one figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from kuemmerer.balance.allocate import allocate, grown
from kuemmerer.balance.case import Case
from kuemmerer.balance.fairness import Burden, Core, check_core, per_inhabitant, stand_alone
from kuemmerer.balance.figures import figure_of
from kuemmerer.balance.keys import figures_for, title_of
from kuemmerer.balance.model import BadEntries, Partner
from kuemmerer.base.money import Cents

_STEP = Fraction(1, 10)


@dataclass(frozen=True)
class Scenario:
    """One way to share, with what the council asks about it."""

    title: str
    totals: Mapping[str, Cents]
    per_inhabitant: Burden | None
    nobody_pays_more_than_alone: bool | None  # None: stand-alone costs are not known
    core: Core | None
    complaint: str = ""  # why it cannot be computed; then there are no totals

    @property
    def is_computed(self) -> bool:
        """False where figures are missing."""
        return bool(self.totals)


@dataclass(frozen=True)
class Comparison:
    """Several ways side by side. `best_for` names for each partner the scenario in which it bears least."""

    scenarios: tuple[Scenario, ...]
    best_for: Mapping[str, str]
    most_even: str | None  # where heads bear most nearly the same

    def difference(self, scenario: Scenario, who: str) -> Cents:
        """Against the first one."""
        return Cents(scenario.totals[who] - self.scenarios[0].totals[who])


def compare_keys(case: Case) -> Comparison:
    """The case as it is, and with every item shared by each of the compared keys."""
    found = [_scenario(_title(case), case)]
    for choice in case.compare:
        items = tuple(replace(item, key=choice) for item in case.items)
        found.append(_scenario(title_of(choice), replace(case, items=items)))
    return _compared(found)


def _title(case: Case) -> str:
    titles = dict.fromkeys(title_of(item.key) for item in case.items)
    return "Ihre Wahl" if len(titles) > 1 else f"Ihre Wahl: {next(iter(titles))}"


@dataclass(frozen=True)
class Change:
    """What if: a partner leaves, costs rise (0.2 for twenty per cent), inhabitants are other ones."""

    without: str | None = None
    costs: Fraction = Fraction(0)
    inhabitants: Mapping[str, Fraction] | None = None

    @property
    def is_any(self) -> bool:
        """True if anything changes."""
        return self.without is not None or self.costs != 0 or bool(self.inhabitants)


def what_if(case: Case, change: Change) -> Comparison:
    """Today and after the change. Whoever has left bears nothing."""
    partners = tuple(_changed(each, change) for each in case.partners if each.id != change.without)
    items = tuple(grown(item, 1 + change.costs) for item in case.items)
    known = {group: cost for group, cost in case.costs.named.items() if change.without not in group}
    costs = replace(
        case.costs, named=known, own={who: cost for who, cost in case.costs.own.items() if who != change.without}
    )
    changed = _scenario("Nach der Änderung", replace(case, partners=partners, items=items, costs=costs))
    if changed.is_computed and change.without is not None:
        changed = replace(changed, totals={**changed.totals, change.without: Cents(0)})
    return _compared([_scenario("Heute", case), changed])


def _changed(partner: Partner, change: Change) -> Partner:
    inhabitants = (change.inhabitants or {}).get(partner.id)
    return partner if inhabitants is None else replace(partner, figures={**partner.figures, "einwohner": inhabitants})


def _scenario(title: str, case: Case) -> Scenario:
    try:
        balance = allocate(case.partners, case.items, case.game(case.stated_total))
    except BadEntries as error:
        return Scenario(title, {}, None, None, None, error.entries[0].message)
    alone = stand_alone(balance.totals, case.alone)
    game = case.game(balance.total)
    passes = all(each.passes for each in alone.values()) if len(alone) == len(case.partners) else None
    return Scenario(
        title,
        balance.totals,
        per_inhabitant(balance.totals, case.partners),
        passes,
        check_core(game, balance.totals) if game is not None else None,
    )


def _compared(scenarios: Sequence[Scenario]) -> Comparison:
    computed = [each for each in scenarios if each.is_computed]
    partners = computed[0].totals if computed else {}
    # On a tie the one named first.
    best = {who: min(computed, key=lambda each: each.totals[who]).title for who in partners}
    measured = [each for each in computed if each.per_inhabitant is not None]
    even = min(measured, key=lambda each: each.per_inhabitant.span if each.per_inhabitant else 0, default=None)
    return Comparison(tuple(scenarios), best, even.title if even else None)


@dataclass(frozen=True)
class Sensitivity:
    """What one partner bears if its own figures are a tenth lower or higher, all else being equal."""

    who: str
    lower: Cents
    now: Cents
    higher: Cents

    @property
    def span(self) -> Cents:
        """How far the two lie apart."""
        return Cents(abs(self.higher - self.lower))


def sensitivity(case: Case) -> tuple[Sensitivity, ...]:
    """For each partner: how much depends on its own figures. Empty where no key asks for any."""
    names = sorted({name for item in case.items for name in figures_for(item.key)})
    found = []
    for partner in case.partners:
        known = [name for name in names if figure_of(partner, name) is not None]
        if known:
            lower, now, higher = (
                _borne(case, partner, known, factor) for factor in (1 - _STEP, Fraction(1), 1 + _STEP)
            )
            found.append(Sensitivity(partner.id, lower, now, higher))
    return tuple(found)


def _borne(case: Case, partner: Partner, names: Sequence[str], factor: Fraction) -> Cents:
    figures = {name: value for name in names if (value := figure_of(partner, name)) is not None}
    moved = replace(partner, figures={**partner.figures, **{name: value * factor for name, value in figures.items()}})
    partners = tuple(moved if each.id == partner.id else each for each in case.partners)
    return allocate(partners, case.items, case.game(case.stated_total)).totals[partner.id]
