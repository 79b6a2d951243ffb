"""CPU time of the calculator: python benchmarks/balance.py

Bars: all measures for 12 partners below 1 s, the nucleolus for 8 below 200 ms. If the package coopgame-py (Rust) is
installed, it solves the same games beside us: its floating-point results must agree, and those of its exact procedure, the
one that promises what ours does, must be equal as fractions.
"""

import random
import time
from collections.abc import Callable
from fractions import Fraction
from importlib.util import find_spec
from itertools import combinations

from lab import verdict

from kuemmerer.balance.case import Case, CoalitionCosts
from kuemmerer.balance.fairness import shapley
from kuemmerer.balance.game import Game
from kuemmerer.balance.keys import PLAIN_KEYS
from kuemmerer.balance.measures import measure
from kuemmerer.balance.model import Item, KeyChoice, Partner
from kuemmerer.balance.nucleolus import nucleolus
from kuemmerer.balance.scenarios import compare_keys, sensitivity
from kuemmerer.balance.votes import SeatRule, Votes
from kuemmerer.base.money import Cents

MEASURES_BAR_MS, NUCLEOLUS_BAR_MS = 1000.0, 200.0
GAMES = 5


def case_of(partners: int, seed: int) -> Case:
    """Partners whose groups save by size, with all costs known; the same on every machine."""
    source = random.Random(seed)
    names = "ABCDEFGHIJKL"[:partners]
    need = {who: source.randint(10_000, 200_000) for who in names}
    named = {
        frozenset(group): int(sum(need[who] for who in group) ** 0.8 * 1000 * source.uniform(0.9, 1.1))
        for size in range(1, partners + 1)
        for group in combinations(names, size)
    }
    people = tuple(Partner(who, who, None, {"einwohner": Fraction(need[who], 10)}) for who in names)
    total = named.pop(frozenset(names))
    items = (Item("x", "Betrieb", Cents(total), KeyChoice("einwohner")),)
    compare = tuple(
        KeyChoice(key.slug) for key in PLAIN_KEYS if key.slug in ("einwohner", "gleich", "alternativkosten", "scrb")
    )
    return Case(people, items, CoalitionCosts(named), Votes(SeatRule.INHABITANTS, per=1000), compare=compare)


def milliseconds(work: Callable[[], object], repeat: int = 3) -> float:
    """The best of some runs, in CPU time."""
    best = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best * 1000


def everything(case: Case) -> None:
    """What page and API compute at most."""
    measure(case)
    compare_keys(case)
    sensitivity(case)


def beside_another(game: Game) -> str:
    """The same game by coopgame-py; raises if the two disagree."""
    import coopgame

    values = [float(game.known(group)) for group in range(1, len(game.costs))]
    # It maximises the least gain; costs are gains with the sign turned.
    other = coopgame.Game([-value for value in values])
    ours, theirs = nucleolus(game), coopgame.prenucleolus(other)["allocation"]
    assert ours is not None
    gap = max(abs(float(amount) + value) for amount, value in zip(ours.values(), theirs, strict=True)) / max(values)
    assert gap < 1e-3, f"nucleolus differs by {gap:.2e}"
    mean = shapley(game)
    assert mean is not None
    off = max(abs(float(amount) + value) for amount, value in zip(mean.values(), coopgame.shapley(other), strict=True))
    assert off < 1e-3 * max(values), "Shapley values differ"
    times = [
        milliseconds(lambda: nucleolus(game)), milliseconds(lambda: coopgame.prenucleolus(other)),
        milliseconds(lambda: shapley(game)), milliseconds(lambda: coopgame.shapley(other)),
    ]  # fmt: skip
    names = ("nucleolus ours", "coopgame", "Shapley ours", "coopgame")
    return ", ".join(f"{name} {ms:.1f} ms" for name, ms in zip(names, times, strict=True)) + f", gap {gap:.0e}"


def beside_the_exact_one(game: Game) -> str:
    """The same game by the exact procedure of coopgame-py; raises unless both find the same fractions."""
    import coopgame

    values = [-game.known(group) for group in range(1, len(game.costs))]
    theirs = coopgame.nucleolus_exact(values)["allocation"]
    ours = nucleolus(game)
    assert ours is not None
    assert [-amount for amount in theirs] == list(ours.values()), "the exact results differ"
    slow = milliseconds(lambda: coopgame.nucleolus_exact(values), repeat=1)
    return f"{len(game.players)} partners, equal fractions: ours {milliseconds(lambda: nucleolus(game)):.1f} ms, theirs {slow:.0f} ms"


def main() -> None:
    """Print the figures and what the bars say."""
    start = time.process_time()
    nucleolus(case_of(3, 0).game(0) or Game(("A",), (0, 0)))
    print(f"first use, with the import of scipy: {(time.process_time() - start) * 1000:.0f} ms")
    for partners, bar in ((8, NUCLEOLUS_BAR_MS), (12, MEASURES_BAR_MS)):
        cases = [case_of(partners, seed) for seed in range(GAMES)]
        games = [game for case in cases if (game := case.game(case.stated_total)) is not None]
        worst = max(milliseconds(lambda game=game: nucleolus(game)) for game in games)  # type: ignore[misc]
        whole = max(milliseconds(lambda case=case: everything(case)) for case in cases)  # type: ignore[misc]
        print(
            f"{partners} partners: nucleolus {worst:.1f} ms, all measures {whole:.1f} ms (the worst of {GAMES} games)"
        )
        verdict(
            "nucleolus" if partners == 8 else "all measures",
            worst if partners == 8 else whole,
            bar,
            at_least=False,
            unit=" ms",
        )
        if find_spec("coopgame"):
            for game in games:
                print(f"   beside coopgame-py: {beside_another(game)}")
    for partners in (4, 5, 6, 7) if find_spec("coopgame") else ():
        case = case_of(partners, 1)
        print(
            f"   beside its exact procedure: {beside_the_exact_one(case.game(case.stated_total) or Game(('A',), (0, 0)))}"
        )


if __name__ == "__main__":
    main()
