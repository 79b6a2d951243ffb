"""What is no answer and still matters: who asks, when the project starts, whether it has begun, and the day."""

import re
from dataclasses import dataclass
from datetime import date

from kuemmerer.base.bad_entry import BadEntry
from kuemmerer.base.dates import MONTHS
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.navigator.roles import Role

ROLE, START, BEGUN = "rolle", "beginn", "begonnen"
SETTING_FIELDS = (ROLE, START, BEGUN)
# 2027-03 in addresses; people write 3.2027, 3/2027, 1.3.2027 or März 2027.
_MONTH = re.compile(
    rf"(?P<iso>[0-9]{{4}})-(?P<number>[0-9]{{2}})|(?:[0-9]{{1,2}}\. ?)?(?P<month>[0-9]{{1,2}}) ?[./] ?(?P<year>[0-9]{{4}})"
    rf"|(?P<name>{'|'.join(MONTHS)}) (?P<of>[0-9]{{4}})",
    re.IGNORECASE,
)
_YEARS = range(2000, 2100)


class BadSetting(BadEntry):
    """A role, month or yes/no we cannot use: which parameter, and a German sentence that says what to do."""


@dataclass(frozen=True)
class Setting:
    """`start` is the first day of the month in which the project is to begin, None if nobody said."""

    today: date
    role: Role = Role.MUNICIPALITY
    start: date | None = None
    begun: bool = False

    def query(self) -> list[tuple[str, str]]:
        """The same as query parameters; what nobody chose is left out."""
        pairs = [(ROLE, self.role.value)] if self.role is not Role.MUNICIPALITY else []
        if self.start is not None:
            pairs.append((START, f"{self.start:%Y-%m}"))
        return [*pairs, (BEGUN, "ja")] if self.begun else pairs


def read_setting(today: date, role: str = "", start: str = "", begun: str = "") -> Setting:
    """From the texts of a request; empty means not chosen. Raises BadSetting."""
    return Setting(today, read_role(role), read_month(start) if start else None, _read_begun(begun))


def read_role(text: str) -> Role:
    """A role by its value; empty is a single municipality. Raises BadSetting."""
    known = [role.value for role in Role]
    if text and text not in known:
        message = f"»{text[:40]}« ist keine Rolle.{did_you_mean(text, known)} Möglich sind: {', '.join(known)}."
        raise BadSetting(ROLE, message)
    return Role(text) if text else Role.MUNICIPALITY


def read_month(text: str) -> date:
    """The first day of a month. Raises BadSetting."""
    match = _MONTH.fullmatch(" ".join(text.split()))
    year, month = (0, 0)
    if match and match["name"]:
        year, month = int(match["of"]), 1 + [name.casefold() for name in MONTHS].index(match["name"].casefold())
    elif match:
        year, month = int(match["iso"] or match["year"]), int(match["number"] or match["month"])
    if year not in _YEARS or not 1 <= month <= 12:
        raise BadSetting(START, f"»{text[:20]}« ist kein Monat. Schreiben Sie Monat und Jahr so: 3.2027 oder 2027-03.")
    return date(year, month, 1)


def _read_begun(text: str) -> bool:
    if text not in ("", "ja", "nein"):
        raise BadSetting(BEGUN, f"»{text[:20]}« ist bei »{BEGUN}« nicht möglich. Möglich sind: ja, nein.")
    return text == "ja"
