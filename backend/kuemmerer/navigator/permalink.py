"""The address of a result: answers, content version, and a letter per verdict, so that a later reader sees what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from kuemmerer.navigator.answers import Answers
from kuemmerer.navigator.model import Evaluation, Rulebook, Verdict

STAND = "stand"
RESULT_PAGE = "/navigator/ergebnis"
_LETTERS = {Verdict.FITS: "p", Verdict.FITS_IF: "w", Verdict.EXCLUDED: "x"}
_VERDICTS = {letter: verdict for verdict, letter in _LETTERS.items()}


class BadFingerprint(ValueError):
    """A `stand` that we did not write."""


@dataclass(frozen=True)
class Difference:
    """A form whose verdict is no longer the one in the link."""

    slug: str
    before: Verdict
    now: Verdict


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


def differences(rulebook: Rulebook, evaluation: Evaluation, stand: str) -> tuple[Difference, ...]:
    """What changed since the link was made. Raises BadFingerprint for something that is no fingerprint of ours."""
    version, separator, letters = stand.partition("~")
    if not separator or not version.isalnum() or not set(letters) <= set(_VERDICTS):
        raise BadFingerprint(stand)
    if len(letters) != len(rulebook.forms):
        return ()
    verdicts = {result.form.slug: result.verdict for result in evaluation.forms}
    return tuple(
        Difference(form.slug, _VERDICTS[letter], verdicts[form.slug])
        for form, letter in zip(rulebook.forms, letters, strict=True)
        if _VERDICTS[letter] is not verdicts[form.slug]
    )
