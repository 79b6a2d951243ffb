"""The templates are data, and data is checked: each planted defect is found, with its file and what to do."""

import shutil
from pathlib import Path

import pytest
from tests.documents.conftest import CONTENT, REAL

from kuemmerer.content.kinds import DocumentGuide
from kuemmerer.documents.facts import FACTS
from kuemmerer.documents.inserts import INSERTS
from kuemmerer.documents.load import FOLDER, check_papers, load_papers


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The shipped templates in a folder that may be changed."""
    shutil.copytree(CONTENT / FOLDER, tmp_path / FOLDER)
    return tmp_path


def complaints(root: Path) -> list[str]:
    papers, defects = load_papers(root)
    return [str(defect) for defect in (*defects, *check_papers(papers, REAL.library, REAL.rulebook))]


def plant(root: Path, file: str, old: str, new: str) -> list[str]:
    path = root / FOLDER / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return complaints(root)


def test_the_shipped_templates_have_no_defect() -> None:
    assert complaints(CONTENT) == []


def test_every_document_article_has_its_papers_and_every_template_its_article() -> None:
    guides = {guide.slug for guide in REAL.library.of(DocumentGuide)}
    assert REAL.papers.by_template.keys() == guides
    assert len(guides) == 13


def test_everything_that_templates_can_name_is_named_somewhere() -> None:
    inserts = {
        block.insert
        for paper in REAL.papers.papers
        for section in paper.sections
        for block in section.blocks
        if block.insert
    }
    assert inserts == set(INSERTS)
    used = {use.name for paper in REAL.papers.papers for use in paper.names}
    assert set(FACTS) <= used


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{schluessel}", "{schlussel}", "Den Platzhalter »{schlussel}« gibt es nicht. Gemeint »schluessel«?"),
        ("      - insert: beteiligte", "      - insert: beteiligt", "Den Einsatz »beteiligt« gibt es nicht. Gemeint »beteiligte«?"),
        ("{hoheit: ja}", "{hohheit: ja}", "Die Frage »hohheit« gibt es nicht. Gemeint »hoheit«?"),
        ("{personal: geliehen}", "{personal: gelihen}", "keine Antwort »gelihen«. Gemeint »geliehen«?"),
        ("form: zweckvereinbarung", "form: zweckvereinbahrung", "Die Form »zweckvereinbahrung« gibt es nicht."),
        ("      - rechenbeispiel", "      - rechenbeispil", "Den Baustein »rechenbeispil« gibt es nicht. Gemeint »rechenbeispiel«?"),
        ("    kind: Vertrag", "    kidn: Vertrag", "»papers.0.kidn« gibt es hier nicht. Gemeint »kind«?"),
        ("- insert: beteiligte", "- {insert: beteiligte, text: beides}", "genau eines von text, note, items oder insert"),
    ],
)  # fmt: skip
def test_a_slip_in_a_template_is_found_and_named(copy: Path, old: str, new: str, message: str) -> None:
    found = plant(copy, "gliederung-zweckvereinbarung.yml", old, new)
    assert any(message in complaint for complaint in found), found
    assert all(
        complaint.startswith("dokumentvorlagen/gliederung-zweckvereinbarung.yml:")
        for complaint in found
        if message in complaint
    )


def test_what_differs_per_partner_must_not_stand_in_the_common_core(copy: Path) -> None:
    found = plant(
        copy, "beschlussvorlage-abschluss.yml", '- text: "{beteiligte} erledigen', '- text: "{gemeinde} erledigen'
    )
    assert any(
        "»{gemeinde}« ist je Gemeinde verschieden, der Abschnitt »Kurzfassung« aber nicht" in complaint
        for complaint in found
    )


def test_a_template_without_article_and_a_field_nobody_uses_are_found(copy: Path) -> None:
    (copy / FOLDER / "ideenblatt.yml").rename(copy / FOLDER / "ideenblat.yml")
    found = plant(copy, "felder.yml", "  - {id: gremium,", "  - {id: haustier, label: Haustier}\n  - {id: gremium,")
    assert any(
        "»ideenblat« gibt es nicht in content/dokumente. Gemeint »ideenblatt«?" in complaint for complaint in found
    )
    assert any("Das Feld »haustier« benutzt keine Vorlage." in complaint for complaint in found)


def test_without_the_folder_there_are_no_papers_and_no_defects(tmp_path: Path) -> None:
    papers, defects = load_papers(tmp_path)
    assert papers.papers == ()
    assert defects == []
