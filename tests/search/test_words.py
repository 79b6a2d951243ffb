"""German words as the index knows them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.search.words import clean, fold, laws_in, stem, words

LAWS = frozenset({"kommzg", "ustg", "gwb", "go"})


def norms(text: str) -> list[str]:
    return [word.norm for word in words(clean(text), LAWS) if word.norm]


@pytest.mark.parametrize(
    "other", ["Bauhöfe", "bauhoefe", "BAUHÖFEN", unicodedata.normalize("NFD", "Bauhöfe"), "Bau\u00adhof"]
)
def test_all_ways_to_write_a_word_have_one_stem(other: str) -> None:
    assert stem(clean(other)) == stem("Bauhof")


def test_sharp_s_and_double_s_are_the_same() -> None:
    assert stem("Straßen") == stem("strassen")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Art. 42 KommZG", ["§42 kommzg"]),
        ("art 42 kommzg", ["§42 kommzg"]),
        ("Artikel 42 Absatz 3 Satz 2 KommZG", ["§42 kommzg"]),
        ("§ 2b UStG", ["§2b ustg"]),
        ("§2b ustg", ["§2b ustg"]),
        ("2b UStG", ["§2b ustg"]),
        ("108 GWB", ["§108 gwb"]),
        ("Art. 17 Abs. 2, 18 und 20 KommZG", ["§17 kommzg", "§18 kommzg", "§20 kommzg"]),
        ("Art. 7 Abs. 2 Satz 1, Art. 8 KommZG", ["§7 kommzg", "§8 kommzg"]),
        ("Art 42", ["§42"]),
        ("§ 2b art. 96 GO", ["§2b", "§96 go"]),
        ("Das gilt nach Art. 5. Die GO sagt es.", ["§5"]),
        ("eine Art der Zusammenarbeit mit 42 Gemeinden", []),
        ("§", []),
        ("Art.", []),
    ],
)
def test_norms_become_one_token(text: str, expected: list[str]) -> None:
    assert norms(text) == expected


def test_laws_are_learned_from_the_texts() -> None:
    assert set(laws_in("Siehe Art. 42 Abs. 3 KommZG und § 108 GWB. Die EMM ist kein Gesetz.")) == {"KommZG", "GWB"}


def test_a_gender_form_is_one_word() -> None:
    assert [word.text for word in words("Projektpartner*innen und Bürger:innen")] == [
        "projektpartnerinnen",
        "und",
        "bürgerinnen",
    ]


def test_a_hyphenated_word_is_found_joined_and_apart() -> None:
    assert [word.text for word in words("Stadt-Umland-Bahn")] == ["stadt", "stadtumlandbahn", "umland", "bahn"]


def test_a_road_is_one_word_with_and_without_blank() -> None:
    assert "a96" in [word.text for word in words("an der A 96")]
    assert "a96" in [word.text for word in words("an der A96")]


@given(st.text(max_size=200))
def test_places_point_at_the_word(text: str) -> None:
    cleaned = clean(text)
    for word in words(cleaned, LAWS):
        assert 0 <= word.start < word.end <= len(cleaned)
        if not word.joined and "in" not in word.text:
            assert cleaned[word.start : word.end].lower() == word.text


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
