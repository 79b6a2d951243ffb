"""The address of a result: answers, content version, and a letter per verdict, so that a later reader sees what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from kuemmerer.navigator.answers import Answers
from kuemmerer.navigator.model import Effect, Evaluation, FormResult, Rule, Rulebook, Verdict

STAND = "stand"
RESULT_PAGE = "/navigator/ergebnis"
_LETTERS = {Verdict.FITS: "p", Verdict.FITS_IF: "w", Verdict.EXCLUDED: "x"}
_VERDICTS = {letter: verdict for verdict, letter in _LETTERS.items()}


class BadFingerprint(ValueError):
    """A `stand` that we did not write."""


@dataclass(frozen=True)
class Difference:
    """A form whose verdict is no longer the one in the link; `now_because` are the rules that decide today."""

    slug: str
    before: Verdict
    now: Verdict
    now_because: tuple[Rule, ...]


@dataclass(frozen=True)
class Comparison:
    """An older result against today's. `is_comparable` is false for a list of forms nobody remembers any more."""

    is_comparable: bool
    changed: tuple[Difference, ...]
    new_forms: tuple[str, ...]


def answers_query(answers: Answers) -> list[tuple[str, str]]:
    """The explicit answers as query parameters, in a fixed order."""
    return [(name, value) for name in sorted(answers.given) for value in answers.given[name]]


def fingerprint(rulebook: Rulebook, evaluation: Evaluation, version: str) -> str:
    """version~letters: p passt, w passt, wenn, x ausgeschlossen; in the order of the rulebook's forms."""
    verdicts = {result.form.slug: result.verdict for result in evaluation.forms}
    return version + "~" + "".join(_LETTERS[verdicts[form.slug]] for form in rulebook.forms)


def permalink(
    rulebook: Rulebook, answers: Answers, evaluation: Evaluation, version: str, extra: Sequence[tuple[str, str]]
) -> str:
    """The relative address of the result page for these answers."""
    query = [*answers_query(answers), *extra, (STAND, fingerprint(rulebook, evaluation, version))]
    return f"{RESULT_PAGE}?{urlencode(query)}"


def compare_with(rulebook: Rulebook, evaluation: Evaluation, stand: str) -> Comparison:
    """What changed since the link was made. Raises BadFingerprint for something that is no fingerprint of ours.

    The forms of older fingerprints are remembered in fruehere-fragen.yml; their number tells which list was meant.
    """
    version, separator, letters = stand.partition("~")
    if not separator or not version.isalnum() or not set(letters) <= set(_VERDICTS):
        raise BadFingerprint(stand)
    known = [tuple(form.slug for form in rulebook.forms), *rulebook.former.forms]
    slugs = next((slugs for slugs in known if len(slugs) == len(letters)), None)
    if slugs is None:
        return Comparison(is_comparable=False, changed=(), new_forms=())
    results = {result.form.slug: result for result in evaluation.forms}
    before = {slug: _VERDICTS[letter] for slug, letter in zip(slugs, letters, strict=True)}
    changed = tuple(
        Difference(slug, was, results[slug].verdict, _deciding(results[slug]))
        for slug, was in before.items()
        if slug in results and was is not results[slug].verdict
    )
    return Comparison(True, changed, tuple(slug for slug in results if slug not in before))


def _deciding(result: FormResult) -> tuple[Rule, ...]:
    wanted = Effect.EXCLUDES if result.verdict is Verdict.EXCLUDED else Effect.REQUIRES
    return tuple(
        reason.rule
        for reason in result.reasons
        if reason.rule.effect is wanted or (reason.is_open and result.verdict is Verdict.FITS_IF)
    )
