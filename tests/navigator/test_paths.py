"""Counting all interviews: walking alike states once gives the same as walking every one."""

import random
from collections import Counter

import pytest

from kuemmerer.navigator.answers import UNKNOWN, Answers
from kuemmerer.navigator.evaluate import evaluate
from kuemmerer.navigator.intake import read_answers
from kuemmerer.navigator.interview import outlook
from kuemmerer.navigator.model import Rulebook
from kuemmerer.navigator.paths import Walk, count_paths

TASKS = ["bauhof", "standesamt", "klaeranlage", "grund-mittelschule", "kita", "andere"]
SHORT = 4


def every_one(rulebook: Rulebook, answers: Answers) -> Counter[int]:
    """The same without remembering anything: every option of every question."""
    question = outlook(rulebook, answers, evaluate(rulebook, answers)).next_question
    if question is None:
        return Counter({0: 1})
    found: Counter[int] = Counter()
    for option in (*question.values, UNKNOWN):
        for length, paths in every_one(rulebook, answers.with_answer(question.id, (option,))).items():
            found[length + 1] += paths
    return found


def nearly_done(rulebook: Rulebook, task: str, source: random.Random) -> Answers:
    """A random interview, stopped where only few questions are left."""
    answers = read_answers(rulebook, {"aufgabe": (task,)})
    while True:
        view = outlook(rulebook, answers, evaluate(rulebook, answers))
        if view.next_question is None or view.remaining_at_most <= SHORT:
            return answers
        option = source.choice((*view.next_question.values, UNKNOWN))
        answers = answers.with_answer(view.next_question.id, (option,))


@pytest.mark.parametrize("task", TASKS)
def test_remembering_alike_states_loses_and_invents_no_interview(rulebook: Rulebook, task: str) -> None:
    source = random.Random(task)
    starts = [nearly_done(rulebook, task, source) for _ in range(3)]
    walk = Walk(rulebook, until=float("inf"))
    assert [walk.lengths(start) for start in starts] == [every_one(rulebook, start) for start in starts]


def test_all_interviews_of_all_tasks_are_counted_and_end_decided(rulebook: Rulebook) -> None:
    found = count_paths(rulebook, seconds=60)
    assert found.complete
    assert found.tasks == found.of_tasks == len(rulebook.tasks) + 2
    assert found.undecided == []
    assert found.paths > 1_000_000
    assert found.states < 20_000
    assert found.median <= found.longest < len(rulebook.questions)


def test_without_time_the_count_says_that_it_is_incomplete(rulebook: Rulebook) -> None:
    found = count_paths(rulebook, seconds=0)
    assert not found.complete
    assert found.tasks < found.of_tasks
