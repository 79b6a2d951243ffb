"""The measures of a case as the API answers them."""

from collections.abc import Mapping
from fractions import Fraction

from kuemmerer.balance.fairness import Burden, Core, StandAlone
from kuemmerer.balance.measures import Measures
from kuemmerer.balance.model import Allocation, Partner
from kuemmerer.balance.scenarios import Comparison, Scenario
from kuemmerer.balance.shapes import (
    AllocationOut,
    BalanceOut,
    ComparisonOut,
    CoreOut,
    MeasuresOut,
    PowerOut,
    ScenarioOut,
    SpreadOut,
    StandAloneOut,
    ViolationOut,
    YearOut,
)
from kuemmerer.balance.votes import Power
from kuemmerer.base.money import Cents, german_euro, plain_euro
from kuemmerer.base.numbers import plain_decimal
from kuemmerer.places.bodies import listed

_LISTED = 100
_RATE_PLACES = 6
_SHARE_PLACES = 6


def balance_out(measures: Measures, comparison: Comparison | None, notes: tuple[str, ...]) -> BalanceOut:
    """Everything, with `notes` about what was filled in."""
    balance = measures.balance
    names = {partner.id: partner.name for partner in balance.partners}
    return BalanceOut(
        allocations=[_allocation(each, balance.partners) for each in balance.allocations],
        totals=_money(balance.totals),
        years=[YearOut(year=year.number, totals=_money(year.totals)) for year in balance.years],
        measures=_measures(measures, names),
        comparison=_comparison(comparison) if comparison is not None else None,
        notes=[*measures.notes, *notes],
    )


def _allocation(allocation: Allocation, partners: tuple[Partner, ...]) -> AllocationOut:
    return AllocationOut(
        item=allocation.item.id,
        shares={partner.id: plain_euro(allocation.shares[partner.id]) for partner in partners},
        shared=plain_euro(allocation.shared),
        uncovered=plain_euro(allocation.uncovered),
        rate=plain_decimal(allocation.rate, _RATE_PLACES) if allocation.rate is not None else None,
        explanation=allocation.explanation,
    )


def _measures(measures: Measures, names: Mapping[str, str]) -> MeasuresOut:
    procedures = {
        name: _money(amounts) if amounts is not None else None for name, amounts in measures.procedures.items()
    }
    heads, base = measures.per_inhabitant, measures.per_levy_base
    return MeasuresOut(
        per_inhabitant={who: plain_decimal(value, 2) for who, value in heads.each.items()} if heads else None,
        per_inhabitant_spread=_spread(heads) if heads else None,
        levy_base_share=_shares(base.each) if base else None,
        stand_alone={who: _alone(each) for who, each in measures.stand_alone.items()} or None,
        core=_core(measures.core, names) if measures.core else None,
        power=_power(measures.power) if measures.power else None,
        **procedures,
    )


def _spread(burden: Burden) -> SpreadOut:
    return SpreadOut(
        mean=plain_decimal(burden.mean, 2),
        deviation=_shares(burden.deviation),
        span=plain_decimal(burden.span, 2),
        ratio=_optional(burden.ratio),
        gini=_optional(burden.gini),
    )


def _alone(each: StandAlone) -> StandAloneOut:
    return StandAloneOut(cost=plain_euro(each.cost), advantage=plain_euro(each.advantage), passes=each.passes)


def _core(core: Core, names: Mapping[str, str]) -> CoreOut:
    violated = [
        ViolationOut(
            coalition="+".join(sorted(each.members)),
            pays=plain_euro(each.pays),
            alone=plain_euro(each.alone),
            excess=plain_euro(each.excess),
            sentence=violation_sentence(tuple(names[who] for who in each.members), len(names), each.excess),
        )
        for each in core.violated[:_LISTED]
    ]
    return CoreOut(
        in_core=core.in_core, violated=violated, violations=len(core.violated), tested=core.tested, unknown=core.unknown
    )


def violation_sentence(names: tuple[str, ...], partners: int, excess: Cents) -> str:
    """»A und B kämen ohne die anderen um 2.000,00 € billiger davon.«"""
    if len(names) == partners:
        return f"Alle zusammen zahlen {german_euro(excess)} mehr, als die gemeinsame Lösung kostet."
    alone = "käme allein" if len(names) == 1 else "kämen gemeinsam ohne die anderen"
    return f"{listed(names)} {alone} um {german_euro(excess)} billiger davon."


def _power(power: Power) -> PowerOut:
    return PowerOut(
        seats=dict(power.seats),
        needed=power.needed,
        banzhaf=_shares(power.banzhaf),
        shapley_shubik=_shares(power.shapley_shubik),
        decides_alone=list(power.decides_alone),
        blocks_alone=list(power.blocks_alone),
        blocks_together=[list(group) for group in power.blocks_together],
        wins_together=[list(group) for group in power.wins_together],
        without_influence=list(power.without_influence),
    )


def _comparison(comparison: Comparison) -> ComparisonOut:
    return ComparisonOut(
        scenarios=[_scenario(each) for each in comparison.scenarios],
        best_for=dict(comparison.best_for),
        most_even=comparison.most_even,
    )


def _scenario(scenario: Scenario) -> ScenarioOut:
    heads = scenario.per_inhabitant
    return ScenarioOut(
        title=scenario.title,
        totals=_money(scenario.totals) if scenario.is_computed else None,
        per_inhabitant_span=plain_decimal(heads.span, 2) if heads else None,
        nobody_pays_more_than_alone=scenario.nobody_pays_more_than_alone,
        in_core=scenario.core.in_core if scenario.core else None,
        complaint=scenario.complaint or None,
    )


def _money(amounts: Mapping[str, Cents]) -> dict[str, str]:
    return {who: plain_euro(amount) for who, amount in amounts.items()}


def _shares(shares: Mapping[str, Fraction]) -> dict[str, str]:
    return {who: plain_decimal(share, _SHARE_PLACES) for who, share in shares.items()}


def _optional(number: Fraction | None) -> str | None:
    return plain_decimal(number, 4) if number is not None else None
