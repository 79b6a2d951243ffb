"""YAML as we allow it: what is refused is refused with its line and a German sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.base.strict_yaml import MAX_CHARACTERS, YamlProblem, read_yaml

REFUSED = {
    "tag": ("a: 1\nb: !!python/object:os.system x\n", 2, "Typangaben mit !"),
    "alias": ("a: 1\nb: *a\n", 2, "Verweise mit *"),
    "anchor": ("a: &a 1\n", 1, "Marken mit &"),
    "duplicate": ("a: 1\nb: 2\na: 3\n", 3, "»a« steht hier zweimal."),
    "duplicate inside": ("a:\n  b: 1\n  b: 2\n", 3, "»b« steht hier zweimal."),
    "tab": ("a:\n\tb: 1\n", 2, "nicht mit Tabulator"),
    "colon in text": ("a: 1\nb: Ziel: Zeit sparen\n", 2, "Doppelpunkt"),
    "open quote": ('a: 1\nb: "Kirnbach\nc: 2\n', 2, "nicht geschlossen"),
    "open list": ("a: [Kirnbach, Mittertal\nb: 2\n", 2, "Komma"),
    "bad escape": ('a: "\\q"\n', 1, "Schrägstrich"),
    "two documents": ("a: 1\n---\nb: 2\n", 2, "---"),
    "NUL": ("a: 1\nb: Bau\x00hof\n", 2, "Steuerzeichen"),
    "hidden NUL": ('a: 1\nb: "Bau\\0hof"\n', 2, "Steuerzeichen"),
    "list as a key": ("a: 1\n? [b]\n: 2\n", 2, "Name eines Feldes"),
    "endless number": ("a: " + "9" * 5000 + "\n", 1, "zu lang"),
    "deep nesting": ("a: 1\nb: " + "[" * 60_000 + "\n", 2, "zu tief verschachtelt"),
    "indentation": ("- a\nb: 1\n", 2, "Einrückung"),
    "nothing": ("# nur ein Kommentar\n", 1, "keine Angaben"),
    "no number": ("a: 0x_\n", 1, "kein gültiges YAML"),
    "too long": ("a: " + "x" * MAX_CHARACTERS, 1, "länger als"),
}


@pytest.mark.parametrize(("text", "line", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_allowed_is_named_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(YamlProblem) as caught:
        read_yaml(text)
    assert words in caught.value.message
    assert caught.value.line == line


def test_a_bomb_of_aliases_is_refused_before_it_unfolds() -> None:
    layers = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    with pytest.raises(YamlProblem):
        read_yaml("\n".join(layers))


def test_words_that_look_like_truth_stay_words_and_dates_stay_text() -> None:
    read = read_yaml("a: no\nb: on\nc: yes\nd: true\ne: 2026-13-45\nf: ~\n").data
    assert read == {"a": "no", "b": "on", "c": "yes", "d": True, "e": "2026-13-45", "f": None}


def test_every_value_knows_its_line_and_a_missing_one_that_of_its_parent() -> None:
    text = read_yaml("title: Bauhof\nsources:\n  - url: https://a.example\n  - title: B\n    url: x\n", offset=1)
    assert text.line_of(["title"]) == 2
    assert text.line_of(["sources", 1, "url"]) == 6
    assert text.line_of(["sources", 1, "seen_on"]) == 5
    assert text.line_of(["sources", 7]) == 4
    assert text.line_of([]) == 2


def problem_of(text: str) -> YamlProblem | None:
    try:
        read_yaml(text)
    except YamlProblem as problem:
        return problem
    return None


@given(st.text(st.sampled_from("ab:-[]{},'\"|>&*!?%@`#~ \t\n\r0.1x\\=<\x00\x85\ufeff")) | st.text())
def test_any_text_is_read_or_refused_in_german_and_never_crashes(text: str) -> None:
    problem = problem_of(text)
    if problem is not None:
        assert 1 <= problem.line <= len(text) + 2
        assert problem.message.endswith(".")
        assert not {"found", "expected", "while", "document"} & set(problem.message.split())
