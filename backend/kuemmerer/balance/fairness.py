"""Is it fair? Burden per head, going alone, the core, and separable costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kuemmerer.balance.figures import levy_base_of
from kuemmerer.balance.game import Game, sums
from kuemmerer.balance.model import Partner
from kuemmerer.base.money import Cents

Exact = dict[str, Fraction]  # in cents


# --- per head and per levy base ---


@dataclass(frozen=True)
class Burden:
    """What each partner bears per unit of a figure (euro), beside the mean of all units."""

    each: Mapping[str, Fraction]
    mean: Fraction
    deviation: Mapping[str, Fraction]  # relative to the mean; empty if the mean is zero
    ratio: Fraction | None  # highest to lowest; None if the lowest is not positive
    gini: Fraction | None  # weighted by units; None if some of the burdens are negative or all are zero

    @property
    def span(self) -> Fraction:
        """Highest less lowest."""
        return max(self.each.values()) - min(self.each.values())


def burden(totals: Mapping[str, Cents], units: Mapping[str, Fraction]) -> Burden | None:
    """Burden per unit; None if a partner has no units, because nothing can be divided by zero."""
    if not units or any(units[who] <= 0 for who in units):
        return None
    each = {who: Fraction(totals[who], 100) / units[who] for who in units}
    whole = sum(units.values(), Fraction(0))
    mean = Fraction(sum(totals[who] for who in units), 100) / whole
    deviation = {who: (value - mean) / mean for who, value in each.items()} if mean else {}
    lowest, highest = min(each.values()), max(each.values())
    return Burden(each, mean, deviation, highest / lowest if lowest > 0 else None, _gini(each, units))


def per_inhabitant(totals: Mapping[str, Cents], partners: Sequence[Partner]) -> Burden | None:
    """Burden per inhabitant; None if the inhabitants of somebody are not known."""
    return _per(totals, {partner.id: partner.figures.get("einwohner") for partner in partners})


def per_levy_base(totals: Mapping[str, Cents], partners: Sequence[Partner]) -> Burden | None:
    """Burden per euro of Umlagegrundlagen; None if those of somebody are not known."""
    return _per(totals, {partner.id: levy_base_of(partner) for partner in partners})


def _per(totals: Mapping[str, Cents], units: Mapping[str, Fraction | None]) -> Burden | None:
    known = {who: value for who, value in units.items() if value is not None}
    return burden(totals, known) if len(known) == len(units) else None


def _gini(each: Mapping[str, Fraction], units: Mapping[str, Fraction]) -> Fraction | None:
    """Half the mean difference between two heads, relative to the mean."""
    order = sorted(each, key=lambda who: each[who])
    whole = sum(units.values(), Fraction(0))
    mean = sum((each[who] * units[who] for who in order), Fraction(0)) / whole
    if mean <= 0 or each[order[0]] < 0:
        return None
    differences, units_before, value_before = Fraction(0), Fraction(0), Fraction(0)
    for who in order:
        differences += units[who] * (each[who] * units_before - value_before)
        units_before += units[who]
        value_before += each[who] * units[who]
    return differences / (whole * whole * mean)


# --- going alone, and going in groups ---


@dataclass(frozen=True)
class StandAlone:
    """One partner compared with going alone."""

    cost: Cents
    advantage: Cents  # negative: alone would be cheaper

    @property
    def passes(self) -> bool:
        """Nobody should pay more than alone."""
        return self.advantage >= 0


def stand_alone(totals: Mapping[str, Cents], alone: Mapping[str, Cents]) -> dict[str, StandAlone]:
    """Every partner whose stand-alone cost is known."""
    return {who: StandAlone(cost, Cents(cost - totals[who])) for who, cost in alone.items()}


@dataclass(frozen=True)
class Violation:
    """A group that pays more than it would on its own."""

    members: tuple[str, ...]
    pays: Cents
    alone: Cents

    @property
    def excess(self) -> Cents:
        """How much more."""
        return Cents(self.pays - self.alone)


@dataclass(frozen=True)
class Core:
    """The test of all groups. `in_core` is None while groups without a known cost could still fail it."""

    in_core: bool | None
    violated: tuple[Violation, ...]  # the largest excess first
    tested: int
    unknown: int


def check_core(game: Game, totals: Mapping[str, int]) -> Core:
    """Does any group pay more than it would on its own? All groups with a known cost are tested, that of all included."""
    pays = sums([totals[player] for player in game.players])
    violated = [
        Violation(game.members(group), Cents(pays[group]), Cents(cost))
        for group, cost in enumerate(game.costs)
        if cost is not None and pays[group] > cost
    ]
    violated.sort(key=lambda each: (-each.excess, len(each.members), each.members))
    covers = pays[game.everybody] >= game.total
    in_core = False if violated or not covers else None if game.unknown else True
    return Core(in_core, tuple(violated), len(game.costs) - 1 - game.unknown, game.unknown)


# --- procedures that find an allocation of their own ---


@dataclass(frozen=True)
class Separable:
    """Separable costs of each partner, and what is left."""

    each: Mapping[str, int]
    rest: int


def separable(game: Game) -> Separable | None:
    """What would fall away without each partner; None if such a cost is not known."""
    without = {player: game.without(player) for player in game.players}
    each = {player: game.total - cost for player, cost in without.items() if cost is not None}
    return Separable(each, game.total - sum(each.values())) if len(each) == len(game.players) else None


def scrb(game: Game) -> Exact | None:
    """Separable costs – remaining benefits: the rest by what each partner still saves. None if a cost is not known.

    A negative remaining benefit counts as zero; if nobody has one, the rest is shared equally.
    """
    parts = separable(game)
    alone = {player: game.alone(player) for player in game.players}
    if parts is None or any(cost is None for cost in alone.values()):
        return None
    benefits = {player: max((alone[player] or 0) - parts.each[player], 0) for player in game.players}
    whole = sum(benefits.values())
    return {
        player: parts.each[player]
        + (Fraction(parts.rest * benefits[player], whole) if whole else Fraction(parts.rest, len(game.players)))
        for player in game.players
    }


def equal_rest(game: Game) -> Exact | None:
    """Separable costs and an equal part of the rest (ENSC); None if a cost is not known."""
    parts = separable(game)
    if parts is None:
        return None
    return {player: cost + Fraction(parts.rest, len(game.players)) for player, cost in parts.each.items()}


def equal_gain(game: Game) -> Exact | None:
    """Everybody saves the same against going alone; None if a stand-alone cost is not known."""
    known = {player: cost for player in game.players if (cost := game.alone(player)) is not None}
    if len(known) < len(game.players):
        return None
    gain = Fraction(sum(known.values()) - game.total, len(known))
    return {player: cost - gain for player, cost in known.items()}
