"""»Gemeint …?« names the nearest known name, and nothing where nothing is near."""

from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.base.nearest import did_you_mean, nearest

KEYS = ("einwohner", "flaeche", "gleich", "umlagekraft")


def test_a_typo_finds_the_name_that_was_meant() -> None:
    assert did_you_mean("einwoner", KEYS) == " Gemeint »einwohner«?"
    assert did_you_mean("umlage", KEYS) == " Gemeint »umlagekraft«?"


def test_what_is_far_from_everything_gets_no_hint() -> None:
    assert did_you_mean("xyz", KEYS) == ""
    assert did_you_mean("einwohner", ()) == ""


@given(st.text(max_size=30), st.lists(st.text(max_size=20), max_size=8))
def test_a_hint_is_always_a_known_name_and_does_not_depend_on_their_order(word: str, known: list[str]) -> None:
    found = nearest(word, known)
    assert found is None or found in known
    assert found == nearest(word, reversed(known))


@given(st.sampled_from(KEYS))
def test_a_known_name_is_nearest_to_itself(word: str) -> None:
    assert nearest(word, KEYS) == word
