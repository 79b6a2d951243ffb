"""The golden cases, and what each of them expects of an evaluation; read by the tests of practice and of mutations."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from kuemmerer.base.strict_yaml import read_yaml
from kuemmerer.navigator.answers import Answers
from kuemmerer.navigator.intake import read_answers
from kuemmerer.navigator.model import Evaluation, FormResult, Rulebook, Verdict

FOLDER = Path(__file__).parents[1] / "cases"
Ids = dict[str, tuple[str, ...]]


class Case(BaseModel):
    """Answers, and the verdicts and reason ids an experienced supervisory authority would give; never texts.

    `first`: one of these stands first. `among`: one of these is among the first three. `fits`: these fit without condition.
    `excluded`, `requires`, `open`: per form the rules that must be among its reasons. `not_for`: rules that must not speak.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    case: str
    answers: dict[str, str | tuple[str, ...]]
    first: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    fits: tuple[str, ...] = ()
    excluded: Ids = {}
    requires: Ids = {}
    open: Ids = {}
    not_for: Ids = {}
    authority: str | None = None
    contacts: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    funding: dict[str, str] = {}

    def read(self, rulebook: Rulebook) -> Answers:
        """The answers as the door reads them."""
        given = {name: value if isinstance(value, tuple) else (value,) for name, value in self.answers.items()}
        return read_answers(rulebook, given)


@dataclass(frozen=True)
class _Found:
    verdict: Verdict
    firm: bool
    holding: frozenset[str]
    open: frozenset[str]


@lru_cache
def load_cases() -> tuple[Case, ...]:
    """All cases of all files."""
    return tuple(
        Case.model_validate(case)
        for path in sorted(FOLDER.glob("*.yml"))
        for case in read_yaml(path.read_text("utf-8")).data
    )


def failures(case: Case, evaluation: Evaluation) -> Iterator[str]:
    """What the evaluation says otherwise than the case; nothing if it is right."""
    found = {result.form.slug: _found(result) for result in evaluation.forms}
    order = [slug for slug, each in found.items() if each.verdict is not Verdict.EXCLUDED]
    if case.first and (not order or order[0] not in case.first):
        yield f"first is {order[:1]}"
    if case.among and not set(order[:3]) & set(case.among):
        yield f"among is {order[:3]}"
    for slug in case.fits:
        if found[slug].verdict is not Verdict.FITS:
            yield f"{slug} is {found[slug].verdict}: {sorted(found[slug].holding | found[slug].open)}"
    for slug, ids in case.excluded.items():
        if found[slug].verdict is not Verdict.EXCLUDED or not set(ids) <= found[slug].holding:
            yield f"{slug} is {found[slug].verdict} for {sorted(found[slug].holding)}"
    for slug, ids in case.requires.items():
        if found[slug].verdict is not Verdict.FITS_IF or not set(ids) <= found[slug].holding:
            yield f"{slug} is {found[slug].verdict} for {sorted(found[slug].holding)}"
    for slug, ids in case.open.items():
        each = found[slug]
        if each.verdict is not Verdict.FITS_IF or each.firm or not set(ids) <= each.open:
            yield f"{slug} is {each.verdict} ({each.firm}), open {sorted(each.open)}"
    for slug, ids in case.not_for.items():
        if spoke := set(ids) & (found[slug].holding | found[slug].open):
            yield f"{slug}: {sorted(spoke)} must not speak"


def _found(result: FormResult) -> _Found:
    return _Found(
        result.verdict,
        result.firm,
        frozenset(reason.rule.id for reason in result.reasons if not reason.is_open),
        frozenset(reason.rule.id for reason in result.reasons if reason.is_open),
    )
