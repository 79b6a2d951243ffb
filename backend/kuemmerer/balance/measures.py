"""All measures of a case at once: what page and API show beside the table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kuemmerer.balance.allocate import allocate
from kuemmerer.balance.case import Case, CostModel
from kuemmerer.balance.fairness import (
    Burden,
    Core,
    StandAlone,
    check_core,
    equal_gain,
    equal_rest,
    per_inhabitant,
    per_levy_base,
    scrb,
    stand_alone,
)
from kuemmerer.balance.game import MAX_PLAYERS, Game
from kuemmerer.balance.keys import LEVY_KEYS
from kuemmerer.balance.model import Balance
from kuemmerer.balance.nucleolus import nucleolus, nucleolus_per_head
from kuemmerer.balance.shapley import shapley, shapley_of_steps
from kuemmerer.balance.votes import Power, power, seats_of
from kuemmerer.base.money import Cents, german_euro, round_together

Exact = dict[str, Fraction]
NO_NOTICE = "Rechenbeispiel, kein Bescheid."


@dataclass(frozen=True)
class Procedure:
    """A procedure that finds an allocation of its own, to hold the levy key against."""

    slug: str
    title: str
    article: str | None
    find: Callable[[Game], Exact | None]


PROCEDURES = (
    Procedure("shapley", "Shapley-Wert", "levy-key/shapley-wert", shapley),
    Procedure("nucleolus", "Nukleolus", "levy-key/nukleolus", nucleolus),
    Procedure("nucleolus_per_head", "Nukleolus je Mitglied der Gruppe", "levy-key/nukleolus", nucleolus_per_head),
    Procedure("scrb", "SCRB", "levy-key/scrb", scrb),
    Procedure("equal_rest", "Gleiche Teile am Rest (ENSC)", "levy-key/scrb", equal_rest),
    Procedure("equal_gain", "Gleiche Ersparnis für alle", None, equal_gain),
)


@dataclass(frozen=True)
class Measures:
    """Everything that was measured. None: not known, and `notes` says what is missing."""

    balance: Balance
    per_inhabitant: Burden | None
    per_levy_base: Burden | None
    stand_alone: Mapping[str, StandAlone]
    core: Core | None
    procedures: Mapping[str, Mapping[str, Cents] | None]
    power: Power | None
    notes: tuple[str, ...]


def measure(case: Case) -> Measures:
    """Share and measure. Raises BadEntries where the case cannot be computed."""
    balance = allocate(case.partners, case.items, case.game(case.stated_total), case.years, case.index)
    game = case.game(balance.total)
    procedures = {each.slug: _rounded(game, each) for each in PROCEDURES}
    procedures["shapley"] = procedures["shapley"] or _shapley_of_many(case, balance.total)
    core = check_core(game, balance.totals) if game is not None else None
    votes = power(seats_of(case.votes, case.partners, balance.totals), case.votes.majority) if case.votes else None
    return Measures(
        balance=balance,
        per_inhabitant=per_inhabitant(balance.totals, case.partners),
        per_levy_base=per_levy_base(balance.totals, case.partners),
        stand_alone=stand_alone(balance.totals, case.alone),
        core=core,
        procedures=procedures,
        power=votes,
        notes=tuple(dict.fromkeys(_notes(case, balance, game, procedures))),
    )


def _rounded(game: Game | None, procedure: Procedure) -> dict[str, Cents] | None:
    exact = procedure.find(game) if game is not None else None
    return round_together(Cents(game.total), exact) if game is not None and exact is not None else None


def _shapley_of_many(case: Case, total: Cents) -> dict[str, Cents] | None:
    """Both cost models have a Shapley value that can be written down for any number of partners."""
    costs = case.costs
    if costs.model is None or len(case.partners) <= MAX_PLAYERS:
        return None
    if costs.model is CostModel.LARGEST_NEED:
        exact = shapley_of_steps(costs.own)
    else:
        exact = {who: own + Fraction(costs.fixed, len(costs.own)) for who, own in costs.own.items()}
    # All together pay the total instead of what the model says: the last to join brings the difference, each equally often.
    rest = (total - sum(exact.values(), Fraction(0))) / len(exact)
    return round_together(total, {who: amount + rest for who, amount in exact.items()})


def _notes(
    case: Case, balance: Balance, game: Game | None, procedures: Mapping[str, Mapping[str, Cents] | None]
) -> list[str]:
    notes = [NO_NOTICE]
    for allocation in balance.allocations:
        notes += allocation.notes
        notes += LEVY_KEYS[allocation.item.key.slug].notes
    if balance.total == 0 and not any(balance.totals.values()):
        notes.append("Es gibt nichts zu verteilen: Der Betrag ist null.")
    if len(case.partners) == 1:
        notes.append("Mit nur einem Partner gibt es nichts auszugleichen. Er trägt alles.")
    if not case.costs.is_known:
        notes.append(
            "Ob jemand allein oder in einer kleineren Gruppe billiger davonkäme, wissen wir nicht: Es fehlen die Kosten im Alleingang."
        )
    elif len(case.partners) > MAX_PLAYERS:
        notes.append(
            f"Gruppentest, Shapley-Wert und Nukleolus rechnen wir bis {MAX_PLAYERS} Partner genau: Jeder weitere verdoppelt die "
            "Zahl der Gruppen. Fassen Sie Gemeinden zusammen, die gleich stehen."
        )
    if game is not None and game.unknown:
        notes.append(
            f"Von {len(game.costs) - 1} Gruppen sind bei {game.unknown} die Kosten nicht bekannt. Shapley-Wert und Nukleolus brauchen alle."
        )
    named = case.named_total
    if named is not None and named != balance.total:
        notes.append(
            f"Als Kosten aller zusammen sind {german_euro(named)} angegeben, verteilt werden {german_euro(balance.total)}. "
            "Die Verfahren rechnen mit dem angegebenen Betrag."
        )
    least = procedures["nucleolus"]
    names = {partner.id: partner.name for partner in case.partners}
    if least is not None and balance.total > 0:
        receivers = [names[who] for who, amount in least.items() if amount < 0]
        if receivers:
            notes.append(
                f"Nach dem Nukleolus bekäme Geld: {', '.join(receivers)}. Das ist kein Fehler: Ohne diese Partner müssten die anderen "
                "viel mehr ausgeben."
            )
    return notes
