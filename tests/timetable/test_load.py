"""zeitplan.yml: typed, checked, and every planted fault is found with its place."""

from dataclasses import replace
from pathlib import Path

import pytest

from kuemmerer.timetable.load import check_procedures, load_procedures
from kuemmerer.timetable.model import Kind, Procedures

GOOD = """
source: Probe
checked_on: 2026-11-25
days_per_further_council: 7
common:
  beschluss: {title: Beschluss, who: Räte, kind: sitzung, days: {min: 7, max: 28}}
funding:
  - {id: bewilligung, title: Warten, who: Regierung, kind: frist, days: {min: 60, max: 180}}
procedures:
  - form: bund
    steps:
      - {id: entwurf, title: Entwurf, who: Alle, kind: arbeit, days: {min: 1, max: 2}}
      - beschluss
      - {id: start, title: Start, who: Alle, kind: ereignis, days: {min: 1, max: 1}}
"""


def loaded(tmp_path: Path, text: str) -> tuple[Procedures, list[str]]:
    (tmp_path / "navigator").mkdir()
    (tmp_path / "navigator" / "zeitplan.yml").write_text(text, "utf-8")
    procedures, defects = load_procedures(tmp_path)
    return procedures, [str(defect) for defect in defects]


def test_a_bare_word_is_a_shared_step(tmp_path: Path) -> None:
    procedures, defects = loaded(tmp_path, GOOD)
    assert defects == []
    assert [step.id for step in procedures.steps["bund"]] == ["entwurf", "beschluss", "start"]
    assert list(check_procedures(procedures, ["bund"])) == []


@pytest.mark.parametrize(
    ("wrong", "right", "words"),
    [
        ("      - beschluss", "      - beschlus", "Gemeint »beschluss«?"),
        ("min: 60, max: 180", "min: 60, max: 18", "max muss mindestens so groß wie min sein"),
        ("kind: frist", "kind: warten", "Möglich sind"),
        ("title: Entwurf", "titel: Entwurf", "title"),
        ("who: Regierung,", "who: Regierung, nature: recht,", "braucht eine Norm"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, wrong: str, right: str, words: str) -> None:
    assert wrong in GOOD
    _, defects = loaded(tmp_path, GOOD.replace(wrong, right))
    assert any(words in defect and defect.startswith("navigator/zeitplan.yml:") for defect in defects), defects


def test_a_broken_file_leaves_no_procedures_and_does_not_raise(tmp_path: Path) -> None:
    procedures, defects = loaded(tmp_path, "source: [")
    assert procedures.steps == {}
    assert defects


def test_holes_between_forms_and_procedures_are_found(procedures: Procedures) -> None:
    steps = dict(procedures.steps)
    line = steps["gmbh"]
    meeting = next(step for step in line if step.kind is Kind.MEETING)
    planted = {
        "gmbh": (*line, replace(meeting, id="nochmal")),
        "stiftung": (line[0], line[0], *line),
    }
    messages = [d.message for d in check_procedures(replace(procedures, steps=planted), ["gmbh", "verein"])]
    assert "Für die Form »verein« fehlt der Zeitplan." in messages
    assert any(message.startswith("Die Form »stiftung« gibt es nicht.") for message in messages)
    assert "gmbh: Es darf nur eine Beschlussrunde geben." in messages
    assert "gmbh: Der letzte Schritt muss ein Ereignis sein, der Beginn." in messages
    assert "stiftung: Der Schritt »klaerung« steht zweimal da." in messages
