"""The nucleolus: the allocation whose least satisfied group is as satisfied as can be, then the next, and so on.

A sequence of linear programs, each solved by the simplex method in whole numbers. Floating-point numbers only say where to
look among thousands of groups; whatever they cannot tell for certain is computed exactly. Home of numpy.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import gcd
from typing import TYPE_CHECKING

from kuemmerer.balance.game import Game, membership, sizes

if TYPE_CHECKING:
    from numpy import bool_, float64
    from numpy.typing import NDArray

    Array = NDArray[float64]
    Mask = NDArray[bool_]

Exact = dict[str, Fraction]
Line = list[int]

_EXACT = 2**49  # sums of up to 14 whole numbers below it are exact in floating point
_DOUBT = 2.0**-44  # beyond: 14 terms and as many roundings err by less than this share of the largest term
_PATIENCE = 20  # steps without progress could go round in circles; Bland's rule, which is slower, cannot


def nucleolus(game: Game) -> Exact | None:
    """Savings of groups count as they are. None if a cost is not known. In cents; may be negative."""
    return _lexicographic(game, [1] * len(game.costs))


def nucleolus_per_head(game: Game) -> Exact | None:
    """Savings count per member of the group."""
    return _lexicographic(game, sizes(len(game.players)))


def nucleolus_in_proportion(game: Game) -> Exact | None:
    """Savings count relative to the cost of the group. None, too, if a cost is zero or costs have different signs."""
    if not game.is_complete:
        return None
    costs = game.known_costs
    if min(costs[1:]) <= 0 <= max(costs[1:]):
        return None
    return _lexicographic(game, [abs(cost) for cost in costs])


def _lexicographic(game: Game, weights: Sequence[int]) -> Exact | None:
    if not game.is_complete:
        return None
    if len(game.players) == 1:
        return {game.players[0]: Fraction(game.total)}
    search = _Search(game, weights)
    while search.has_open_groups:
        search.solve()
        search.settle()
    return dict(zip(game.players, search.shares, strict=True))


class _Search:
    """One linear program after the other: the largest saving that all open groups can have, until every group is settled.

    The unknowns are the shares of the players and, last, the saving. At a corner as many rows as there are unknowns hold
    exactly. A row is a group: what its members pay, plus its weight times the saving while it is not settled, is its cost.
    For each row, `_inverse` says how the unknowns move with its right side. It and `_corner` are multiplied by the
    determinant of the rows, so that all of it is whole numbers (Edmonds 1967). Money is counted in parts, `_parts` to the
    unit of `_costs`, such that every settled saving is a whole number.
    """

    def __init__(self, game: Game, weights: Sequence[int]) -> None:
        import numpy

        costs = game.known_costs
        self._cents = gcd(*costs) or 1
        self._costs, self._parts = [cost // self._cents for cost in costs], 1
        self._weights = weights
        self._players = range(len(game.players))
        self._everybody = game.everybody
        self._members: Array = membership(len(game.players)).T.astype(float)
        self._cost_array: Array = numpy.array(self._costs, dtype=float)
        self._weight_array: Array = numpy.array(weights, dtype=float)
        self._largest = max(map(abs, self._costs)), max(weights)
        self._closed: Mask = numpy.zeros(len(costs), dtype=bool)
        self._closed[[0, self._everybody]] = True
        self._start()

    def _start(self) -> None:
        """The first corner: each player alone saves the same. Its duals are positive, whatever the costs."""
        alone = [1 << player for player in self._players]
        self._rows = [*alone, self._everybody]
        self._active = list(self._players)
        weights = [self._weights[group] for group in alone]
        self._determinant = whole = sum(weights)
        self._inverse = [
            [whole * (one == other) - weight for other, weight in enumerate(weights)] + [1] for one in self._players
        ]
        self._inverse.append([*weights, -1])
        self._corner = [
            sum(line[unknown] * self._costs[group] for line, group in zip(self._inverse, self._rows, strict=True))
            for unknown in range(len(alone) + 1)
        ]

    @property
    def has_open_groups(self) -> bool:
        """False when every group is settled, and with them every player."""
        return not self._closed.all()

    @property
    def shares(self) -> list[Fraction]:
        """What each player pays, in cents."""
        whole = self._determinant * self._parts
        return [Fraction(share * self._cents, whole) for share in self._corner[:-1]]

    def solve(self) -> None:
        """From corner to corner until every open group has the saving: the dual simplex method."""
        idle = 0
        while (group := self._violated(in_order=idle > _PATIENCE)) is not None:
            moves = self._moves(group)
            place = self._leaving(moves)
            idle = 0 if self._inverse[place][-1] else idle + 1
            self._exchange(place, group, moves, self._slack(group))

    def settle(self) -> None:
        """Groups with a positive dual have the same saving in every best allocation: their sums are fixed from here on."""
        saving = Fraction(self._corner[-1], self._determinant)
        self._parts *= saving.denominator
        self._corner = [value * saving.denominator for value in self._corner]
        binding = [place for place in self._active if self._inverse[place][-1]]
        self._active = [place for place in self._active if not self._inverse[place][-1]]
        # What the members of the last one pay follows from the others, so its place is free.
        for place in binding[:-1]:
            weight = self._weights[self._rows[place]]
            moves = [-weight * line[-1] for line in self._inverse]
            moves[place] += self._determinant
            self._exchange(place, self._rows[place], moves, 0)
        if self._active:
            # Any group and all others bound the saving together: the next program starts with duals that are not negative.
            group = self._everybody ^ self._rows[self._active[0]]
            self._exchange(binding[-1], group, self._moves(group), self._slack(group))
            self._active.append(binding[-1])
        self._close()

    def _close(self) -> None:
        """Groups whose sum follows from settled ones are no longer asked: no active row moves them."""
        import numpy

        lines = [self._inverse[place][:-1] for place in self._active]
        largest = max((abs(value) for line in lines for value in line), default=0)
        kind = float if largest < _EXACT else object
        directions = numpy.array(lines, dtype=kind).reshape(len(lines), len(self._players))
        self._closed = ~(self._members.astype(kind) @ directions.T != 0).any(axis=1)

    def _violated(self, in_order: bool) -> int | None:
        """An open group that does not have the saving: the worst one, or the first in order; None at the best corner."""
        import numpy

        scale = self._determinant * self._parts
        cost, weight = self._largest
        largest = max(scale * cost, weight * abs(self._corner[-1]), *map(abs, self._corner[:-1]))
        unit, doubt = (1, 0.0) if largest < _EXACT else (scale, largest / scale * _DOUBT)
        corner = numpy.array([value / unit for value in self._corner])
        slack = (scale / unit) * self._cost_array - self._members @ corner[:-1] - self._weight_array * corner[-1]
        slack[self._closed] = numpy.inf
        worst = int(slack.argmin())
        if not in_order and slack[worst] < -doubt:
            return worst
        suspects = (slack < doubt).nonzero()[0].tolist()
        return next((group for group in suspects if self._slack(group) < 0), None)

    def _slack(self, group: int) -> int:
        """How much more than its saving the group has at this corner, exactly."""
        pays = sum([self._corner[player] for player in self._players if group >> player & 1])
        return self._determinant * self._parts * self._costs[group] - pays - self._weights[group] * self._corner[-1]

    def _moves(self, group: int) -> Line:
        """The row of an open group as a sum of the present rows, times the determinant."""
        members = [player for player in self._players if group >> player & 1]
        weight = self._weights[group]
        return [sum([line[player] for player in members]) + weight * line[-1] for line in self._inverse]

    def _leaving(self, moves: Line) -> int:
        """The active row whose dual first comes to zero; on a tie that of the smallest group."""
        found: int | None = None
        for place in self._active:
            if moves[place] > 0:
                if found is not None:
                    sooner = self._inverse[place][-1] * moves[found] - self._inverse[found][-1] * moves[place]
                    if sooner > 0 or (sooner == 0 and self._rows[place] > self._rows[found]):
                        continue
                found = place
        assert found is not None, "a lower saving is always possible"
        return found

    def _exchange(self, place: int, group: int, moves: Line, slack: int) -> None:
        """Another row takes a place: a step of Gauss and Jordan without fractions."""
        before, lead, own = self._determinant, moves[place], self._inverse[place]
        sign = 1 if lead > 0 else -1
        over = before * sign
        self._corner = [(lead * value + slack * step) // over for value, step in zip(self._corner, own, strict=True)]
        self._inverse = [
            [(lead * value - move * step) // over for value, step in zip(line, own, strict=True)]
            for line, move in zip(self._inverse, moves, strict=True)
        ]
        self._inverse[place] = [sign * step for step in own]
        self._determinant = sign * lead
        self._rows[place] = group
