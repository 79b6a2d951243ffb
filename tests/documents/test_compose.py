"""What stands in a paper: the verdicts of the consultation, every reason, gaps that stay visible, the same core for all."""

import json
import random

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.documents.conftest import ANSWERS, REAL, TRICKY, longest, occasion_for, paper_named, shortest

from kuemmerer.documents.about_forms import ALTERNATIVES
from kuemmerer.documents.compose import compose
from kuemmerer.documents.intake import BadRequest, for_each_partner
from kuemmerer.documents.model import NOTICE, Document, Section, Table, plain
from kuemmerer.documents.templates import Paper
from kuemmerer.navigator.model import VERDICT_LABELS, Verdict

JSON = {"content-type": "application/json"}
COUNCIL = paper_named("beschlussvorlage-abschluss", "abschluss")
AGREEMENT = paper_named("gliederung-zweckvereinbarung", "entwurf")
QUESTIONS = [question.id for question in REAL.rulebook.questions if question.id != "aufgabe"]


def tables(document: Document, caption: str) -> list[Table]:
    blocks = [block for section in document.sections for block in section.blocks]
    return [block for block in blocks if isinstance(block, Table) and block.caption == caption]


def section(document: Document, title: str) -> Section:
    return next(section for section in document.sections if section.title == title)


def words(document: Document) -> str:
    return "\n".join(plain(text) for text in document.texts)


def verdicts_of(document: Document) -> dict[str, tuple[str, set[str]]]:
    """Form -> verdict and rule ids, read off the table of alternatives."""
    found = {}
    for row in tables(document, ALTERNATIVES)[0].rows:
        form, verdict, _, rules = (plain(cell) for cell in row)
        found[form] = (verdict, set() if rules == "keine" else set(rules.split(", ")))
    return found


def options_of(question: str) -> list[str]:
    return [*REAL.rulebook.question_by_id[question].values, "weiss-nicht"]


@st.composite
def answers(draw: st.DrawFn) -> dict[str, list[str]]:
    chosen = draw(st.lists(st.sampled_from(QUESTIONS), unique=True, max_size=14))
    found = {name: [draw(st.sampled_from(options_of(name)))] for name in chosen}
    return {"aufgabe": [draw(st.sampled_from([task.slug for task in REAL.rulebook.tasks]))], **found}


@given(answers())
def test_verdicts_and_rules_are_those_of_the_api_for_any_answers(given: dict[str, list[str]]) -> None:
    occasion = occasion_for(COUNCIL, given)
    shown = verdicts_of(compose(occasion))
    for result in occasion.consultation.evaluation.forms:
        rules = {reason.rule.id for reason in result.reasons}
        assert shown[result.form.title] == (VERDICT_LABELS[result.verdict], rules)


@given(answers())
def test_every_rule_that_counted_stands_in_the_annex_with_its_words(given: dict[str, list[str]]) -> None:
    occasion = occasion_for(COUNCIL, given)
    annex = {plain(row[0]): plain(row[1]) for row in tables(compose(occasion), "Angewandte Regeln")[0].rows}
    counted = {r.rule.id: r.rule.text for form in occasion.consultation.evaluation.forms for r in form.reasons}
    assert annex == counted


@pytest.mark.parametrize("seed", range(8))
def test_paper_and_api_agree_over_the_wire(real_client: httpx.Client, seed: int) -> None:
    pick = random.Random(seed)
    chosen: dict[str, list[str]] = {name: [pick.choice(options_of(name))] for name in pick.sample(QUESTIONS, 10)}
    chosen["aufgabe"] = ["bauhof"]
    evaluated = real_client.post("/api/v1/navigator/evaluate", content=json.dumps({"answers": chosen}), headers=JSON)
    shown = verdicts_of(compose(occasion_for(COUNCIL, chosen)))
    for form in evaluated.json()["forms"]:
        assert shown[form["title"]] == (form["label"], {reason["id"] for reason in form["reasons"]})


def test_nothing_to_do_alone_and_third_parties_are_always_among_the_alternatives() -> None:
    shown = verdicts_of(compose(shortest(COUNCIL)))
    assert {"Wie bisher (nichts tun)", "Allein, aber besser", "Vergabe an Dritte"} <= shown.keys()
    assert len(shown) == 3 + len(REAL.rulebook.forms)


def test_every_paper_says_that_it_is_a_draft_and_from_which_version(paper: Paper) -> None:
    document = compose(shortest(paper))
    assert document.notice == NOTICE
    assert REAL.version in document.imprint


def test_what_nobody_told_us_is_a_gap_and_never_empty(paper: Paper) -> None:
    document = compose(shortest(paper))
    assert document.gaps
    assert all(plain(text).strip() for text in document.texts)
    assert "[bitte ergänzen: " in words(document)


def test_no_gap_is_left_for_a_field_that_was_filled(paper: Paper) -> None:
    document = compose(longest(paper))
    labels = {field.label for field in REAL.papers.fields_of(paper)}
    assert labels.isdisjoint(document.gaps)


def test_tables_have_a_head_and_rows_of_the_same_width(paper: Paper) -> None:
    for make in (shortest, longest):
        for block in (block for section in compose(make(paper)).sections for block in section.blocks):
            if isinstance(block, Table):
                assert block.rows
                assert {len(row) for row in block.rows} == {len(block.head)}


def test_what_is_typed_stays_as_it_was_typed() -> None:
    document = compose(occasion_for(COUNCIL, ANSWERS, {"anlass": TRICKY}))
    assert TRICKY in words(document)


def test_a_text_that_depends_on_an_open_answer_says_what_to_clear_up_first() -> None:
    open_one = compose(occasion_for(AGREEMENT, {"aufgabe": ["kita"]}))
    assert any(gap.startswith("„Bescheide“ klären") for gap in open_one.gaps)
    powers = section(compose(occasion_for(AGREEMENT, {"aufgabe": ["kita"], "hoheit": ["ja"]})), "§ 3 Befugnisse")
    texts = "".join(plain(block.text) for block in powers.blocks if hasattr(block, "text"))
    assert "gehen die nötigen Befugnisse über" in texts
    assert "Befugnisse gehen nicht über" not in texts


def test_a_paper_about_an_excluded_form_says_so_first_with_the_norm() -> None:
    occasion = occasion_for(AGREEMENT, {"aufgabe": ["bauhof"], "person": ["ja"]})
    assert occasion.form is not None
    assert occasion.form.verdict is Verdict.EXCLUDED
    first = compose(occasion).sections[0]
    assert "scheidet nach den Antworten aus" in first.title


def test_all_partners_get_the_same_core() -> None:
    fields = {
        "gemeinde": "Mittertal",
        "beteiligte": "Kirnbach, Mittertal, Unterfeld",
        "gremium": "Gemeinderat",
        "anlass": "A",
    }
    copies = for_each_partner(occasion_for(COUNCIL, ANSWERS, fields))
    assert [copy.own for copy in copies] == ["Kirnbach", "Mittertal", "Unterfeld"]
    documents = [compose(copy) for copy in copies]
    differing = {section.title for section in COUNCIL.sections if section.differs}
    cores = [tuple(part for part in document.sections if part.title not in differing) for document in documents]
    assert cores[0] == cores[1] == cores[2]
    heads = [words(document) for document in documents]
    assert "Gemeinde: Kirnbach" in heads[0]
    assert "Gremium: Gemeinderat" in heads[1]
    assert "Gremium: [bitte ergänzen: Gremium]" in heads[0]
    # Said in full once, then in short: in a paper of many such sections nothing else could be read.
    assert heads[0].count("Dieser Abschnitt ist je Gemeinde verschieden.") == len(differing)
    assert heads[0].count("lauten bei allen Partnern gleich") == 1


def test_copies_are_refused_where_there_is_nobody_to_copy_for() -> None:
    with pytest.raises(BadRequest, match="Nennen Sie die Partner"):
        for_each_partner(occasion_for(COUNCIL, ANSWERS))
    with pytest.raises(BadRequest, match="für alle Partner dasselbe"):
        for_each_partner(occasion_for(AGREEMENT, ANSWERS, {"beteiligte": "A, B"}))


def test_the_balance_is_shown_to_the_cent_beside_going_alone() -> None:
    document = compose(occasion_for(COUNCIL, ANSWERS, with_balance=True))
    shares = tables(document, "Anteile der Partner")[0]
    assert [plain(cell) for cell in shares.rows[-1]] == [
        "Summe",
        "120.000,00\u00a0€",
        "999.999,99\u00a0€",
        "1.119.999,99\u00a0€",
    ]
    assert len(tables(document, "Vergleich mit dem Alleingang")[0].rows) == 3


def test_only_warnings_about_the_chosen_form_are_shown() -> None:
    agreement = words(compose(occasion_for(COUNCIL, ANSWERS, form="zweckvereinbarung")))
    company = words(compose(occasion_for(COUNCIL, ANSWERS, form="gmbh")))
    assert "Gesellschafterversammlung" not in agreement.replace("Gesellschafterversammlung:", "")
    assert "Vorlage bei der Rechtsaufsicht" in company


def test_the_letter_to_the_authority_says_how_to_reach_it() -> None:
    letter = paper_named("beschlussvorlage-abschluss", "brief-rechtsaufsicht")
    near = compose(occasion_for(letter, {**ANSWERS, "ebenen": ["gemeinden"]}, municipality="09174135"))
    assert "Landratsamt Dachau: Eine geprüfte Telefonnummer haben wir nicht" in words(near)
    assert "https://www.landratsamt-dachau.de" in words(near)
    nameless = compose(occasion_for(letter, ANSWERS))
    assert "[bitte ergänzen: Telefon der Rechtsaufsicht]" in words(nameless)
