"""The nucleolus: the allocation whose least satisfied group is as satisfied as can be, then the next, and so on.

A sequence of linear programs finds which groups bind at each level; the allocation itself is then solved exactly from
those groups, so that the result is a fraction and no floating-point number. Home of scipy and numpy.
"""

from fractions import Fraction
from typing import TYPE_CHECKING

from kuemmerer.balance.game import Game, sizes

if TYPE_CHECKING:
    from numpy import bool_, float64
    from numpy.typing import NDArray

    Array = NDArray[float64]
    Mask = NDArray[bool_]

Exact = dict[str, Fraction]
Row = tuple[int, int, int]  # group, level, weight of the level in it

_FEASIBLE = 1e-10  # of the largest cost; HiGHS accepts nothing smaller
_VIOLATED = 1e-9
# A binding group has a dual of at least 1/4,318 (Cramer's rule, determinants of 0/1 matrices up to 13 × 13), so whatever
# is smaller is numerical dust. With weights the bound is weaker, but no less clear of dust.
_BINDING = 1e-6
_IN_SPAN = 1e-9
_MANY = 12  # violated groups taken up at once


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
    costs = [game.known(group) for group in range(len(game.costs))]
    if min(costs[1:]) <= 0 <= max(costs[1:]):
        return None
    return _lexicographic(game, [abs(cost) for cost in costs])


def _lexicographic(game: Game, weights: list[int]) -> Exact | None:
    if not game.is_complete:
        return None
    players = len(game.players)
    if players == 1:
        return {game.players[0]: Fraction(game.total)}
    # Only the shape of the game counts for which groups bind, so costs are brought to the size of one.
    largest = max(abs(game.known(group)) for group in range(len(game.costs))) or 1
    search = _Search(game, weights, largest)
    level = 0
    while not search.is_determined:
        search.settle(level)
        level += 1
    return _solve(game, search.rows, level)


class _Search:
    """Which groups bind, level by level."""

    def __init__(self, game: Game, weights: list[int], scale: int) -> None:
        import numpy

        self._players = len(game.players)
        groups = numpy.arange(len(game.costs))
        self._members: Array = ((groups[:, None] >> numpy.arange(self._players)) & 1).astype(float)
        self._costs: Array = numpy.array([game.known(group) / scale for group in range(len(game.costs))])
        self._int_weights = weights
        heaviest = max(weights[1:-1])
        self._weights: Array = numpy.array(weights) / heaviest
        everybody = game.everybody
        self.rows: list[Row] = []
        self._fixed: list[tuple[int, float]] = [(everybody, float(self._costs[everybody]))]
        single = {1 << number for number in range(self._players)}
        self._active = sorted(single | {everybody ^ group for group in single})
        self._open: Mask = numpy.ones(len(groups), dtype=bool)
        self._forget_settled()

    @property
    def is_determined(self) -> bool:
        """True when every group is settled, and with them every partner."""
        return not self._open.any()

    def settle(self, level: int) -> None:
        """One level: the largest saving that all open groups can have, and the groups that bind it."""
        while True:
            shares, saving, duals = self._program()
            slack = self._costs - self._members @ shares - self._weights * saving
            slack[~self._open] = 0
            violated = (slack < -_VIOLATED).nonzero()[0]
            if not len(violated):
                break
            worst = violated[slack[violated].argsort(kind="stable")][:_MANY]
            self._active = sorted({*self._active, *(int(group) for group in worst)})
        for group, dual in zip(self._active, duals, strict=True):
            if dual > _BINDING:
                self.rows.append((group, level, self._int_weights[group]))
                self._fixed.append((group, float(self._costs[group] - self._weights[group] * saving)))
        self._forget_settled()

    def _program(self) -> "tuple[Array, float, Array]":
        """Shares and saving of the linear program over the active groups, with the dual of each group."""
        import numpy
        from scipy.optimize import linprog

        active, fixed = self._active, [group for group, _ in self._fixed]
        solved = linprog(
            numpy.append(numpy.zeros(self._players), -1.0),
            A_ub=numpy.column_stack([self._members[active], self._weights[active]]),
            b_ub=self._costs[active],
            A_eq=numpy.column_stack([self._members[fixed], numpy.zeros(len(fixed))]),
            b_eq=numpy.array([value for _, value in self._fixed]),
            bounds=(None, None),
            method="highs-ds",  # simplex: the binding groups of a vertex are independent of each other
            options={"primal_feasibility_tolerance": _FEASIBLE, "dual_feasibility_tolerance": _FEASIBLE},
        )
        if solved.x is None:
            raise ArithmeticError(f"no nucleolus: {solved.message}")
        return solved.x[:-1], float(solved.x[-1]), -solved.ineqlin.marginals

    def _forget_settled(self) -> None:
        """Groups whose sum follows from the fixed ones are no longer asked."""
        import numpy

        # Fixed rows that follow from others would make the program degenerate: only a basis of them is kept.
        kept: list[tuple[int, float]] = []
        span: Array = numpy.zeros((0, self._players))
        for group, value in self._fixed:
            rest = self._members[group] - span.T @ (span @ self._members[group])
            if rest @ rest > _IN_SPAN:
                kept.append((group, value))
                span = numpy.vstack([span, rest / numpy.sqrt(rest @ rest)])
        self._fixed = kept
        outside = self._members - (self._members @ span.T) @ span
        self._open = (outside * outside).sum(axis=1) > _IN_SPAN
        self._active = [group for group in self._active if self._open[group]]


def _solve(game: Game, rows: list[Row], levels: int) -> Exact:
    """Exactly: the sum of all shares, and for each binding group its share plus the saving of its level is its cost."""
    players = len(game.players)
    width = players + levels

    def row(group: int, level: int | None, weight: int) -> list[Fraction]:
        line = [Fraction(group >> number & 1) for number in range(players)] + [Fraction(0)] * levels
        if level is not None:
            line[players + level] = Fraction(weight)
        return [*line, Fraction(game.known(group))]

    lines = [row(game.everybody, None, 0), *(row(*each) for each in rows)]
    # Savings first, so that what is left are equations between partners only.
    solved = _eliminated(lines, (*range(players, width), *range(players)))
    return {player: solved[number] for number, player in enumerate(game.players)}


def _eliminated(lines: list[list[Fraction]], columns: tuple[int, ...]) -> dict[int, Fraction]:
    """Gauss and Jordan: the value of each column that the lines determine."""
    pivots: dict[int, list[Fraction]] = {}
    for column in columns:
        pivot = next(
            (line for line in lines if line[column] and not any(line is used for used in pivots.values())), None
        )
        if pivot is None:
            continue
        lead = pivot[column]
        pivot[:] = [value / lead for value in pivot]
        for line in lines:
            if line is not pivot and line[column]:
                factor = line[column]
                line[:] = [value - factor * by for value, by in zip(line, pivot, strict=True)]
        pivots[column] = pivot
    return {column: line[-1] for column, line in pivots.items()}
