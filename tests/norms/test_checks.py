"""What the register finds wrong: unknown laws, wrong signs, laws nobody names, a broken file."""

from pathlib import Path

import pytest

from kuemmerer.norms.checks import check_norms
from kuemmerer.norms.laws import load_laws
from kuemmerer.snapshot import load_snapshot


def defects(content: Path) -> list[str]:
    snapshot = load_snapshot(content)
    return [str(defect) for defect in check_norms(snapshot.norms, snapshot.loaded)]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("Siehe Art. 44 KomZG.", "Hinweis: Das Gesetz »KomZG« kennt das Normenverzeichnis nicht. Gemeint »KommZG«?"),
        (
            "Siehe § 3 QXYZ.",
            "Hinweis: Das Gesetz »QXYZ« kennt das Normenverzeichnis nicht. Tragen Sie es in normen/gesetze.yml ein.",
        ),
        ("Siehe § 44 KommZG.", "KommZG zählt mit »Art.«, nicht mit »§«."),
    ],
)
def test_a_wrong_citation_names_file_and_line(content: Path, written: str, message: str) -> None:
    path = content / "hemmnisse" / "ausstieg.md"
    path.write_text(path.read_text("utf-8").replace("Ein Verband endet selten.", written), "utf-8")
    assert f"hemmnisse/ausstieg.md:17: {message}" in defects(content)


def test_right_citations_are_no_defect(content: Path) -> None:
    assert [text for text in defects(content) if "ausstieg.md" in text] == []


def test_a_law_nobody_names_is_reported(content: Path) -> None:
    assert any("Kein Text nennt »GG«" in text for text in defects(content))


def test_a_missing_file_of_laws_is_a_defect_and_no_crash(content: Path) -> None:
    (content / "normen" / "gesetze.yml").unlink()
    snapshot = load_snapshot(content)
    assert snapshot.norms.entries == ()
    assert any("ohne sie erkennt das Portal keine Norm" in defect.message for defect in snapshot.defects)


def test_one_name_for_two_laws_is_refused(content: Path) -> None:
    path = content / "normen" / "gesetze.yml"
    path.write_text(path.read_text("utf-8").replace("abbreviation: VGemO", "abbreviation: KommZG"), "utf-8")
    _, found = load_laws(content)
    assert [defect.message for defect in found] == ["»KommZG« steht schon bei »kommzg«."]
