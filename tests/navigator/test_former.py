"""Links of old question sets lead to today's questions, and say what became of them."""

from dataclasses import replace

import pytest

from kuemmerer.navigator.answers import Answers
from kuemmerer.navigator.evaluate import evaluate
from kuemmerer.navigator.former import FormerQuestion, migrate
from kuemmerer.navigator.intake import read_answers
from kuemmerer.navigator.model import Rulebook
from kuemmerer.navigator.permalink import compare_with, fingerprint

CURRENT = {"hoheit": ("ja", "nein", "weiss-nicht"), "tempo": ("schnell", "egal", "weiss-nicht")}
FORMER = {
    "bescheide": FormerQuestion(former="bescheide", now="hoheit", options={"jawohl": "ja"}, because="Sie heißt jetzt anders."),
    "tempo": FormerQuestion(former="tempo", now="tempo", options={"eilig": "schnell", "gemach": None}, because="Neue Stufen."),
    "einwohner": FormerQuestion(former="einwohner", now=None, because="Das folgt aus den Gemeinden."),
}  # fmt: skip


def test_a_renamed_question_and_option_are_translated() -> None:
    migrated = migrate(FORMER, {"bescheide": ["jawohl"]}, CURRENT)
    assert migrated.answers == {"hoheit": ("ja",)}
    assert migrated.notes == ("Die frühere Antwort »bescheide« wurde übertragen. Sie heißt jetzt anders.",)


def test_do_not_know_stays_do_not_know() -> None:
    assert migrate(FORMER, {"bescheide": ["weiss-nicht"]}, CURRENT).answers == {"hoheit": ("weiss-nicht",)}


def test_todays_answer_outweighs_a_former_one() -> None:
    migrated = migrate(FORMER, {"bescheide": ["jawohl"], "hoheit": ["nein"]}, CURRENT)
    assert migrated.answers == {"hoheit": ("nein",)}


def test_an_option_is_renamed_where_the_question_kept_its_name() -> None:
    assert migrate(FORMER, {"tempo": ["eilig"]}, CURRENT).answers == {"tempo": ("schnell",)}
    unchanged = migrate(FORMER, {"tempo": ["egal"]}, CURRENT)
    assert (unchanged.answers, unchanged.notes) == ({"tempo": ("egal",)}, ())


@pytest.mark.parametrize("given", [{"einwohner": ["3000"]}, {"tempo": ["gemach"]}])
def test_what_has_no_counterpart_falls_away_aloud(given: dict[str, list[str]]) -> None:
    migrated = migrate(FORMER, given, CURRENT)
    assert migrated.answers == {}
    assert "entfällt" in migrated.notes[0]


def test_what_was_never_known_is_left_for_the_door_to_refuse() -> None:
    assert migrate(FORMER, {"hoheitt": ["ja"]}, CURRENT).answers == {"hoheitt": ("ja",)}


def test_every_shipped_translation_is_an_answer_of_today(rulebook: Rulebook) -> None:
    assert rulebook.former.questions
    for item in rulebook.former.questions:
        for option in (*item.options, "weiss-nicht"):
            migrated = migrate(rulebook.former_by_id, {item.former: [option]}, rulebook.option_values)
            read_answers(rulebook, migrated.answers)


def test_a_fingerprint_of_fewer_forms_is_still_understood(rulebook: Rulebook) -> None:
    evaluation = evaluate(rulebook, Answers({"aufgabe": ("bauhof",)}))
    before = tuple(form.slug for form in rulebook.forms[:-1])
    remembering = replace(rulebook, former=rulebook.former.model_copy(update={"forms": (before,)}))
    stand = fingerprint(rulebook, evaluation, "abc")[:-1]
    older = compare_with(remembering, evaluation, stand)
    assert (older.is_comparable, older.changed, older.new_forms) == (True, (), (rulebook.forms[-1].slug,))
    assert not compare_with(rulebook, evaluation, stand).is_comparable
