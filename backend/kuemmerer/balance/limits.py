"""Stages, caps and least amounts: another key that counts by size class, and whose amounts stay between bounds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from kuemmerer.balance.dividing import Bounds, common_rate
from kuemmerer.balance.figures import FIGURES
from kuemmerer.balance.model import Allocation, Stage
from kuemmerer.balance.rules import Basis, Weights
from kuemmerer.balance.stages import class_of, in_words
from kuemmerer.base.money import Cents, german_euro, round_together, split
from kuemmerer.base.numbers import decimals_of, german_decimal

_NAMED = 12  # partners whose stages are told in the explanation


@dataclass(frozen=True)
class Limits:
    """What an amount is divided by: figures of the base key, what they count, and the bounds in cents."""

    amount: Cents
    figures: Weights
    stages: tuple[Stage, ...]
    bounds: Mapping[str, Bounds]

    @cached_property
    def weights(self) -> Weights:
        """What each partner counts: its figure, or the value of its stage."""
        if not self.stages:
            return self.figures
        return {who: self.stages[class_of(self.stages, figure)].value for who, figure in self.figures.items()}

    @cached_property
    def rate(self) -> Fraction:
        """Cents per unit of weight for everybody who is at no bound."""
        return common_rate(Fraction(self.amount), self.weights, self.bounds)

    @cached_property
    def exact(self) -> dict[str, Fraction]:
        """Before rounding; less than the amount in all if every cap is reached."""
        rate = self.rate
        return {who: self.bounds[who].hold(rate * weight) for who, weight in self.weights.items()}

    @cached_property
    def placed(self) -> Cents:
        """How much of the amount the caps let through."""
        return Cents(int(sum(self.exact.values(), Fraction(0))))

    @property
    def shares(self) -> dict[str, Cents]:
        """Whole cents."""
        return round_together(self.placed, self.exact)


def limits_of(basis: Basis) -> Limits:
    """The limits as chosen. Raises BadEntries for bounds that contradict each other, and for a base key without figures."""
    slug = basis.choice.text("schluessel", "einwohner")
    stages = basis.choice.stages("stufen")
    if stages and slug not in FIGURES:
        message = (
            "Für eine Staffel braucht jede Gemeinde eine Zahl. Wählen Sie als Grundschlüssel zum Beispiel Einwohner."
        )
        raise basis.refuse("schluessel", message)
    limits = Limits(basis.amount, basis.named(slug), stages, _bounds(basis))
    split(basis.amount, limits.weights)  # refuses weights that cannot split
    return limits


def _bounds(basis: Basis) -> dict[str, Bounds]:
    least, most = basis.choice.table("mindestbetraege"), basis.choice.table("hoechstbetraege")
    bounds = {}
    for partner in basis.partners:
        floor, cap = least.get(partner.id, Fraction(0)), most.get(partner.id)
        if cap is not None and cap < floor:
            raise basis.refuse(
                f"hoechstbetraege.{partner.id}", f"Bei {partner.name} liegt der Höchstbetrag unter dem Mindestbetrag."
            )
        bounds[partner.id] = Bounds(floor * 100, None if cap is None else cap * 100)
    floors = sum((each.least for each in bounds.values()), Fraction(0))
    if floors > basis.amount:
        message = f"Die Mindestbeträge ergeben {german_euro(int(floors))}, mehr als zu verteilen ist ({german_euro(basis.amount)})."
        raise basis.refuse("mindestbetraege", message)
    return bounds


def between_limits(basis: Basis) -> Allocation:
    """By another key or its stages, but for each partner between its least and its most.

    What a cap takes off is borne by the others; if all caps are reached, the rest stays uncovered.
    """
    limits = limits_of(basis)
    uncovered = Cents(basis.amount - limits.placed)
    return Allocation(
        basis.item,
        limits.shares,
        limits.placed,
        _explained(basis, limits),
        tuple(_notes(basis, limits, uncovered)),
        uncovered,
    )


def _explained(basis: Basis, limits: Limits) -> str:
    is_bound = any(each.least or each.most is not None for each in limits.bounds.values())
    text = f"{german_euro(basis.amount)} nach dem Grundschlüssel" if not limits.stages else ""
    if limits.stages:
        weights = limits.weights
        unit = FIGURES[basis.choice.text("schluessel", "einwohner")].unit
        text = f"{german_euro(basis.amount)} nach Staffel ({unit} {in_words(limits.stages)})"
        if len(basis.partners) <= _NAMED:
            counts = ", ".join(f"{partner.name} {_shown(weights[partner.id])}" for partner in basis.partners)
            text = f"{text}, Anteile: {counts}"
    return f"{text}{', mit Grenzen je Gemeinde' if is_bound else ''}."


def _notes(basis: Basis, limits: Limits, uncovered: Cents) -> list[str]:
    label, exact, notes = basis.item.label, limits.exact, []
    at_cap = [partner.name for partner in basis.partners if exact[partner.id] == limits.bounds[partner.id].most]
    if at_cap:
        notes.append(
            f"{label}: Am Höchstbetrag: {', '.join(at_cap)}. Den Rest tragen die anderen nach demselben Schlüssel."
        )
    if uncovered:
        notes.append(
            f"{label}: {german_euro(uncovered)} bleiben ungedeckt, weil alle Grenzen erreicht sind. "
            "Die Satzung muss sagen, wer sie trägt."
        )
    jump = _jump(basis, limits)
    if jump:
        notes.append(jump)
    return notes


def _jump(basis: Basis, limits: Limits) -> str | None:
    """What it makes for the partner nearest to a limit of the stages to lie on its other side."""
    borders = [stage.up_to for stage in limits.stages if stage.up_to]
    if not borders or len(basis.partners) == 1:
        return None
    partner, border = min(
        ((partner, border) for partner in basis.partners for border in borders),
        key=lambda each: abs(limits.figures[each[0].id] - each[1]) / each[1],
    )
    below, above = (
        replace(limits, figures={**limits.figures, partner.id: figure}).shares[partner.id]
        for figure in (border, border + Fraction(1, 10**6))
    )
    unit = FIGURES[basis.choice.text("schluessel", "einwohner")].unit
    if below == above:
        return None
    return (
        f"{basis.item.label}: Eine Staffel springt. {partner.name} ({_shown(limits.figures[partner.id])} {unit}) liegt der Grenze von "
        f"{_shown(border)} am nächsten: Bis dahin trägt die Gemeinde {german_euro(below)}, darüber {german_euro(above)}. "
        f"Schon ein wenig mehr macht also {german_euro(abs(above - below))} aus. Legen Sie den Stichtag fest."
    )


def _shown(number: Fraction) -> str:
    return german_decimal(number, min(decimals_of(number) or 0, 4))
