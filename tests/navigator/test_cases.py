"""Golden cases: what an experienced supervisory authority would say, as verdicts and reason ids."""

from datetime import date

import pytest

from kuemmerer.navigator.consult import Consultation, consult
from kuemmerer.navigator.evaluate import evaluate
from kuemmerer.navigator.setting import Setting
from kuemmerer.navigator.situation import read_situation
from kuemmerer.snapshot import Snapshot

from .cases import Case, failures, load_cases

TODAY = date(2026, 11, 25)


def run(real: Snapshot, case: Case) -> Consultation:
    situation = read_situation(real.gazetteer, None, [])
    read = case.read(real.rulebook)
    authority, setting = situation.authority(read), Setting(TODAY)
    return consult(real.rulebook, real.library, read, authority, situation.districts, situation.names, setting)


@pytest.mark.parametrize("case", load_cases(), ids=lambda case: str(case.case))
def test_practice(case: Case, real: Snapshot) -> None:
    assert list(failures(case, evaluate(real.rulebook, case.read(real.rulebook)))) == []


@pytest.mark.parametrize("case", [case for case in load_cases() if case.contacts], ids=lambda case: str(case.case))
def test_what_follows(case: Case, real: Snapshot) -> None:
    consultation = run(real, case)
    assert consultation.authority.level == case.authority
    assert {contact.institution.slug for contact in consultation.contacts} & set(case.contacts)
    assert set(case.warnings) <= {active.warning.id for active in consultation.warnings}
    states = {option.funding.slug: option.state.value for option in consultation.funding}
    assert {slug: states.get(slug) for slug in case.funding} == case.funding


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case.case for case in load_cases()]
    assert len(set(names)) == len(names)


def test_every_exclusion_in_every_case_names_its_norm(real: Snapshot) -> None:
    for case in load_cases():
        for result in evaluate(real.rulebook, case.read(real.rulebook)).forms:
            for reason in result.reasons:
                if reason.rule.effect == "excludes":
                    assert reason.rule.norm, (case.case, reason.rule.id)
