"""The proof of the shipped rulebook, and that it finds planted faults."""

from dataclasses import replace
from xml.etree import ElementTree

from kuemmerer.navigator.checks import check_rulebook
from kuemmerer.navigator.conditions import read_condition
from kuemmerer.navigator.graph import mermaid
from kuemmerer.navigator.graph_svg import svg
from kuemmerer.navigator.load import load_exceptions
from kuemmerer.navigator.model import Rulebook
from kuemmerer.navigator.verify import verify
from kuemmerer.snapshot import Snapshot

from .conftest import CONTENT


def with_rule(rulebook: Rulebook, rule_id: str, when: object) -> Rulebook:
    rules = tuple(replace(rule, when=read_condition(when)) if rule.id == rule_id else rule for rule in rulebook.rules)
    return replace(rulebook, rules=rules)


def test_the_shipped_rulebook_is_proven(rulebook: Rulebook) -> None:
    report = verify(rulebook, load_exceptions(CONTENT), path_seconds=600)
    assert report.problems == []
    assert report.counterfactuals_checked > 500
    assert report.longest_interview < len(rulebook.questions)
    assert report.interviews.complete


def test_a_rule_that_can_never_apply_is_found(rulebook: Rulebook) -> None:
    broken = with_rule(rulebook, "X06", {"private": "keine", "stimmen-private": "mehr"})
    assert any(
        "X06" in problem for problem in verify(broken, load_exceptions(CONTENT), walks=1, path_seconds=0).problems
    )


def test_a_form_that_can_never_fit_is_found(rulebook: Rulebook) -> None:
    broken = with_rule(rulebook, "X06", "always")
    problems = verify(broken, load_exceptions(CONTENT), walks=1, path_seconds=0).problems
    assert any(problem.startswith("gemeinsames-kommunalunternehmen erreicht nie") for problem in problems)


def test_an_outdated_exception_is_found(rulebook: Rulebook) -> None:
    problems = verify(
        rulebook, {**load_exceptions(CONTENT), "zweckverband": "veraltet"}, walks=1, path_seconds=0
    ).problems
    assert any("zweckverband" in problem for problem in problems)


def test_checks_name_unknown_questions_and_options(real: Snapshot) -> None:
    broken = with_rule(real.rulebook, "X06", {"privat": "kapital"})
    messages = [defect.message for defect in check_rulebook(broken, real.library)]
    assert any("Gemeint »private«?" in message for message in messages)
    broken = with_rule(real.rulebook, "X06", {"private": "kapitel"})
    messages = [defect.message for defect in check_rulebook(broken, real.library)]
    assert any("Gemeint »kapital«?" in message for message in messages)


def test_an_exclusion_without_norm_is_a_defect(real: Snapshot) -> None:
    rules = tuple(replace(rule, norm=None) if rule.id == "X06" else rule for rule in real.rulebook.rules)
    messages = [defect.message for defect in check_rulebook(replace(real.rulebook, rules=rules), real.library)]
    assert "Regel X06: Ein Ausschluss braucht eine Norm." in messages


def test_the_drawing_names_every_deciding_rule(rulebook: Rulebook) -> None:
    drawing = mermaid(rulebook)
    assert drawing.startswith("flowchart LR")
    assert 'regel_X06["X06: Art. 2 Abs. 4, Art. 49 KommZG"]' in drawing


def test_the_svg_is_a_drawing_of_its_own_with_an_edge_per_condition_and_form(rulebook: Rulebook) -> None:
    drawing = svg(rulebook)
    root = ElementTree.fromstring(drawing)
    titles = {element.text for element in root.iter("{http://www.w3.org/2000/svg}title")}
    for rule in rulebook.rules:
        if rule.effect in ("excludes", "requires"):
            assert {f"{question} → {rule.id}" for question in rule.questions} <= titles
            assert {f"{rule.id} → {slug}" for slug in rule.forms} <= titles
            assert rule.text in titles
    assert svg(rulebook) == drawing
