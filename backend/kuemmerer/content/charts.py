"""Figures of the survey as bars: the same question in one chart, text and number beside each bar."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from kuemmerer.content.kinds import Figure


@dataclass(frozen=True)
class Bar:
    """One row: what is counted, the value as people read it, the length in per cent of the full width.

    A single count has no length: it would be a full bar that says nothing.
    """

    label: str
    value: str
    length: float | None


@dataclass(frozen=True)
class Chart:
    """All figures that answer one question to one base."""

    question: str
    base: str
    section: str
    bars: tuple[Bar, ...]


def charts(figures: Iterable[Figure]) -> tuple[Chart, ...]:
    """Figures side by side only where question, base, unit and place in the report are the same."""
    grouped = groupby(figures, key=lambda figure: (figure.question, figure.base, figure.section, figure.unit))
    return tuple(
        Chart(question, base, section, _bars(tuple(group), unit)) for (question, base, section, unit), group in grouped
    )


def _bars(figures: tuple[Figure, ...], unit: str) -> tuple[Bar, ...]:
    if unit == "%":
        full = 100.0
    elif len(figures) > 1:
        full = max(figure.value for figure in figures) or 1.0
    else:
        return tuple(Bar(figure.label, f"{_number(figure.value)}\u00a0{unit}", None) for figure in figures)
    return tuple(
        Bar(figure.label, f"{_number(figure.value)}\u00a0{unit}", round(min(figure.value / full, 1) * 100, 1))
        for figure in figures
    )


def _number(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else f"{value:.1f}".replace(".", ",")
