"""The timetable as iCalendar file (RFC 5545), for any calendar program. Home of the package icalendar."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from kuemmerer.content.model import CONFIDENCE_LABELS
from kuemmerer.timetable.model import Row, Timetable

if TYPE_CHECKING:
    from icalendar import Event

MEDIA_TYPE = "text/calendar; charset=utf-8"


def calendar_file(timetable: Timetable, title: str) -> bytes:
    """One all-day entry per step, on the day by which it must be over, one per meeting, and the start. The same plan, the same bytes."""
    from icalendar import Calendar  # 80 modules, for the few who ask for the file

    calendar = Calendar()
    calendar.add("prodid", "-//Kümmerer//Zeitplan//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Zeitplan {title}")
    for row in timetable.rows:
        for sitting in row.sittings:
            calendar.add_component(_event(timetable, row, sitting.day, f"{row.step.title}: {sitting.council}"))
        if not row.sittings:
            safe = row.safe_day(timetable.wish.today)
            words = "Spätestens fertig" if safe else "Letzter möglicher Tag"
            is_last = row is timetable.rows[-1]
            summary = f"Beginn: {title}" if is_last else f"{words}: {row.step.title}"
            calendar.add_component(_event(timetable, row, safe or row.latest, summary))
    content: bytes = calendar.to_ical()
    return content


def _event(timetable: Timetable, row: Row, day: date, summary: str) -> "Event":
    from icalendar import Event

    wish = timetable.wish
    event = Event()
    identity = "|".join((wish.form, wish.way.value, timetable.start.isoformat(), row.step.id, summary))
    event.add("uid", f"{hashlib.sha256(identity.encode()).hexdigest()[:24]}@kuemmerer")
    # The stamp is the day the plan was computed for, so that the same address gives the same file all day.
    event.add("dtstamp", datetime(wish.today.year, wish.today.month, wish.today.day, tzinfo=UTC))
    event.add("summary", summary)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("description", "\n".join(_lines(row)))
    return event


def _lines(row: Row) -> list[str]:
    step = row.step
    rest = step.norm or step.source
    lines = [f"Wer: {step.who}", f"Grundlage: {rest} ({CONFIDENCE_LABELS[step.confidence]})"]
    lines += [text for text in (step.note, step.stop) if text]
    return [*lines, "Ein Rechenergebnis mit Schätzungen, keine Zusage."]
