"""What a reader types becomes a wish: dates in German or ISO form, councils with their meetings, or a sentence that helps."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from kuemmerer.base.bad_entry import BadEntry
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.content.oversight import Oversight
from kuemmerer.timetable.model import Council, Procedures

FORM, WAY, START, COUNCILS, MEETINGS, FUNDING, DONE = (
    "form",
    "weg",
    "start",
    "gremien",
    "sitzung",
    "foerderung",
    "stand",
)
FIELDS = (FORM, WAY, START, COUNCILS, MEETINGS, FUNDING, DONE)
MAX_COUNCILS, MAX_MEETINGS, MAX_YEARS = 60, 40, 15
_GERMAN = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SEPARATOR = re.compile(r"[,;]|\s+und\s+")
# How many bodies decide when only the answer to »partner« is known: the middle of each option.
_COUNTS = {"zwei": 2, "drei-bis-sechs": 4, "sieben-bis-zehn": 8, "mehr-als-zehn": 12}


class BadWish(BadEntry):
    """Something we cannot compute with: which field, and a German sentence that says what to do."""


def read_form(procedures: Procedures, text: str) -> str:
    """A form that has a procedure. Raises BadWish."""
    if text not in procedures.steps:
        raise BadWish(FORM, f"Für »{text[:60]}« gibt es keinen Zeitplan.{did_you_mean(text, procedures.steps)}")
    return text


def read_way(procedures: Procedures, form: str, text: str, derived: Oversight) -> Oversight:
    """The way past the authority; empty is what follows from the answers. Raises BadWish for one the form does not have."""
    possible = procedures.ways_of(form) or (derived,)
    if not text:
        return derived if derived in possible else possible[-1]
    if text not in [way.value for way in possible]:
        known = ", ".join(way.value for way in possible)
        raise BadWish(WAY, f"Der Weg »{text[:40]}« ist bei dieser Form nicht möglich. Möglich ist: {known}.")
    return Oversight(text)


def read_day(field: str, text: str) -> date:
    """1.3.2027 or 2027-03-01. Raises BadWish."""
    text = text.strip()
    german, iso = _GERMAN.fullmatch(text), _ISO.fullmatch(text)
    try:
        if german:
            return date(int(german[3]), int(german[2]), int(german[1]))
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        pass
    raise BadWish(field, f"»{text[:30]}« ist kein Datum. Schreiben Sie es so: 1.3.2027.")


def read_start(text: str, today: date) -> date:
    """The wished start: a day after today, within fifteen years. Raises BadWish."""
    return check_start(read_day(START, text), today)


def check_start(day: date, today: date) -> date:
    """The same for a day that is one already. Raises BadWish."""
    if day <= today:
        raise BadWish(START, f"Der Beginn muss nach dem {today:%d.%m.%Y} liegen. Wählen Sie einen späteren Tag.")
    if day > today + timedelta(days=366 * MAX_YEARS):
        raise BadWish(START, f"Der Beginn liegt zu weit weg. Rechnen lässt sich bis zu {MAX_YEARS} Jahre im Voraus.")
    return day


def read_councils(texts: Sequence[str]) -> tuple[Council, ...]:
    """One council per text: »Kirnbach: 14.1.2027, 18.2.2027«; without a name it is numbered. Raises BadWish."""
    if len(texts) > MAX_COUNCILS:
        raise BadWish(MEETINGS, f"Es sind höchstens {MAX_COUNCILS} Gremien möglich.")
    found = []
    for number, text in enumerate(texts, 1):
        name, colon, days = text.rpartition(":")
        parts = [part.strip() for part in _SEPARATOR.split(days if colon else text) if part.strip()]
        if parts:
            meetings = tuple(sorted({read_day(MEETINGS, part) for part in parts}))
            found.append(check_council(Council(name.strip() or f"Gremium {number}", meetings)))
    return tuple(found)


def check_council(council: Council) -> Council:
    """A council with a bounded number of meetings. Raises BadWish."""
    if len(council.meetings) > MAX_MEETINGS:
        raise BadWish(MEETINGS, f"Für »{council.name[:40]}« sind es mehr als {MAX_MEETINGS} Termine.")
    return council


def read_count(text: str, usual: int) -> int:
    """The number of deciding bodies; empty is `usual`. Raises BadWish."""
    if not text:
        return usual
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= MAX_COUNCILS:
        raise BadWish(COUNCILS, f"»{text[:20]}« ist keine Zahl von Gremien. Möglich sind 1 bis {MAX_COUNCILS}.")
    return int(text)


def usual_count(named: int, option: str | None) -> int:
    """How many bodies decide: the partners that were named, else what the answer to »partner« means, else two."""
    return named if named > 1 else _COUNTS.get(option or "", 2)


def read_funding(text: str) -> bool:
    """Whether a grant is waited for. Raises BadWish."""
    if text not in ("", "ja", "nein"):
        raise BadWish(FUNDING, f"»{text[:20]}« ist bei »{FUNDING}« nicht möglich. Möglich sind: ja, nein.")
    return text == "ja"


def read_done(text: str, steps: Sequence[str]) -> str | None:
    """The last step that is behind us; the start itself cannot be. Raises BadWish."""
    if not text:
        return None
    possible = steps[:-1]
    if text not in possible:
        hint = did_you_mean(text, possible) or f" Möglich sind: {', '.join(possible)}."
        raise BadWish(DONE, f"Den Schritt »{text[:40]}« gibt es in diesem Plan nicht.{hint}")
    return text
