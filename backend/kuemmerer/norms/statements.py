"""What the navigator says beside its rules and warnings: the authority's part, who decides, how one leaves, the timetable."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kuemmerer.content.model import Confidence
from kuemmerer.navigator.exits import ASPECT_LABELS
from kuemmerer.navigator.model import Rulebook
from kuemmerer.timetable.model import Procedures, Step


@dataclass(frozen=True)
class Statement:
    """One statement that may rest on a norm. `source` is an address or a sentence; empty where only the norm counts.

    `file` is the name in content/navigator; `needles` are the words that lead to its line there, one after the other.
    """

    what: str
    text: str
    norm: str | None
    source: str
    checked_on: date
    confidence: Confidence
    forms: tuple[str, ...]
    file: str
    needles: tuple[str, ...]


def statements_of(rulebook: Rulebook, procedures: Procedures) -> tuple[Statement, ...]:
    """All of them, in the order of the files."""
    return (*_oversight(rulebook), *_bodies(rulebook), *_exits(rulebook), *_steps(procedures))


def _oversight(rulebook: Rulebook) -> Iterator[Statement]:
    for rule in rulebook.oversight:
        yield Statement(
            f"Aufsicht {rule.id}", rule.text, rule.norm, rule.source, rule.checked_on, rule.confidence, rule.forms,
            "aufsichtswege.yml", (f"id: {rule.id}",),
        )  # fmt: skip


def _bodies(rulebook: Rulebook) -> Iterator[Statement]:
    for body in rulebook.bodies:
        yield Statement(
            f"Wer beschließt: {body.name}", body.decides, body.norm, body.source, body.checked_on, body.confidence, (),
            "gremien.yml", (f"id: {body.id}",),
        )  # fmt: skip


def _exits(rulebook: Rulebook) -> Iterator[Statement]:
    if rulebook.leaving is None:
        return
    for leaving in rulebook.exits:
        for name, label in ASPECT_LABELS.items():
            said = getattr(leaving, name)
            yield Statement(
                f"Ausstieg, {label}", said.text, said.norm, "", rulebook.leaving.checked_on, said.confidence, (leaving.form,),
                "ausstieg.yml", (f"form: {leaving.form}", f"{name}:"),
            )  # fmt: skip


def _steps(procedures: Procedures) -> Iterator[Statement]:
    """Each step once, with all forms that take it."""
    forms: dict[Step, list[str]] = {step: [] for step in procedures.funding}
    for form, steps in procedures.steps.items():
        for step in steps:
            forms.setdefault(step, []).append(form)
    for step, taken_by in forms.items():
        text = ". ".join(part.rstrip(".") for part in (step.title, step.note, step.stop) if part) + "."
        is_own = len(taken_by) == 1
        needles = (f"form: {taken_by[0]}", step.title) if is_own else (step.title,)
        yield Statement(
            f"Zeitplan: {step.title}", text, step.norm, step.source, step.checked_on, step.confidence, tuple(taken_by),
            "zeitplan.yml", needles,
        )  # fmt: skip
