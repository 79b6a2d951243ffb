"""/navigator/dokumente: choose a paper, fill its gaps, see it grow, keep it as a file. Nothing is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from kuemmerer.content.kinds import DocumentGuide
from kuemmerer.documents.calculation import CALCULATION, MAX_ADDRESS, measures_at
from kuemmerer.documents.compose import compose
from kuemmerer.documents.formats import FORMATS, Format
from kuemmerer.documents.html import html_sections
from kuemmerer.documents.intake import (
    EACH,
    FORM,
    MAX_COPIES,
    TEMPLATE,
    VARIANT,
    BadRequest,
    Knowledge,
    for_each_partner,
    make_occasion,
    read_fields,
    read_order,
)
from kuemmerer.documents.model import BadLetterhead
from kuemmerer.documents.occasion import Occasion
from kuemmerer.documents.parcel import Parcel, archive, one_file
from kuemmerer.documents.slots import BUSY, RETRY_SECONDS, NoSlot, Slots
from kuemmerer.documents.templates import Paper
from kuemmerer.navigator.evaluate import evaluate
from kuemmerer.navigator.inquiry import BadInquiry, Inquiry, inquiry_fields, read_inquiry
from kuemmerer.navigator.show import PAPERS_PAGE as PAGE
from kuemmerer.navigator.show import RESULT_PAGE
from kuemmerer.snapshot import Snapshot
from kuemmerer.timetable.intake import FIELDS as TIMETABLE_FIELDS
from kuemmerer.timetable.intake import MEETINGS, BadWish
from kuemmerer.timetable.wanted import read_wanted
from kuemmerer.web.bodies import MEGABYTE, in_words, takes_up_to
from kuemmerer.web.context import SnapshotDep, TodayDep
from kuemmerer.web.errors import Refused, unusable
from kuemmerer.web.origin import refuse_foreign
from kuemmerer.web.params import only_known, text, unknown_parameter
from kuemmerer.web.templates import render_page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

# What the button says to do, and what stands before the name of a field, so that no question is meant.
ACTION, FIELD, LETTERHEAD = "aktion", "feld-", "briefkopf"
PREVIEW = "vorschau"
# A form with its Word template: letterheads have a logo or a photograph of the town hall.
MAX_FORM = 2 * MEGABYTE
_ONCE = (TEMPLATE, VARIANT, FORM, CALCULATION, ACTION, EACH)
# What the page of the timetable was told, beside the form.
_PLAN = tuple(name for name in TIMETABLE_FIELDS if name != FORM)
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class PaperGroup:
    """The papers of one document article."""

    guide: DocumentGuide
    papers: tuple[tuple[Paper, str], ...]


@dataclass(frozen=True)
class _Asked:
    """One request, read: what was typed is kept, also where it was wrong."""

    snapshot: Snapshot
    inquiry: Inquiry
    plan: Pairs
    once: dict[str, str]
    typed: dict[str, str]
    errors: tuple[dict[str, str], ...]
    occasion: Occasion | None

    @property
    def state(self) -> Pairs:
        """The navigator's answers and the partners, which travel along."""
        answers = self.inquiry.answers.given
        return [*((name, value) for name in answers for value in answers[name]), *self.inquiry.extra]

    @property
    def kept(self) -> Pairs:
        """The same, and what was said about the timetable."""
        return [*self.state, *self.plan]


@router.get(PAGE)
def show_documents(request: Request, snapshot: SnapshotDep, today: TodayDep) -> Response:
    """All papers, or the one that was chosen with its fields and its preview."""
    only_known(request, _names(snapshot))
    return _answer(request, _read(snapshot, request.query_params.multi_items(), today))


@router.post(PAGE)
@takes_up_to(MAX_FORM)
async def make_document(request: Request, snapshot: SnapshotDep, today: TodayDep) -> Response:
    """The preview again, or the file: the same fields, sent as a form because texts are too long for an address."""
    refuse_foreign(request)
    only_known(request)
    async with request.form(max_files=1, max_fields=300) as form:
        pairs, letterhead = await _sent(form, _names(snapshot))
    return await run_in_threadpool(lambda: _answer(request, _read(snapshot, pairs, today), letterhead or None))


async def _sent(form: FormData, names: tuple[str, ...]) -> tuple[Pairs, bytes]:
    """The fields of a form, and the Word template if one came along; no browser sends none: it sends an empty one."""
    pairs, letterhead = [], b""
    for name, value in form.multi_items():
        if name == LETTERHEAD:
            letterhead = value.encode() if isinstance(value, str) else await value.read()
        elif name not in names:
            raise unknown_parameter(name, names)
        elif not isinstance(value, str):
            raise unusable(name, f"Das Feld »{name}« darf nur Text enthalten.")
        else:
            pairs.append((name, value))
    return pairs, letterhead


def _names(snapshot: Snapshot) -> tuple[str, ...]:
    fields = (f"{FIELD}{field.id}" for field in snapshot.papers.fields)
    return (*_ONCE, *_PLAN, *fields, *inquiry_fields(snapshot.rulebook))


def _read(snapshot: Snapshot, sent: Sequence[tuple[str, str]], today: date) -> _Asked:
    pairs = [(name, text(name, value, MAX_ADDRESS)) for name, value in sent]
    once: dict[str, str] = dict.fromkeys(_ONCE, "")
    typed: dict[str, str] = {}
    said: dict[str, str] = {}
    for name, value in pairs:
        is_plan = name in _PLAN and name != MEETINGS
        if name in _ONCE or is_plan or name.startswith(FIELD):
            found = once if name in _ONCE else said if is_plan else typed
            key = name.removeprefix(FIELD)
            if found.get(key):
                raise unusable(name, f"Der Parameter »{name}« darf nur einmal vorkommen.")
            found[key] = value
    try:
        inquiry = read_inquiry(snapshot.rulebook, snapshot.gazetteer, pairs, today, with_places=True)
    except BadInquiry as error:
        raise unusable(error.field, error.message) from None
    plan = [(name, value) for name, value in pairs if name in _PLAN and value]
    asked = _Asked(snapshot, inquiry, plan, once, typed, (), None)
    return _with_occasion(asked) if once[TEMPLATE] else asked


def _with_occasion(asked: _Asked) -> _Asked:
    """Whatever is wrong with a field is said at the field, and the preview goes on without it."""
    snapshot, inquiry, once = asked.snapshot, asked.inquiry, asked.once
    knowledge = Knowledge(snapshot.rulebook, snapshot.library, snapshot.procedures, snapshot.papers, snapshot.version)
    errors: list[BadRequest] = []
    fields: dict[str, str] = {}
    for name, value in asked.typed.items():
        try:
            fields.update(read_fields(snapshot.papers, {name: value}))
        except BadRequest as error:
            errors.append(error)
    measures = None
    try:
        measures = measures_at(once[CALCULATION], snapshot.gazetteer)
    except BadRequest as error:
        errors.append(error)
    try:
        order = read_order(knowledge, once[TEMPLATE], once[VARIANT], once[FORM], fields)
        wanted = read_wanted(
            dict(asked.plan), [text for name, text in asked.plan if name == MEETINGS], inquiry.setting.today
        )
        occasion = make_occasion(
            knowledge, order, inquiry.answers, inquiry.situation, inquiry.setting, measures, wanted
        )
    except (BadRequest, BadWish) as error:
        raise unusable(error.field, error.message) from None
    shown = tuple({"field": _place(error.field), "message": error.message} for error in errors)
    return replace(asked, errors=shown, occasion=occasion)


def _place(field: str) -> str:
    """The field of the form for a complaint about a field of a paper."""
    return f"{FIELD}{field.removeprefix('fields.')}" if field.startswith("fields.") else field


def _answer(request: Request, asked: _Asked, letterhead: bytes | None = None) -> Response:
    action = asked.once[ACTION]
    if action not in ("", PREVIEW, *FORMATS):
        known = ", ".join((PREVIEW, *FORMATS))
        raise unusable(ACTION, f"»{action[:40]}« ist bei »{ACTION}« nicht möglich. Möglich sind: {known}.")
    if asked.occasion is None:
        return _list_page(request, asked)
    if action in ("", PREVIEW) or asked.errors:
        return _paper_page(request, asked, asked.occasion)
    try:
        parcel = _make(request, asked, asked.occasion, Format(action), letterhead)
    except BadLetterhead as error:
        complaint = {"field": LETTERHEAD, "message": str(error)}
        return _paper_page(request, replace(asked, errors=(complaint,)), asked.occasion)
    return Response(parcel.content, media_type=parcel.media_type, headers={"content-disposition": parcel.disposition})


def _make(request: Request, asked: _Asked, occasion: Occasion, kind: Format, letterhead: bytes | None) -> Parcel:
    slots: Slots = request.app.state.document_slots
    used = letterhead if kind is Format.DOCX else None  # for the other formats there is nothing to put it on
    try:
        with slots.one():
            if asked.once[EACH] == "ja":
                return archive(for_each_partner(occasion), kind, used)
            return one_file(occasion, kind, used)
    except NoSlot:
        raise Refused(503, BUSY, headers={"retry-after": str(RETRY_SECONDS)}) from None
    except BadRequest as error:
        raise unusable(error.field, error.message) from None


def _list_page(request: Request, asked: _Asked) -> HTMLResponse:
    shown, other = _groups(asked)
    return render_page(
        request,
        "documents/list.html",
        groups=shown,
        other_groups=other,
        state=asked.state,
        back=f"{RESULT_PAGE}?{urlencode(asked.state)}" if asked.state else None,
    )


def _groups(asked: _Asked) -> tuple[tuple[PaperGroup, ...], tuple[PaperGroup, ...]]:
    """The papers in the order of their articles (D1 comes before D10), and apart those for another form than the leading one."""
    snapshot = asked.snapshot
    leading = evaluate(snapshot.rulebook, asked.inquiry.answers).leading if asked.state else None
    guides = sorted(
        snapshot.library.pick(DocumentGuide, snapshot.papers.by_template), key=lambda guide: int(guide.code[1:])
    )
    shown: list[PaperGroup] = []
    other: list[PaperGroup] = []
    for guide in guides:
        papers = snapshot.papers.by_template[guide.slug]
        group = PaperGroup(guide, tuple((paper, _address(paper, asked)) for paper in papers))
        is_other = leading is not None and all(paper.form not in (None, leading.form.slug) for paper in papers)
        (other if is_other else shown).append(group)
    return tuple(shown), tuple(other)


def _address(paper: Paper, asked: _Asked) -> str:
    return f"{PAGE}?{urlencode([(TEMPLATE, paper.template), (VARIANT, paper.variant), *_form(asked), *asked.kept])}"


def _form(asked: _Asked) -> Pairs:
    """The form that was chosen, if one was."""
    return [(FORM, asked.once[FORM])] if asked.once[FORM] else []


def _paper_page(request: Request, asked: _Asked, occasion: Occasion) -> HTMLResponse:
    document, paper = compose(occasion), occasion.paper
    page = render_page(
        request,
        "documents/paper.html",
        paper=paper,
        guide=occasion.guide,
        document=document,
        # html_sections escapes every text itself.
        preview=Markup(html_sections(document, 1)),
        fields=asked.snapshot.papers.fields_of(paper),
        field_prefix=FIELD,
        typed=asked.typed,
        known={"gemeinde": occasion.own or "", "beteiligte": ", ".join(occasion.everybody)},
        once=asked.once,
        state=[*([] if not paper.form else _form(asked)), *asked.kept],
        forms=() if paper.form else asked.snapshot.rulebook.forms,
        chosen=occasion.form.form.slug if occasion.form else "",
        formats=FORMATS,
        largest=in_words(MAX_FORM),
        can_copy=paper.per_partner and 2 <= len(occasion.everybody) <= MAX_COPIES,
        errors=list(asked.errors),
        others=[
            (other, _address(other, asked))
            for other in asked.snapshot.papers.by_template[paper.template]
            if other != paper
        ],
        back=f"{PAGE}?{urlencode([*_form(asked), *asked.kept])}" if asked.kept else PAGE,
    )
    if asked.errors:
        page.status_code = 422
    return page
