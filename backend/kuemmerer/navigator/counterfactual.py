"""What would have to be different: the smallest sets of changeable answers under which a form fits."""

from collections.abc import Iterator

from kuemmerer.navigator.answers import Answers
from kuemmerer.navigator.conditions import Values
from kuemmerer.navigator.evaluate import NOT_ASKED, settle
from kuemmerer.navigator.model import DECIDING, Change, Effect, Form, Rule, Rulebook, Verdict
from kuemmerer.navigator.truth import Truth

MAX_CHANGES = 3
MAX_SETS = 4
_RANK = {Verdict.FITS: 0, Verdict.FITS_IF: 1, Verdict.EXCLUDED: 2}


def counterfactuals(
    rulebook: Rulebook, answers: Answers, form: Form, verdict: Verdict
) -> tuple[tuple[Change, ...], ...]:
    """The smallest sets of changes (at most three answers) that lead to a better verdict; none for a form that fits.

    A form that carries an unconditional requirement can never simply fit; for it, leaving the excluded group counts.
    Only questions marked changeable are touched: population or an existing VG are facts, not choices.
    """
    if verdict is Verdict.FITS:
        return ()
    search = _Search(rulebook, answers, form)
    for target in (Verdict.FITS, Verdict.FITS_IF):
        if _RANK[target] >= _RANK[verdict]:
            break
        for size in range(1, MAX_CHANGES + 1):
            found = search.sets_of_size(size, target)
            if found:
                return tuple(found[:MAX_SETS])
    return ()


class _Search:
    """Any solution must change a question of each rule that stands in the way; so only those are tried."""

    def __init__(self, rulebook: Rulebook, answers: Answers, form: Form) -> None:
        self._rulebook = rulebook
        self._known: Values = {question.id: answers.known(question.id) for question in rulebook.questions}
        rules = rulebook.rules_of_form[form.slug]
        behind = {name for rule in rules if rule.effect in DECIDING for name in rule.questions}
        self._conditional = tuple(question for question in rulebook.conditional_questions if question.id in behind)
        self._tried: set[frozenset[tuple[str, tuple[str, ...]]]] = set()
        self._excluding = tuple(rule for rule in rules if rule.effect is Effect.EXCLUDES)
        self._requiring = tuple(rule for rule in rules if rule.effect is Effect.REQUIRES)

    def sets_of_size(self, size: int, target: Verdict) -> list[tuple[Change, ...]]:
        self._tried.clear()
        found: dict[frozenset[Change], tuple[Change, ...]] = {}
        for changes in self._extend({}, size, target):
            ordered = tuple(sorted(changes, key=lambda change: (change.question, change.values)))
            found.setdefault(frozenset(ordered), ordered)
        return sorted(found.values(), key=lambda changes: [(change.question, change.values) for change in changes])

    def _extend(self, changed: dict[str, tuple[str, ...]], size: int, target: Verdict) -> Iterator[tuple[Change, ...]]:
        state = frozenset(changed.items())
        if state in self._tried:
            return
        self._tried.add(state)
        values = settle(self._conditional, {**self._known, **changed})
        blocking = self._first_in_the_way(values, target)
        if blocking is None:
            if len(changed) == size:
                yield tuple(Change(question, chosen) for question, chosen in changed.items())
            return
        if len(changed) == size:
            return
        for name in self._touchable(blocking, values):
            if name in changed:
                continue
            question = self._rulebook.question_by_id[name]
            for option in question.options:
                if (option.value,) != self._known.get(name):
                    yield from self._extend({**changed, name: (option.value,)}, size, target)

    def _touchable(self, rule: Rule, values: Values) -> list[str]:
        by_id = self._rulebook.question_by_id
        # A question also stops counting when the answer it depends on changes.
        names = dict.fromkeys(other for name in rule.questions for other in (name, *by_id[name].depends_on))
        return [name for name in names if values.get(name) != NOT_ASKED and by_id[name].changeable]

    def _first_in_the_way(self, values: Values, target: Verdict) -> Rule | None:
        for rule in self._excluding:
            truth = rule.when.evaluate(values)
            if truth is Truth.YES or (truth is Truth.OPEN and target is Verdict.FITS):
                return rule
        if target is Verdict.FITS:
            for rule in self._requiring:
                if rule.when.evaluate(values) is not Truth.NO:
                    return rule
        return None
