"""The Shapley value: what each partner adds to the costs, as the mean over all orders of joining."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from math import comb, lcm
from typing import TYPE_CHECKING

from kuemmerer.balance.game import MAX_PLAYERS, Game, membership, sizes

if TYPE_CHECKING:
    from kuemmerer.balance.game import Numbers

Exact = dict[str, Fraction]  # in cents


def shapley(game: Game) -> Exact | None:
    """Exactly; None if a cost is not known.

    A group of s players out of n comes first, with a given one of them last, in 1 of s · C(n, s) orders; in 1 of
    (n − s) · C(n, s) it comes first and a given other one next. Over the common denominator lcm(1 … n) these are small
    whole numbers, so the sums over all groups are exact.
    """
    if not game.is_complete:
        return None
    joining_or_staying, staying, whole = _orders(len(game.players))
    costs = game.cost_array
    with_player = (membership(len(game.players)) @ (joining_or_staying * costs)).tolist()
    base = int(staying @ costs)
    return {player: Fraction(each - base, whole) for player, each in zip(game.players, with_player, strict=True)}


@lru_cache(MAX_PLAYERS)
def _orders(players: int) -> "tuple[Numbers, Numbers, int]":
    """By group, out of the last number of orders: those where it is first and one of its players last or another next,
    and the latter alone.
    """
    import numpy

    whole = lcm(*range(1, players + 1))
    last = [0, *(whole // (size * comb(players, size)) for size in range(1, players + 1))]
    following = [*(whole // ((players - size) * comb(players, size)) for size in range(players)), 0]
    size = numpy.array(sizes(players))
    return numpy.array(last)[size] + numpy.array(following)[size], numpy.array(following)[size], whole


def shapley_of_steps(needs: Mapping[str, int]) -> Exact:
    """The Shapley value where the largest need decides: each step is paid equally by all who need it. For any number."""
    order = sorted(needs, key=lambda who: needs[who])
    shares: Exact = {}
    paid, below = Fraction(0), 0
    for number, who in enumerate(order):
        paid += Fraction(needs[who] - below, len(order) - number)
        below = needs[who]
        shares[who] = paid
    return {who: shares[who] for who in needs}
