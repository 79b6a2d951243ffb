"""The results as sections of a page, in the order of the questions."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from kuemmerer.balance.case import Case
from kuemmerer.balance.fairness import Burden
from kuemmerer.balance.figures import FIGURES, figure_of
from kuemmerer.balance.keys import title_of
from kuemmerer.balance.measures import PROCEDURES, Measures
from kuemmerer.balance.present import violation_sentence
from kuemmerer.balance.scenarios import Change, compare_keys
from kuemmerer.balance.section import (
    Row,
    Section,
    Sentence,
    Table,
    chart,
    euro,
    percent,
    signed_percent,
)
from kuemmerer.balance.show_scenarios import show_change, show_comparison, show_sensitivity
from kuemmerer.base.money import german_euro
from kuemmerer.base.numbers import decimals_of, german_decimal
from kuemmerer.places.bodies import listed

_SHOWN_GROUPS = 6


def sections(case: Case, measures: Measures, change: Change) -> tuple[Section, ...]:
    """Everything there is to show, in the order of the questions."""
    names = {partner.id: partner.name for partner in case.partners}
    found = [
        _glance(measures, names),
        _shares(measures, names),
        _burden(measures, names),
        _alone(measures, names),
        _groups(measures, names),
    ]
    found += [_procedures(measures, names), _votes(measures, names)]
    if case.compare:
        found.append(show_comparison(compare_keys(case), names))
    if change.is_any:
        found.append(show_change(case, change, names))
    found += [show_sensitivity(case, names), _years(measures, names), _figures(case)]
    return tuple(section for section in found if section is not None)


def _glance(measures: Measures, names: Mapping[str, str]) -> Section | None:
    """Who bears what, per head and against going alone, and what speaks against it; details follow."""
    balance, heads, alone = measures.balance, measures.per_inhabitant, measures.stand_alone
    if len(names) == 1:
        return None
    head = ["Partner", "trägt" if balance.total >= 0 else "erhält (mit Minus)"]
    head += (["je Einwohner"] if heads else []) + (["gegenüber allein"] if alone else [])
    rows = []
    for who, name in names.items():
        cells = [german_euro(balance.totals[who])] + ([euro(heads.each[who])] if heads else [])
        if alone:
            cells.append(_gain(alone[who].advantage) if who in alone else "unbekannt")
        rows.append(Row(name, tuple(cells)))
    gain = sum(each.advantage for each in alone.values())
    sums = [german_euro(balance.total)] + ([euro(heads.mean)] if heads else [])
    sums += [_gain(gain) if len(alone) == len(names) else "–"] if alone else []
    rows.append(Row("Zusammen", tuple(sums), is_sum=True))
    table = Table("Was jeder Partner trägt", tuple(head), tuple(rows))
    return Section("blick", "Auf einen Blick", tuple(_verdicts(measures, names)), table)


def _gain(advantage: int) -> str:
    """»spart 1.200,00 €« says it without a sign that could be read both ways."""
    if advantage == 0:
        return "gleich viel"
    return f"{'spart' if advantage > 0 else 'zahlt mehr:'} {german_euro(abs(advantage))}"


def _verdicts(measures: Measures, names: Mapping[str, str]) -> Iterator[Sentence]:
    if measures.per_inhabitant is not None and measures.balance.total:
        yield _spread_sentence(measures.per_inhabitant)
    if measures.stand_alone:
        yield _alone_sentence(measures, names)
    core = measures.core
    if core is not None and core.violated:
        groups = len(core.violated)
        kind = "Gruppe käme" if groups == 1 else "Gruppen kämen"
        yield Sentence(f"{groups} {kind} ohne die anderen billiger davon.", "danger")
    elif core is not None and core.in_core:
        yield Sentence("Auch keine Gruppe käme ohne die anderen billiger davon.", "success")
    if not measures.stand_alone:
        yield Sentence("Ob sich das für jede Gemeinde lohnt, zeigt der Vergleich mit den Kosten im Alleingang.", "info")
    if measures.power is not None:
        yield from (
            Sentence(f"{names[who]} kann allein entscheiden.", "danger") for who in measures.power.decides_alone
        )


def _shares(measures: Measures, names: Mapping[str, str]) -> Section:
    balance = measures.balance
    several = len(balance.allocations) > 1
    head = ["Partner", *(each.item.label for each in balance.allocations)] + (["Zusammen"] if several else [])
    rows = []
    for who, name in names.items():
        cells = [german_euro(each.sign * each.shares[who]) for each in balance.allocations]
        rows.append(Row(name, tuple(cells + ([german_euro(balance.totals[who])] if several else []))))
    sums = [german_euro(each.sign * sum(each.shares.values())) for each in balance.allocations]
    rows.append(Row("Summe", tuple(sums + ([german_euro(balance.total)] if several else [])), is_sum=True))
    texts = [
        Sentence(f"{each.item.label} ({title_of(each.item.key)}): {each.explanation}") for each in balance.allocations
    ]
    if any(each.sign < 0 for each in balance.allocations) or min(balance.totals.values()) < 0:
        texts.append(Sentence("Ein Minus heißt: Diese Gemeinde erhält Geld."))
    return Section(
        "verteilung",
        "Wer trägt was, und warum?",
        tuple(texts),
        Table("Verteilung auf die Partner", tuple(head), tuple(rows)),
    )


def _burden(measures: Measures, names: Mapping[str, str]) -> Section | None:
    heads, base = measures.per_inhabitant, measures.per_levy_base
    if heads is None or not measures.balance.total:
        return None
    head = ["Partner", "je Einwohner", "gegen den Durchschnitt"] + (["Anteil an den Umlagegrundlagen"] if base else [])
    rows = []
    for who, name in names.items():
        cells = [euro(heads.each[who]), signed_percent(heads.deviation.get(who, Fraction(0)))]
        rows.append(Row(name, tuple(cells + ([percent(base.each[who], 3)] if base else []))))
    rows.append(Row("Durchschnitt", (euro(heads.mean), "", *((percent(base.mean, 3),) if base else ())), is_sum=True))
    table = Table("Belastung je Einwohner", tuple(head), tuple(rows))
    bars = chart("Was trägt jeder Kopf?", {names[who]: value for who, value in heads.each.items()})
    return Section("je-kopf", "Was heißt das je Einwohner?", (_spread_sentence(heads),), table, bars)


def _spread_sentence(heads: Burden) -> Sentence:
    if heads.span < Fraction(1, 100):
        return Sentence("Jeder Kopf trägt gleich viel.", "success")
    if heads.ratio is None:
        return Sentence(f"Zwischen den Gemeinden liegen {euro(heads.span)} je Kopf.")
    return Sentence(f"Die teuerste Gemeinde zahlt je Kopf das {german_decimal(heads.ratio, 2)}-Fache der günstigsten.")


def _alone(measures: Measures, names: Mapping[str, str]) -> Section | None:
    alone = measures.stand_alone
    if not alone:
        return None
    gain = sum(each.advantage for each in alone.values())
    rows = []
    for who, each in alone.items():
        share = percent(Fraction(each.advantage, gain), 1) if gain > 0 and each.advantage >= 0 else "–"
        together = german_euro(each.cost - each.advantage)
        rows.append(Row(names[who], (german_euro(each.cost), together, german_euro(each.advantage), share)))
    table = Table(
        "Vergleich mit dem Alleingang", ("Partner", "allein", "gemeinsam", "Vorteil", "Anteil am Vorteil"), tuple(rows)
    )
    return Section("alleingang", "Lohnt es sich für jede Gemeinde?", (_alone_sentence(measures, names),), table)


def _alone_sentence(measures: Measures, names: Mapping[str, str]) -> Sentence:
    alone = measures.stand_alone
    losers = [f"{names[who]} (um {german_euro(-each.advantage)})" for who, each in alone.items() if not each.passes]
    missing = [name for who, name in names.items() if who not in alone]
    if losers:
        return Sentence(f"Mehr als allein {'zahlt' if len(losers) == 1 else 'zahlen'}: {listed(losers)}.", "danger")
    if missing:
        return Sentence(f"Niemand zahlt mehr als allein, soweit bekannt. Es fehlen: {listed(missing)}.", "info")
    return Sentence("Niemand zahlt mehr als allein.", "success")


def _groups(measures: Measures, names: Mapping[str, str]) -> Section | None:
    core = measures.core
    if core is None or len(names) == 1:
        return None
    texts = [
        Sentence(violation_sentence(tuple(names[who] for who in each.members), len(names), each.excess), "danger")
        for each in core.violated[:_SHOWN_GROUPS]
    ]
    if len(core.violated) > _SHOWN_GROUPS:
        texts.append(Sentence(f"Das gilt noch für {len(core.violated) - _SHOWN_GROUPS} weitere Gruppen."))
    if core.in_core:
        texts.append(Sentence(f"Keine der {core.tested} Gruppen käme ohne die anderen billiger davon.", "success"))
    elif core.unknown:
        tested = (
            f"Geprüft sind {core.tested} Gruppen."
            if core.violated
            else f"Keine der {core.tested} geprüften Gruppen zahlt zu viel."
        )
        texts.append(Sentence(f"{tested} Bei {core.unknown} kennen wir die Kosten nicht.", "info"))
    return Section(
        "gruppen-test",
        "Käme eine Gruppe ohne die anderen billiger davon?",
        tuple(texts),
        article=("Kern", "/ausgleich/kern"),
    )


def _procedures(measures: Measures, names: Mapping[str, str]) -> Section | None:
    known = [(each, amounts) for each in PROCEDURES if (amounts := measures.procedures[each.slug]) is not None]
    if not known or len(names) == 1:
        return None
    rows = [Row("Ihr Schlüssel", tuple(german_euro(measures.balance.totals[who]) for who in names), is_sum=True)]
    rows += [Row(each.title, tuple(german_euro(amounts[who]) for who in names)) for each, amounts in known]
    lead = "Diese Verfahren rechnen aus den Kosten der Gruppen. In die Satzung gehört ein einfacher Schlüssel, der nahe herankommt."
    table = Table("Was Fairness-Verfahren ergeben", ("Verfahren", *names.values()), tuple(rows))
    return Section(
        "verfahren",
        "Was wäre nach anerkannten Verfahren fair?",
        (Sentence(lead),),
        table,
        article=("Shapley-Wert", "/ausgleich/shapley-wert"),
    )


def _votes(measures: Measures, names: Mapping[str, str]) -> Section | None:
    power = measures.power
    if power is None:
        return None
    rows = tuple(
        Row(
            name,
            (
                str(power.seats[who]), percent(Fraction(power.seats[who], power.all_seats), 1),
                percent(power.banzhaf[who], 1), percent(power.shapley_shubik[who], 1),
            ),
        )
        for who, name in names.items()
    )  # fmt: skip
    texts = [Sentence(f"Ein Beschluss braucht {power.needed} von {power.all_seats} Stimmen.")]
    texts += [Sentence(f"{names[who]} kann allein entscheiden.", "danger") for who in power.decides_alone]
    blockers = [names[who] for who in power.blocks_alone if who not in power.decides_alone]
    if blockers:
        texts.append(
            Sentence(
                f"Allein verhindern {'kann' if len(blockers) == 1 else 'können'} einen Beschluss: {listed(blockers)}.",
                "info",
            )
        )
    pairs = [" mit ".join(names[who] for who in group) for group in power.blocks_together if len(group) == 2]
    if pairs:
        texts.append(Sentence(f"Zu zweit verhindern können ihn: {'; '.join(pairs)}."))
    idle = [names[who] for who in power.without_influence]
    if idle:
        texts.append(Sentence(f"Ohne jeden Einfluss: {listed(idle)}. Kein Beschluss hängt davon ab.", "danger"))
    head = ("Partner", "Stimmen", "Anteil", "Einfluss (Banzhaf)", "Einfluss (Shapley-Shubik)")
    return Section(
        "stimmen-ergebnis", "Wer kann wen überstimmen?", tuple(texts), Table("Stimmen und Einfluss", head, rows),
        article=("Stimmgewichte", "/ausgleich/stimmgewichte"),
    )  # fmt: skip


def _years(measures: Measures, names: Mapping[str, str]) -> Section | None:
    years = measures.balance.years
    if len(years) == 1:
        return None
    rows = [Row(f"Jahr {year.number}", tuple(german_euro(year.totals[who]) for who in names)) for year in years]
    horizon = measures.balance.horizon
    rows.append(Row("Summe", tuple(german_euro(horizon[who]) for who in names), is_sum=True))
    return Section(
        "jahre-ergebnis", "Mehrere Jahre", (), Table("Jahr für Jahr", ("Jahr", *names.values()), tuple(rows))
    )


def _figures(case: Case) -> Section | None:
    """What was entered or filled in, so that the printed table stands for itself."""
    shown = [
        figure
        for name, figure in FIGURES.items()
        if any(figure_of(partner, name) is not None for partner in case.partners)
    ]
    if not shown:
        return None
    rows = tuple(
        Row(partner.name, tuple(_figure(figure_of(partner, figure.name)) for figure in shown))
        for partner in case.partners
    )
    table = Table("Zugrunde gelegte Zahlen", ("Partner", *(figure.label for figure in shown)), rows)
    return Section("zahlen", "Mit welchen Zahlen wurde gerechnet?", (), table)


def _figure(value: Fraction | None) -> str:
    return "–" if value is None else german_decimal(value, min(decimals_of(value) or 0, 4))
