"""What textbooks print and what we recomputed: fair allocations to the printed precision."""

from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from tests.balance.games import INDIA, LEMAIRE, SKANE, TVA, TWO_TOWNS, VILLAGES

from kuemmerer.balance.dividing import divide_short_pot
from kuemmerer.balance.fairness import (
    check_core,
    equal_gain,
    equal_rest,
    scrb,
    separable,
    stand_alone,
)
from kuemmerer.balance.game import Game, largest_need
from kuemmerer.balance.nucleolus import nucleolus, nucleolus_in_proportion, nucleolus_per_head
from kuemmerer.balance.shapley import shapley, shapley_of_steps
from kuemmerer.base.money import Cents, round_together

Find = Callable[[Game], dict[str, Fraction] | None]


def units(found: Mapping[str, Fraction] | None) -> dict[str, float]:
    """In the unit of the source instead of hundredths."""
    assert found is not None
    return {who: float(amount) / 100 for who, amount in found.items()}


@pytest.mark.parametrize(
    ("game", "find", "expected", "tolerance"),
    [
        (SKANE, shapley, {"A": 20.01, "H": 10.71, "K": 6.61, "L": 10.37, "M": 16.94, "T": 19.18}, 0.02),
        (SKANE, scrb, {"A": 19.54, "H": 13.28, "K": 5.62, "L": 10.90, "M": 16.66, "T": 17.82}, 0.02),
        (SKANE, nucleolus, {"A": 20.35, "H": 12.06, "K": 5.00, "L": 8.61, "M": 18.32, "T": 19.49}, 0.006),
        (TVA, shapley, {"N": 117_829, "F": 100_756.5, "P": 193_998.5}, 0.001),
        (TVA, scrb, {"N": 117_475.54, "F": 99_157.29, "P": 195_951.16}, 0.006),
        (TVA, nucleolus, {"N": 116_234, "F": 93_540, "P": 202_810}, 0.001),
        (TVA, equal_gain, {"N": 116_234, "F": 93_540, "P": 202_810}, 0.001),
        (TVA, nucleolus_per_head, {"N": 120_841.33, "F": 105_138.33, "P": 186_604.33}, 0.006),
        (INDIA, shapley, {"A": 1_586.667, "T": 4_846.667, "K": 96.667}, 0.001),
        (INDIA, scrb, {"A": 1_644.26, "T": 4_853.44, "K": 32.30}, 0.006),
        (INDIA, nucleolus, {"A": 1_690, "T": 4_935, "K": -95}, 0.001),
        (LEMAIRE, shapley, {"A": -51_750, "B": -25_875, "C": -12_375}, 0.001),
        (LEMAIRE, nucleolus, {"A": -52_687.50, "B": -24_468.75, "C": -12_843.75}, 0.001),
        (LEMAIRE, nucleolus_in_proportion, {"A": -54_000, "B": -27_000, "C": -9_000}, 0.001),
        (TWO_TOWNS, shapley, {"A": 9.5, "B": 5.5}, 0.001),
        (TWO_TOWNS, nucleolus, {"A": 9.5, "B": 5.5}, 0.001),
        (TWO_TOWNS, equal_gain, {"A": 9.5, "B": 5.5}, 0.001),
        (VILLAGES, shapley, {"A": 50, "B": 70, "C": 100}, 0.001),
        (VILLAGES, nucleolus, {"A": 55, "B": 67.5, "C": 97.5}, 0.001),
        (VILLAGES, scrb, {"A": 51.53846, "B": 69.23077, "C": 99.23077}, 0.00001),
        (VILLAGES, equal_rest, {"A": 56.66667, "B": 66.66667, "C": 96.66667}, 0.00001),
    ],
)  # fmt: skip
def test_the_procedures_find_what_is_printed(
    game: Game, find: Find, expected: Mapping[str, float], tolerance: float
) -> None:
    assert units(find(game)) == pytest.approx(expected, abs=tolerance)


def test_stand_alone_and_separable_costs_of_skane_are_the_published_ones() -> None:
    assert [SKANE.alone(who) for who in "AHKLMT"] == [2195, 1708, 1091, 1588, 2081, 2198]
    parts = separable(SKANE)
    assert parts is not None
    # The printed 12.90 for M is 12.89 by the printed costs.
    assert [parts.each[who] for who in "AHKLMT"] == [1736, 985, 82, 640, 1289, 1406]


def test_separable_costs_of_the_tennessee_valley() -> None:
    parts = separable(TVA)
    assert parts is not None
    assert ([parts.each[who] // 100 for who in "NFP"], parts.rest // 100) == ([45_214, 33_763, 110_977], 222_630)


def test_shapley_and_scrb_are_not_in_the_core_of_skane_but_the_nucleolus_is() -> None:
    def violated(find: Find) -> dict[str, float]:
        found = find(SKANE)
        assert found is not None
        scaled = Game(SKANE.players, tuple(cost * 10_000 if cost is not None else None for cost in SKANE.costs))
        totals = round_together(Cents(scaled.total), {who: amount * 10_000 for who, amount in found.items()})
        return {
            "".join(each.members): round(each.excess / 1_000_000, 2) for each in check_core(scaled, totals).violated
        }

    assert violated(shapley) == {"HKL": 0.43}
    assert violated(scrb) == {"HKL": 2.54, "AHL": 0.51, "AHKL": 0.39}
    assert violated(nucleolus) == {}


@pytest.mark.parametrize(
    ("shares", "fails"),
    [
        ([1013, 2100, 319, 822, 3422, 707], ["H", "M"]),  # by population
        ([1333, 1632, 743, 700, 2904, 1069], ["M"]),  # by demand
    ],
)
def test_simple_keys_charge_some_of_skane_more_than_alone(shares: list[int], fails: list[str]) -> None:
    totals = {who: Cents(share) for who, share in zip("AHKLMT", shares, strict=True)}
    alone = {who: Cents(SKANE.known(1 << number)) for number, who in enumerate("AHKLMT")}
    assert [who for who, each in stand_alone(totals, alone).items() if not each.passes] == fails


def test_costs_of_skane_are_not_subadditive_and_we_do_not_mind() -> None:
    bits = {who: 1 << number for number, who in enumerate("AHKLMT")}
    together = SKANE.known(sum(bits[who] for who in "AHLMT"))
    assert SKANE.known(sum(bits[who] for who in "AHL")) + SKANE.known(sum(bits[who] for who in "MT")) < together


@pytest.mark.parametrize(
    ("a", "b", "passes"), [(750, 750, False), (1125, 375, False), (950, 550, True), (917, 583, True)]
)
def test_two_towns(a: int, b: int, passes: bool) -> None:
    assert check_core(TWO_TOWNS, {"A": a, "B": b}).in_core is passes


def test_villages_by_inhabitants_fail_where_the_article_says_so() -> None:
    core = check_core(VILLAGES, {"A": 2640, "B": 6160, "C": 13200})
    assert [("".join(each.members), each.excess) for each in core.violated] == [("BC", 1360), ("C", 200)]


# Birmingham airport 1968/69: movements, costs of the runway needed, charge per movement (Littlechild and Thompson 1977).
BIRMINGHAM = (
    ("Fokker Friendship 27", 42, 65_899, 4.86), ("Viscount 800", 9_555, 76_725, 5.66), ("Trident", 288, 95_200, 10.30),
    ("Britannia", 303, 97_200, 10.85), ("Caravelle VI R", 151, 97_436, 10.92), ("BAC 1-11 (500)", 1_315, 98_142, 11.13),
    ("Vanguard 953", 505, 102_496, 13.40), ("Comet 4B", 1_128, 104_849, 15.07), ("Britannia 300", 151, 113_322, 44.80),
    ("Coronado", 112, 115_440, 60.61), ("Boeing 707", 22, 117_676, 162.24),
)  # fmt: skip


def test_every_landing_in_birmingham_pays_for_the_runway_it_needs() -> None:
    needs = {f"{kind} {number}": cost for kind, movements, cost, _ in BIRMINGHAM for number in range(movements)}
    charges = shapley_of_steps(needs)
    assert len(charges) == 13_572
    assert sum(charges.values()) == 117_676
    assert [round(float(charges[f"{kind} 0"]), 2) for kind, *_ in BIRMINGHAM] == [charge for *_, charge in BIRMINGHAM]


def test_four_users_of_an_airfield() -> None:
    needs = {"A": 200_000, "B": 320_000, "C": 410_000, "D": 510_000}
    game = largest_need(list(needs), needs)
    assert list(units(shapley(game)).values()) == [500, 900, 1350, 2350]
    assert shapley_of_steps(needs) == shapley(game)
    assert units(nucleolus(game)) == pytest.approx({"A": 1000, "B": 1033.333, "C": 1033.333, "D": 2033.333}, abs=0.001)


@pytest.mark.parametrize(
    ("pot", "expected"),
    [
        (100, [33.33, 33.33, 33.33]),
        (200, [50, 75, 75]),
        (300, [50, 100, 150]),
        (600, [100, 200, 300]),
        (900, [100, 200, 300]),
    ],
)
def test_a_short_pot_is_divided_as_in_the_talmud(pot: int, expected: list[float]) -> None:
    found = divide_short_pot(Fraction(pot), {"a": Fraction(100), "b": Fraction(200), "c": Fraction(300)})
    assert [round(float(part), 2) for part in found.values()] == expected
