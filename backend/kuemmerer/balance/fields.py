"""Single fields of the form: empty means not said, and whatever cannot be used becomes a sentence at the field."""

from collections.abc import Mapping
from fractions import Fraction

from kuemmerer.balance.model import Entry
from kuemmerer.base.money import MAX_EURO, read_euro
from kuemmerer.base.numbers import NotANumber, german_decimal, read_number


def number_in(
    values: Mapping[str, str],
    name: str,
    complaints: list[Entry],
    low: Fraction = Fraction(0),
    high: Fraction = Fraction(MAX_EURO),
) -> Fraction | None:
    """A number between two bounds."""
    text = values.get(name, "")
    if not text:
        return None
    try:
        number = read_number(text)
    except NotANumber as error:
        complaints.append(Entry(name, error.message))
        return None
    if not low <= number <= high:
        bounds = f"zwischen {german_decimal(low, 0)} und {german_decimal(high, 0)}"
        complaints.append(Entry(name, f"»{text[:40]}« ist hier nicht möglich. Erwartet wird eine Zahl {bounds}."))
        return None
    return number


def whole_in(values: Mapping[str, str], name: str, low: int, high: int, complaints: list[Entry]) -> int | None:
    """A whole number between two bounds."""
    number = number_in(values, name, complaints, Fraction(low), Fraction(high))
    if number is not None and number.denominator != 1:
        complaints.append(Entry(name, "Erwartet wird eine ganze Zahl."))
        return None
    return int(number) if number is not None else None


def euro_in(values: Mapping[str, str], name: str, complaints: list[Entry]) -> int | None:
    """An amount, in cents."""
    text = values.get(name, "")
    if not text:
        return None
    try:
        return int(read_euro(text))
    except NotANumber as error:
        complaints.append(Entry(name, error.message))
        return None
