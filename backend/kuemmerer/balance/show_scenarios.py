"""What if: keys side by side, before and after a change, and how much hangs on one figure, as sections of the page."""

from collections.abc import Mapping
from fractions import Fraction

from kuemmerer.balance.case import Case
from kuemmerer.balance.scenarios import Change, Comparison, sensitivity, what_if
from kuemmerer.balance.section import Row, Section, Sentence, Table, chart, euro, signed_euro
from kuemmerer.base.money import german_euro
from kuemmerer.base.numbers import german_decimal
from kuemmerer.places.bodies import listed


def show_comparison(comparison: Comparison, names: Mapping[str, str]) -> Section:
    """Keys side by side, and which is best for whom."""
    computed = [each for each in comparison.scenarios if each.is_computed]
    rows = [Row(name, tuple(german_euro(each.totals[who]) for each in computed)) for who, name in names.items()]
    spans = [euro(each.per_inhabitant.span) if each.per_inhabitant else "unbekannt" for each in computed]
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
    bars = chart("Wie weit liegen die Gemeinden je Kopf auseinander?", measured) if any(measured.values()) else None
    head = ("Partner", *(each.title for each in computed))
    return Section(
        "vergleich-ergebnis",
        "Schlüssel nebeneinander",
        tuple(texts),
        Table("Schlüssel im Vergleich", head, tuple(rows)),
        bars,
    )


def show_change(case: Case, change: Change, names: Mapping[str, str]) -> Section:
    """Before and after."""
    comparison = what_if(case, change)
    now, then = comparison.scenarios
    if not then.is_computed:
        return Section(
            "aenderung", "Was wäre, wenn?", (Sentence(f"Das lässt sich nicht rechnen: {then.complaint}", "danger"),)
        )
    people = {partner.id: partner.figures.get("einwohner") for partner in case.partners} if change.inhabitants else {}
    future = people | dict(change.inhabitants or {})
    rows = []
    for who, name in names.items():
        amounts = (
            german_euro(now.totals[who]), german_euro(then.totals[who]), signed_euro(comparison.difference(then, who)),
        )  # fmt: skip
        rows.append(Row(name, (*((_people(people[who]), _people(future[who])) if people else ()), *amounts)))
    total, later = sum(now.totals.values()), sum(then.totals.values())
    amounts = (german_euro(total), german_euro(later), signed_euro(later - total))
    rows.append(Row("Summe", (*((_sum(people), _sum(future)) if people else ()), *amounts), is_sum=True))
    head = ("Partner", *(("Einwohner heute", "künftig") if people else ()), "heute", "danach", "Unterschied")
    table = Table("Vor und nach der Änderung", head, tuple(rows))
    return Section("aenderung", "Was wäre, wenn?", (), table)


def show_sensitivity(case: Case, names: Mapping[str, str]) -> Section | None:
    """How much hangs on each partner's own figure; None where nothing does."""
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
    bars = chart("Wie viel hängt an der eigenen Zahl?", {names[each.who]: Fraction(each.span, 100) for each in found})
    lead = "So ändert sich der Betrag, wenn sich nur die eigene Bezugsgröße ändert. Große Balken: Klären Sie diese Zahl zuerst."
    return Section("empfindlichkeit", "Wie genau müssen die Zahlen sein?", (Sentence(lead),), table, bars)


def _people(number: Fraction | None) -> str:
    return "–" if number is None else german_decimal(number, 0)


def _sum(people: Mapping[str, Fraction | None]) -> str:
    known = [number for number in people.values() if number is not None]
    return _people(sum(known, Fraction(0)) if len(known) == len(people) else None)
