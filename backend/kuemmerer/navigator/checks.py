"""What must hold of the navigator's files: no dead name, no exclusion without norm, no rule that can never apply."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, product
from pathlib import PurePosixPath

from kuemmerer.base.defects import Defect
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.content.library import Library
from kuemmerer.content.model import Nature
from kuemmerer.navigator.checks_surroundings import check_surroundings
from kuemmerer.navigator.conditions import Condition, leaves, questions_of
from kuemmerer.navigator.evaluate import settle
from kuemmerer.navigator.model import TASK_QUESTION, Effect, Rulebook
from kuemmerer.navigator.question import Question
from kuemmerer.navigator.truth import Truth

FOLDER = PurePosixPath("navigator")
# More combinations than this are not tried for one rule; none of ours comes near.
MAX_COMBINATIONS = 200_000


def check_rulebook(rulebook: Rulebook, library: Library) -> list[Defect]:
    """All defects of the rulebook, by name; locate.py finds file and line of each."""
    messages = [message for check in _CHECKS for message in check(rulebook, library)]
    return [Defect(FOLDER, 1, message) for message in messages]


def _duplicates(rulebook: Rulebook, library: Library) -> Iterator[str]:
    for what, names in (
        ("Die Regel", [rule.id for rule in rulebook.rules]),
        ("Der Hinweis", [warning.id for warning in rulebook.warnings]),
        ("Die Frage", [question.id for question in rulebook.questions]),
        ("Die Aufgabe", [task.slug for task in rulebook.tasks]),
    ):
        for name, count in Counter(names).items():
            if count > 1:
                yield f"{what} »{name}« gibt es {count}-mal."


def _conditions(rulebook: Rulebook, library: Library) -> Iterator[str]:
    for place, condition in _all_conditions(rulebook):
        for leaf in leaves(condition):
            question = rulebook.question_by_id.get(leaf.question)
            if question is None:
                yield f"{place}: Die Frage »{leaf.question}« gibt es nicht.{did_you_mean(leaf.question, rulebook.question_by_id)}"
                continue
            for option in sorted(leaf.options.difference(question.values)):
                hint = did_you_mean(option, question.values)
                yield f"{place}: Die Frage »{question.id}« hat keine Antwort »{option}«.{hint}"


def _all_conditions(rulebook: Rulebook) -> Iterator[tuple[str, Condition]]:
    for rule in rulebook.rules:
        yield f"Regel {rule.id}", rule.when
    for warning in rulebook.warnings:
        yield f"Hinweis {warning.id}", warning.when
    for item in rulebook.obstacles:
        yield f"Hemmnis {item.obstacle}", item.when
    for question in rulebook.questions:
        yield f"Frage {question.id}", question.ask_when
    for way in rulebook.oversight:
        yield f"Aufsichtsweg {way.id}", way.when
    for body in rulebook.bodies:
        yield f"Gremium {body.id}", body.when


def _names(rulebook: Rulebook, library: Library) -> Iterator[str]:
    known = [article.id for article in library]
    for place, article_id in _named(rulebook):
        if article_id not in library:
            yield f"{place}: »{article_id}« gibt es nicht.{did_you_mean(article_id, known)}"
    for rule in rulebook.rules:
        for slug in rule.forms:
            if slug not in rulebook.form_by_slug:
                yield f"Regel {rule.id}: Die Form »{slug}« gibt es nicht.{did_you_mean(slug, rulebook.form_by_slug)}"


def named_by_rulebook(rulebook: Rulebook) -> frozenset[str]:
    """The ids of all articles that the navigator leads to."""
    judged = (f"instrument/{form.slug}" for form in rulebook.forms)
    return frozenset((*(article_id for _, article_id in _named(rulebook)), *judged))


def _named(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    for question in rulebook.questions:
        for slug in question.clarify.ask:
            yield f"Frage {question.id}", f"institution/{slug}"
    for task in rulebook.tasks:
        yield f"Aufgabe {task.slug}", f"topic/{task.topic}"
        for slug in task.institutions:
            yield f"Aufgabe {task.slug}", f"institution/{slug}"
        for slug in (*((task.application,) if task.application else ()), *task.frames):
            yield f"Aufgabe {task.slug}", f"instrument/{slug}"
    for item in rulebook.obstacles:
        yield "hemmnisse.yml", f"obstacle/{item.obstacle}"
    for rung in rulebook.ladder:
        yield "leiter.yml", f"instrument/{rung.start}"
        yield "leiter.yml", f"instrument/{rung.growth}"


def _assumptions(rulebook: Rulebook, library: Library) -> Iterator[str]:
    for task in rulebook.tasks:
        for name, values in task.assumptions.items():
            yield from _bad_values(f"Aufgabe {task.slug}", rulebook.question_by_id, name, values)
    for question in rulebook.questions:
        if question.default is not None:
            yield from _bad_values(f"Frage {question.id}", rulebook.question_by_id, question.id, (question.default,))
        for option in question.accepts.values():
            yield from _bad_values(f"Frage {question.id}", rulebook.question_by_id, question.id, (option,))


def _bad_values(place: str, questions: Mapping[str, Question], name: str, values: tuple[str, ...]) -> Iterator[str]:
    question = questions.get(name)
    if question is None:
        yield f"{place}: Die Frage »{name}« gibt es nicht.{did_you_mean(name, questions)}"
        return
    for value in values:
        if value not in question.values:
            yield f"{place}: Die Frage »{name}« hat keine Antwort »{value}«.{did_you_mean(value, question.values)}"


def _norms(rulebook: Rulebook, library: Library) -> Iterator[str]:
    for rule in rulebook.rules:
        if rule.effect is Effect.EXCLUDES and not rule.norm:
            yield f"Regel {rule.id}: Ein Ausschluss braucht eine Norm."
        if rule.nature is Nature.LAW and not rule.norm:
            yield f"Regel {rule.id}: Eine Aussage der Art »recht« braucht eine Norm."


def _satisfiable(rulebook: Rulebook, library: Library) -> Iterator[str]:
    for place, condition in _all_conditions(rulebook):
        names = questions_of(condition)
        if names and all(name in rulebook.question_by_id for name in names) and not can_hold(rulebook, condition):
            yield f"{place}: Diese Bedingung kann nie eintreten."


def can_hold(rulebook: Rulebook, condition: Condition) -> bool:
    """Whether some combination of answers makes the condition true, also considering which questions arise."""
    names = list(dict.fromkeys(name for name in _closure(rulebook, questions_of(condition))))
    choices = [_choices(rulebook.question_by_id[name], condition) for name in names]
    for combination in islice(product(*choices), MAX_COMBINATIONS):
        values = {question.id: None for question in rulebook.questions} | dict(zip(names, combination, strict=True))
        if condition.evaluate(settle(rulebook.conditional_questions, values)) is Truth.YES:
            return True
    return False


def _closure(rulebook: Rulebook, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield name
        yield from _closure(rulebook, rulebook.question_by_id[name].depends_on)


def _choices(question: Question, condition: Condition) -> list[tuple[str, ...]]:
    """Each single option; for questions with several answers also the pairs that the condition tells apart."""
    values = question.values
    if question.id == TASK_QUESTION:
        named = {option for leaf in leaves(condition) if leaf.question == TASK_QUESTION for option in leaf.options}
        values = (*(value for value in values if value in named), "andere")
    single: list[tuple[str, ...]] = [(value,) for value in values]
    if not question.several:
        return single
    return single + [(first, second) for first in values for second in values if first < second]


_CHECKS: tuple[Callable[[Rulebook, Library], Iterator[str]], ...] = (
    _duplicates, _conditions, _names, _assumptions, _norms, _satisfiable, check_surroundings,
)  # fmt: skip
