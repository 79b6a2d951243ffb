"""Norms are found in every way our texts cite them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.norms.conftest import LAWS

from kuemmerer.norms.parse import Citation, CitationFinder, number_key

Found = tuple[str, str, str]


def found(citations: tuple[Citation, ...]) -> list[Found]:
    return [
        (c.law.abbreviation, c.number + (f"-{c.last}" if c.last else "ff" if c.is_open else ""), c.detail)
        for c in citations
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Art. 12 Abs. 2 KommZG", [("KommZG", "12", "Abs. 2")]),
        ("Art. 12 Abs. 2 Satz 4 Halbsatz 1 KommZG", [("KommZG", "12", "Abs. 2 Satz 4 Halbsatz 1")]),
        ("Artikel 12 des KommZG", [("KommZG", "12", "")]),
        ("Art.\u00a012 Abs.\u00a02 KommZG", [("KommZG", "12", "Abs. 2")]),
        ("§ 2b UStG", [("UStG", "2b", "")]),
        ("§2b UStG", [("UStG", "2b", "")]),
        ("§ 1 Abs. 3 Nr. 2c AÜG", [("AÜG", "1", "Abs. 3 Nr. 2c")]),
        ("§ 2b Abs. 1 Buchst. a, § 3 UStG", [("UStG", "2b", "Abs. 1 Buchst. a"), ("UStG", "3", "")]),
        # lists: the law stands once, at the end
        ("Art. 8 Abs. 1, Art. 12 KommZG", [("KommZG", "8", "Abs. 1"), ("KommZG", "12", "")]),
        ("Art. 17 Abs. 1, 2 KommZG", [("KommZG", "17", "Abs. 1, 2")]),
        ("Art. 2 Abs. 2, 3, Art. 9 VGemO", [("VGemO", "2", "Abs. 2, 3"), ("VGemO", "9", "")]),
        ("Art. 2 Abs. 3 und 4, Art. 7 Abs. 1 KommZG", [("KommZG", "2", "Abs. 3 und 4"), ("KommZG", "7", "Abs. 1")]),
        ("Art. 29, 30 Abs. 1 KommZG", [("KommZG", "29", ""), ("KommZG", "30", "Abs. 1")]),
        ("Art. 29 Abs. 1, 30 Abs. 2 KommZG", [("KommZG", "29", "Abs. 1"), ("KommZG", "30", "Abs. 2")]),
        ("§ 2b, § 27 Abs. 22, 22a UStG", [("UStG", "2b", ""), ("UStG", "27", "Abs. 22, 22a")]),
        ("§ 56, § 59, § 60 BGB", [("BGB", "56", ""), ("BGB", "59", ""), ("BGB", "60", "")]),
        ("§§ 31, 31a, 54 Abs. 2 BGB", [("BGB", "31", ""), ("BGB", "31a", ""), ("BGB", "54", "Abs. 2")]),
        ("§§ 35, 37 Abs. 1, 45, 52 BGB", [("BGB", "35", ""), ("BGB", "37", "Abs. 1"), ("BGB", "45", ""), ("BGB", "52", "")]),
        ("Art. 20 und Art. 21 KommZG", [("KommZG", "20", ""), ("KommZG", "21", "")]),
        ("Art. 3 i. V. m. Art. 4 GO", [("GO", "3", ""), ("GO", "4", "")]),
        # runs
        ("Art. 20–21 KommZG", [("KommZG", "20-21", "")]),
        ("§§ 54–62 VwVfG", [("VwVfG", "54-62", "")]),
        ("Art. 1, 2, 6 bis 9, 11 VGemO", [("VGemO", "1", ""), ("VGemO", "2", ""), ("VGemO", "6-9", ""), ("VGemO", "11", "")]),
        ("Art. 7 Abs. 2 bis 4 KommZG", [("KommZG", "7", "Abs. 2 bis 4")]),
        ("§§ 54 ff. VwVfG", [("VwVfG", "54ff", "")]),
        ("§§ 54 f. VwVfG", [("VwVfG", "54-55", "")]),
        # several laws in one breath
        ("Art. 2 Abs. 2 KommZG, § 56 BGB", [("KommZG", "2", "Abs. 2"), ("BGB", "56", "")]),
        ("Art. 4, Art. 5 GO und Art. 8 VGemO", [("GO", "4", ""), ("GO", "5", ""), ("VGemO", "8", "")]),
        # the law in front, as in the titles of sources
        ("KommZG Art. 31, 32, 33 (amtliches Portal)", [("KommZG", "31", ""), ("KommZG", "32", ""), ("KommZG", "33", "")]),
        ("UStG §§ 2b, 27 Abs. 22 und 22a (Stand 2026)", [("UStG", "2b", ""), ("UStG", "27", "Abs. 22 und 22a")]),
        ("BGB §§ 2, 20 und AÜG §§ 1, 1b", [("BGB", "2", ""), ("BGB", "20", ""), ("AÜG", "1", ""), ("AÜG", "1b", "")]),
        ("KommZG Art. 3 Abs. 1, Art. 4 VGemO", [("KommZG", "3", "Abs. 1"), ("VGemO", "4", "")]),
        # the same law under its full name
        ("§ 2b des Umsatzsteuergesetz", [("UStG", "2b", "")]),
    ],
)  # fmt: skip
def test_every_way_of_citing_is_read(finder: CitationFinder, text: str, expected: list[Found]) -> None:
    assert found(finder.find(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "§ 5 Pflichten aller Seiten",  # a section of a draft, no law
        "§ 14 und § 15 regeln den Ausstieg, das KommZG hilft dabei.",
        "Art. 5 KommZG-Entwurf",
        "Das KommZG gilt.",
        "12 KommZG",
        "Art. 3 Gemeinden, 4 Landkreise",
        "KommZG, Fassung vom 12. Mai",
    ],
)
def test_what_names_no_article_of_a_law_is_no_citation(finder: CitationFinder, text: str) -> None:
    assert finder.find(text) == ()


def test_the_place_of_a_citation_is_what_becomes_a_link(finder: CitationFinder) -> None:
    text = "Das regeln Art. 8, 9 Abs. 1 und Art. 12 KommZG, nicht § 2b UStG."
    assert [text[c.start : c.end] for c in finder.find(text)] == ["Art. 8", "9 Abs. 1", "Art. 12 KommZG", "§ 2b UStG"]


def test_numbers_after_the_law_belong_to_the_sentence(finder: CitationFinder) -> None:
    assert found(finder.find("Nach Art. 12 KommZG, 3 Monate vorher")) == [("KommZG", "12", "")]


@pytest.mark.parametrize(("text", "inside", "outside"), [
    ("Art. 20 bis 22 KommZG", ["20", "21", "22", "22a"], ["19", "23"]),
    ("Art. 54 ff. GO", ["54", "60"], ["53"]),
    ("§ 2b UStG", ["2b"], ["2", "2a", "3"]),
])  # fmt: skip
def test_a_run_covers_everything_in_it(
    finder: CitationFinder, text: str, inside: list[str], outside: list[str]
) -> None:
    (citation,) = finder.find(text)
    assert [number for number in inside if not citation.covers(number)] == []
    assert [number for number in outside if citation.covers(number)] == []


def test_numbers_stand_in_the_order_of_the_law() -> None:
    assert sorted(["10", "2b", "2", "22a", "22"], key=number_key) == ["2", "2b", "10", "22", "22a"]
    with pytest.raises(ValueError, match="12x3"):
        number_key("12x3")


NUMBERS = st.builds(
    lambda digits, letter: f"{digits}{letter}", st.integers(1, 400), st.sampled_from(["", "", "", "a", "b"])
)
DETAILS = st.sampled_from(["", "Abs. 1", "Abs. 2 Satz 1", "Abs. 1 Nr. 3", "Abs. 2 bis 4"])
ITEMS = st.lists(st.tuples(NUMBERS, DETAILS), min_size=1, max_size=4)
CHUNKS = st.lists(st.tuples(st.sampled_from(LAWS.all), ITEMS), min_size=1, max_size=3)


@given(CHUNKS, st.sampled_from([", ", " und ", " oder "]), st.sampled_from([" ", "\u00a0"]))
def test_what_was_written_is_read_back(
    chunks: list[tuple[object, list[tuple[str, str]]]], between: str, blank: str
) -> None:
    """Each article with its own marker, the law once at the end: nothing is lost, nothing is invented."""
    written, expected = [], []
    for law, items in chunks:
        parts = [f"{law.unit}{blank}{number} {detail}".strip() for number, detail in items]  # type: ignore[attr-defined]
        written.append(f"{between.join(parts)} {law.abbreviation}")  # type: ignore[attr-defined]
        expected += [(law.abbreviation, number, detail) for number, detail in items]  # type: ignore[attr-defined]
    assert found(CitationFinder(LAWS).find("Siehe " + between.join(written) + ".")) == expected


PIECES = [
    "Art. ",
    "§ ",
    "§§ ",
    "12",
    "2b",
    "3",
    " Abs. ",
    " Satz ",
    " bis ",
    "–",
    ", ",
    " und ",
    " ff.",
    " KommZG",
    " UStG",
    " des ",
    "x",
    ". ",
    "(",
    "-",
]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_places_stand_in_order_and_never_overlap(text: str) -> None:
    position = 0
    for citation in CitationFinder(LAWS).find(text):
        assert position <= citation.start < citation.end <= len(text)
        position = citation.end


@pytest.mark.parametrize(
    ("text", "number"), [("Art. " * 4000, 0), ("Art. 1, " * 4000, 0), ("§§ " + "1 Abs. 1, " * 4000, 0)]
)
def test_hostile_lists_are_read_at_once(finder: CitationFinder, text: str, number: int) -> None:
    assert len(finder.find(text)) == number
