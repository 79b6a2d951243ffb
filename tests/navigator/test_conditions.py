"""Three values, and the small language of conditions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.navigator.conditions import (
    All,
    AnyOf,
    BadCondition,
    Condition,
    Doubtful,
    Is,
    Not,
    Values,
    questions_of,
    read_condition,
)
from kuemmerer.navigator.truth import Truth

QUESTIONS = ("eins", "zwei", "drei")
OPTIONS = ("ja", "nein", "teils")

leaf = st.builds(Is, st.sampled_from(QUESTIONS), st.frozensets(st.sampled_from(OPTIONS), min_size=1))
condition: st.SearchStrategy[Condition] = st.recursive(
    leaf,
    lambda parts: st.one_of(
        st.builds(Not, parts),
        st.builds(All, st.lists(parts, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(parts, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)
values = st.fixed_dictionaries(
    {name: st.one_of(st.none(), st.sampled_from(OPTIONS).map(lambda option: (option,))) for name in QUESTIONS}
)


def test_a_truth_is_never_asked_for_yes_or_no_by_accident() -> None:
    with pytest.raises(TypeError):
        bool(Truth.OPEN)


@pytest.mark.parametrize(
    ("data", "chosen", "truth"),
    [
        ({"hoheit": "ja"}, ("ja",), Truth.YES),
        ({"hoheit": "ja"}, ("nein",), Truth.NO),
        ({"hoheit": "ja"}, None, Truth.OPEN),
        ({"hoheit": ["ja", "person"]}, ("person",), Truth.YES),
        ({"not": {"hoheit": "ja"}}, None, Truth.OPEN),
        ({"only": {"hoheit": ["ja", "nein"]}}, ("ja", "nein"), Truth.YES),
        ({"only": {"hoheit": ["ja"]}}, ("ja", "nein"), Truth.NO),
        ("always", None, Truth.YES),
    ],
)
def test_reading_and_evaluating(data: object, chosen: tuple[str, ...] | None, truth: Truth) -> None:
    assert read_condition(data).evaluate({"hoheit": chosen}) is truth


@pytest.mark.parametrize("data", [None, 7, {}, {"hoheit": 3}, {"hoheit": []}, "immer", {"only": "ja"}, {"any": "ja"}])
def test_what_is_no_condition_is_refused(data: object) -> None:
    with pytest.raises(BadCondition):
        read_condition(data)


@given(condition, values)
def test_not_not_is_the_same(part: Condition, known: Values) -> None:
    assert Not(Not(part)).evaluate(known) is part.evaluate(known)


@given(condition, condition, values)
def test_de_morgan(one: Condition, other: Condition, known: Values) -> None:
    assert Not(AnyOf((one, other))).evaluate(known) is All((Not(one), Not(other))).evaluate(known)


@given(condition, values, st.sampled_from(QUESTIONS), st.sampled_from(OPTIONS))
def test_what_is_decided_stays_decided_when_an_open_question_is_answered(
    part: Condition, known: Values, question: str, option: str
) -> None:
    before = part.evaluate(known)
    if before is not Truth.OPEN and known[question] is None:
        assert part.evaluate({**known, question: (option,)}) is before


def test_a_doubtful_answer_can_rule_out_but_not_confirm() -> None:
    assert Is("vg", frozenset({"dieselben"})).evaluate({"vg": Doubtful(("dieselben",))}) is Truth.OPEN
    assert Is("vg", frozenset({"dieselben"})).evaluate({"vg": Doubtful(("nein",))}) is Truth.NO


def test_questions_are_named_once_in_order() -> None:
    read = read_condition({"any": [{"b": "ja"}, {"a": "ja", "not": {"b": "nein"}}]})
    assert questions_of(read) == ("b", "a")
