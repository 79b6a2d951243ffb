"""Three values: yes, no, and not known yet. »Weiß nicht« is a full answer, so there is no falling back to false."""

from enum import Enum


class Truth(Enum):
    """A value of Kleene's strong logic. `bool()` is refused: whoever decides must say what OPEN means."""

    NO = "nein"
    OPEN = "offen"
    YES = "ja"

    def __bool__(self) -> bool:
        raise TypeError("Truth hat drei Werte; vergleiche mit `is Truth.YES`.")
