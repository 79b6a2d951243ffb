"""What it costs whom: the shares of the balance, the comparison with going alone, and funding with its conditions."""

from collections.abc import Iterator

from kuemmerer.balance.keys import LEVY_KEYS
from kuemmerer.balance.measures import Measures
from kuemmerer.base.money import german_euro
from kuemmerer.documents.model import Block, Gap, ListBlock, Paragraph, Table, Text
from kuemmerer.documents.occasion import Occasion
from kuemmerer.navigator.funding import FUNDING_LABELS


def costs(occasion: Occasion) -> Iterator[Block]:
    """The share of each partner in each item, the comparison with going alone, or the gap where they belong."""
    measures = occasion.measures
    if measures is None:
        yield Paragraph((Gap("Kosten je Gemeinde, Schlüssel und Rechenbeispiel aus dem Ausgleichsrechner"),))
        return
    yield _shares(measures)
    yield ListBlock(tuple((f"{each.item.label}: {each.explanation}",) for each in measures.balance.allocations))
    if measures.stand_alone:
        yield _alone(measures)
    else:
        yield Paragraph((Gap("Kosten im Alleingang je Gemeinde"),))
    if measures.core is not None and measures.core.violated:
        yield Paragraph(
            ("Mindestens eine Gruppe käme ohne die anderen billiger davon. Der Schlüssel ist zu überdenken.",)
        )
    yield Paragraph((" ".join(measures.notes),), is_note=True)


def _shares(measures: Measures) -> Table:
    balance = measures.balance
    keys = {each.item.id: LEVY_KEYS[each.item.key.slug].title for each in balance.allocations}
    head = (
        "Partner",
        *(f"{each.item.label} ({keys[each.item.id]})" for each in balance.allocations),
        "Summe im Jahr 1",
    )
    rows: list[tuple[Text, ...]] = [
        (
            (partner.name,),
            *((german_euro(each.sign * each.shares[partner.id]),) for each in balance.allocations),
            (german_euro(balance.totals[partner.id]),),
        )
        for partner in balance.partners
    ]
    sums = ((german_euro(each.sign * sum(each.shares.values())),) for each in balance.allocations)
    rows.append((("Summe",), *sums, (german_euro(balance.total),)))
    return Table("Anteile der Partner", head, tuple(rows), frozenset(range(1, len(head))))


def _alone(measures: Measures) -> Table:
    rows: list[tuple[Text, ...]] = []
    for partner in measures.balance.partners:
        found = measures.stand_alone.get(partner.id)
        together = (german_euro(measures.balance.totals[partner.id]),)
        if found is None:
            rows.append(((partner.name,), together, (Gap("Kosten im Alleingang"),), (Gap("Vorteil"),)))
        else:
            rows.append(((partner.name,), together, (german_euro(found.cost),), (german_euro(found.advantage),)))
    head = ("Partner", "Gemeinsam", "Allein", "Vorteil")
    return Table("Vergleich mit dem Alleingang", head, tuple(rows), frozenset((1, 2, 3)))


def funding(occasion: Occasion) -> Iterator[Block]:
    """Programmes with their state and what blocks them; the stop sign comes first."""
    found = occasion.consultation.funding
    if not found:
        yield Paragraph((Gap("Ergebnis der Prüfung, ob eine Förderung in Frage kommt"),))
        return
    stops = dict.fromkeys(item.stop_sign for item in found if item.stop_sign)
    yield from (Paragraph((stop,)) for stop in stops)
    rows = tuple(((item.funding.title,), (FUNDING_LABELS[item.state],), (item.because,)) for item in found)
    yield Table("Programme und ihr Stand", ("Programm", "Stand", "Was zu beachten ist"), rows)
