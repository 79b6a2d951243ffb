"""Evaluation, interview and counterfactuals over the shipped rulebook, with random answers."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuemmerer.navigator.answers import UNKNOWN, Answers
from kuemmerer.navigator.counterfactual import counterfactuals
from kuemmerer.navigator.evaluate import evaluate
from kuemmerer.navigator.interview import fallen_away, outlook
from kuemmerer.navigator.model import Effect, FormResult, Rulebook, Verdict

RANK = {Verdict.FITS: 0, Verdict.FITS_IF: 1, Verdict.EXCLUDED: 2}


def answers_of(rulebook: Rulebook, seed: int, share: float, unknown: float = 0.1) -> Answers:
    source = random.Random(seed)
    given = {}
    for question in rulebook.questions:
        if source.random() < share:
            given[question.id] = (UNKNOWN if source.random() < unknown else source.choice(question.values),)
    return Answers(given)


def verdict_of(rulebook: Rulebook, answers: Answers, slug: str) -> FormResult:
    return next(result for result in evaluate(rulebook, answers).forms if result.form.slug == slug)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_knowledge_is_monotone(rulebook: Rulebook, seed: int) -> None:
    """A firm verdict survives every answer to a question that was still open."""
    answers = answers_of(rulebook, seed, share=0.4)
    firm = {result.form.slug: result.verdict for result in evaluate(rulebook, answers).forms if result.firm}
    source = random.Random(seed)
    for question in rulebook.questions:
        if answers.known(question.id) is None:
            answers = answers.with_answer(question.id, (source.choice(question.values),))
    after = {result.form.slug: result.verdict for result in evaluate(rulebook, answers).forms}
    assert {slug: after[slug] for slug in firm} == firm


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_the_order_of_answers_does_not_matter(rulebook: Rulebook, seed: int) -> None:
    answers = answers_of(rulebook, seed, share=0.6)
    shuffled = list(answers.given.items())
    random.Random(seed).shuffle(shuffled)
    assert evaluate(rulebook, Answers(dict(shuffled))) == evaluate(rulebook, answers)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_every_form_has_a_reason_for_not_simply_fitting(rulebook: Rulebook, seed: int) -> None:
    for result in evaluate(rulebook, answers_of(rulebook, seed, share=0.5)).forms:
        deciding = [reason for reason in result.reasons if reason.rule.effect in (Effect.EXCLUDES, Effect.REQUIRES)]
        assert (result.verdict is Verdict.FITS) == (not deciding)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_counterfactuals_flip_the_verdict_and_are_minimal(rulebook: Rulebook, seed: int) -> None:
    answers = answers_of(rulebook, seed, share=0.6)
    for result in evaluate(rulebook, answers).forms:
        for changes in counterfactuals(rulebook, answers, result.form, result.verdict):
            reached = answers
            for change in changes:
                assert rulebook.question_by_id[change.question].changeable
                reached = reached.with_answer(change.question, change.values)
            after = verdict_of(rulebook, reached, result.form.slug).verdict
            assert RANK[after] < RANK[result.verdict]
            for left_out in changes:
                fewer = answers
                for change in changes:
                    if change != left_out:
                        fewer = fewer.with_answer(change.question, change.values)
                assert RANK[verdict_of(rulebook, fewer, result.form.slug).verdict] > RANK[after]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_the_interview_ends_within_its_own_bound_and_asks_nothing_idle(rulebook: Rulebook, seed: int) -> None:
    source = random.Random(seed)
    answers = Answers()
    bound = len(rulebook.questions) + 1
    while True:
        evaluation = evaluate(rulebook, answers)
        view = outlook(rulebook, answers, evaluation)
        assert view.remaining_at_most < bound
        bound = view.remaining_at_most
        if view.next_question is None:
            break
        question = view.next_question
        behind = {
            name for result in evaluation.forms if not result.firm for r in result.reasons for name in r.rule.questions
        }
        behind |= {other for name in behind for other in rulebook.question_by_id[name].depends_on}
        assert question.id in behind
        answers = answers.with_answer(question.id, (source.choice(question.values),))
    assert evaluate(rulebook, answers).decided


def test_without_answers_nothing_is_decided_and_the_first_question_is_open(rulebook: Rulebook) -> None:
    evaluation = evaluate(rulebook, Answers())
    view = outlook(rulebook, Answers(), evaluation)
    assert not evaluation.decided
    assert view.next_question is not None
    assert view.remaining_at_most > 3


def test_an_answer_falls_away_when_its_question_no_longer_arises(rulebook: Rulebook) -> None:
    answers = Answers({"private": ("keine",), "stimmen-private": ("mehr",)})
    assert fallen_away(rulebook, answers) == ("stimmen-private",)
    assert not any(
        reason.rule.id == "R40"
        for reason in verdict_of(rulebook, answers, "zweckverband").reasons
        if not reason.is_open
    )


@pytest.mark.parametrize("question", ["nachbar", "vg", "aufgabe"])
def test_facts_are_never_offered_as_a_change(rulebook: Rulebook, question: str) -> None:
    assert not rulebook.question_by_id[question].changeable
