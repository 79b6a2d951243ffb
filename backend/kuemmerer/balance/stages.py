"""Stages of a by-law: »bis 2.000: 1; bis 5.000: 2; darüber: 3«. Size classes that count, or prices of a quantity."""

import re
from collections.abc import Sequence
from fractions import Fraction

from kuemmerer.balance.model import Stage
from kuemmerer.base.numbers import decimals_of, german_decimal

MAX_STAGES = 12
EXAMPLE = "bis 2.000: 1; bis 5.000: 2; darüber: 3"
_NUMBER = r"\d(?:[\d.,]*\d)?"
_WORDS = r"[^\d:=]*"  # Einwohner, m³, Anteile: said by people, not needed by us
_PARTS = re.compile(r"[;\n]|,(?=\s*(?:bis|von|ab|über|darüber|mehr)\b)", re.IGNORECASE)
_STAGE = re.compile(
    rf"(?:(?:(?:von|ab|über)\s+)?(?:(?P<low>{_NUMBER}){_WORDS}?)?(?:bis|[-–])\s*(?P<high>{_NUMBER})"
    rf"|(?:darüber|mehr\s+als|mehr|über|ab)\s*(?P<above>{_NUMBER})?){_WORDS}[:=](?P<value>.*)",
    re.IGNORECASE,
)
_VALUE = re.compile(rf"([-−–]?\s*{_NUMBER})\D*")

RawStage = tuple[str, str, str]  # from, up to, value; an empty text where nothing was said


class BadStages(ValueError):
    """These are no stages; the message is a German sentence."""


def read_lines(text: str) -> tuple[RawStage, ...]:
    """The stages of a text as they stand there, the numbers not yet read. Raises BadStages."""
    found = []
    for part in _PARTS.split(text):
        if not part.strip():
            continue
        match = _STAGE.fullmatch(part.strip())
        if match is None:
            raise BadStages(f"»{part.strip()[:40]}« ist nicht lesbar. Schreiben Sie zum Beispiel: {EXAMPLE}")
        value = match["value"].strip()
        number = _VALUE.fullmatch(value)
        found.append((match["low"] or match["above"] or "", match["high"] or "", number[1] if number else value))
    if text and not found:
        raise BadStages(f"Hier steht keine Stufe. Schreiben Sie zum Beispiel: {EXAMPLE}")
    return tuple(found)


def checked(stages: Sequence[tuple[Fraction | None, Stage]]) -> tuple[Stage, ...]:
    """Stages with the number each one begins after, where that was said. They rise, leave no gap and have no end.

    Raises BadStages.
    """
    if len(stages) > MAX_STAGES:
        raise BadStages(f"Mehr als {MAX_STAGES} Stufen versteht niemand mehr.")
    before: Fraction | None = None
    for number, (begins, stage) in enumerate(stages, 1):
        if number < len(stages) and stage.up_to is None:
            raise BadStages("»darüber« steht am Ende der Staffel.")
        if before is not None and stage.up_to is not None and stage.up_to <= before:
            raise BadStages(f"Die Grenzen müssen aufsteigen: Nach {_shown(before)} kommt {_shown(stage.up_to)}.")
        last = before or Fraction(0)
        if begins is not None and begins not in (last, last + 1):
            raise BadStages(f"Zwischen {_shown(last)} und {_shown(begins)} passt die Staffel nicht zusammen.")
        before = stage.up_to
    if before is not None:
        raise BadStages(
            f"Die Staffel endet zu früh: Was gilt über {_shown(before)}? Schreiben Sie am Ende »darüber: …«."
        )
    return tuple(stage for _, stage in stages)


def class_of(stages: Sequence[Stage], figure: Fraction) -> int:
    """The number of the stage a figure belongs to; a limit itself still belongs to the lower one."""
    return next(number for number, stage in enumerate(stages) if stage.up_to is None or figure <= stage.up_to)


def price_of(stages: Sequence[Stage], quantity: Fraction) -> Fraction:
    """What a quantity costs if each price holds for the part of it within its stage: no jumps."""
    price, begins = Fraction(0), Fraction(0)
    for stage in stages:
        ends = quantity if stage.up_to is None else min(quantity, stage.up_to)
        price += max(ends - begins, Fraction(0)) * stage.value
        begins = max(begins, ends)
    return price


def in_words(stages: Sequence[Stage]) -> str:
    """The stages as a text that can be read again."""
    return "; ".join(
        f"{'darüber' if stage.up_to is None else f'bis {_shown(stage.up_to)}'}: {_shown(stage.value)}"
        for stage in stages
    )


def _shown(number: Fraction) -> str:
    return german_decimal(number, decimals_of(number) or 0)
