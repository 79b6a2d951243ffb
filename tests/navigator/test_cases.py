"""Golden cases: what an experienced supervisory authority would say, as verdicts and reason ids."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kuemmerer.base.strict_yaml import read_yaml
from kuemmerer.navigator.consult import Consultation, consult
from kuemmerer.navigator.intake import read_answers
from kuemmerer.navigator.model import FormResult, Verdict
from kuemmerer.navigator.setting import Setting
from kuemmerer.navigator.situation import read_situation
from kuemmerer.snapshot import Snapshot

TODAY = date(2026, 11, 25)
CASES = [
    case
    for path in sorted((Path(__file__).parents[1] / "cases").glob("*.yml"))
    for case in read_yaml(path.read_text("utf-8")).data
]


def run(real: Snapshot, answers: dict[str, Any]) -> Consultation:
    given = {name: value if isinstance(value, list) else [value] for name, value in answers.items()}
    situation = read_situation(real.gazetteer, None, [])
    read = read_answers(real.rulebook, given, situation.assumptions)
    authority, setting = situation.authority(read), Setting(TODAY)
    return consult(real.rulebook, real.library, read, authority, situation.districts, situation.names, setting)


def reasons(result: FormResult, is_open: bool) -> set[str]:
    return {reason.rule.id for reason in result.reasons if reason.is_open == is_open}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["case"]))
def test_practice(case: dict[str, Any], real: Snapshot) -> None:
    consultation = run(real, case["answers"])
    results = {result.form.slug: result for result in consultation.evaluation.forms}
    order = [result.form.slug for result in consultation.evaluation.forms if result.verdict is not Verdict.EXCLUDED]
    if "first" in case:
        assert order[0] in case["first"]
    if "among" in case:
        assert set(order[:3]) & set(case["among"])
    for slug, ids in case.get("excluded", {}).items():
        assert results[slug].verdict is Verdict.EXCLUDED, slug
        assert set(ids) <= reasons(results[slug], is_open=False), slug
    for slug, ids in case.get("requires", {}).items():
        assert results[slug].verdict is Verdict.FITS_IF, slug
        assert set(ids) <= reasons(results[slug], is_open=False), slug
    for slug, ids in case.get("open", {}).items():
        assert results[slug].verdict is Verdict.FITS_IF, slug
        assert not results[slug].firm, slug
        assert set(ids) <= reasons(results[slug], is_open=True), slug


@pytest.mark.parametrize("case", [case for case in CASES if "contacts" in case], ids=lambda case: str(case["case"]))
def test_what_follows(case: dict[str, Any], real: Snapshot) -> None:
    consultation = run(real, case["answers"])
    assert consultation.authority.level == case["authority"]
    assert {contact.institution.slug for contact in consultation.contacts} & set(case["contacts"])
    assert set(case["warnings"]) <= {active.warning.id for active in consultation.warnings}
    states = {option.funding.slug: option.state.value for option in consultation.funding}
    assert {slug: states.get(slug) for slug in case.get("funding", {})} == case.get("funding", {})


def test_every_exclusion_in_every_case_names_its_norm(real: Snapshot) -> None:
    for case in CASES:
        for result in run(real, case["answers"]).evaluation.forms:
            for reason in result.reasons:
                if reason.rule.effect == "excludes":
                    assert reason.rule.norm, (case["case"], reason.rule.id)
