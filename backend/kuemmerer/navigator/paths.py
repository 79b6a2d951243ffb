"""All interviews that can be led: every path from a task to the point where nothing is asked any more.

States from which the interview goes on alike are walked once. Such are states with the same rules still open, each with the
same comparisons still to be answered, and the same forms waiting for them.
"""

import time
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace

from kuemmerer.navigator.answers import UNKNOWN, Answers
from kuemmerer.navigator.conditions import Condition, Doubtful, Is, Not, Only, Values, leaves, open_leaves
from kuemmerer.navigator.evaluate import effective_values, evaluate
from kuemmerer.navigator.intake import read_answers
from kuemmerer.navigator.interview import can_still_decide, outlook
from kuemmerer.navigator.model import DECIDING, TASK_QUESTION, Effect, Evaluation, Rulebook
from kuemmerer.navigator.question import Question
from kuemmerer.navigator.truth import Truth

Lengths = Counter[int]


@dataclass
class Paths:
    """What was counted. `complete` is false when the time was up; then only the first `tasks` tasks are counted.

    Lengths are numbers of questions after the choice of the task. `undecided` must be empty: ends without a decision
    although nobody said »weiß nicht«.
    """

    complete: bool = True
    tasks: int = 0
    of_tasks: int = 0
    states: int = 0
    paths: int = 0
    longest: int = 0
    median: int = 0
    undecided: list[str] = field(default_factory=list)


class TimeUp(Exception):
    """The time for walking is over."""


def count_paths(rulebook: Rulebook, seconds: float) -> Paths:
    """Walk the interviews of all tasks, at most for so many seconds. »Weiß nicht« is one of the answers everywhere."""
    walk = Walk(rulebook, time.perf_counter() + seconds)
    tasks = (*rulebook.question_by_id[TASK_QUESTION].values, UNKNOWN)
    found = Paths(of_tasks=len(tasks))
    lengths: Lengths = Counter()
    for task in tasks:
        try:
            lengths.update(walk.lengths(read_answers(rulebook, {TASK_QUESTION: (task,)})))
        except TimeUp:
            found.complete = False
            break
        found.tasks += 1
    found.states = len(walk.known)
    found.paths = sum(lengths.values())
    found.longest = max(lengths, default=0)
    found.median = _median(lengths)
    found.undecided = walk.undecided
    return found


class Walk:
    """Walks interviews and remembers alike states, until the clock (perf_counter) shows `until`."""

    def __init__(self, rulebook: Rulebook, until: float) -> None:
        # Only what decides is asked for; the rest would only cost time.
        self._rulebook = replace(rulebook, rules=tuple(rule for rule in rulebook.rules if rule.effect in DECIDING))
        self._until = until
        self.known: dict[Hashable, Lengths] = {}
        self.undecided: list[str] = []

    def lengths(self, answers: Answers) -> Lengths:
        """How many interviews of which length go on from these answers. Raises TimeUp."""
        if time.perf_counter() > self._until:
            raise TimeUp
        evaluation = evaluate(self._rulebook, answers)
        values = effective_values(self._rulebook, answers)
        key = _key(self._rulebook, answers, evaluation, values)
        if key not in self.known:
            self.known[key] = self._continued(answers, evaluation, values)
        return self.known[key]

    def _continued(self, answers: Answers, evaluation: Evaluation, values: Values) -> Lengths:
        question = outlook(self._rulebook, answers, evaluation).next_question
        if question is None:
            if not evaluation.decided and not any(answer == (UNKNOWN,) for answer in answers.values.values()):
                self.undecided.append(str(sorted(answers.given.items())))
            return Counter({0: 1})
        found: Lengths = Counter()
        for option, alike in _distinct(question, evaluation, self._rulebook, values):
            for length, paths in self.lengths(answers.with_answer(question.id, (option,))).items():
                found[length + 1] += paths * alike
        return found


def _distinct(
    question: Question, evaluation: Evaluation, rulebook: Rulebook, values: Values
) -> Iterable[tuple[str, int]]:
    """One option for each set that no open comparison tells apart, with their number; »weiß nicht« is alone."""
    open_rules = {rule.id: rule.when for result in evaluation.forms for rule in can_still_decide(result)}
    conditions = [*open_rules.values(), *(other.ask_when for other in rulebook.conditional_questions)]
    compared = [leaf for condition in conditions for leaf in leaves(condition) if leaf.question == question.id]
    classes: dict[tuple[bool, ...], list[str]] = {}
    for value in question.values:
        classes.setdefault(tuple(value in leaf.options for leaf in compared), []).append(value)
    return [(UNKNOWN, 1), *((members[0], len(members)) for members in classes.values())]


def _key(rulebook: Rulebook, answers: Answers, evaluation: Evaluation, values: Values) -> Hashable:
    """What the rest of the interview depends on. Rules that wait for »weiß nicht« alone can no longer ask for anything."""
    waiting = []
    open_rules: dict[str, Condition] = {}
    for result in evaluation.forms:
        live = [rule for rule in can_still_decide(result) if _is_live(rulebook, answers, values, rule.when)]
        if live:
            is_conditional = any(r.rule.effect is Effect.REQUIRES and not r.is_open for r in result.reasons)
            waiting.append((result.form.slug, is_conditional))
            open_rules.update((rule.id, rule.when) for rule in live)
    residues = tuple((name, _residue(when, values)) for name, when in sorted(open_rules.items()))
    asked = {leaf.question for when in open_rules.values() for leaf in open_leaves(when, values)}
    while True:
        behind = {leaf.question for name in asked for leaf in _behind(rulebook, values, name)}
        if behind <= asked:
            break
        asked |= behind
    questions = tuple(
        (name, answers.is_settled(name), _residue(rulebook.question_by_id[name].ask_when, values))
        for name in sorted(asked)
    )
    return tuple(sorted(waiting)), residues, questions


def _is_live(rulebook: Rulebook, answers: Answers, values: Values, condition: Condition) -> bool:
    """Whether some question that can still be asked decides about it."""
    return any(
        not answers.is_settled(leaf.question)
        or any(not answers.is_settled(other.question) for other in _behind(rulebook, values, leaf.question))
        for leaf in open_leaves(condition, values)
    )


def _behind(rulebook: Rulebook, values: Values, question: str) -> Iterable[Is | Only]:
    return open_leaves(rulebook.question_by_id[question].ask_when, values)


def _residue(condition: Condition, values: Values) -> Hashable:
    """What is left of a condition when the known answers are put in."""
    truth = condition.evaluate(values)
    if truth is not Truth.OPEN:
        return truth
    match condition:
        case Is(question, options) | Only(question, options):
            chosen = values.get(question)
            return type(condition).__name__, question, options, chosen if isinstance(chosen, Doubtful) else None
        case Not(part):
            return "not", _residue(part, values)
        case _:
            parts = (_residue(part, values) for part in condition.parts)
            return type(condition).__name__, tuple(part for part in parts if not isinstance(part, Truth))


def _median(lengths: Lengths) -> int:
    middle, seen = sum(lengths.values()) // 2, 0
    for length in sorted(lengths):
        seen += lengths[length]
        if seen > middle:
            return length
    return 0
