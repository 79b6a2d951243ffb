"""The whole case: who takes part, what is shared, what groups would pay on their own, how votes are given out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from kuemmerer.balance.game import MAX_PLAYERS, Game, fixed_plus_own, game_of, largest_need
from kuemmerer.balance.model import Item, ItemKind, KeyChoice, Partner
from kuemmerer.balance.votes import Votes
from kuemmerer.base.money import Cents

MAX_COMPARED = 4


class CostModel(StrEnum):
    """A short way to say what every group would pay."""

    FIXED_PLUS_OWN = "fixkosten"  # fixed costs once for each group, and the own costs of its members
    LARGEST_NEED = "groesste-anforderung"  # the largest need in the group decides


@dataclass(frozen=True)
class CoalitionCosts:
    """What groups would pay on their own, in cents; revenues are negative. Either named one by one, or by a model."""

    named: Mapping[frozenset[str], int] = field(default_factory=dict)
    model: CostModel | None = None
    fixed: int = 0
    own: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """True if anything was said."""
        return bool(self.named) or self.model is not None

    def of(self, group: frozenset[str]) -> int | None:
        """The cost of one group; None if it is not known."""
        if group in self.named:
            return self.named[group]
        if self.model is CostModel.FIXED_PLUS_OWN:
            return self.fixed + sum(self.own[who] for who in group)
        if self.model is CostModel.LARGEST_NEED:
            return max(self.own[who] for who in group)
        return None

    def game(self, players: tuple[str, ...], total: int) -> Game:
        """The costs of all groups of these players; all together pay the total, unless another cost was named for them."""
        if players not in self._games:
            self._games[players] = self._game(players)
        game = self._games[players]
        return game if frozenset(players) in self.named else game.with_total(total)

    @cached_property
    def _games(self) -> dict[tuple[str, ...], Game]:
        """Comparing keys and moving figures asks for the same thousands of groups again and again."""
        return {}

    def _game(self, players: tuple[str, ...]) -> Game:
        if self.model is CostModel.FIXED_PLUS_OWN:
            return fixed_plus_own(players, self.fixed, self.own)
        if self.model is CostModel.LARGEST_NEED:
            return largest_need(players, self.own)
        return game_of(players, self.named, 0)


@dataclass(frozen=True)
class Case:
    """Everything that was entered, read and checked. `index` is the yearly rise of annual items, 0.02 for two per cent."""

    partners: tuple[Partner, ...]
    items: tuple[Item, ...]
    costs: CoalitionCosts = field(default_factory=CoalitionCosts)
    votes: Votes | None = None
    years: int = 1
    index: Fraction = Fraction(0)
    compare: tuple[KeyChoice, ...] = ()

    @property
    def alone(self) -> dict[str, Cents]:
        """What each partner would pay alone, as far as it is known."""
        known = {partner.id: self.costs.of(frozenset({partner.id})) for partner in self.partners}
        return {who: Cents(cost) for who, cost in known.items() if cost is not None}

    @property
    def named_total(self) -> int | None:
        """The cost of all together, if it was named. A model speaks of groups on their own, not of the joint solution."""
        return self.costs.named.get(frozenset(partner.id for partner in self.partners))

    def game(self, total: int) -> Game | None:
        """The costs of all groups; `total` stands in for that of all. None if nothing was said, or for too many partners."""
        players = tuple(partner.id for partner in self.partners)
        if not self.costs.is_known or len(players) > MAX_PLAYERS:
            return None
        return self.costs.game(players, total)

    @property
    def stated_total(self) -> Cents:
        """The sum of the amounts as entered: revenues count against costs."""
        return Cents(sum(item.amount if item.kind is ItemKind.COST else -item.amount for item in self.items))
