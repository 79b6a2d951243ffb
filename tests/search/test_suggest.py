"""Lines offered while somebody types."""

import pytest

from kuemmerer.search.model import Suggestion
from kuemmerer.search.suggest import Suggester

ENTRIES = (
    Suggestion("Zweckverband", "instrument/zweckverband", "instrument"),
    Suggestion("Schulzweckverband Unterfeld", "example/schule-unterfeld", "example"),
    Suggestion("Wann wird ein Zweckverband genehmigt?", "phase/aufsicht", "phase"),
    Suggestion("Zweckverband gründen", None, "task"),
    Suggestion("Öffentlich-rechtlicher Vertrag", "instrument/vertrag", "instrument"),
    Suggestion("Kirnbach", None, "municipality"),
)


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester(ENTRIES)


def texts(suggester: Suggester, typed: str) -> list[str]:
    return [line.text for line in suggester.suggest(typed, 8)]


def test_beginnings_come_before_later_words_and_these_before_parts(suggester: Suggester) -> None:
    assert texts(suggester, "zweckv") == [
        "Zweckverband gründen",
        "Zweckverband",
        "Wann wird ein Zweckverband genehmigt?",
        "Schulzweckverband Unterfeld",
    ]


@pytest.mark.parametrize("typed", ["öff", "oeff", "ÖFFENTLICH-r", "rechtl"])
def test_umlauts_hyphens_and_case_do_not_matter(suggester: Suggester, typed: str) -> None:
    assert texts(suggester, typed) == ["Öffentlich-rechtlicher Vertrag"]


def test_words_may_come_in_any_order(suggester: Suggester) -> None:
    assert texts(suggester, "unterfeld schul") == ["Schulzweckverband Unterfeld"]


@pytest.mark.parametrize("typed", ["", "  ", "!?", "qqq", "🚜", "x" * 5000])
def test_nothing_fits_nothing(suggester: Suggester, typed: str) -> None:
    assert texts(suggester, typed) == []


def test_no_more_lines_than_asked_for(suggester: Suggester) -> None:
    assert len(suggester.suggest("z", 1)) == 1
