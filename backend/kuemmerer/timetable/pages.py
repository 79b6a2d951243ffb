"""/navigator/zeitplan: the form, the plan, its bars, and the same as a calendar file. All state stands in the address."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from kuemmerer.content.model import Confidence
from kuemmerer.content.oversight import OVERSIGHT_LABELS, Oversight
from kuemmerer.navigator.evaluate import effective_values
from kuemmerer.navigator.inquiry import BadInquiry, Inquiry, inquiry_fields, read_inquiry
from kuemmerer.navigator.model import Form
from kuemmerer.navigator.oversight import FormOversight, oversight_of
from kuemmerer.navigator.show import PAPERS_PAGE, RESULT_PAGE, TIMETABLE_PAGE
from kuemmerer.snapshot import Snapshot
from kuemmerer.timetable.bars import bar_chart
from kuemmerer.timetable.compute import compute
from kuemmerer.timetable.ics import MEDIA_TYPE, calendar_file
from kuemmerer.timetable.intake import (
    COUNCILS,
    DONE,
    FIELDS,
    FORM,
    FUNDING,
    MEETINGS,
    START,
    WAY,
    BadWish,
    read_done,
    read_form,
    usual_count,
)
from kuemmerer.timetable.model import Kind, Reach, Step, Timetable, Wish
from kuemmerer.timetable.plan import plan_steps
from kuemmerer.timetable.wanted import make_wish, read_wanted
from kuemmerer.web.context import SnapshotDep, TodayDep
from kuemmerer.web.errors import unusable
from kuemmerer.web.params import only_known, single, text
from kuemmerer.web.templates import render_page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

CALENDAR_FILE = f"{TIMETABLE_PAGE}.ics"
# So many rows for councils the form shows at least.
MEETING_ROWS = 3


@dataclass(frozen=True)
class _Request:
    """The parameters, checked; without a form there is nothing to compute yet."""

    snapshot: Snapshot
    inquiry: Inquiry
    form: Form | None
    oversight: FormOversight | None
    wish: Wish | None
    steps: tuple[Step, ...]

    @property
    def state(self) -> list[tuple[str, str]]:
        """The navigator's answers, which travel along."""
        answers = self.inquiry.answers.given
        return [*((name, value) for name in answers for value in answers[name]), *self.inquiry.extra]


@router.get(TIMETABLE_PAGE)
def show_timetable(request: Request, snapshot: SnapshotDep, today: TodayDep) -> HTMLResponse:
    """The form; with a form of organisation also the plan. A mistake is shown in the form, with status 422."""
    asked, error = _read(request, snapshot, today)
    timetable = compute(snapshot.procedures, asked.wish) if asked.wish and not error else None
    page = render_page(
        request,
        "timetable/show.html",
        forms=snapshot.rulebook.forms,
        asked=asked,
        typed=_typed(request, asked),
        ways=[(way.value, OVERSIGHT_LABELS[way]) for way in _ways(asked)],
        errors=[error] if error else [],
        timetable=timetable,
        chart=bar_chart(timetable) if timetable else None,
        reaches=Reach,
        kinds=Kind,
        estimate=Confidence.ESTIMATE,
        calendar=f"{CALENDAR_FILE}?{urlencode(request.query_params.multi_items())}",
        papers=f"{PAPERS_PAGE}?{urlencode(request.query_params.multi_items())}",
        back=f"{RESULT_PAGE}?{urlencode(asked.state)}" if asked.state else None,
    )
    if error:
        page.status_code = 422
    return page


@router.get(CALENDAR_FILE)
def download_calendar(request: Request, snapshot: SnapshotDep, today: TodayDep) -> Response:
    """The plan for a calendar program."""
    asked, error = _read(request, snapshot, today)
    if error:
        raise unusable(error["field"], error["message"])
    if asked.wish is None or asked.form is None:
        raise unusable(FORM, "Wählen Sie zuerst eine Organisationsform: Der Parameter »form« fehlt.")
    timetable: Timetable = compute(snapshot.procedures, asked.wish)
    headers = {"content-disposition": 'attachment; filename="zeitplan.ics"'}
    return Response(calendar_file(timetable, asked.form.title), media_type=MEDIA_TYPE, headers=headers)


def _read(request: Request, snapshot: Snapshot, today: date) -> tuple[_Request, dict[str, str] | None]:
    rulebook, procedures = snapshot.rulebook, snapshot.procedures
    only_known(request, (*FIELDS, *inquiry_fields(rulebook)))
    pairs = [(name, text(name, value, 1000)) for name, value in request.query_params.multi_items()]
    values = {name: single(request, name) for name in FIELDS if name != MEETINGS}
    try:
        inquiry = read_inquiry(rulebook, snapshot.gazetteer, pairs, today, with_places=True)
    except BadInquiry as error:
        raise unusable(error.field, error.message) from None
    nothing = _Request(snapshot, inquiry, None, None, None, ())
    if not values[FORM]:
        return nothing, None
    asked = nothing
    try:
        form = rulebook.form_by_slug[read_form(procedures, values[FORM])]
        oversight = oversight_of(rulebook, form.slug, effective_values(rulebook, inquiry.answers))
        asked = _Request(snapshot, inquiry, form, oversight, None, ())
        derived = oversight.rule.way if oversight else Oversight.NONE
        wanted = read_wanted(values, [value for name, value in pairs if name == MEETINGS], today)
        usual = usual_count(len(inquiry.situation.bodies), next(iter(inquiry.answers.known("partner") or ()), None))
        wish = make_wish(procedures, form.slug, derived, wanted, usual, today, inquiry.setting.start)
        steps = tuple(planned.step for planned in plan_steps(procedures, wish))
        asked = _Request(snapshot, inquiry, form, oversight, wish, steps)
        done = read_done(wanted.done, [step.id for step in steps])
        return replace(asked, wish=replace(wish, done=done)), None
    except BadWish as error:
        return asked, {"field": error.field, "message": error.message}


def _ways(asked: _Request) -> tuple[Oversight, ...]:
    return asked.snapshot.procedures.ways_of(asked.form.slug) if asked.form else ()


def _typed(request: Request, asked: _Request) -> dict[str, str | list[str]]:
    """What the fields show: what was typed, else what is assumed."""
    query = request.query_params
    meetings = [value for value in query.getlist(MEETINGS) if value.strip()]
    names = [f"{name}: " for name in asked.inquiry.situation.names] if not meetings else []
    rows = [*meetings, *names]
    wish = asked.wish
    return {
        START: query.get(START, "") or (f"{wish.start:%d.%m.%Y}" if wish and wish.start else ""),
        COUNCILS: query.get(COUNCILS, "") or (str(wish.councils) if wish else ""),
        WAY: query.get(WAY, "") or (wish.way.value if wish else ""),
        FUNDING: query.get(FUNDING, ""),
        DONE: query.get(DONE, ""),
        MEETINGS: [*rows, *[""] * max(1, MEETING_ROWS - len(rows))],
    }
