"""Whole cents: the parts add up, ties follow the official order, what people type is read exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.base.money import (
    Cents,
    WeightsUnusable,
    german_euro,
    plain_euro,
    read_euro,
    read_plain_euro,
    round_alone,
    split,
)
from kuemmerer.base.numbers import NotANumber, german_decimal, read_number

weights = st.dictionaries(
    st.integers(0, 40), st.fractions(0, 10_000, max_denominator=100), min_size=1, max_size=12
).filter(lambda found: sum(found.values()) > 0)
amounts = st.integers(0, 10**14).map(Cents)


@given(amounts, weights)
def test_parts_add_up_and_miss_the_exact_share_by_less_than_a_cent(total: Cents, by: dict[int, Fraction]) -> None:
    parts = split(total, by)
    assert sum(parts.values()) == total
    whole = sum(by.values())
    assert all(abs(parts[who] - total * weight / whole) < 1 for who, weight in by.items())


@given(amounts, st.integers(0, 10**9), weights)
def test_more_to_share_is_never_less_for_anybody_but_for_a_cent(
    total: Cents, more: int, by: dict[int, Fraction]
) -> None:
    before, after = split(total, by), split(Cents(total + more), by)
    assert all(after[who] >= before[who] - 1 for who in by)


@given(amounts, weights, st.integers(1, 1000))
def test_only_the_ratio_of_the_weights_counts(total: Cents, by: dict[int, Fraction], factor: int) -> None:
    assert split(total, by) == split(total, {who: weight * factor for who, weight in by.items()})


def test_a_tie_goes_to_the_first_in_the_official_order() -> None:
    assert split(Cents(100), {"09174111": 1, "09174112": 1, "09174113": 1}) == {
        "09174111": 34, "09174112": 33, "09174113": 33,
    }  # fmt: skip


@pytest.mark.parametrize(("by", "sentence"), [({"a": 0, "b": 0}, "null"), ({"a": 2, "b": -1}, "negativ"), ({}, "null")])
def test_weights_that_cannot_split_are_refused_with_a_sentence(by: dict[str, int], sentence: str) -> None:
    with pytest.raises(WeightsUnusable, match=sentence):
        split(Cents(100), by)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.234,56", 123_456), ("1,234.56", 123_456), ("1234,5", 123_450), ("1234.5", 123_450), ("1.234", 123_400),
        ("1 234,00 €", 123_400), ("1'234.50", 123_450), ("1.234.567,89", 123_456_789), ("1,234,567", 123_456_700),
        ("0", 0), ("-5,00", -500), ("0.06", 6), (",5", 50), ("5,", 500), ("1.000.000.000.000", 10**14), ("120000 EUR", 12_000_000),
    ],
)  # fmt: skip
def test_german_and_english_amounts_are_read(text: str, cents: int) -> None:
    assert read_euro(text) == cents


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1.23.4",
        "1,23,4",
        "12.34,56.78",
        "1,234",
        "0,001",
        "²",
        "٣",
        "1e5",
        "nan",
        "--1",
        "1" * 30,
        "1.000.000.000.001",
    ],
)
def test_what_is_no_amount_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(NotANumber) as caught:
        read_euro(text)
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize("text", ["1.234,56", "1234,56", "1234.567", "+1", " 1", "1e3", "", "١"])
def test_the_api_reads_one_form_only(text: str) -> None:
    with pytest.raises(NotANumber):
        read_plain_euro(text)


@given(st.integers(-(10**14), 10**14))
def test_an_amount_survives_being_written(cents: int) -> None:
    assert read_plain_euro(plain_euro(cents)) == cents
    assert read_euro(german_euro(cents)) == cents


def test_a_price_times_a_quantity_is_rounded_half_up() -> None:
    assert [round_alone(Fraction(n, 2)) for n in (1, 2, 3, -1, -3)] == [1, 1, 2, -1, -2]


def test_a_rate_is_shown_with_as_many_places_as_asked() -> None:
    assert german_decimal(Fraction(122_070_000, 7861) / 100, 6) == "155,285587"
    assert german_decimal(Fraction(-1, 1000), 2) == "0,00"
    assert read_number("1.343") == 1343
