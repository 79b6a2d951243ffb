"""One item of the table, step by step: how its shares follow from figures, stages, bounds and prices, cell by cell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kuemmerer.balance.case import Case
from kuemmerer.balance.cells import EMPTY, SUM, Cell, Line, Sheet, Style, euro, letter, optional
from kuemmerer.balance.figures import FIGURES, figure_of
from kuemmerer.balance.keys import LEVY_KEYS, follows_from_prices, item_limits, item_prices, item_weights
from kuemmerer.balance.limits import Limits
from kuemmerer.balance.model import Allocation, Partner, Stage
from kuemmerer.base.numbers import decimals_of, plain_decimal

HEAD_LINES = 6  # before the first partner
_AMOUNT, _RATE = "$B$2", "$B$5"
_PLACES = 12


@dataclass(frozen=True)
class ItemSheet:
    """The sheet of an item, and the column in which its shares stand."""

    sheet: Sheet
    column: str


@dataclass(frozen=True)
class _Column:
    """A column before the shares: a number for each partner, with a formula for its row where there is one."""

    head: str
    numbers: Mapping[str, Fraction | None]
    is_money: bool = False
    has_sum: bool = True
    formula: Callable[[int], str] | None = None


def item_sheet(number: int, allocation: Allocation, case: Case, partners: tuple[Partner, ...]) -> ItemSheet:
    """What is shared, by which rule, and a line for each partner."""
    item, game = allocation.item, case.game(case.stated_total)
    key = LEVY_KEYS[item.key.slug]
    limits = item_limits(item, partners, game)
    rate = (Cell("Satz je Anteil"), Cell(limits.rate / 100, Style.NUMBER)) if limits is not None else ()
    top: list[Line] = [
        (Cell("Posten"), Cell(item.label)),
        (Cell("Betrag"), euro(item.amount)),
        (Cell("Schlüssel"), Cell(key.title)),
        (Cell("Regel"), Cell(f"{key.formula}. {allocation.explanation}")),
        rate,
    ]
    weights = None if follows_from_prices(item.key) else item_weights(item, partners, game)
    if limits is not None:
        columns, exact = _limited(limits, partners)
        lines, column = _rounded(allocation, partners, columns, exact)
    elif weights is not None:
        columns, exact = _weighted(allocation, weights, partners)
        lines, column = _rounded(allocation, partners, columns, exact)
    else:
        lines, column = _priced(allocation, partners, item_prices(item))
    return ItemSheet(Sheet(f"Posten {number}", (*top, *lines)), column)


def _down(column: str, partners: Sequence[Partner]) -> str:
    return f"{column}${HEAD_LINES + 1}:{column}${HEAD_LINES + len(partners)}"


def _weighted(
    allocation: Allocation, weights: Mapping[str, Fraction], partners: Sequence[Partner]
) -> tuple[list[_Column], _Column]:
    """The amount by weight."""
    whole = sum(weights.values(), Fraction(0))
    exact = {who: Fraction(allocation.item.amount, 100) * weight / whole for who, weight in weights.items()}

    def formula(row: int) -> str:
        return f"{{{_AMOUNT}}}*{{B{row}}}/SUM({{{_down('B', partners)}}})"

    return [_Column("Bezugsgröße", weights)], _Column("genau", exact, formula=formula)


def _limited(limits: Limits, partners: Sequence[Partner]) -> tuple[list[_Column], _Column]:
    """The amount at one rate for all, but for each between its bounds."""
    columns = [_Column("Bezugsgröße", limits.figures)]
    if limits.stages:
        columns.append(
            _Column("Anteile", limits.weights, formula=lambda row: _classified(limits.stages, f"{{B{row}}}"))
        )
    weight, least, most = (letter(len(columns) + offset) for offset in (1, 2, 3))
    floors = {who: bounds.least / 100 for who, bounds in limits.bounds.items()}
    caps = {who: None if bounds.most is None else bounds.most / 100 for who, bounds in limits.bounds.items()}
    columns += [_Column("mindestens", floors, True, False), _Column("höchstens", caps, True, False)]
    exact = {who: amount / 100 for who, amount in limits.exact.items()}

    def formula(row: int) -> str:
        # An empty cell is no cap: MIN passes over it.
        return f"MAX({{{least}{row}}};MIN({{{most}{row}}};{{{_RATE}}}*{{{weight}{row}}}))"

    return columns, _Column("genau", exact, formula=formula)


def _classified(stages: Sequence[Stage], figure: str) -> str:
    """IF(B7<=2000;1;IF(B7<=5000;2;3))."""
    text = _literal(stages[-1].value)
    for stage in reversed(stages[:-1]):
        assert stage.up_to is not None
        text = f"IF({figure}<={_literal(stage.up_to)};{_literal(stage.value)};{text})"
    return text


def _rounded(
    allocation: Allocation, partners: tuple[Partner, ...], columns: list[_Column], exact: _Column
) -> tuple[list[Line], str]:
    """Largest remainder step by step: exact, rounded down, remainder, its rank, the amount, and the check against ours."""
    columns = [*columns, exact]
    numbers = {who: amount or Fraction(0) for who, amount in exact.numbers.items()}
    down = {who: Fraction(int(amount * 100), 100) for who, amount in numbers.items()}
    order = sorted(numbers, key=lambda who: down[who] - numbers[who])
    e, d, r, k, a, o = (letter(len(columns) + offset) for offset in range(1, 7))
    placed = f"{{{_AMOUNT}}}" + (f"-{_literal(Fraction(allocation.uncovered, 100))}" if allocation.uncovered else "")
    rest = f"ROUND(({placed}-SUM({{{_down(d, partners)}}}))*100;0)"
    head = (
        "Partner",
        *(each.head for each in columns),
        "abgerundet",
        "Rest",
        "Rang des Rests",
        "Betrag",
        "Rechner",
        "Abweichung",
    )
    lines: list[Line] = [tuple(Cell(text, Style.HEAD) for text in head)]
    for row, partner in enumerate(partners, HEAD_LINES + 1):
        who = partner.id
        share = Fraction(allocation.shares[who], 100)
        lines.append(
            (
                Cell(partner.name),
                *(_cell(column, who, row) for column in columns),
                Cell(down[who], Style.EURO, f"ROUNDDOWN(ROUND({{{e}{row}}};7);2)"),
                Cell(numbers[who] - down[who], Style.NUMBER, f"ROUND({{{e}{row}}}-{{{d}{row}}};7)"),
                Cell(
                    Fraction(order.index(who) + 1),
                    Style.NUMBER,
                    f"RANK({{{r}{row}}};{{{_down(r, partners)}}})+COUNTIF({{{r}${HEAD_LINES + 1}:{r}{row}}};{{{r}{row}}})-1",
                ),
                Cell(share, Style.EURO, f"{{{d}{row}}}+IF({{{k}{row}}}<={rest};0.01;0)"),
                *_checked(share, a, o, row),
            )
        )
    sums = [Cell(SUM, Style.HEAD)]
    for number, column in enumerate(columns, 2):
        sums.append(_sum(letter(number), partners, column.numbers, column.is_money) if column.has_sum else EMPTY)
    sums += [_sum(d, partners, down, True), EMPTY, EMPTY]
    shares = {who: Fraction(share, 100) for who, share in allocation.shares.items()}
    sums += [_sum(column, partners, shares, True) for column in (a, o)]
    return [*lines, tuple(sums)], a


def _cell(column: _Column, who: str, row: int) -> Cell:
    number = column.numbers[who]
    if number is None or column.formula is None:
        return optional(number, column.is_money)
    return Cell(number, Style.EURO if column.is_money else Style.NUMBER, column.formula(row))


def _checked(share: Fraction, amount: str, ours: str, row: int) -> tuple[Cell, Cell]:
    return Cell(share, Style.EURO), Cell(Fraction(0), Style.EURO, f"ROUND({{{amount}{row}}}-{{{ours}{row}}};2)")


def _sum(column: str, partners: Sequence[Partner], numbers: Mapping[str, Fraction | None], is_money: bool) -> Cell:
    whole = sum((number for number in numbers.values() if number is not None), Fraction(0))
    return Cell(whole, Style.EURO if is_money else Style.NUMBER, f"SUM({{{_down(column, partners)}}})")


def _priced(
    allocation: Allocation, partners: Sequence[Partner], prices: Mapping[str, tuple[Stage, ...]]
) -> tuple[list[Line], str]:
    """Prices times quantities; where deductions come first, what each partner bears, and the sum to check."""
    quantities = list(prices)
    amount, ours = letter(2 + len(quantities)), letter(3 + len(quantities))
    head = [
        "Partner",
        *(FIGURES[name].label for name in quantities),
        "Betrag",
        *(("Rechner", "Abweichung") if quantities else ()),
    ]
    lines: list[Line] = [tuple(Cell(text, Style.HEAD) for text in head)]
    for row, partner in enumerate(partners, HEAD_LINES + 1):
        share = Fraction(allocation.shares[partner.id], 100)
        terms = [_price(prices[name], f"{{{letter(number)}{row}}}") for number, name in enumerate(quantities, 2)]
        formula = f"ROUND({'+'.join(terms)};2)" if terms else ""
        line = [
            Cell(partner.name),
            *(optional(figure_of(partner, name), FIGURES[name].is_money) for name in quantities),
        ]
        line.append(Cell(share, Style.EURO, formula))
        lines.append((*line, *(_checked(share, amount, ours, row) if terms else ())))
    shares = {who: Fraction(share, 100) for who, share in allocation.shares.items()}
    sums = [_sum(column, partners, shares, True) for column in ((amount, ours) if quantities else (amount,))]
    return [*lines, (Cell(SUM, Style.HEAD), *[EMPTY] * len(quantities), *sums)], amount


def _price(stages: Sequence[Stage], quantity: str) -> str:
    """MIN(B7;1000)*2+MAX(B7-1000;0)*1.5; in between MAX(MIN(B7;5000)-1000;0)*1.8."""
    terms, begins = [], Fraction(0)
    for stage in stages:
        part = quantity if stage.up_to is None else f"MIN({quantity};{_literal(stage.up_to)})"
        part = f"MAX({part}-{_literal(begins)};0)" if begins else part
        terms.append(f"{part}*{_literal(stage.value)}")
        begins = stage.up_to or begins
    return "+".join(terms)


def _literal(number: Fraction) -> str:
    places = decimals_of(number)
    return plain_decimal(number, _PLACES if places is None else places)
