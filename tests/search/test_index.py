"""What somebody finds in the village library."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.search.index import SearchIndex, open_or_build
from kuemmerer.search.model import EVERYTHING, Document, Filters, Result, Suggestion
from kuemmerer.search.query import QueryRefused, read_query
from kuemmerer.search.vocabulary import Vocabulary, make_vocabulary


class Ask(Protocol):
    """Asks the village library (conftest.py)."""

    def __call__(self, text: str, filters: Filters = EVERYTHING, limit: int = 10, offset: int = 0) -> Result:
        """The result."""

    def ids(self, text: str) -> list[str]:
        """The ids of the hits."""


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Bauhof", "example/bauhof-kirnbach-mittertal"),
        ("gemeinsamer bauhof kirnbach", "example/bauhof-kirnbach-mittertal"),
        ("Zweckverbände", "instrument/zweckverband"),
        ("zweckverbaenden", "instrument/zweckverband"),
        ("Umlage Schlüssel", "levy-key/verbandsumlage"),
        ("umlageschluessel", "levy-key/verbandsumlage"),
        ("strassenreinigung", "topic/wohnen"),
        ("Klaeranlage Zuschuss", "funding/klaeranlagen"),
        ("Art. 42 KommZG", "instrument/zweckverband"),
        ("art 42", "instrument/zweckverband"),
        ("2b UStG", "obstacle/umsatzsteuer"),
        ("108 gwb", "obstacle/umsatzsteuer"),
        ("gKU", "instrument/gemeinsames-kommunalunternehmen"),
        ("Kommunalunternehmensgründung", "instrument/gemeinsames-kommunalunternehmen"),
        ("Projektpartner:innen", "instrument/verein"),
        ("Wer genehmigt die Satzung?", "institution/landratsamt"),
    ],
)
def test_the_right_page_comes_first(ask: Ask, typed: str, first: str) -> None:
    assert ask.ids(typed)[0] == first


def test_a_compound_is_found_by_its_part(ask: Ask) -> None:
    assert "example/bauhofkooperation-unterfeld" in ask.ids("Bauhof")
    assert "example/bauhof-kirnbach-mittertal" in ask.ids("Bauhofkooperation")


def test_a_hit_says_why_it_was_found(ask: Ask) -> None:
    assert ask("Winterdienst").hits[0].why is None
    assert ask("Schneepflug").hits[0].why == "Gefunden über »Winterdienst«, verwandt mit »schneepflug«."
    assert ask("Bauhofgebäude").hits[0].why == "Gefunden über den Wortteil »bauhof« von »bauhofgebäude«."
    assert ask("Verbandsumlge").hits[0].why == "Gefunden über »verbandsumlage« statt »verbandsumlge«."


@pytest.mark.parametrize("typed", ["Räumerei", "räumt", "Räumung"])
def test_verb_and_nouns_of_one_thing_find_each_other(ask: Ask, typed: str) -> None:
    assert ask.ids(typed) == ["example/bauhof-kirnbach-mittertal"]


def test_a_mistyped_query_is_searched_as_meant_and_says_so(ask: Ask) -> None:
    result = ask("Verbandsumlge Einwohner")
    assert result.query == "Verbandsumlge Einwohner"
    assert result.suggestion == "Verbandsumlage Einwohner"
    assert result.hits[0].id == "levy-key/verbandsumlage"


def test_half_a_compound_mistyped_is_put_right(ask: Ask) -> None:
    assert ask("Bauhofkoperation").hits[0].id == "example/bauhofkooperation-unterfeld"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Winetrdienstzuschuss", "Winterdienstzuschuss"),  # the slip is in the first part
        ("Verbandsumlagegeshäftsstelle", "Verbandsumlagegeschäftsstelle"),
        ("Klärnlagenumlageschlüssel", "Kläranlagenumlageschlüssel"),  # of three parts the first
    ],
)
def test_a_slip_in_any_part_of_a_word_nobody_wrote_before_is_put_right(ask: Ask, typed: str, meant: str) -> None:
    assert ask(typed).suggestion == meant


@pytest.mark.parametrize("typed", ["Winterdienstzuschuss", "Bauhofumlageschlüssel", "Bauhofflughafen", "Bauhoflant"])
def test_a_new_word_of_known_parts_is_no_slip(ask: Ask, typed: str) -> None:
    assert ask(typed).suggestion is None


@pytest.mark.parametrize(
    ("typed", "meant", "first"),
    [
        ("Art. 42 KomZG", "Art. 42 KommZG", "instrument/zweckverband"),
        ("Art. 42 Abs. 3 KommGZ Leistungskraft", "Art. 42 Abs. 3 KommZG Leistungskraft", "instrument/zweckverband"),
        ("42 kommzk", "42 kommzg", "instrument/zweckverband"),
    ],
)
def test_a_mistyped_law_is_put_right_where_its_article_is_known(ask: Ask, typed: str, meant: str, first: str) -> None:
    result = ask(typed)
    assert result.suggestion == meant
    assert result.hits[0].id == first


@pytest.mark.parametrize("typed", ["Art. 42 BayGO", "Art. 4711 KomZG", "42 Kommunen", "§ 2b EStG"])
def test_another_law_is_no_slip(ask: Ask, typed: str) -> None:
    assert ask(typed).suggestion is None


@pytest.mark.parametrize("typed", ["gemeinsamer Bauhof", "Verbandsumlagen", "Bauhofleitern", "Winterdiensten", "Haus"])
def test_a_known_word_is_never_corrected(ask: Ask, typed: str) -> None:
    assert ask(typed).suggestion is None


def test_retired_and_expired_pages_are_found_but_lower(ask: Ask) -> None:
    assert ask.ids("Verein")[:2] == ["instrument/verein", "instrument/alter-verein"]
    assert ask.ids("Zuschuss Kläranlage")[:2] == ["funding/klaeranlagen", "funding/alte-foerderung"]
    assert ask("Zuschuss Kläranlage").hits[1].state == "abgelaufen"


def test_words_side_by_side_beat_words_apart(folder: Path, make_page: Callable[..., Document]) -> None:
    pages = (
        make_page(
            "term/a", "Erste", "Ein gemeinsamer Plan; dazu gehört auch noch sehr viel anderes, am Ende ein Bauhof."
        ),
        make_page(
            "term/b", "Zweite", "Ein Plan; dazu gehört auch noch sehr viel anderes, am Ende ein gemeinsamer Bauhof."
        ),
        make_page("term/c", "Dritte", "Etwas ganz anderes."),
    )
    index = open_or_build(pages, make_vocabulary([]), folder, "v1")
    assert [hit.id for hit in index.find(read_query("gemeinsamer Bauhof"), EVERYTHING, 10, 0).hits] == [
        "term/b",
        "term/a",
    ]


def test_a_page_that_good_pages_name_as_related_comes_earlier(folder: Path, make_page: Callable[..., Document]) -> None:
    pages = (
        make_page("term/a", "Abfall", "Am Rand geht es um den Bauhof."),
        make_page("term/b", "Bauhof", "Alles über ihn.", related=["term/z", "term/none"]),
        make_page("term/z", "Zeitplan", "Am Rand geht es um den Bauhof."),
    )
    index = open_or_build(pages, make_vocabulary([]), folder, "v1")
    assert [hit.id for hit in index.find(read_query("Bauhof"), EVERYTHING, 10, 0).hits] == [
        "term/b",
        "term/z",
        "term/a",
    ]


def test_a_phrase_in_quotes_comes_first(ask: Ask) -> None:
    assert ask.ids('"öffentlichen Rechts"')[0] == "instrument/gemeinsames-kommunalunternehmen"


def test_facets_count_under_the_other_filter(ask: Ask) -> None:
    every, filtered = ask("Kläranlage"), ask("Kläranlage", Filters(kind="funding", topic="wasser"))
    assert every.facets["kind"]["funding"] == 2
    assert filtered.facets["kind"]["funding"] == 1
    assert filtered.facets["topic"] == {"wasser": 1}
    assert filtered.total == 1
    assert [hit.id for hit in filtered.hits] == ["funding/klaeranlagen"]


def test_pages_of_hits_join_without_gap(ask: Ask) -> None:
    whole = ask.ids("gemeinsam Gemeinden Umlage")
    parts = [
        hit.id
        for offset in range(0, len(whole), 2)
        for hit in ask("gemeinsam Gemeinden Umlage", limit=2, offset=offset).hits
    ]
    assert parts == whole
    assert ask("Bauhof", offset=1000).hits == ()


def test_excerpts_show_the_words_found_and_escape_the_rest(ask: Ask) -> None:
    hit = next(hit for hit in ask("Zuschuss alert betreiben").hits if hit.id == "funding/klaeranlagen")
    assert "<mark>betreiben</mark>" in hit.snippet
    assert "&lt;script&gt;" in hit.snippet
    assert "<script" not in hit.snippet


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "und oder nicht",
        "wer macht was mit wem",
        "AND OR NOT",
        "title:bauhof",
        "bauhof*",
        "*",
        "??",
        '"',
        '"bauhof',
        "(((",
        "bauhof AND (",
        "[a TO z]",
        "bauhof~2^5",
        "🚜🚒",
        "bauhof 🚜",
        "' OR 1=1 --",
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "%00%ff",
        "§§ § Art.",
        "a" * 300,
        "ä" * 300,
        "bauhof " * 42,
        "ﬁnanzen",
        "x" * 60 + "bauhof",
    ],
)
def test_no_query_raises(ask: Ask, typed: str) -> None:
    result = ask(typed)
    assert result.total >= len(result.hits)
    assert all(hit.score > 0 for hit in result.hits)


@given(typed=st.text(max_size=120))
def test_no_text_at_all_raises(ask: Ask, typed: str) -> None:
    try:
        query = read_query(typed)
    except QueryRefused:
        return
    assert ask(query.text).total >= 0


def test_a_question_is_answered_although_one_of_its_words_stands_nowhere(ask: Ask) -> None:
    """Whoosh's own parser wants all words."""
    assert ask.ids("Wie räumen wir zusammen mit Hubschraubern den Schnee?")[0] == "example/bauhof-kirnbach-mittertal"


def test_english_function_words_are_words_like_others(folder: Path, make_page: Callable[..., Document]) -> None:
    """Whoosh's standard analyser drops them: »Not« is an emergency, »An« and »Will« are names."""
    pages = (make_page("term/a", "Not", "Hilfe in der Not."), make_page("term/b", "Alltag", "Ohne Eile."))
    index = open_or_build(pages, make_vocabulary([]), folder, "v1")
    assert [hit.id for hit in index.find(read_query("Not"), EVERYTHING, 10, 0).hits] == ["term/a"]


@pytest.mark.parametrize("typed", ["Zweckverband", "Partnerin", "Partnerinnen"])
def test_marks_of_emphasis_and_gender_do_not_glue_words(
    folder: Path, make_page: Callable[..., Document], typed: str
) -> None:
    """Other packages of the Whoosh family keep ** within words."""
    page = make_page("term/a", "Seite", "Ein **Zweckverband** für alle Partner*innen.")
    index = open_or_build([page, make_page("term/b", "Anderes", "Nichts.")], make_vocabulary([]), folder, "v1")
    assert [hit.id for hit in index.find(read_query(typed), EVERYTHING, 10, 0).hits] == ["term/a"]


def test_decomposed_letters_and_soft_hyphens_do_not_matter(ask: Ask) -> None:
    assert ask.ids("Kla\u0308ranlage")[0] == ask.ids("Klär\u00adanlage")[0] == "funding/klaeranlagen"


def test_signs_of_a_query_language_are_only_signs(ask: Ask) -> None:
    assert ask.ids("bauhof*") == ask.ids("bauhof") == ask.ids("+(bauhof)^9")


def test_more_than_twelve_words_count_only_as_twelve(ask: Ask) -> None:
    many = " ".join(["Umlage"] * 12)
    assert ask.ids(f"{many} Kläranlage") == ask.ids(many)


def test_a_repeated_query_comes_from_memory(village: SearchIndex) -> None:
    query = read_query("Bauhof teilen")
    assert village.find(query, EVERYTHING, 10, 0) is village.find(read_query("Bauhof  teilen"), EVERYTHING, 10, 0)
    assert village.find(query, Filters(kind="example"), 10, 0) is not village.find(query, EVERYTHING, 10, 0)


def test_titles_words_and_further_lines_are_suggested(
    folder: Path, pages: tuple[Document, ...], vocabulary: Vocabulary
) -> None:
    index = open_or_build(pages, vocabulary, folder, "v1", suggestions=(Suggestion("Bauhof betreiben", None, "task"),))
    assert [line.text for line in index.suggest("bauh")][:2] == ["Bauhof betreiben", "Bauhofkooperation Unterfeld"]
    assert index.suggest("unterf")[0] == Suggestion(
        "Bauhofkooperation Unterfeld",
        "example/bauhofkooperation-unterfeld",
        "example",
        "/example/bauhofkooperation-unterfeld",
    )
    assert Suggestion("Schneepflug", None, "word") in index.suggest("schnee")
