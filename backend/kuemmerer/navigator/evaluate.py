"""Rulebook and answers become an evaluation: every rule once, three values, reasons attached."""

from collections.abc import Iterable

from kuemmerer.navigator.answers import Answers
from kuemmerer.navigator.conditions import Doubtful, Values, open_leaves
from kuemmerer.navigator.model import DECIDING, Evaluation, FormResult, Reason, Rule, Rulebook, precedence
from kuemmerer.navigator.question import Question
from kuemmerer.navigator.truth import Truth

# The value of a question that does not arise: no option of it is chosen, so every comparison is false.
NOT_ASKED: tuple[str, ...] = ()


def effective_values(rulebook: Rulebook, answers: Answers) -> Values:
    """The chosen options per question: None while open, empty where the question does not arise."""
    return settle(
        rulebook.conditional_questions, {question.id: answers.known(question.id) for question in rulebook.questions}
    )


def settle(conditional: Iterable[Question], known: Values) -> Values:
    """The same, with what it means that a question does not arise, or that nobody knows yet whether it does.

    `conditional` are the questions that arise only under a condition, in the order of the rulebook.
    """
    values = dict(known)
    for question in conditional:
        truth = question.ask_when.evaluate(values)
        chosen = values.get(question.id)
        if truth is Truth.NO:
            values[question.id] = NOT_ASKED
        elif truth is Truth.OPEN and chosen:
            values[question.id] = Doubtful(chosen)
    return values


def evaluate(rulebook: Rulebook, answers: Answers) -> Evaluation:
    """Judge every form. Depends on the answers only, not on their order."""
    values = effective_values(rulebook, answers)
    truths = {rule.id: rule.when.evaluate(values) for rule in rulebook.rules}
    results = [
        FormResult(form, tuple(_reasons(rulebook.rules_of_form[form.slug], truths, values))) for form in rulebook.forms
    ]
    return Evaluation(tuple(sorted(results, key=precedence)))


def _reasons(rules: tuple[Rule, ...], truths: dict[str, Truth], values: Values) -> list[Reason]:
    reasons = []
    for rule in rules:
        truth = truths[rule.id]
        # An open favour says nothing yet; an open exclusion or requirement is a »passt, wenn«.
        if truth is Truth.YES or (truth is Truth.OPEN and rule.effect in DECIDING):
            is_open = truth is Truth.OPEN
            reasons.append(Reason(rule, is_open, _rests_on(rule, values, is_open)))
    return reasons


def _rests_on(rule: Rule, values: Values, is_open: bool) -> tuple[str, ...]:
    """The answers a reader can change to change this: for an open reason those that are missing."""
    if is_open:
        return tuple(dict.fromkeys(leaf.question for leaf in open_leaves(rule.when, values)))
    return tuple(question for question in rule.questions if values.get(question))
