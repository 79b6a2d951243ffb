"""The papers for the first day: staff, data, handover. What they say follows the answers, and no person is named."""

import re

import pytest
from tests.documents.conftest import PAPERS, occasion_for, paper_named

from kuemmerer.content.model import Confidence
from kuemmerer.documents.compose import compose
from kuemmerer.documents.intake import for_each_partner
from kuemmerer.documents.model import Document, plain
from kuemmerer.documents.templates import Paper

TEMPLATE = "ueberleitung-und-auftragsverarbeitung"
STAFF, DATA, HANDOVER = (paper_named(TEMPLATE, variant) for variant in ("personal", "daten", "uebergabe"))


def words(document: Document) -> str:
    return "\n".join(plain(text) for text in document.texts)


def titles(paper: Paper, answers: dict[str, list[str]], form: str = "") -> list[str]:
    return [section.title for section in compose(occasion_for(paper, answers, form=form)).sections]


def test_lent_staff_keep_their_employer_and_need_no_notice_of_a_transfer() -> None:
    lent = occasion_for(STAFF, {"aufgabe": ["bauhof"], "personal": ["geliehen"]})
    assert "Die Arbeitsverhältnisse bleiben bei der abgebenden Stelle." in words(compose(lent))
    assert not any("Unterrichtung" in section.title for section in compose(lent).sections)
    moving = words(compose(occasion_for(STAFF, {"aufgabe": ["bauhof"], "personal": ["ja"]})))
    assert "gehen am Stichtag mit allen Rechten und Pflichten auf die aufnehmende Stelle über" in moving
    assert "Widerspruch" in moving
    assert "Die Arbeitsverhältnisse bleiben" not in moving


def test_an_open_answer_leaves_both_ways_with_what_to_clear_up() -> None:
    document = compose(occasion_for(STAFF, {"aufgabe": ["bauhof"], "personal": ["weiss-nicht"]}))
    assert any(gap.startswith("„Personal“ klären") for gap in document.gaps)
    assert "bleiben bei der abgebenden Stelle" in words(document)
    assert "gehen am Stichtag" in words(document)


def test_civil_servants_depend_on_the_form_of_the_carrier() -> None:
    answers = {"aufgabe": ["bauhof"], "beamte": ["ja"]}
    assert "wenn alle Mitglieder selbst Dienstherr" in words(compose(occasion_for(STAFF, answers, form="zweckverband")))
    assert "kann keine Beamten haben" in words(compose(occasion_for(STAFF, answers, form="gmbh")))
    assert "§ 5 Beamte" not in titles(STAFF, {"aufgabe": ["bauhof"], "beamte": ["nein"]})


def test_with_powers_there_is_no_order_to_process_and_equals_share_responsibility() -> None:
    with_powers = titles(DATA, {"aufgabe": ["kita"], "hoheit": ["ja"], "fuehrung": ["einer"]})
    assert not any("Auftrag" in title or "Gemeinsame" in title for title in with_powers)
    as_equals = titles(DATA, {"aufgabe": ["kita"], "hoheit": ["nein"], "fuehrung": ["gleichrangig"]})
    assert sum("Auftrag" in title for title in as_equals) == 4
    assert "§ 7 Gemeinsame Verantwortung" in as_equals


def test_data_only_move_once_the_agreement_is_signed_unless_the_task_moves() -> None:
    stays = words(compose(occasion_for(HANDOVER, {"aufgabe": ["kita"], "hoheit": ["nein"]})))
    assert "erst übergeben, wenn die Vereinbarung zum Datenschutz unterschrieben ist" in stays
    moves = words(compose(occasion_for(HANDOVER, {"aufgabe": ["kita"], "hoheit": ["ja"]})))
    assert "Bescheide, die vor dem Stichtag ergangen sind" in moves


@pytest.mark.parametrize("paper", [STAFF, HANDOVER], ids=["personal", "uebergabe"])
def test_every_partner_hands_over_for_itself(paper: Paper) -> None:
    fields = {
        "beteiligte": "Kirnbach, Mittertal",
        "gemeinde": "Kirnbach",
        "personenkreis": "Leitung",
        "inventar": "Kran",
    }
    first, second = (compose(copy) for copy in for_each_partner(occasion_for(paper, {"aufgabe": ["bauhof"]}, fields)))
    for document, name in ((first, "Kirnbach"), (second, "Mittertal")):
        assert re.search(rf"(Abgebende Stelle|Es übergibt): {name}", words(document))
    assert "Kran" not in words(second)


def test_each_clause_on_the_law_says_what_it_rests_on() -> None:
    papers = [paper for paper in PAPERS if paper.template == TEMPLATE]
    sections = [section for paper in papers for section in paper.sections if section.norm]
    assert len(sections) > 15
    assert all(section.confidence in (Confidence.SURE, Confidence.TO_CHECK) for section in sections)
