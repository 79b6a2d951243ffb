"""Backwards from the wished start: the order holds, the law's days are kept, and what cannot be met is said."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuemmerer.content.oversight import Oversight
from kuemmerer.timetable.compute import compute
from kuemmerer.timetable.model import Council, Kind, Procedures, Reach, Row, Timetable, Wish
from kuemmerer.timetable.plan import plan_steps

from .conftest import CONTENT, TODAY

KIRNBACH = Council("Kirnbach", (date(2027, 3, 3), date(2027, 5, 5), date(2027, 7, 7)))
MITTERTAL = Council("Mittertal", (date(2027, 3, 17), date(2027, 6, 16)))


def wish(form: str = "zweckvereinbarung", start: date | None = None, **more: object) -> Wish:
    plain = Wish(form, Oversight.NOTICE, TODAY, start, 2, (), with_funding=False, done=None)
    return replace(plain, **more)  # type: ignore[arg-type]  # the tests name fields of Wish


def row(timetable: Timetable, name: str) -> Row:
    return next(row for row in timetable.rows if row.step.id == name)


days = st.dates(TODAY + timedelta(days=1), TODAY + timedelta(days=1500))
councils = st.builds(
    Council, st.sampled_from(("Kirnbach", "Mittertal", "Unterfeld")), st.lists(days, max_size=8).map(sorted).map(tuple)
)
wishes = st.builds(
    Wish,
    form=st.sampled_from(
        ("zweckvereinbarung", "zweckverband", "gmbh", "gemeinsames-kommunalunternehmen", "informelle-zusammenarbeit")
    ),
    way=st.sampled_from((Oversight.NOTICE, Oversight.APPROVAL)),
    today=st.just(TODAY),
    start=st.none() | days,
    councils=st.integers(1, 6),
    known=st.lists(councils, max_size=3).map(tuple),
    with_funding=st.booleans(),
    done=st.none() | st.sampled_from(("klaerung", "entwurf", "beschluss")),
)


@settings(max_examples=300, deadline=None)
@given(wishes)
def test_every_step_is_over_before_the_next_begins(procedures: Procedures, wished: Wish) -> None:
    timetable = compute(procedures, wished)
    rows = {row.step.id: row for row in timetable.rows}
    for planned in plan_steps(procedures, wished):
        after = rows[planned.step.id]
        for name in planned.after:
            before = rows[name]
            assert before.latest <= after.latest
            if before.finish is not None and after.begin is not None:
                assert before.finish <= after.begin
    assert timetable.rows[-1].latest == timetable.start


@settings(max_examples=300, deadline=None)
@given(wishes)
def test_a_safe_day_is_never_after_the_last_one_and_never_in_the_past(procedures: Procedures, wished: Wish) -> None:
    timetable = compute(procedures, wished)
    for each in timetable.rows:
        safe = each.safe_day(TODAY)
        assert safe is None or TODAY <= safe <= each.latest
        if timetable.reach is not Reach.TIGHT:
            assert safe is not None


@settings(max_examples=200, deadline=None)
@given(wishes)
def test_what_can_be_relied_on_can_be_reached(procedures: Procedures, wished: Wish) -> None:
    timetable = compute(procedures, wished)
    assert TODAY <= timetable.earliest <= timetable.reliable
    assert compute(procedures, replace(wished, start=timetable.reliable)).reach is Reach.SURE


@settings(max_examples=200, deadline=None)
@given(wishes, st.integers(1, 400))
def test_more_time_never_makes_it_worse(procedures: Procedures, wished: Wish, later: int) -> None:
    if wished.start is None:
        return
    order = (Reach.SURE, Reach.TIGHT, Reach.NOT)
    now = compute(procedures, wished).reach
    then = compute(procedures, replace(wished, start=wished.start + timedelta(days=later))).reach
    assert now is not None
    assert then is not None
    assert order.index(then) <= order.index(now)


@pytest.mark.parametrize("form", ["gemeinsames-kommunalunternehmen", "gmbh", "gmbh-und-co-kg", "genossenschaft"])
def test_six_full_weeks_lie_between_submission_and_execution(procedures: Procedures, form: str) -> None:
    timetable = compute(procedures, wish(form, date(2029, 1, 1), way=Oversight.SUBMISSION))
    waiting = row(timetable, "vorlage")
    assert waiting.begin is not None
    assert waiting.finish is not None
    between = (waiting.finish - waiting.begin).days - 1
    assert between == 42
    assert (waiting.step.nature, waiting.step.norm, waiting.step.confidence) == ("recht", "Art. 96 GO", "sicher")


@pytest.mark.parametrize("form", ["zweckvereinbarung", "zweckverband", "eingetragener-verein", "stiftung"])
def test_the_six_weeks_do_not_apply_where_no_enterprise_is_founded(procedures: Procedures, form: str) -> None:
    assert "vorlage" not in {step.id for step in procedures.steps[form]}


def test_approval_takes_longer_than_notice_and_needs_publication(procedures: Procedures) -> None:
    notice = compute(procedures, wish(way=Oversight.NOTICE))
    approval = compute(procedures, wish(way=Oversight.APPROVAL))
    assert notice.earliest < approval.earliest
    assert [each.step.id for each in notice.rows if each.step.id in ("anzeige", "genehmigung", "bekanntmachung")] == [
        "anzeige",
    ]  # fmt: skip
    assert "bekanntmachung" in {each.step.id for each in approval.rows}
    assert notice.stop_signs == ()
    assert "genehmigt und bekannt gemacht" in approval.stop_signs[0][1]


def test_the_councils_decide_at_their_last_meeting_in_time(procedures: Procedures) -> None:
    timetable = compute(procedures, wish(start=date(2027, 10, 1), known=(KIRNBACH, MITTERTAL)))
    assert timetable.reach is Reach.SURE
    resolution = timetable.resolution
    assert resolution is not None
    assert {sitting.council: sitting.day for sitting in resolution.sittings} == {
        "Kirnbach": date(2027, 7, 7), "Mittertal": date(2027, 6, 16),
    }  # fmt: skip
    # The papers must be out before the first of the meetings.
    assert row(timetable, "ladung").finish == date(2027, 6, 16)


def test_a_start_before_the_councils_meet_is_refused_with_the_next_one(procedures: Procedures) -> None:
    late = Council("Kirnbach", (date(2028, 2, 2),))
    timetable = compute(procedures, wish(start=date(2027, 9, 1), known=(late,), councils=1))
    assert timetable.reach is Reach.NOT
    assert timetable.earliest > date(2028, 2, 2)
    assert timetable.start == timetable.reliable


def test_meetings_before_anything_is_ready_are_of_no_use_and_that_is_said(procedures: Procedures) -> None:
    early = Council("Kirnbach", (TODAY + timedelta(days=3),))
    timetable = compute(procedures, wish(known=(early,), councils=1))
    assert timetable.resolution is not None
    assert timetable.resolution.sittings == ()
    assert any("Kirnbach" in note for note in timetable.notes)


def test_a_grant_is_waited_for_before_the_beginning_and_stops_everybody(procedures: Procedures) -> None:
    without = compute(procedures, wish("gmbh", way=Oversight.SUBMISSION))
    timetable = compute(procedures, wish("gmbh", way=Oversight.SUBMISSION, with_funding=True))
    assert timetable.reliable > without.reliable
    grant, notary = row(timetable, "bewilligung"), row(timetable, "notar")
    assert grant.finish is not None
    assert notary.begin is not None
    assert grant.finish <= notary.begin
    assert any("Nicht vor der Bewilligung beginnen" in sentence for _, sentence in timetable.stop_signs)


def test_what_is_done_no_longer_costs_time(procedures: Procedures) -> None:
    fresh = compute(procedures, wish(way=Oversight.APPROVAL))
    resolved = compute(procedures, wish(way=Oversight.APPROVAL, done="beschluss"))
    assert resolved.reliable < fresh.reliable
    assert [each.step.id for each in resolved.rows] == [
        "unterschrift", "genehmigung", "bekanntmachung", "wirksam", "start",
    ]  # fmt: skip


def test_more_councils_take_longer_at_worst(procedures: Procedures) -> None:
    two, eight = (compute(procedures, wish(councils=number)) for number in (2, 8))
    assert (two.earliest, two.reliable + timedelta(days=42)) == (eight.earliest, eight.reliable)


def test_no_plan_of_any_form_is_empty_or_without_a_beginning(procedures: Procedures) -> None:
    for form in procedures.steps:
        for way in procedures.ways_of(form) or (Oversight.NONE,):
            for funding in (True, False):
                timetable = compute(procedures, wish(form, way=way, with_funding=funding))
                assert timetable.rows[-1].step.kind is Kind.EVENT
                assert timetable.reach is None


def test_durations_agree_with_what_the_forms_own_pages_say(procedures: Procedures) -> None:
    from kuemmerer.content.kinds import Instrument
    from kuemmerer.snapshot import load_snapshot

    library = load_snapshot(CONTENT).library
    for form in procedures.steps:
        instrument = library.find(Instrument, form)
        assert instrument is not None
        declared = instrument.founding_duration
        if declared is None:
            continue
        ways = [way for way in procedures.ways_of(form) if form != "verwaltungsgemeinschaft" or way is Oversight.BY_LAW]
        for way in ways or [Oversight.NONE]:
            timetable = compute(procedures, wish(form, way=way))
            months = [(day - TODAY).days / 30.4 for day in (timetable.earliest, timetable.reliable)]
            assert declared.months_min * 0.8 - 0.4 <= months[0], (form, months)
            assert months[1] <= declared.months_max * 1.2 + 0.4, (form, months)
