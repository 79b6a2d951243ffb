"""Who counts as one sender, and when the hour is over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.feedback.limits import HOUR, MAX_SENDERS, SubmissionLimit, sender_of


@pytest.mark.parametrize(
    ("address", "sender"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_whom_an_address_stands_for(address: str, sender: str) -> None:
    assert sender_of(address) == sender


def test_the_hour_begins_with_each_message() -> None:
    limit = SubmissionLimit(2)
    assert limit.seconds_to_wait("a", "1", 0.0) == 0
    assert limit.seconds_to_wait("a", "2", 600.0) == 0
    assert limit.seconds_to_wait("a", "3", 900.0) == HOUR - 900
    assert limit.seconds_to_wait("a", "3", HOUR) == 0
    assert limit.seconds_to_wait("a", "4", HOUR) == 600


def test_zero_per_hour_lets_nobody_through() -> None:
    assert SubmissionLimit(0).seconds_to_wait("a", "1", 0.0) == HOUR


def test_many_senders_do_not_fill_the_memory() -> None:
    limit = SubmissionLimit(1)
    for number in range(MAX_SENDERS + 50):
        limit.seconds_to_wait(f"sender {number}", "1", 0.0)
    assert len(limit._sent) == MAX_SENDERS


def test_an_address_is_forgotten_when_it_no_longer_counts() -> None:
    limit = SubmissionLimit(5)
    limit.seconds_to_wait("a", "1", 0.0)
    limit.seconds_to_wait("b", "1", 600.0)
    limit.seconds_to_wait("c", "1", HOUR + 300)
    assert set(limit._sent) == {"b", "c"}


@given(st.lists(st.floats(0, 3 * HOUR), max_size=60), st.integers(0, 5))
def test_never_more_than_allowed_within_an_hour(moments: list[float], per_hour: int) -> None:
    limit = SubmissionLimit(per_hour)
    taken = [at for number, at in enumerate(sorted(moments)) if limit.seconds_to_wait("a", str(number), at) == 0]
    for at in taken:
        assert sum(at - HOUR < moment <= at for moment in taken) <= per_hour
