"""The results as sections of a page: sentences, a table, a chart. The template only prints them."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kuemmerer.balance.case import Case
from kuemmerer.balance.fairness import Burden
from kuemmerer.balance.figures import FIGURES, figure_of
from kuemmerer.balance.measures import PROCEDURES, Measures
from kuemmerer.balance.present import violation_sentence
from kuemmerer.balance.scenarios import Change, Comparison, compare_keys, sensitivity, what_if
from kuemmerer.base.money import Cents, german_euro
from kuemmerer.base.numbers import decimals_of, german_decimal
from kuemmerer.places.bodies import listed

_SHOWN_GROUPS = 6


@dataclass(frozen=True)
class Row:
    """A line of a table; `is_sum` stands out."""

    label: str
    cells: tuple[str, ...]
    is_sum: bool = False


@dataclass(frozen=True)
class Table:
    """A table with words in its first column and numbers in the others."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Bar:
    """A bar: its length in per cent of the longest."""

    label: str
    value: str
    length: str


@dataclass(frozen=True)
class Chart:
    """Bars that answer a question. The numbers stand beside them and in the table of the section."""

    question: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Sentence:
    """A finding; the tone is success, danger or info, or plain."""

    text: str
    tone: str = ""


@dataclass(frozen=True)
class Section:
    """One question a council asks, with its answer."""

    anchor: str
    title: str
    sentences: tuple[Sentence, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    article: tuple[str, str] | None = None  # title and address


def sections(case: Case, measures: Measures, change: Change) -> tuple[Section, ...]:
    """Everything there is to show, in the order of the questions."""
    names = {partner.id: partner.name for partner in case.partners}
    found = [_shares(measures, names), _burden(measures, names), _alone(measures, names), _groups(measures, names)]
    found += [_procedures(measures, names), _votes(measures, names)]
    if case.compare:
        found.append(_comparison(compare_keys(case), names))
    if change.is_any:
        found.append(_what_if(what_if(case, change), names))
    found += [_sensitivity(case, names), _years(measures, names), _figures(case)]
    return tuple(section for section in found if section is not None)


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
    texts = [Sentence(f"{each.item.label}: {each.explanation}") for each in balance.allocations]
    if any(each.sign < 0 for each in balance.allocations) or min(balance.totals.values()) < 0:
        texts.append(Sentence("Ein Minus heißt: Diese Gemeinde erhält Geld."))
    return Section(
        "verteilung", "Wer trägt was?", tuple(texts), Table("Verteilung auf die Partner", tuple(head), tuple(rows))
    )


def _burden(measures: Measures, names: Mapping[str, str]) -> Section | None:
    heads, base = measures.per_inhabitant, measures.per_levy_base
    if heads is None or not measures.balance.total:
        return None
    head = ["Partner", "je Einwohner", "gegen den Durchschnitt"] + (["Anteil an den Umlagegrundlagen"] if base else [])
    rows = []
    for who, name in names.items():
        cells = [_euro(heads.each[who]), _signed_percent(heads.deviation.get(who, Fraction(0)))]
        rows.append(Row(name, tuple(cells + ([_percent(base.each[who], 3)] if base else []))))
    rows.append(Row("Durchschnitt", (_euro(heads.mean), "", *((_percent(base.mean, 3),) if base else ())), is_sum=True))
    table = Table("Belastung je Einwohner", tuple(head), tuple(rows))
    chart = _chart("Was trägt jeder Kopf?", {names[who]: value for who, value in heads.each.items()})
    return Section("je-kopf", "Was heißt das je Einwohner?", (_spread_sentence(heads),), table, chart)


def _spread_sentence(heads: Burden) -> Sentence:
    if heads.span < Fraction(1, 100):
        return Sentence("Jeder Kopf trägt gleich viel.", "success")
    if heads.ratio is None:
        return Sentence(f"Zwischen den Gemeinden liegen {_euro(heads.span)} je Kopf.")
    return Sentence(f"Die teuerste Gemeinde zahlt je Kopf das {german_decimal(heads.ratio, 2)}-Fache der günstigsten.")


def _alone(measures: Measures, names: Mapping[str, str]) -> Section | None:
    alone = measures.stand_alone
    if not alone:
        return None
    gain = sum(each.advantage for each in alone.values())
    rows = []
    for who, each in alone.items():
        share = _percent(Fraction(each.advantage, gain), 1) if gain > 0 and each.advantage >= 0 else "–"
        together = german_euro(each.cost - each.advantage)
        rows.append(Row(names[who], (german_euro(each.cost), together, german_euro(each.advantage), share)))
    losers = [f"{names[who]} (um {german_euro(-each.advantage)})" for who, each in alone.items() if not each.passes]
    missing = [name for who, name in names.items() if who not in alone]
    if losers:
        verdict = Sentence(f"Mehr als allein {'zahlt' if len(losers) == 1 else 'zahlen'}: {listed(losers)}.", "danger")
    elif missing:
        verdict = Sentence(f"Niemand zahlt mehr als allein, soweit bekannt. Es fehlen: {listed(missing)}.", "info")
    else:
        verdict = Sentence("Niemand zahlt mehr als allein.", "success")
    table = Table(
        "Vergleich mit dem Alleingang", ("Partner", "allein", "gemeinsam", "Vorteil", "Anteil am Vorteil"), tuple(rows)
    )
    return Section("alleingang", "Lohnt es sich für jede Gemeinde?", (verdict,), table)


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
                str(power.seats[who]), _percent(Fraction(power.seats[who], power.all_seats), 1),
                _percent(power.banzhaf[who], 1), _percent(power.shapley_shubik[who], 1),
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


def _comparison(comparison: Comparison, names: Mapping[str, str]) -> Section:
    computed = [each for each in comparison.scenarios if each.is_computed]
    rows = [Row(name, tuple(german_euro(each.totals[who]) for each in computed)) for who, name in names.items()]
    spans = [_euro(each.per_inhabitant.span) if each.per_inhabitant else "unbekannt" for each in computed]
    rows.append(Row("Abstand je Kopf", tuple(spans), is_sum=True))
    words = {True: "ja", False: "nein", None: "unbekannt"}
    rows.append(
        Row("Niemand zahlt mehr als allein", tuple(words[each.nobody_pays_more_than_alone] for each in computed))
    )
    rows.append(
        Row("Keine Gruppe zahlt zu viel", tuple(words[each.core.in_core if each.core else None] for each in computed))
    )
    texts = [
        Sentence(f"{each.title} lässt sich nicht rechnen: {each.complaint}", "info")
        for each in comparison.scenarios
        if not each.is_computed
    ]
    if comparison.most_even:
        texts.append(Sentence(f"Am gleichmäßigsten je Kopf: {comparison.most_even}."))
    for title in dict.fromkeys(comparison.best_for.values()):
        better = [names[who] for who, best in comparison.best_for.items() if best == title]
        texts.append(Sentence(f"Am günstigsten ist »{title}« für {listed(better)}."))
    measured = {each.title: each.per_inhabitant.span for each in computed if each.per_inhabitant}
    chart = _chart("Wie weit liegen die Gemeinden je Kopf auseinander?", measured) if any(measured.values()) else None
    head = ("Partner", *(each.title for each in computed))
    return Section(
        "vergleich-ergebnis",
        "Schlüssel nebeneinander",
        tuple(texts),
        Table("Schlüssel im Vergleich", head, tuple(rows)),
        chart,
    )


def _what_if(comparison: Comparison, names: Mapping[str, str]) -> Section:
    now, then = comparison.scenarios
    if not then.is_computed:
        return Section(
            "aenderung", "Was wäre, wenn?", (Sentence(f"Das lässt sich nicht rechnen: {then.complaint}", "danger"),)
        )
    rows = [
        Row(
            name,
            (
                german_euro(now.totals[who]),
                german_euro(then.totals[who]),
                _signed_euro(comparison.difference(then, who)),
            ),
        )
        for who, name in names.items()
    ]
    total, later = sum(now.totals.values()), sum(then.totals.values())
    rows.append(Row("Summe", (german_euro(total), german_euro(later), _signed_euro(later - total)), is_sum=True))
    table = Table("Vor und nach der Änderung", ("Partner", "heute", "danach", "Unterschied"), tuple(rows))
    return Section("aenderung", "Was wäre, wenn?", (), table)


def _sensitivity(case: Case, names: Mapping[str, str]) -> Section | None:
    found = sensitivity(case)
    if len(found) < 2 or not any(each.span for each in found):
        return None
    rows = tuple(
        Row(names[each.who], (german_euro(each.lower), german_euro(each.now), german_euro(each.higher)))
        for each in found
    )
    table = Table(
        "Eigene Bezugsgröße um zehn Prozent verändert", ("Partner", "10 % weniger", "wie eingegeben", "10 % mehr"), rows
    )
    chart = _chart("Wie viel hängt an der eigenen Zahl?", {names[each.who]: Fraction(each.span, 100) for each in found})
    lead = "So ändert sich der Betrag, wenn sich nur die eigene Bezugsgröße ändert. Große Balken: Klären Sie diese Zahl zuerst."
    return Section("empfindlichkeit", "Wie genau müssen die Zahlen sein?", (Sentence(lead),), table, chart)


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


def _chart(question: str, values: Mapping[str, Fraction]) -> Chart:
    longest = max(abs(value) for value in values.values()) or Fraction(1)
    bars = tuple(
        Bar(label, _euro(value), f"{float(abs(value) / longest * 100):.1f}") for label, value in values.items()
    )
    return Chart(question, bars)


def _euro(euro: Fraction) -> str:
    return f"{german_decimal(euro, 2)}\u00a0€"


def _signed_euro(cents: int) -> str:
    return f"{'+' if cents > 0 else ''}{german_euro(Cents(cents))}"


def _percent(share: Fraction, places: int) -> str:
    return f"{german_decimal(share * 100, places)}\u00a0%"


def _signed_percent(share: Fraction) -> str:
    return f"{'+' if share > 0 else ''}{_percent(share, 1)}"
