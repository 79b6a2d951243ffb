"""/navigator: choose a task, answer questions, read the result. All state stands in the address."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kuemmerer.base.nearest import did_you_mean
from kuemmerer.content.kinds import Topic
from kuemmerer.documents.templates import Paper
from kuemmerer.navigator.answers import Answers
from kuemmerer.navigator.consult import Consultation, consult
from kuemmerer.navigator.inquiry import BadInquiry, Inquiry, inquiry_fields, read_inquiry
from kuemmerer.navigator.model import TASK_QUESTION, VERDICT_LABELS, Task, Verdict
from kuemmerer.navigator.permalink import STAND, BadFingerprint, compare_with, fingerprint, permalink
from kuemmerer.navigator.place_form import (
    OWN_DISTRICT,
    OWN_TEXT,
    PARTNER_DISTRICT,
    PARTNER_TEXT,
    read_place_form,
    typed_before,
    typed_now,
)
from kuemmerer.navigator.question import Question
from kuemmerer.navigator.setting import SETTING_FIELDS, START, BadSetting, Setting, read_month
from kuemmerer.navigator.show import FLOW_PAGE, MISSING_ANSWER, PLACE_PAGE, RESULT_PAGE, Presenter
from kuemmerer.navigator.situation import MAX_PARTNERS, PLACE_FIELDS, Situation
from kuemmerer.places.gazetteer import Gazetteer
from kuemmerer.places.sources import BORDERS_SOURCE, register_source
from kuemmerer.snapshot import Snapshot
from kuemmerer.web.context import SnapshotDep, TodayDep
from kuemmerer.web.errors import unusable
from kuemmerer.web.params import only_known, single, text
from kuemmerer.web.templates import prepared_page, render_page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

# Which question to show again, where to go afterwards, and which question the form just asked.
AGAIN, BACK, ASKED, SENT = "frage", "zurueck", "gefragt", "geprueft"
# The papers of the first steps: template and paper.
FIRST_PAPERS = {
    "agenda": ("moeglichkeitsraum", "tagesordnung"),
    "mandate": ("beschlussvorlage-pruefauftrag", "verhandlungsmandat"),
}


@dataclass(frozen=True)
class TaskGroup:
    """The tasks of a topic."""

    topic: Topic
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class _Visit:
    """One request, read, and the consultation for it."""

    snapshot: Snapshot
    inquiry: Inquiry
    consultation: Consultation
    presenter: Presenter

    @property
    def answers(self) -> Answers:
        """What was answered and assumed."""
        return self.inquiry.answers

    @property
    def situation(self) -> Situation:
        """Who takes part."""
        return self.inquiry.situation

    @property
    def setting(self) -> Setting:
        """Who asks, and when it starts."""
        return self.inquiry.setting

    @property
    def result_address(self) -> str:
        """The permalink of the result so far."""
        snapshot = self.snapshot
        evaluation = self.consultation.evaluation
        return permalink(snapshot.rulebook, self.answers, evaluation, snapshot.version, self.inquiry.extra)

    @property
    def previous_address(self) -> str:
        """The last answer, asked again; the entry if nothing but the task was answered."""
        names = [name for name in self.answers.given if name != TASK_QUESTION]
        query = [*self.presenter.state(), (AGAIN, names[-1])] if names else self.inquiry.extra
        return f"{FLOW_PAGE}?{urlencode(query)}" if query else FLOW_PAGE


@router.get(FLOW_PAGE)
def show_flow(request: Request, snapshot: SnapshotDep, today: TodayDep) -> Response:
    """The entry, or the next question, or a question to be answered again."""
    if not request.query_params:
        return prepared_page(request, "navigator/start.html", groups=task_groups(snapshot), state=[], situation=None)
    visit = _visit(request, snapshot, today, (AGAIN, BACK, ASKED))
    asked = _asked(request, visit)
    if asked is not None:
        return asked
    again = single(request, AGAIN)
    if again:
        return _question_page(request, visit, _known_question(snapshot, AGAIN, again), None)
    if TASK_QUESTION not in visit.answers.given:
        return render_page(
            request,
            "navigator/start.html",
            groups=task_groups(snapshot),
            state=visit.presenter.state(),
            situation=visit.situation,
        )
    question = visit.consultation.outlook.next_question
    if question is None:
        return RedirectResponse(visit.result_address, status_code=303)
    return _question_page(request, visit, question, None)


@router.get(RESULT_PAGE)
def show_result(request: Request, snapshot: SnapshotDep, today: TodayDep) -> Response:
    """The result for the answers in the address; also in between, while questions are open."""
    if not request.query_params:
        return RedirectResponse(FLOW_PAGE, status_code=303)
    visit = _visit(request, snapshot, today, (STAND, ASKED, BACK))
    asked = _asked(request, visit)
    if asked is not None:
        return asked
    rulebook, evaluation = snapshot.rulebook, visit.consultation.evaluation
    stand = single(request, STAND)
    try:
        older = compare_with(rulebook, evaluation, stand) if stand else None
    except BadFingerprint:
        raise unusable(STAND, "Dieser Stand ist nicht lesbar. Lassen Sie »stand« in der Adresse weg.") from None
    return render_page(
        request,
        "navigator/result.html",
        consultation=visit.consultation,
        show=visit.presenter,
        verdicts=Verdict,
        labels=VERDICT_LABELS,
        rulebook=rulebook,
        situation=visit.situation,
        older=older if stand != fingerprint(rulebook, evaluation, snapshot.version) else None,
        migrated=visit.inquiry.notes,
        role=rulebook.role_text.get(visit.setting.role),
        setting=visit.setting,
        timetable=visit.presenter.timetable_address(),
        places_address=visit.presenter.places_address(),
        papers_address=visit.presenter.papers_address(),
        papers=_first_papers(visit),
        link=visit.result_address,
        next_address=f"{FLOW_PAGE}?{urlencode(visit.presenter.state())}",
    )


def _first_papers(visit: _Visit) -> dict[str, tuple[Paper, str] | None]:
    """The papers of the first steps with their addresses; None where there is no such paper."""
    found: dict[str, tuple[Paper, str] | None] = dict.fromkeys(FIRST_PAPERS)
    for name, (template, variant) in FIRST_PAPERS.items():
        for paper in visit.snapshot.papers.by_template.get(template, ()):
            if paper.variant == variant:
                address = visit.presenter.papers_address(("vorlage", template), ("papier", variant))
                found[name] = (paper, address)
    return found


@router.get(PLACE_PAGE)
def show_place_form(request: Request, snapshot: SnapshotDep, today: TodayDep) -> Response:
    """Name the own municipality and the partners; once they are clear, back to the questions."""
    fields = (OWN_TEXT, OWN_DISTRICT, PARTNER_TEXT, PARTNER_DISTRICT, SENT)
    typed_start = single(request, START)
    start_error = _month_error(typed_start)
    visit = _visit(request, snapshot, today, fields, without=START if start_error else "")
    gazetteer = snapshot.gazetteer
    sent = bool(single(request, SENT))
    if sent:
        own = [single(request, name) for name in (OWN_TEXT, OWN_DISTRICT)]
        typed = typed_now(own, _list(request, PARTNER_TEXT), _list(request, PARTNER_DISTRICT))
    else:
        typed = typed_before(visit.situation)
    form = read_place_form(gazetteer, *typed)
    asked_here = (*PLACE_FIELDS, *SETTING_FIELDS)
    answers = [(name, value) for name, value in visit.presenter.state() if name not in asked_here]
    if sent and form.query is not None and not start_error:
        query = [*answers, *form.query, *visit.setting.query()]
        return RedirectResponse(f"{FLOW_PAGE}?{urlencode(query)}", status_code=303)
    page = render_page(
        request,
        "navigator/places.html",
        form=form,
        state=answers,
        size=len(gazetteer.municipalities),
        districts=gazetteer.districts,
        roles=snapshot.rulebook.roles,
        setting=visit.setting,
        start=typed_start if start_error else _month(visit.setting.start),
        start_error=start_error,
        errors=[*form.errors, *([{"field": START, "message": start_error}] if start_error else [])] if sent else [],
        sources=_sources(gazetteer),
    )
    if sent:
        page.status_code = 422
    return page


def _month(start: date | None) -> str:
    return f"{start.month}.{start.year}" if start else ""


def _month_error(typed: str) -> str | None:
    try:
        if typed:
            read_month(typed)
    except BadSetting as error:
        return error.message
    return None


def _list(request: Request, name: str) -> list[str]:
    return [text(name, value) for value in request.query_params.getlist(name)][:MAX_PARTNERS]


def _sources(gazetteer: Gazetteer) -> tuple[str, ...]:
    """What must stand beside names and neighbours of the register."""
    shown = next(iter(gazetteer.municipalities), None)
    register = (register_source(shown.register_asof, shown.population_asof),) if shown else ()
    return (*register, BORDERS_SOURCE)


def _asked(request: Request, visit: _Visit) -> Response | None:
    """The question again, with an error, if its form came back without an answer."""
    name = single(request, ASKED)
    if not name or name in visit.answers.given:
        return None
    question = _known_question(visit.snapshot, ASKED, name)
    return _question_page(request, visit, question, MISSING_ANSWER)


def _question_page(request: Request, visit: _Visit, question: Question, error: str | None) -> Response:
    back = single(request, BACK) == "ergebnis"
    page = render_page(
        request,
        "navigator/question.html",
        question=question.worded(visit.setting.role),
        options=visit.presenter.options(question),
        chosen=visit.answers.values.get(question.id, ()),
        error=error,
        state=visit.presenter.state(without=question.id),
        action=RESULT_PAGE if back else FLOW_PAGE,
        is_change=back,
        back=visit.result_address if back else visit.previous_address,
        number=len(visit.answers.given) + (question.id not in visit.answers.given),
        remaining=visit.consultation.outlook.remaining_at_most,
        given=visit.presenter.given(),
        assumed=visit.presenter.assumed(),
        situation=visit.situation,
        result=visit.result_address,
        places_address=visit.presenter.places_address(),
    )
    if error:
        page.status_code = 422
    return page


def _visit(request: Request, snapshot: Snapshot, today: date, more: tuple[str, ...], without: str = "") -> _Visit:
    rulebook = snapshot.rulebook
    only_known(request, (*inquiry_fields(rulebook), *more))
    pairs = [(name, text(name, value)) for name, value in request.query_params.multi_items() if name != without]
    for name in SETTING_FIELDS:
        single(request, name)
    try:
        inquiry = read_inquiry(rulebook, snapshot.gazetteer, pairs, today, with_places=SENT not in request.query_params)
    except BadInquiry as error:
        raise unusable(error.field, error.message) from None
    answers, situation = inquiry.answers, inquiry.situation
    authority = situation.authority(answers)
    consultation = consult(
        rulebook, snapshot.library, answers, authority, situation.districts, situation.names, inquiry.setting
    )
    presenter = Presenter(rulebook, snapshot.library, consultation, inquiry.extra)
    return _Visit(snapshot, inquiry, consultation, presenter)


def _known_question(snapshot: Snapshot, parameter: str, name: str) -> Question:
    question = snapshot.rulebook.question_by_id.get(name)
    if question is None:
        hint = did_you_mean(name, snapshot.rulebook.question_by_id)
        raise unusable(parameter, f"Die Frage »{name}« gibt es nicht.{hint}")
    return question


def task_groups(snapshot: Snapshot) -> tuple[TaskGroup, ...]:
    """All tasks by topic, in the order of an overview."""
    topics = sorted(snapshot.library.of(Topic), key=lambda topic: topic.title.casefold())
    groups = (
        TaskGroup(topic, tuple(task for task in snapshot.rulebook.tasks if task.topic == topic.slug))
        for topic in topics
    )
    return tuple(group for group in groups if group.tasks)


def addresses() -> list[str]:
    """The prepared page of this door."""
    return [FLOW_PAGE]
