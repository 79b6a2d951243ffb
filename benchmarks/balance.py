"""CPU time of the calculator: python benchmarks/balance.py

Bars: all measures for 12 partners below 1 s, the nucleolus for 8 below 200 ms. Public packages for cooperative games solve
the same games beside us where they are installed: coopgame-py (Rust) and tucoopy (Python, with scipy). Their floating-point
results must agree with our fractions; the exact procedure of coopgame-py must find the same fractions.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from importlib.util import find_spec
from itertools import combinations, count, islice

from lab import verdict

from kuemmerer.balance.case import Case, CoalitionCosts
from kuemmerer.balance.game import Game
from kuemmerer.balance.keys import PLAIN_KEYS
from kuemmerer.balance.measures import measure
from kuemmerer.balance.model import Item, KeyChoice, Partner
from kuemmerer.balance.nucleolus import nucleolus
from kuemmerer.balance.scenarios import compare_keys, sensitivity
from kuemmerer.balance.shapley import shapley
from kuemmerer.balance.votes import SeatRule, Votes
from kuemmerer.base.money import Cents

MEASURES_BAR_MS, NUCLEOLUS_BAR_MS = 1000.0, 200.0
GAMES = 5
AGREES = 1e-3  # of the largest cost; floating-point procedures are that rough


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
    """What page and API compute at most, with nothing remembered of the case."""
    fresh = replace(case, costs=replace(case.costs))
    measure(fresh)
    compare_keys(fresh)
    sensitivity(fresh)


Allocation = Sequence[float | Fraction]


@dataclass(frozen=True)
class Peer:
    """Another package: how it takes up a game, and its two procedures. `most` is the largest game it is asked."""

    name: str
    most: int
    take: Callable[[Game], object]
    shapley: Callable[[object], Allocation] | None
    nucleolus: Callable[[object], Allocation]
    is_exact: bool = False


def peers() -> list[Peer]:
    """Those that are installed. They share gains, so costs are gains with the sign turned."""
    found: list[Peer] = []
    if find_spec("coopgame"):
        import coopgame

        found += [
            Peer(
                "coopgame-py", 12, lambda game: coopgame.Game([-float(cost) for cost in costs_of(game)]),
                coopgame.shapley, lambda game: coopgame.prenucleolus(game)["allocation"],
            ),
            Peer(
                "coopgame-py, exact", 7, lambda game: [-cost for cost in costs_of(game)], None,
                lambda game: coopgame.nucleolus_exact(game)["allocation"], is_exact=True,
            ),
        ]  # fmt: skip
    if find_spec("tucoopy"):
        import tucoopy
        from tucoopy.solutions.nucleolus import prenucleolus
        from tucoopy.solutions.shapley import shapley_value_fast

        def take(game: Game) -> object:
            values = {0: 0.0} | {group: -float(cost) for group, cost in enumerate(costs_of(game), 1)}
            return tucoopy.Game.from_coalitions(n_players=len(game.players), values=values)

        found.append(Peer("tucoopy", 8, take, shapley_value_fast, lambda game: prenucleolus(game).x))
    return found


def costs_of(game: Game) -> tuple[int, ...]:
    """The costs of all groups but the empty one."""
    return game.known_costs[1:]


def beside(peer: Peer, procedure: str, games: Sequence[Game]) -> None:
    """One line: are we faster than this peer, from the costs to the result, and do we agree?"""
    ours, theirs = (shapley, peer.shapley) if procedure == "Shapley value" else (nucleolus, peer.nucleolus)
    if theirs is None:
        return
    repeat = 1 if peer.most < 12 else 5
    our_time = their_time = gap = 0.0
    failed = 0
    for game in games:
        found = ours(game)
        assert found is not None
        our_time += milliseconds(lambda game=game: ours(Game(game.players, game.costs)), 5) / len(games)  # type: ignore[misc]
        their_time += milliseconds(lambda game=game: attempt(theirs, peer.take(game)), repeat) / len(games)  # type: ignore[misc]
        other = attempt(theirs, peer.take(game))
        failed += other is None
        gaps = [abs(mine + their) for mine, their in zip(found.values(), other or found.values(), strict=True)]
        gap = max(gap, float(max(gaps)) / max(map(abs, costs_of(game))) if other else gap)
    agrees, faster = not failed and (gap == 0 if peer.is_exact else gap < AGREES), our_time < their_time
    trouble = f", without a result for {failed} of {len(games)} games" if failed else ""
    print(
        f"{'ok  ' if agrees and faster else 'MISS'} {procedure}, {len(games[0].players)} partners, beside {peer.name}: "
        f"faster {'yes' if faster else 'no'} ({our_time:.3f} ms to {their_time:.3f} ms, ratio {their_time / our_time:.1f}), "
        f"agrees {'yes' if agrees else 'no'} (gap {gap:.0e} of the largest cost{trouble})"
    )


def attempt(procedure: Callable[[object], Allocation], taken: object) -> Allocation | None:
    """What a peer finds; None if it gives up."""
    try:
        return procedure(taken)
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in ("coopgame", "tucoopy"):
            raise
        return None


def pays_for_each(case: Case) -> bool:
    """Whether nobody pays more than alone in the nucleolus: only then all packages mean the same by that word."""
    game = case.game(case.stated_total)
    found = nucleolus(game) if game is not None else None
    return found is not None and all(found[who] <= cost for who, cost in case.alone.items())


def main() -> None:
    """Print the figures and what the bars say."""
    start = time.process_time()
    nucleolus(case_of(3, 0).game(0) or Game(("A",), (0, 0)))
    print(f"first use, with the import of numpy: {(time.process_time() - start) * 1000:.0f} ms")
    for partners in (4, 7, 8, 12):
        cases = list(islice(filter(pays_for_each, (case_of(partners, seed) for seed in count())), GAMES))
        games = [game for case in cases if (game := case.game(case.stated_total)) is not None]
        worst = max(milliseconds(lambda game=game: nucleolus(game)) for game in games)  # type: ignore[misc]
        whole = max(milliseconds(lambda case=case: everything(case)) for case in cases)  # type: ignore[misc]
        print(
            f"{partners} partners: nucleolus {worst:.2f} ms, all measures {whole:.1f} ms (the worst of {GAMES} games)"
        )
        if partners == 8:
            verdict("nucleolus", worst, NUCLEOLUS_BAR_MS, at_least=False, unit=" ms")
        if partners == 12:
            verdict("all measures", whole, MEASURES_BAR_MS, at_least=False, unit=" ms")
        for peer in peers():
            if partners <= peer.most:
                for procedure in ("Shapley value", "nucleolus"):
                    beside(peer, procedure, games)


if __name__ == "__main__":
    main()
