"""The calendar file: readable by another program, the same bytes for the same plan, escaped and folded."""

from datetime import date

from icalendar import Calendar

from kuemmerer.content.oversight import Oversight
from kuemmerer.timetable.bars import bar_chart
from kuemmerer.timetable.compute import compute
from kuemmerer.timetable.ics import calendar_file
from kuemmerer.timetable.model import Council, Procedures, Timetable, Wish

from .conftest import TODAY


def timetable(procedures: Procedures) -> Timetable:
    known = (Council("Kirnbach; Markt", (date(2027, 12, 2),)),)
    wish = Wish("zweckverband", Oversight.APPROVAL, TODAY, date(2029, 1, 1), 2, known, with_funding=True, done=None)
    return compute(procedures, wish)


def test_another_program_reads_what_we_write(procedures: Procedures) -> None:
    plan = timetable(procedures)
    calendar = Calendar.from_ical(calendar_file(plan, "Zweckverband"))
    events = list(calendar.walk("VEVENT"))
    meetings = [event for event in events if "Kirnbach; Markt" in str(event["summary"])]
    assert [event.decoded("dtstart") for event in meetings] == [date(2027, 12, 2)]
    assert str(events[-1]["summary"]) == "Beginn: Zweckverband"
    assert events[-1].decoded("dtstart") == date(2029, 1, 1)
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert all("keine Zusage" in str(event["description"]) for event in events)


def test_the_same_plan_is_the_same_file_and_no_line_is_too_long(procedures: Procedures) -> None:
    first, second = (calendar_file(timetable(procedures), "Zweckverband") for _ in range(2))
    assert first == second
    assert max(len(line) for line in first.split(b"\r\n")) <= 75


def test_bars_stay_on_the_scale(procedures: Procedures) -> None:
    chart = bar_chart(timetable(procedures))
    for bar in chart.bars:
        assert 0 <= bar.offset <= 100
        assert bar.length > 0
        assert bar.reserve >= 0
        assert bar.offset + bar.length + bar.reserve <= 101
    assert all(0 <= tick.place <= 100 for tick in chart.ticks)
    assert any(tick.label for tick in chart.ticks)
