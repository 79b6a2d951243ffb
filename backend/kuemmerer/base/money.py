"""Money is whole cents, and the parts add up: reading, showing and splitting amounts."""

import re
from collections.abc import Mapping
from fractions import Fraction
from math import floor
from typing import NewType, TypeVar

from kuemmerer.base.numbers import NotANumber, decimals_of, german_decimal, plain_decimal, read_number

Cents = NewType("Cents", int)
Who = TypeVar("Who")

MAX_EURO = 10**12
_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,2})?")


class WeightsUnusable(ValueError):
    """Nothing can be split by these weights; the message is a German sentence."""


def split(total: Cents, weights: Mapping[Who, Fraction | int]) -> dict[Who, Cents]:
    """Split by weight with the largest remainder; the parts always add up to the total.

    Ties go to whoever comes first in `weights`: callers give the official order (Amtlicher Gemeindeschlüssel), so that
    every town hall computes the same table. Raises WeightsUnusable for negative weights and for a sum of zero.

    >>> split(Cents(100_000_000), {"A": 1343, "B": 2092, "C": 5206})
    {'A': 15542183, 'B': 24210161, 'C': 60247656}
    """
    if any(weight < 0 for weight in weights.values()):
        raise WeightsUnusable("Eine Bezugsgröße ist negativ. Alle Bezugsgrößen müssen null oder größer sein.")
    whole = Fraction(sum(weights.values()))
    if whole == 0:
        raise WeightsUnusable("Die Summe der Bezugsgrößen ist null. So lässt sich nicht teilen.")
    return round_together(total, {who: total * Fraction(weight) / whole for who, weight in weights.items()})


def round_together(total: Cents, exact: Mapping[Who, Fraction]) -> dict[Who, Cents]:
    """Exact amounts in cents as whole cents with the same sum: rounded down, the rest by the largest remainder.

    The exact amounts must add up to the total; some may be negative.
    """
    parts = {who: Cents(floor(amount)) for who, amount in exact.items()}
    missing = total - sum(parts.values())
    by_remainder = sorted(exact, key=lambda who: parts[who] - exact[who])  # sorted() is stable: ties keep their order
    for who in by_remainder[:missing]:
        parts[who] = Cents(parts[who] + 1)
    return parts


def round_alone(exact: Fraction) -> Cents:
    """One amount in cents rounded half away from zero: for prices times quantities, where no total has to be met."""
    doubled = 2 * abs(exact)
    rounded = (doubled.numerator + doubled.denominator) // (2 * doubled.denominator)
    return Cents(rounded if exact >= 0 else -rounded)


def read_euro(text: str) -> Cents:
    """The amount a person wrote, »1.234,56 €« or »1,234.56«. Raises NotANumber; nothing is rounded."""
    return cents_of(read_number(text), text)


def read_plain_euro(text: str) -> Cents:
    """The amount a program wrote: »1234.56«. Raises NotANumber."""
    if not _PLAIN.fullmatch(text) or not text.isascii():
        message = (
            f"»{text[:40]}« ist kein Betrag. Erwartet wird Euro mit Punkt und höchstens zwei Stellen, etwa 1234.56."
        )
        raise NotANumber(text, message)
    return cents_of(Fraction(text), text)


def cents_of(euro: Fraction, text: str) -> Cents:
    """Euro as whole cents; `text` is what was written. Raises NotANumber for fractions of a cent and for too much."""
    if abs(euro) > MAX_EURO:
        raise NotANumber(text, f"Der Betrag »{text[:40]}« ist zu groß. Möglich sind bis zu einer Billion Euro.")
    places = decimals_of(euro)
    if places is None or places > 2:
        raise NotANumber(
            text,
            f"»{text[:40]}« hat Bruchteile von Cent. Geben Sie Euro mit höchstens zwei Nachkommastellen an, etwa 1.234,56.",
        )
    return Cents(int(euro * 100))


def german_euro(cents: int) -> str:
    """1.234,56 €, with a blank that does not break."""
    return f"{german_decimal(Fraction(cents, 100), 2)}\u00a0€"


def plain_euro(cents: int) -> str:
    """1234.56, as the API writes amounts."""
    return plain_decimal(Fraction(cents, 100), 2)
