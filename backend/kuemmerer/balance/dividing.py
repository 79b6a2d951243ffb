"""Dividing exactly, before any rounding: between limits, and out of a pot that is too small."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Bounds:
    """The least and the most somebody bears; no `most` means no cap."""

    least: Fraction = Fraction(0)
    most: Fraction | None = None

    def hold(self, amount: Fraction) -> Fraction:
        """The amount, moved between the bounds."""
        amount = max(amount, self.least)
        return amount if self.most is None else min(amount, self.most)


def divide_between_bounds(
    total: Fraction, weights: Mapping[str, Fraction], bounds: Mapping[str, Bounds]
) -> dict[str, Fraction]:
    """Divide by weight, but for each partner between its bounds; what a cap takes off goes to the others by weight.

    The result is what repeated capping and redistribution ends in: one common rate per unit of weight for everybody who is
    not at a bound. If all caps are reached, less than the total is placed. The least amounts must fit into the total.
    """
    return _placed(common_rate(total, weights, bounds), weights, bounds)


def common_rate(total: Fraction, weights: Mapping[str, Fraction], bounds: Mapping[str, Bounds]) -> Fraction:
    """The rate per unit of weight at which the bounds let exactly the total through, or as much of it as they can."""
    reached = sorted({bound / weights[who] for who in weights if weights[who] for bound in _ends(bounds[who])})
    fitting = bisect_right(reached, total, key=lambda rate: sum(_placed(rate, weights, bounds).values(), Fraction(0)))
    below = reached[fitting - 1] if fitting else Fraction(0)
    # Between two neighbouring rates the same partners stand at their bounds, so the rest is a rule of three.
    just_above = below + _step(reached, below)
    free = [
        who
        for who in weights
        if weights[who] and bounds[who].hold(just_above * weights[who]) == just_above * weights[who]
    ]
    weight = sum(weights[who] for who in free)
    rest = total - sum(_placed(below, weights, bounds).values())
    return below + rest / weight if weight and rest > 0 else below


def _placed(rate: Fraction, weights: Mapping[str, Fraction], bounds: Mapping[str, Bounds]) -> dict[str, Fraction]:
    return {who: bounds[who].hold(rate * weight) for who, weight in weights.items()}


def _ends(bounds: Bounds) -> tuple[Fraction, ...]:
    return (bounds.least,) if bounds.most is None else (bounds.least, bounds.most)


def _step(reached: list[Fraction], below: Fraction) -> Fraction:
    """Half the way to the next rate at which somebody reaches a bound."""
    return min((rate - below for rate in reached if rate > below), default=Fraction(2)) / 2


def divide_short_pot(pot: Fraction, claims: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """A pot that does not cover all claims, divided by the rule of the Talmud (Aumann and Maschler 1985).

    Up to half of all claims the gains are equal, at most half of each claim; beyond that the losses are. A pot that is
    large enough pays every claim.
    """
    halves = {who: claim / 2 for who, claim in claims.items()}
    half = sum(halves.values(), Fraction(0))
    if pot <= half:
        return _equally(pot, halves)
    losses = _equally(max(2 * half - pot, Fraction(0)), halves)
    return {who: claim - losses[who] for who, claim in claims.items()}


def _equally(pot: Fraction, most: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Equal amounts, but for nobody more than his most."""
    parts: dict[str, Fraction] = {}
    rest = pot
    for number, who in enumerate(sorted(most, key=lambda each: most[each])):
        parts[who] = min(most[who], rest / (len(most) - number))
        rest -= parts[who]
    return {who: parts[who] for who in most}
