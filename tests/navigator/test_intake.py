"""What comes in at the door: known questions and options only, the nearest named for everything else."""

import pytest

from kuemmerer.navigator.intake import BadAnswer, read_answers
from kuemmerer.navigator.model import Rulebook


def test_a_task_brings_assumptions_that_an_explicit_answer_overrules(rulebook: Rulebook) -> None:
    answers = read_answers(rulebook, {"aufgabe": ["standesamt"]})
    assert answers.known("hoheit") == ("ja",)
    assert any("Standesamt" in item.because for item in answers.assumptions if item.question == "hoheit")
    assert read_answers(rulebook, {"aufgabe": ["standesamt"], "hoheit": ["nein"]}).known("hoheit") == ("nein",)


def test_do_not_know_overrules_an_assumption_and_stays_open(rulebook: Rulebook) -> None:
    answers = read_answers(rulebook, {"aufgabe": ["standesamt"], "hoheit": ["weiss-nicht"]})
    assert answers.known("hoheit") is None
    assert answers.is_settled("hoheit")


@pytest.mark.parametrize(
    ("typed", "option"), [("2", "zwei"), ("3", "drei-bis-sechs"), ("7", "sieben-bis-zehn"), ("240", "mehr-als-zehn")]
)
def test_a_number_of_partners_is_understood(rulebook: Rulebook, typed: str, option: str) -> None:
    assert read_answers(rulebook, {"partner": [typed]}).known("partner") == (option,)


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("hoheitt", ["ja"], "hoheit"),
        ("hoheit", ["jaa"], "ja"),
        ("hoheit", ["ja", "nein"], "nur eine"),
        ("partner", ["1"], "keine Antwort"),
        ("partner", ["-3"], "keine Antwort"),
        ("ebenen", [], "fehlt"),
        ("ebenen", ["gemeinden", "weiss-nicht"], "nur eine"),
        ("aufgabe", ["bauhoff"], "bauhof"),
    ],
)
def test_the_refusal_says_what_is_meant(rulebook: Rulebook, name: str, values: list[str], words: str) -> None:
    with pytest.raises(BadAnswer) as caught:
        read_answers(rulebook, {name: values})
    assert caught.value.question == name
    assert words in caught.value.message


def test_several_levels_come_in_the_order_of_the_question(rulebook: Rulebook) -> None:
    one = read_answers(rulebook, {"ebenen": ["landkreis", "gemeinden"]})
    other = read_answers(rulebook, {"ebenen": ["gemeinden", "landkreis", "gemeinden"]})
    assert one == other
