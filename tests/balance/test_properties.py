"""What must hold for every case: adding up, symmetry, dummies, additivity, the core, what groups do not gain."""

import itertools
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.balance.games import of_numbers

from kuemmerer.balance.allocate import allocate
from kuemmerer.balance.dividing import Bounds, divide_between_bounds, divide_short_pot
from kuemmerer.balance.fairness import check_core, scrb
from kuemmerer.balance.game import Game, fixed_plus_own, sums
from kuemmerer.balance.keys import LEVY_KEYS
from kuemmerer.balance.model import Item, KeyChoice, Partner
from kuemmerer.balance.nucleolus import nucleolus, nucleolus_per_head
from kuemmerer.balance.shapley import shapley
from kuemmerer.balance.votes import Majority, power
from kuemmerer.base.money import Cents

weights = st.fractions(0, 1_000_000, max_denominator=100)
people = st.dictionaries(st.sampled_from("abcdefgh"), weights, min_size=1, max_size=8)


@st.composite
def games(draw: st.DrawFn, most: int = 5, low: int = -50, high: int = 1000) -> Game:
    players = draw(st.integers(2, most))
    costs = draw(st.lists(st.integers(low, high), min_size=(1 << players) - 1, max_size=(1 << players) - 1))
    return of_numbers(players, {0: 0} | dict(enumerate(costs, 1)))


@st.composite
def concave_games(draw: st.DrawFn) -> Game:
    """Fixed costs shared by ever more: these have a core."""
    names = "ABCDE"[: draw(st.integers(2, 5))]
    own = {who: draw(st.integers(0, 500)) for who in names}
    return fixed_plus_own(tuple(names), draw(st.integers(0, 1000)), own)


def found(game: Game, procedure: object) -> dict[str, Fraction]:
    assert callable(procedure)
    allocation = procedure(game)
    assert allocation is not None
    return dict(allocation)


@given(st.integers(0, 10**14), people, st.sampled_from(sorted(key.slug for key in LEVY_KEYS.values() if key.is_plain)))
def test_every_plain_key_adds_up(amount: int, figures: Mapping[str, Fraction], slug: str) -> None:
    names = LEVY_KEYS[slug].figures
    if slug == "alternativkosten" or (names and sum(figures.values()) == 0):
        return
    if slug == "scrb":
        return
    partners = [Partner(who, who, None, dict.fromkeys(names, value)) for who, value in figures.items()]
    balance = allocate(partners, [Item("x", "x", Cents(amount), KeyChoice(slug))])
    assert balance.total == amount


@given(st.fractions(0, 10**6, max_denominator=10), people, st.lists(st.integers(0, 10**5), min_size=16, max_size=16))
def test_limits_hold_and_what_they_take_off_goes_to_the_others(
    total: Fraction, by: Mapping[str, Fraction], ends: list[int]
) -> None:
    bounds = {
        who: Bounds(Fraction(min(pair)), Fraction(max(pair)))
        for who, pair in zip(by, zip(ends[::2], ends[1::2], strict=True), strict=False)
    }
    if sum(each.least for each in bounds.values()) > total:
        return
    parts = divide_between_bounds(total, by, bounds)
    assert all(each.least <= parts[who] <= (each.most or 0) for who, each in bounds.items())
    placed = sum(parts.values())
    assert placed <= total
    if placed < total:  # only if everybody who can take more has reached the cap
        assert all(parts[who] == bounds[who].most for who in by if by[who])
    free = {parts[who] / by[who] for who in by if by[who] and bounds[who].least < parts[who] < (bounds[who].most or 0)}
    assert len(free) <= 1


@given(
    st.fractions(0, 1000, max_denominator=10),
    st.dictionaries(st.sampled_from("abcdef"), st.fractions(0, 300, max_denominator=10), min_size=1),
)
def test_a_short_pot_is_paid_out_whole_and_nobody_gets_more_than_he_claims(
    pot: Fraction, claims: Mapping[str, Fraction]
) -> None:
    parts = divide_short_pot(pot, claims)
    assert sum(parts.values()) == min(pot, sum(claims.values()))
    assert all(0 <= parts[who] <= claims[who] for who in claims)
    order = sorted(claims, key=lambda who: claims[who])
    assert all(parts[one] <= parts[other] for one, other in itertools.pairwise(order))


@given(games())
def test_all_procedures_share_exactly_the_cost_of_all(game: Game) -> None:
    for procedure in (shapley, scrb, nucleolus, nucleolus_per_head):
        assert sum(found(game, procedure).values()) == game.total


@given(games(4), games(4))
def test_the_shapley_value_of_a_sum_is_the_sum_of_the_values(one: Game, other: Game) -> None:
    if len(one.players) != len(other.players):
        return
    both = Game(one.players, tuple(one.known(group) + other.known(group) for group in range(len(one.costs))))
    first, second = found(one, shapley), found(other, shapley)
    assert found(both, shapley) == {who: first[who] + second[who] for who in first}


@given(games(4), st.integers(-50, 500))
def test_who_only_adds_its_own_cost_pays_it(game: Game, own: int) -> None:
    costs = [game.known(group) for group in range(len(game.costs))]
    wider = of_numbers(len(game.players) + 1, dict(enumerate([*costs, *(cost + own for cost in costs)])))
    newcomer = wider.players[-1]
    assert found(wider, shapley)[newcomer] == own


@given(games(4))
def test_names_do_not_count(game: Game) -> None:
    players = len(game.players)
    turned = of_numbers(
        players, {group: game.known(int(f"{group:0{players}b}"[::-1], 2)) for group in range(1 << players)}
    )
    for procedure in (shapley, nucleolus, scrb):
        before, after = found(game, procedure), found(turned, procedure)
        assert list(before.values()) == list(after.values())[::-1]


@given(concave_games())
def test_the_nucleolus_is_in_the_core_when_there_is_one(game: Game) -> None:
    allocation = found(game, nucleolus)
    paid = sums([allocation[who] for who in game.players])  # type: ignore[misc]
    assert all(paid[group] <= game.known(group) for group in game.proper)


@given(games(4), st.sampled_from([1, 7]), st.data())
def test_no_shift_between_two_makes_the_least_satisfied_groups_more_satisfied(
    game: Game, by: int, data: st.DataObject
) -> None:
    best = found(game, nucleolus)
    one, other = data.draw(st.permutations(game.players))[:2]
    step = Fraction(data.draw(st.integers(1, 200)), by)
    assert savings(game, best) >= savings(game, {**best, one: best[one] + step, other: best[other] - step})


def savings(game: Game, allocation: Mapping[str, Fraction]) -> list[Fraction]:
    paid = sums([allocation[who] for who in game.players])  # type: ignore[misc]
    return sorted(Fraction(game.known(group) - paid[group]) for group in game.proper)


@given(games(4), st.data())
def test_what_is_not_known_never_makes_the_test_of_groups_pass(game: Game, data: st.DataObject) -> None:
    totals = {who: data.draw(st.integers(0, 400)) for who in game.players}
    hidden = data.draw(st.sets(st.sampled_from(list(game.proper)), min_size=1))
    partly = Game(game.players, tuple(None if group in hidden else cost for group, cost in enumerate(game.costs)))
    full, known = check_core(game, totals), check_core(partly, totals)
    assert known.in_core is not True
    assert set(known.violated) <= set(full.violated)
    assert shapley(partly) is None
    assert nucleolus(partly) is None


@given(
    st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 12), min_size=1, max_size=7), st.sampled_from(Majority)
)
def test_influence_adds_up_and_more_votes_never_weigh_less(seats: dict[str, int], majority: Majority) -> None:
    if not sum(seats.values()):
        return
    result = power(seats, majority)
    assert sum(result.banzhaf.values()) == 1
    assert sum(result.shapley_shubik.values()) == 1
    order = sorted(seats, key=lambda who: seats[who])
    for index in (result.banzhaf, result.shapley_shubik):
        assert all(index[one] <= index[other] for one, other in itertools.pairwise(order))
    assert all(result.banzhaf[who] == 0 for who in seats if seats[who] == 0)


def test_a_larger_amount_costs_nobody_less_by_more_than_a_cent() -> None:
    partners = [
        Partner(who, who, None, {"einwohner": Fraction(number)})
        for who, number in zip("abc", (1343, 2092, 5206), strict=True)
    ]
    before = dict.fromkeys("abc", 0)
    for amount in range(0, 3000, 7):
        totals = allocate(partners, [Item("x", "x", Cents(amount), KeyChoice("einwohner"))]).totals
        assert all(totals[who] >= before[who] - 1 for who in before)
        before = {who: int(totals[who]) for who in totals}


@pytest.mark.parametrize("players", [1, 12])
def test_the_smallest_and_the_largest_game_are_computed(players: int) -> None:
    names = tuple("ABCDEFGHIJKL"[:players])
    game = fixed_plus_own(names, 1200, dict.fromkeys(names, 100))
    for procedure in (shapley, nucleolus, scrb):
        assert set(found(game, procedure).values()) == {100 + Fraction(1200, players)}
