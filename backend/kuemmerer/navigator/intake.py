"""What comes in at the door becomes answers: known questions and options only; everything else is named, never ignored."""

import re
from collections.abc import Iterable, Mapping, Sequence

from kuemmerer.base.nearest import did_you_mean
from kuemmerer.navigator.answers import UNKNOWN, Answers, Assumption
from kuemmerer.navigator.model import TASK_QUESTION, Rulebook
from kuemmerer.navigator.question import Question

# A number of partners may come as a number; the option is found by its upper bound.
_PARTNER_COUNTS = ((2, "zwei"), (6, "drei-bis-sechs"), (10, "sieben-bis-zehn"))


class BadAnswer(ValueError):
    """An answer we do not know: `question` and a German sentence with the nearest known one."""

    def __init__(self, question: str, message: str) -> None:
        super().__init__(message)
        self.question = question
        self.message = message


def read_answers(rulebook: Rulebook, given: Mapping[str, Sequence[str]], derived: Iterable[Assumption] = ()) -> Answers:
    """Check the given answers and add what follows from the task, from the municipalities and from defaults.

    Raises BadAnswer for the first unknown question or option.
    """
    checked = {name: _read(rulebook, name, values) for name, values in given.items()}
    assumptions = [*_from_task(rulebook, checked), *derived, *_defaults(rulebook)]
    taken: dict[str, Assumption] = {}
    for assumption in assumptions:
        if assumption.question not in checked:
            taken.setdefault(assumption.question, assumption)
    return Answers(checked, tuple(taken.values()))


def _read(rulebook: Rulebook, name: str, values: Sequence[str]) -> tuple[str, ...]:
    question = rulebook.question_by_id.get(name)
    if question is None:
        raise BadAnswer(name, f"Die Frage »{name}« gibt es nicht.{did_you_mean(name, rulebook.question_by_id)}")
    chosen = tuple(dict.fromkeys(_option(question, value) for value in values))
    if not chosen:
        raise BadAnswer(name, f"Auf die Frage »{question.short}« fehlt eine Antwort.")
    if len(chosen) > 1 and (not question.several or UNKNOWN in chosen):
        raise BadAnswer(name, f"Auf die Frage »{question.short}« ist nur eine Antwort möglich.")
    if question.several:
        order = {value: number for number, value in enumerate(question.values)}
        chosen = tuple(sorted(chosen, key=lambda value: order.get(value, -1)))
    return chosen


def _option(question: Question, value: str) -> str:
    if value == UNKNOWN or value in question.values:
        return value
    if value in question.accepts:
        return question.accepts[value]
    if question.id == "partner" and re.fullmatch(r"[1-9]\d{0,3}", value) and int(value) >= 2:
        return next((option for bound, option in _PARTNER_COUNTS if int(value) <= bound), "mehr-als-zehn")
    known = (*question.values, UNKNOWN)
    raise BadAnswer(
        question.id,
        f"»{value[:60]}« ist keine Antwort auf die Frage »{question.short}«.{did_you_mean(value, known)}"
        f" Möglich sind: {', '.join(known if len(known) < 15 else (*known[:8], '…', UNKNOWN))}.",
    )


def _from_task(rulebook: Rulebook, checked: Mapping[str, tuple[str, ...]]) -> Iterable[Assumption]:
    chosen = checked.get(TASK_QUESTION, ())
    task = rulebook.task_by_slug.get(chosen[0]) if chosen else None
    if task is None:
        return ()
    return [
        Assumption(name, values, f"Das ist bei der Aufgabe „{task.title}“ meist so.")
        for name, values in task.assumptions.items()
    ]


def _defaults(rulebook: Rulebook) -> Iterable[Assumption]:
    return [
        Assumption(question.id, (question.default,), "Davon gehen wir aus, solange Sie nichts anderes sagen.")
        for question in rulebook.questions
        if question.default is not None
    ]
