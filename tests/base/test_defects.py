"""A defect names file and line."""

from pathlib import PurePosixPath

from kuemmerer.base.defects import Defect, Level

PATH = PurePosixPath("hemmnisse/zeit.md")


def test_a_defect_reads_as_file_line_and_sentence() -> None:
    assert str(Defect(PATH, 3, "Das Feld »title« fehlt.")) == "hemmnisse/zeit.md:3: Das Feld »title« fehlt."


def test_a_warning_says_that_it_is_one() -> None:
    assert str(Defect(PATH, 3, "Prüfung fällig.", Level.WARNING)) == "hemmnisse/zeit.md:3: Hinweis: Prüfung fällig."


def test_defects_stand_in_the_order_of_files_and_lines() -> None:
    other = PurePosixPath("glossar/umlage.md")
    defects = [Defect(PATH, 10, "c"), Defect(PATH, 9, "b"), Defect(other, 20, "a")]
    assert [defect.message for defect in sorted(defects)] == ["a", "b", "c"]
