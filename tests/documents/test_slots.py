"""A fixed number at once, the rest is told to come back, and a slot is free again whatever happens."""

import pytest

from kuemmerer.documents.slots import NoSlot, Slots


def test_whoever_finds_no_slot_is_told_at_once() -> None:
    slots = Slots(1)
    with slots.one(), pytest.raises(NoSlot), slots.one():
        pass


def test_a_slot_is_given_back_also_after_an_error() -> None:
    slots = Slots(1)
    with pytest.raises(ValueError, match="kaputt"), slots.one():
        raise ValueError("kaputt")
    with slots.one():
        pass
