"""Three values: yes, no, and not known yet. »Weiß nicht« is a full answer, so there is no falling back to false."""

from enum import Enum


class Truth(Enum):
    """Kleene's strong logic. `bool()` is refused: whoever decides must say what OPEN means."""

    NO = 0
    OPEN = 1
    YES = 2

    def __and__(self, other: "Truth") -> "Truth":
        return self if self.value <= other.value else other

    def __or__(self, other: "Truth") -> "Truth":
        return self if self.value >= other.value else other

    def __invert__(self) -> "Truth":
        return _OPPOSITE[self]

    def __bool__(self) -> bool:
        raise TypeError("Truth hat drei Werte; vergleiche mit `is Truth.YES`.")


_OPPOSITE = {Truth.NO: Truth.YES, Truth.OPEN: Truth.OPEN, Truth.YES: Truth.NO}
