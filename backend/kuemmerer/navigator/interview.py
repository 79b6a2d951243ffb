"""Which question comes next, how many at most are left, and what fell away when an answer changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from kuemmerer.navigator.answers import Answers
from kuemmerer.navigator.conditions import Values, open_leaves
from kuemmerer.navigator.evaluate import effective_values
from kuemmerer.navigator.model import DECIDING, Effect, Evaluation, FormResult, Rule, Rulebook
from kuemmerer.navigator.question import Question
from kuemmerer.navigator.truth import Truth


@dataclass(frozen=True)
class Outlook:
    """Where the interview stands. `refinements` can no longer change a verdict, only the order within a group."""

    next_question: Question | None
    remaining_at_most: int
    refinements: tuple[Question, ...]


def outlook(rulebook: Rulebook, answers: Answers, evaluation: Evaluation) -> Outlook:
    """The question that can still decide most, and an honest upper bound for the number of questions to come.

    The bound holds because a rule that is decided stays decided: the questions behind open rules only become fewer.
    """
    values = effective_values(rulebook, answers)
    open_rules = {rule.id: rule for result in evaluation.forms for rule in can_still_decide(result)}
    candidates = _askable(rulebook, answers, values, list(open_rules.values()))
    if not candidates:
        return Outlook(None, 0, _refinements(rulebook, answers, values, evaluation))
    order = {question.id: number for number, question in enumerate(rulebook.questions)}
    asked_now = [question for question in candidates if _arises(question, answers, values)]
    best = max(
        asked_now, key=lambda question: (_gain(question, tuple(open_rules.values()), values), -order[question.id])
    )
    return Outlook(best, len(candidates), ())


def can_still_decide(result: FormResult) -> tuple[Rule, ...]:
    """The open rules whose answer can change this verdict. Where one condition holds, another one changes nothing."""
    if result.firm:
        return ()
    is_conditional = any(reason.rule.effect is Effect.REQUIRES and not reason.is_open for reason in result.reasons)
    return tuple(
        reason.rule
        for reason in result.reasons
        if reason.is_open and not (is_conditional and reason.rule.effect is Effect.REQUIRES)
    )


def _askable(rulebook: Rulebook, answers: Answers, values: Values, rules: Sequence[Rule]) -> list[Question]:
    """Unsettled questions that can still decide these rules, and the questions those depend on."""
    wanted = {leaf.question for rule in rules for leaf in open_leaves(rule.when, values)}
    grown = True
    while grown:
        before = len(wanted)
        for name in tuple(wanted):
            question = rulebook.question_by_id[name]
            if question.ask_when.evaluate(values) is Truth.OPEN:
                wanted |= {leaf.question for leaf in open_leaves(question.ask_when, values)}
        grown = len(wanted) > before
    return [
        question for question in rulebook.questions if question.id in wanted and not answers.is_settled(question.id)
    ]


def _gain(question: Question, rules: Sequence[Rule], values: Values) -> int:
    """How much an answer would decide: for each open rule and option, the forms it settles."""
    gain = 0
    changed = dict(values)
    for rule in rules:
        if question.id in rule.questions:
            for option in question.options:
                changed[question.id] = (option.value,)
                if rule.when.evaluate(changed) is not Truth.OPEN:
                    gain += len(rule.forms) * (3 if rule.effect is Effect.EXCLUDES else 1)
    return gain * 12 // max(1, len(question.options))


def _refinements(rulebook: Rulebook, answers: Answers, values: Values, evaluation: Evaluation) -> tuple[Question, ...]:
    alive = {result.form.slug for result in evaluation.forms if result.verdict != "excluded"}
    weighty = [
        rule
        for rule in rulebook.rules
        if rule.effect not in DECIDING and alive.intersection(rule.forms) and rule.when.evaluate(values) is Truth.OPEN
    ]
    askable = _askable(rulebook, answers, values, weighty)
    return tuple(question for question in askable if _arises(question, answers, values))


def _arises(question: Question, answers: Answers, values: Values) -> bool:
    """It arises for sure, or nobody knows whether it does because what it depends on is »weiß nicht«."""
    truth = question.ask_when.evaluate(values)
    return truth is Truth.YES or (truth is Truth.OPEN and all(answers.is_settled(name) for name in question.depends_on))


def fallen_away(rulebook: Rulebook, answers: Answers) -> tuple[str, ...]:
    """Answers given to questions that no longer arise after another answer changed."""
    values = effective_values(rulebook, answers)
    return tuple(
        question.id
        for question in rulebook.questions
        if question.id in answers.given and question.ask_when.evaluate(values) is Truth.NO
    )
