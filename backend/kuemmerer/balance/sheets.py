"""The table for the treasurer: an overview, one sheet for each item, and what is to be noted."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from kuemmerer.balance.audit import HEAD_LINES, ItemSheet, item_sheet
from kuemmerer.balance.case import Case
from kuemmerer.balance.cells import EMPTY, SUM, Cell, Sheet, Style, euro, letter, optional
from kuemmerer.balance.figures import FIGURES, figure_of
from kuemmerer.balance.measures import NO_NOTICE, Measures
from kuemmerer.balance.model import Partner, in_official_order

ALONE = "Kosten allein"
LIMITS = {"mindestbetraege": "Mindestbetrag", "hoechstbetraege": "Höchstbetrag"}
RESULT = "Anteil"  # columns that begin so are results; reading a table passes over them
OVERVIEW = "Ausgleich"
_NOTES = "Hinweise"


def sheets(case: Case, measures: Measures, notes: tuple[str, ...]) -> tuple[Sheet, ...]:
    """Overview, one sheet for each item, and what is to be noted."""
    partners = in_official_order(case.partners)
    items = [item_sheet(number, each, case, partners) for number, each in enumerate(measures.balance.allocations, 1)]
    remarks = Sheet(_NOTES, tuple((Cell(note),) for note in (*measures.notes, *notes)))
    return (_overview(case, measures, partners, items), *(each.sheet for each in items), remarks)


def _overview(case: Case, measures: Measures, partners: tuple[Partner, ...], items: Sequence[ItemSheet]) -> Sheet:
    balance = measures.balance
    names = [name for name in FIGURES if any(figure_of(partner, name) is not None for partner in partners)]
    extras = _extras(case)
    first = 2 + len(names) + len(extras)
    columns = [letter(first + number) for number in range(len(balance.allocations))]
    total = letter(first + len(columns))
    head = [
        "Name", *(FIGURES[name].label for name in names), *extras,
        *(f"{RESULT}: {each.item.label}" for each in balance.allocations), f"{RESULT}: zusammen",
        *([f"{RESULT}: je Einwohner"] if measures.per_inhabitant is not None else []),
    ]  # fmt: skip
    lines = [tuple(Cell(text, Style.HEAD) for text in head)]
    for row, partner in enumerate(partners, 2):
        line = [Cell(partner.name)]
        line += [optional(figure_of(partner, name), FIGURES[name].is_money) for name in names]
        line += [optional(amounts.get(partner.id), True) for amounts in extras.values()]
        for item, each in zip(items, balance.allocations, strict=True):
            sign = "-" if each.sign < 0 else ""
            place = f"{{{item.sheet.name}!{item.column}{HEAD_LINES + row - 1}}}"
            line.append(euro(each.sign * each.shares[partner.id], f"{sign}{place}"))
        line.append(euro(balance.totals[partner.id], f"SUM({{{columns[0]}{row}:{columns[-1]}{row}}})"))
        heads = measures.per_inhabitant
        if heads is not None:
            inhabitants = letter(2 + names.index("einwohner"))
            line.append(Cell(heads.each[partner.id], Style.EURO, f"{{{total}{row}}}/{{{inhabitants}{row}}}"))
        lines.append(tuple(line))
    last = len(partners) + 1
    sums = [Cell(SUM, Style.HEAD), *[EMPTY] * (first - 2)]
    for column, each in zip(columns, balance.allocations, strict=True):
        sums.append(euro(each.sign * sum(each.shares.values()), f"SUM({{{column}2:{column}{last}}})"))
    sums.append(euro(balance.total, f"SUM({{{total}2:{total}{last}}})"))
    lines += [tuple(sums), (), (Cell(NO_NOTICE),)]
    return Sheet(OVERVIEW, tuple(lines))


def _extras(case: Case) -> dict[str, Mapping[str, Fraction]]:
    """What was entered for partners beside their figures, in euro: costs of going alone, and bounds."""
    found: dict[str, Mapping[str, Fraction]] = {}
    if case.alone:
        found[ALONE] = {who: Fraction(cost, 100) for who, cost in case.alone.items()}
    for name, heading in LIMITS.items():
        # The form asks for bounds once, whatever the number of items that hold them.
        table = next((table for item in case.items if (table := item.key.table(name))), None)
        if table is not None:
            found[heading] = table
    return found
