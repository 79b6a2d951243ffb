"""Cells of a table that can be followed by hand: values with their formulas, in no file format yet.

References in formulas stand in braces, {B7} or {B$7:B$12} or {Posten 1!G7}, and arguments are separated by semicolons;
each file format writes both in its own way.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

SUM = "Summe"


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


def euro(cents: int, formula: str = "") -> Cell:
    """An amount in cents, shown in euro."""
    return Cell(Fraction(cents, 100), Style.EURO, formula)


def optional(number: Fraction | None, is_money: bool) -> Cell:
    """A number, or nothing where it is not known."""
    return EMPTY if number is None else Cell(number, Style.EURO if is_money else Style.NUMBER)


def letter(column: int) -> str:
    """The name of a column; the first one is A."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
