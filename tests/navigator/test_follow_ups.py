"""What follows from an evaluation: money, contacts, links, open points."""

from datetime import date

import pytest

from kuemmerer.content.kinds import Funding, ProgrammeStatus
from kuemmerer.navigator.answers import Answers
from kuemmerer.navigator.consult import Consultation, consult
from kuemmerer.navigator.funding import FundingState, funding_for
from kuemmerer.navigator.intake import read_answers
from kuemmerer.navigator.model import Rulebook, Verdict
from kuemmerer.navigator.permalink import BadFingerprint, compare_with, fingerprint, permalink
from kuemmerer.navigator.setting import Setting
from kuemmerer.navigator.situation import read_situation
from kuemmerer.navigator.tasks import task_in
from kuemmerer.snapshot import Snapshot

TODAY = date(2026, 11, 25)


def consulted(real: Snapshot, today: date = TODAY, **given: str) -> Consultation:
    situation = read_situation(real.gazetteer, None, [])
    answers = read_answers(real.rulebook, {name: [value] for name, value in given.items()})
    authority, setting = situation.authority(answers), Setting(today)
    return consult(real.rulebook, real.library, answers, authority, situation.districts, situation.names, setting)


def test_an_expired_programme_never_counts_as_possible(real: Snapshot) -> None:
    for task in real.rulebook.tasks:
        for day in (TODAY, date(2027, 1, 1), date(2035, 1, 1)):
            for option in funding_for(real.library, task, ["zweckverband"], Setting(day)):
                ended = option.funding.valid_until is not None and option.funding.valid_until < day
                if ended or option.funding.programme_status is ProgrammeStatus.EXPIRED:
                    assert option.state is FundingState.EXPIRED, (option.funding.slug, day)


def test_a_programme_that_ends_with_the_year_is_expired_on_new_years_day(real: Snapshot) -> None:
    ending = [each for each in real.library.of(Funding) if each.valid_until == date(2026, 12, 31) and each.tasks]
    assert ending
    for funding in ending:
        task = real.rulebook.task_by_slug[funding.tasks[0]]
        today = {o.funding.slug: o.state for o in funding_for(real.library, task, [], Setting(date(2026, 12, 31)))}
        later = {o.funding.slug: o.state for o in funding_for(real.library, task, [], Setting(date(2027, 1, 1)))}
        assert today[funding.slug] is not FundingState.EXPIRED
        assert later[funding.slug] is FundingState.EXPIRED


@pytest.mark.parametrize("task", ["bauhof", "klaeranlage", "andere"])
def test_there_is_always_somebody_to_call(real: Snapshot, task: str) -> None:
    assert consulted(real, aufgabe=task).contacts
    assert consulted(real).contacts


def test_a_failed_example_is_shown_as_failed(real: Snapshot) -> None:
    outcomes = {item.example.slug: item.example.outcome for item in consulted(real, aufgabe="bauhof").examples}
    assert outcomes["bauhof-buchbach-schwindegg-gescheitert"] == "failed"


def test_an_application_is_named_with_its_possible_carriers(real: Snapshot) -> None:
    found = consulted(real, aufgabe="it", private="keine").applications
    assert [item.instrument.slug for item in found] == ["gemeinsame-it-behoerdennetz"]
    assert "zweckvereinbarung" in {carrier.form.slug for carrier in found[0].carriers}


def test_do_not_know_becomes_a_task_with_somebody_to_ask(real: Snapshot) -> None:
    items = consulted(real, aufgabe="bauhof", person="weiss-nicht", private="weiss-nicht").clarify
    assert {item.question.id for item in items} == {"person", "private"}
    assert [item.effect for item in items] == sorted((item.effect for item in items), reverse=True)
    assert all(item.question.clarify.ask and item.because for item in items)


def test_a_permalink_leads_to_the_same_verdicts_and_notices_a_change(real: Snapshot, rulebook: Rulebook) -> None:
    consultation = consulted(real, aufgabe="bauhof", person="nein")
    stand = fingerprint(rulebook, consultation.evaluation, "abc123")
    assert stand in permalink(rulebook, consultation.answers, consultation.evaluation, "abc123", []).replace("%7E", "~")
    assert compare_with(rulebook, consultation.evaluation, stand).changed == ()
    letters = stand.partition("~")[2]
    forged = "abc123~" + ("p" if letters[0] != "p" else "x") + letters[1:]
    older = compare_with(rulebook, consultation.evaluation, forged)
    assert [item.slug for item in older.changed] == [rulebook.forms[0].slug]
    assert all(rule.norm for item in older.changed for rule in item.now_because if rule.effect == "excludes")


@pytest.mark.parametrize("stand", ["", "abc", "abc~yyy", "~pp", "a b~pw"])
def test_a_foreign_fingerprint_is_refused(real: Snapshot, rulebook: Rulebook, stand: str) -> None:
    with pytest.raises(BadFingerprint):
        compare_with(rulebook, consulted(real).evaluation, stand)


@pytest.mark.parametrize(
    ("typed", "task"),
    [
        ("gemeinsamer Bauhof", "bauhof"),
        ("Foerderung Klaeranlage", "klaeranlage"),
        ("Schneepflug teilen", "winterdienst"),
        ("IT", "it"),
        ("Kapital", None),
        ("", None),
    ],
)
def test_a_search_that_names_a_task_finds_it(rulebook: Rulebook, typed: str, task: str | None) -> None:
    found = task_in(rulebook, typed)
    assert (found.slug if found else None) == task


def test_nothing_possible_leaves_no_leading_form(real: Snapshot) -> None:
    consultation = consulted(real, steuern="ja")
    assert consultation.leading is None
    assert {result.verdict for result in consultation.evaluation.forms} == {Verdict.EXCLUDED}


def test_answers_can_be_taken_back() -> None:
    answers = Answers({"hoheit": ("ja",)})
    assert answers.without("hoheit") == Answers()
