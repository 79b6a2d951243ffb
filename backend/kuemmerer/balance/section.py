"""A section of the result page: one question a council asks, with sentences, a table and a chart. Templates only print it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kuemmerer.base.money import Cents, german_euro
from kuemmerer.base.numbers import german_decimal


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


def chart(question: str, values: Mapping[str, Fraction]) -> Chart:
    """Bars as long as the values, the longest one full."""
    longest = max(abs(value) for value in values.values()) or Fraction(1)
    bars = tuple(Bar(label, euro(value), f"{float(abs(value) / longest * 100):.1f}") for label, value in values.items())
    return Chart(question, bars)


def euro(amount: Fraction) -> str:
    """An amount in euro, exact before this."""
    return f"{german_decimal(amount, 2)}\u00a0€"


def signed_euro(cents: int) -> str:
    """An amount in cents, with a plus where it is more."""
    return f"{'+' if cents > 0 else ''}{german_euro(Cents(cents))}"


def percent(share: Fraction, places: int) -> str:
    """A share in per cent."""
    return f"{german_decimal(share * 100, places)}\u00a0%"


def signed_percent(share: Fraction) -> str:
    """A share in per cent, with a plus where it is more by a tenth at least."""
    return f"{'+' if round(share * 1000) > 0 else ''}{percent(share, 1)}"
