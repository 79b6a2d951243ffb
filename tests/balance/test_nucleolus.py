"""The simplex method in whole numbers: the same result whichever way it takes, and exact whatever the size of the costs."""

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.balance.games import SKANE, TVA, of_numbers
from tests.balance.test_properties import games

from kuemmerer.balance import nucleolus as module
from kuemmerer.balance.game import MAX_PLAYERS, Game
from kuemmerer.balance.nucleolus import nucleolus, nucleolus_in_proportion, nucleolus_per_head
from kuemmerer.balance.shapley import shapley

PROCEDURES = (nucleolus, nucleolus_per_head, nucleolus_in_proportion)


def times(game: Game, factor: int) -> Game:
    return Game(game.players, tuple(game.known(group) * factor for group in range(len(game.costs))))


@given(games())
def test_no_step_depends_on_the_order_of_steps_or_on_rounding(game: Game) -> None:
    usual = [procedure(game) for procedure in PROCEDURES]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_PATIENCE", -1)  # Bland's rule from the first step on
        assert [procedure(game) for procedure in PROCEDURES] == usual
        patch.setattr(module, "_EXACT", 0)  # nothing is certain until it is computed in whole numbers
        assert [procedure(game) for procedure in PROCEDURES] == usual


@given(games(4), st.sampled_from([10**12 + 39, 10**40]))
def test_costs_beyond_all_floating_point_numbers_are_shared_exactly(game: Game, factor: int) -> None:
    for procedure in (*PROCEDURES[:2], shapley):
        small, large = procedure(game), procedure(times(game, factor))
        assert small is not None
        assert large == {who: amount * factor for who, amount in small.items()}


def test_a_cent_more_is_seen_among_a_trillion_euro() -> None:
    large = times(TVA, 10**12)
    more = of_numbers(3, {group: large.known(group) + (group == 7) for group in range(8)})
    before, after = nucleolus(large), nucleolus(Game(large.players, more.costs))
    assert before is not None
    assert after is not None
    assert [after[who] - before[who] for who in large.players] == [Fraction(1, 3)] * 3


def test_many_ties_do_not_lead_in_circles() -> None:
    source = random.Random(5)
    for kind in range(6):
        most = (0, 1, 1, 3, 3, 9)[kind]
        costs = {group: source.randint(-most * (kind % 2), most) for group in range(1, 1 << MAX_PLAYERS)}
        game = of_numbers(MAX_PLAYERS, {0: 0} | costs)
        for procedure in PROCEDURES[:2]:
            found = procedure(game)
            assert found is not None
            assert sum(found.values()) == game.total


def test_names_in_another_order_get_the_same() -> None:
    turned = Game(
        tuple(reversed(SKANE.players)), tuple(SKANE.known(int(f"{group:06b}"[::-1], 2)) for group in range(64))
    )
    assert nucleolus(turned) == nucleolus(SKANE)
