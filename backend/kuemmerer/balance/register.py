"""Figures from the register: filled in with their date, always changeable."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kuemmerer.base.dates import german_date
from kuemmerer.base.numbers import german_decimal
from kuemmerer.places.model import Municipality
from kuemmerer.places.sources import UNKNOWN_DAY, register_source


@dataclass(frozen=True)
class Filled:
    """A figure that nobody entered: its value, the day it belongs to, and where it is from."""

    ags: str
    label: str
    value: Fraction
    asof: date | None
    source: str

    @property
    def day(self) -> str:
        """The day in words."""
        return f"Stand {german_date(self.asof)}" if self.asof else UNKNOWN_DAY


def filled_in_words(filled: Sequence[Filled]) -> tuple[str, ...]:
    """What has to be said beside the result: once for all figures of the same day and source."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in filled:
        found.setdefault((each.day, each.source), []).append(f"{each.label} {german_decimal(each.value, 0)}")
    return tuple(
        f"Einwohner aus dem Register, {day}: {'; '.join(figures)}. {source}" for (day, source), figures in found.items()
    )


def inhabitants_from_register(municipality: Municipality) -> Filled:
    """The inhabitants of a municipality of the register."""
    source = register_source(municipality.register_asof, municipality.population_asof)
    return Filled(
        municipality.ags, municipality.label, Fraction(municipality.population), municipality.population_asof, source
    )
