"""What each group of partners would pay on its own: the costs of all coalitions, known or not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

    Numbers = NDArray[int64]  # whole numbers; where 64 bits are too few, Python's own

MAX_PLAYERS = 12  # 4,095 groups; one partner more doubles them
# The Shapley value sums up costs times small numbers, together less than 2**18: so far 64 bits hold every sum.
_FITS = 2**45


@dataclass(frozen=True)
class Game:
    """Costs in cents by group; a group is a number whose bits are the players. None: not known.

    Revenues are negative costs. Nothing is assumed about larger groups being cheaper.
    """

    players: tuple[str, ...]
    costs: tuple[int | None, ...]

    @property
    def everybody(self) -> int:
        """The group of all."""
        return (1 << len(self.players)) - 1

    @property
    def proper(self) -> range:
        """All groups but the empty one and the one of all."""
        return range(1, self.everybody)

    @property
    def total(self) -> int:
        """What all pay together. Always known."""
        cost = self.costs[self.everybody]
        assert cost is not None
        return cost

    @cached_property
    def unknown(self) -> int:
        """How many groups have no known cost."""
        return self.costs.count(None)

    @property
    def is_complete(self) -> bool:
        """True when the cost of every group is known."""
        return self.unknown == 0

    def known(self, group: int) -> int:
        """The cost of a group of a complete game, or of one that is known to be known."""
        cost = self.costs[group]
        assert cost is not None
        return cost

    @property
    def known_costs(self) -> tuple[int, ...]:
        """All costs of a complete game, by group number."""
        assert self.is_complete
        return cast("tuple[int, ...]", self.costs)

    @cached_property
    def cost_array(self) -> "Numbers":
        """The costs of a complete game, in a form that can be summed up fast and exactly."""
        import numpy

        costs = self.known_costs
        return numpy.array(costs, dtype=numpy.int64 if min(costs) > -_FITS and max(costs) < _FITS else object)

    def alone(self, player: str) -> int | None:
        """What one partner would pay alone."""
        return self.costs[1 << self.players.index(player)]

    def without(self, player: str) -> int | None:
        """What all others would pay together."""
        return self.costs[self.everybody ^ (1 << self.players.index(player))]

    def with_total(self, total: int) -> "Game":
        """The same game, but all together pay this."""
        return self if total == self.total else Game(self.players, (*self.costs[:-1], total))

    def members(self, group: int) -> tuple[str, ...]:
        """Who belongs to a group, in the order of the players."""
        return tuple(player for number, player in enumerate(self.players) if group >> number & 1)


def game_of(players: Sequence[str], costs: Mapping[frozenset[str], int], total: int) -> Game:
    """A game out of the costs of some groups; `total` stands in for the cost of all if that is not among them."""
    bits = {player: 1 << number for number, player in enumerate(players)}
    known = {sum(map(bits.__getitem__, group)): cost for group, cost in costs.items()}
    everybody = (1 << len(players)) - 1
    known = {0: 0, everybody: total} | known
    return Game(tuple(players), tuple(known.get(group) for group in range(everybody + 1)))


def fixed_plus_own(players: Sequence[str], fixed: int, own: Mapping[str, int]) -> Game:
    """Each group pays the fixed costs once and the own costs of its members."""
    return _modelled(players, lambda group: fixed + sum(own[player] for player in group))


def largest_need(players: Sequence[str], needs: Mapping[str, int]) -> Game:
    """Each group pays for the largest need among its members: a road, a channel, a runway."""
    return _modelled(players, lambda group: max(needs[player] for player in group))


def sums(values: Sequence[int]) -> list[int]:
    """The sum of the values over every group, by group number."""
    found = [0]
    for value in values:
        found += [before + value for before in found]
    return found


def sizes(players: int) -> list[int]:
    """How many belong to each group."""
    return sums([1] * players)


@lru_cache(MAX_PLAYERS)
def membership(players: int) -> "Numbers":
    """One row for each player: 1 for each group it belongs to, else 0."""
    import numpy

    return numpy.arange(1 << players) >> numpy.arange(players)[:, None] & 1


def groups_of(players: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every group but the empty one."""
    for group in range(1, 1 << len(players)):
        yield tuple(player for number, player in enumerate(players) if group >> number & 1)


def _modelled(players: Sequence[str], cost: Callable[[tuple[str, ...]], int]) -> Game:
    return Game(tuple(players), (0, *(cost(group) for group in groups_of(players))))
