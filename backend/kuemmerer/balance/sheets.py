"""The table for the treasurer: sheets of cells with formulas that can be followed by hand. No file format yet.

References in formulas stand in braces, {B7} or {B$7:B$12} or {Posten 1!G7}, and arguments are separated by semicolons;
each file format writes both in its own way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kuemmerer.balance.case import Case
from kuemmerer.balance.figures import FIGURES, figure_of
from kuemmerer.balance.keys import LEVY_KEYS, follows_from_prices, item_weights
from kuemmerer.balance.measures import NO_NOTICE, Measures
from kuemmerer.balance.model import Allocation, Partner, in_official_order

ALONE = "Kosten allein"
RESULT = "Anteil"  # columns that begin so are results; reading a table passes over them
SUM = "Summe"
OVERVIEW = "Ausgleich"
_NOTES = "Hinweise"


class Style(StrEnum):
    """How a cell looks."""

    TEXT = "text"
    HEAD = "head"
    EURO = "euro"
    NUMBER = "number"


@dataclass(frozen=True)
class Cell:
    """A text or a number; a formula comes with its value, so that every reader shows something."""

    value: str | Fraction
    style: Style = Style.TEXT
    formula: str = ""


EMPTY = Cell("")
Line = tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet."""

    name: str
    lines: tuple[Line, ...]


def sheets(case: Case, measures: Measures, notes: tuple[str, ...]) -> tuple[Sheet, ...]:
    """Overview, one sheet for each item, and what is to be noted."""
    partners = in_official_order(case.partners)
    items = [_item_sheet(number, each, case, partners) for number, each in enumerate(measures.balance.allocations, 1)]
    remarks = Sheet(_NOTES, tuple((Cell(note),) for note in (*measures.notes, *notes)))
    return (_overview(case, measures, partners), *items, remarks)


def _overview(case: Case, measures: Measures, partners: tuple[Partner, ...]) -> Sheet:
    balance = measures.balance
    names = [name for name in FIGURES if any(figure_of(partner, name) is not None for partner in partners)]
    has_alone = bool(case.alone)
    first = 2 + len(names) + has_alone
    columns = [_letter(first + number) for number in range(len(balance.allocations))]
    total = _letter(first + len(columns))
    head = [
        "Name", *(FIGURES[name].label for name in names), *([ALONE] if has_alone else []),
        *(f"{RESULT}: {each.item.label}" for each in balance.allocations), f"{RESULT}: zusammen", f"{RESULT}: je Einwohner",
    ]  # fmt: skip
    lines = [tuple(Cell(text, Style.HEAD) for text in head)]
    for row, partner in enumerate(partners, 2):
        line = [Cell(partner.name)]
        line += [_optional(figure_of(partner, name), FIGURES[name].is_money) for name in names]
        if has_alone:
            line.append(_optional(Fraction(case.alone[partner.id], 100) if partner.id in case.alone else None, True))
        for number, each in enumerate(balance.allocations, 1):
            sign = "-" if each.sign < 0 else ""
            place = f"{{Posten {number}!{_result_column(each)}{_HEAD_LINES + row - 1}}}"
            line.append(_euro(each.sign * each.shares[partner.id], f"{sign}{place}"))
        line.append(_euro(balance.totals[partner.id], f"SUM({{{columns[0]}{row}:{columns[-1]}{row}}})"))
        heads = measures.per_inhabitant
        if heads is not None:
            inhabitants = _letter(2 + names.index("einwohner"))
            line.append(Cell(heads.each[partner.id], Style.EURO, f"{{{total}{row}}}/{{{inhabitants}{row}}}"))
        lines.append(tuple(line))
    last = len(partners) + 1
    sums = [Cell(SUM, Style.HEAD), *[EMPTY] * (first - 2)]
    for column, each in zip(columns, balance.allocations, strict=True):
        sums.append(_euro(each.sign * sum(each.shares.values()), f"SUM({{{column}2:{column}{last}}})"))
    sums.append(_euro(balance.total, f"SUM({{{total}2:{total}{last}}})"))
    lines += [tuple(sums), (), (Cell(NO_NOTICE),)]
    return Sheet(OVERVIEW, tuple(lines))


_HEAD_LINES = 6  # of an item sheet, before its first partner


def _item_sheet(number: int, allocation: Allocation, case: Case, partners: tuple[Partner, ...]) -> Sheet:
    item = allocation.item
    key = LEVY_KEYS[item.key.slug]
    top: list[Line] = [
        (Cell("Posten"), Cell(item.label)),
        (Cell("Betrag"), _euro(item.amount)),
        (Cell("Schlüssel"), Cell(key.title)),
        (Cell("Regel"), Cell(f"{key.formula}. {allocation.explanation}")),
        (),
    ]
    weights = None if follows_from_prices(item.key) else item_weights(item, partners, case.game(case.stated_total))
    lines = _plain_lines(allocation, partners) if weights is None else _audit_lines(allocation, partners, weights)
    return Sheet(f"Posten {number}", (*top, *lines))


def _result_column(allocation: Allocation) -> str:
    choice = allocation.item.key
    return "B" if LEVY_KEYS[choice.slug].weigh is None or follows_from_prices(choice) else "G"


def _plain_lines(allocation: Allocation, partners: tuple[Partner, ...]) -> list[Line]:
    """Keys with prices, limits or deductions: what each partner bears, and the sum to check."""
    last = _HEAD_LINES + len(partners)
    return [
        (Cell("Partner", Style.HEAD), Cell("Betrag", Style.HEAD)),
        *((Cell(partner.name), _euro(allocation.shares[partner.id])) for partner in partners),
        (Cell(SUM, Style.HEAD), _euro(sum(allocation.shares.values()), f"SUM({{B{_HEAD_LINES + 1}:B{last}}})")),
    ]


def _audit_lines(allocation: Allocation, partners: tuple[Partner, ...], weights: Mapping[str, Fraction]) -> list[Line]:
    """Largest remainder step by step: exact, rounded down, remainder, its rank, the amount, and the check against ours."""
    head = (
        "Partner",
        "Bezugsgröße",
        "genau",
        "abgerundet",
        "Rest",
        "Rang des Rests",
        "Betrag",
        "Rechner",
        "Abweichung",
    )
    first, last = _HEAD_LINES + 1, _HEAD_LINES + len(partners)
    whole = sum(weights.values(), Fraction(0))
    exact = {who: Fraction(allocation.item.amount, 100) * weight / whole for who, weight in weights.items()}
    down = {who: Fraction(int(amount * 100), 100) for who, amount in exact.items()}
    order = sorted(exact, key=lambda who: down[who] - exact[who])
    lines: list[Line] = [tuple(Cell(text, Style.HEAD) for text in head)]
    for row, partner in enumerate(partners, first):
        who = partner.id
        share = Fraction(allocation.shares[who], 100)
        rest = f"ROUND(({{$B$2}}-SUM({{D${first}:D${last}}}))*100;0)"
        lines.append(
            (
                Cell(partner.name),
                Cell(weights[who], Style.NUMBER),
                Cell(exact[who], Style.NUMBER, f"{{$B$2}}*{{B{row}}}/SUM({{B${first}:B${last}}})"),
                Cell(down[who], Style.EURO, f"ROUNDDOWN(ROUND({{C{row}}};7);2)"),
                Cell(exact[who] - down[who], Style.NUMBER, f"ROUND({{C{row}}}-{{D{row}}};7)"),
                Cell(
                    Fraction(order.index(who) + 1),
                    Style.NUMBER,
                    f"RANK({{E{row}}};{{E${first}:E${last}}})+COUNTIF({{E${first}:E{row}}};{{E{row}}})-1",
                ),
                Cell(share, Style.EURO, f"{{D{row}}}+IF({{F{row}}}<={rest};0.01;0)"),
                Cell(share, Style.EURO),
                Cell(Fraction(0), Style.EURO, f"ROUND({{G{row}}}-{{H{row}}};2)"),
            )
        )
    sums = [Cell(SUM, Style.HEAD)]
    for column, amount, style in (
        ("B", whole, Style.NUMBER),
        ("C", Fraction(allocation.item.amount, 100), Style.EURO),
        ("D", sum(down.values(), Fraction(0)), Style.EURO),
    ):
        sums.append(Cell(amount, style, f"SUM({{{column}{first}:{column}{last}}})"))
    sums += [EMPTY, EMPTY]
    total = Fraction(sum(allocation.shares.values()), 100)
    sums += [Cell(total, Style.EURO, f"SUM({{{column}{first}:{column}{last}}})") for column in "GH"]
    return [*lines, tuple(sums)]


def _euro(cents: int, formula: str = "") -> Cell:
    return Cell(Fraction(cents, 100), Style.EURO, formula)


def _optional(number: Fraction | None, is_money: bool) -> Cell:
    return EMPTY if number is None else Cell(number, Style.EURO if is_money else Style.NUMBER)


def _letter(column: int) -> str:
    """The name of a column; the first one is A."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
