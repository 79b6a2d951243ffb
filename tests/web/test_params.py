import pytest
from fastapi import Request

from kuemmerer.web.errors import Refused
from kuemmerer.web.params import choice, choices, only_known, single


def request(query: str) -> Request:
    return Request({"type": "http", "query_string": query.encode("latin-1"), "headers": []})


def refusal(query: str, known: tuple[str, ...] = ("thema", "q")) -> Refused:
    with pytest.raises(Refused) as caught:
        only_known(request(query), known)
    return caught.value


def test_known_parameters_pass() -> None:
    only_known(request("thema=wasser&q="), ("thema", "q"))
    only_known(request(""))


def test_an_unknown_parameter_names_the_nearest_or_all() -> None:
    assert refusal("tema=wasser").detail == "Den Parameter »tema« gibt es hier nicht. Gemeint »thema«?"
    assert refusal("xyz=1").detail.endswith("Möglich sind: thema, q.")
    assert refusal("xyz=1", ()).detail == "Den Parameter »xyz« gibt es hier nicht."
    assert refusal("xyz=1").status == 422


def test_a_text_is_stripped_and_comes_once() -> None:
    assert single(request("q=%20Bauhof%20"), "q") == "Bauhof"
    assert single(request(""), "q") == ""
    with pytest.raises(Refused, match="q"):
        single(request("q=a&q=b"), "q")


@pytest.mark.parametrize("value", ["%00", "a%1bb", "%ff", "%ed%a0%80", "x" * 301])
def test_a_text_we_cannot_use_is_refused(value: str) -> None:
    with pytest.raises(Refused):
        single(request(f"q={value}"), "q")


def test_a_choice_is_one_of_the_known_values_or_empty() -> None:
    assert choice(request("stand=offen"), "stand", ["offen"]) == "offen"
    assert choice(request("stand="), "stand", ["offen"]) == ""
    with pytest.raises(Refused) as caught:
        choice(request("stand=ofen"), "stand", ["offen"])
    assert "Gemeint »offen«?" in caught.value.detail


def test_choices_keep_the_order_of_the_request_without_repetition() -> None:
    assert choices(request("form=b&form=a&form=b"), "form", ["a", "b"]) == ("b", "a")
