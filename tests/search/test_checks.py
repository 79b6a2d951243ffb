"""`kuemmerer check` reads the search vocabulary against the pages."""

from collections.abc import Sequence
from pathlib import Path

from kuemmerer.search.checks import check_vocabulary
from kuemmerer.search.model import Document


def found(content: Path, pages: Sequence[Document], text: str) -> list[str]:
    (content / "suche").mkdir(exist_ok=True)
    (content / "suche" / "a.yml").write_text(text, "utf-8")
    return [str(defect) for defect in check_vocabulary(content, pages)]


def test_a_meaning_that_no_page_contains_is_reported(tmp_path: Path, pages: Sequence[Document]) -> None:
    text = "synonyms:\n  - {words: [Schneepflug], means: [Winterdienste]}\n  - {words: [Rakete], means: [Winterdienst, Raumfahrt]}\n"
    assert found(tmp_path, pages, text) == [
        "suche/a.yml:3: Hinweis: Die Bedeutung »Raumfahrt« steht auf keiner Seite; die Suche kann nicht dorthin führen."
    ]


def test_parts_of_compounds_count_as_contained(tmp_path: Path, pages: Sequence[Document]) -> None:
    assert found(tmp_path, pages, "synonyms:\n  - {words: [Zusammentun], means: [Kooperation]}\n") == []


def test_an_abbreviation_or_its_long_form_must_stand_somewhere(tmp_path: Path, pages: Sequence[Document]) -> None:
    assert (
        len(
            found(
                tmp_path,
                pages,
                "abbreviations:\n  - {short: ESA, long: [Europäische Raumfahrt]}\n  - {short: ZV, long: [Zielvereinbarung]}\n",
            )
        )
        == 1
    )


def test_words_for_a_page_or_kind_that_does_not_exist_are_an_error(tmp_path: Path, pages: Sequence[Document]) -> None:
    lines = (
        "{page: topic/wohnen, words: [Miete]}",
        "{page: topics/wohnen, words: [Miete]}",
        "{page: topic/wohnen, words: [Haus]}",
    )
    text = "pages:\n" + "".join(f"  - {line}\n" for line in lines)
    assert found(tmp_path, pages, text) == [
        "suche/a.yml:4: Hinweis: Die Seite »topic/wohnen« steht hier zweimal.",
        "suche/a.yml:3: Die Seite »topics/wohnen« gibt es nicht. Gemeint »topic/wohnen«?",
    ]
