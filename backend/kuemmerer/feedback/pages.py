"""/rueckmeldung: »Stimmt etwas nicht?«, a form that asks for nothing personal and never loses what was typed."""

import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from kuemmerer.base.nearest import did_you_mean
from kuemmerer.content.library import Library
from kuemmerer.content.model import Article
from kuemmerer.feedback.limits import SubmissionLimit
from kuemmerer.feedback.model import (
    ARTICLE,
    FIELDS,
    MAX_CONTACT,
    MAX_TEXT,
    TRAP,
    Complaint,
    Submission,
    complaints,
    read_submission,
)
from kuemmerer.web.context import SnapshotDep
from kuemmerer.web.db import Database, DatabaseUnavailable
from kuemmerer.web.errors import unusable
from kuemmerer.web.origin import refuse_foreign
from kuemmerer.web.params import only_known, single, unknown_parameter
from kuemmerer.web.templates import prepared_page, render_page

if TYPE_CHECKING:
    from sqlmodel import Session

router = APIRouter(prefix="/rueckmeldung", include_in_schema=False, default_response_class=HTMLResponse)

_NOT_STORED = "Ihre Rückmeldung ist nicht gespeichert. Bitte senden Sie sie in einigen Minuten noch einmal ab."
_PERHAPS_STORED = (
    "Wir wissen nicht, ob Ihre Rückmeldung gespeichert ist. Bitte senden Sie sie in einigen Minuten noch einmal ab: "
    "Doppelt wird sie nicht gespeichert."
)
_GONE = Complaint(
    "text", "Die Seite, um die es ging, gibt es nicht mehr. Ihre Rückmeldung gilt jetzt dem ganzen Portal."
)
_RETRY_SECONDS = 120


@dataclass(frozen=True)
class Notice:
    """Why a correct form was not taken: a title and what to do."""

    title: str
    text: str


@router.get("")
def show_form(request: Request, snapshot: SnapshotDep) -> HTMLResponse:
    """The empty form, about one article or about the portal."""
    only_known(request, (ARTICLE,))
    article = _article(snapshot.library, single(request, ARTICLE))
    return _form(request, Submission(article.id if article else "", snapshot.version, "", "", ""), article)


@router.post("")
async def send(request: Request, snapshot: SnapshotDep) -> Response:
    """Take a message. What cannot be taken comes back with all entries and says why."""
    refuse_foreign(request)
    only_known(request)
    form = _fields(await request.form(max_files=0, max_fields=20))
    submission = read_submission(form, snapshot.version)
    article = snapshot.library.get(submission.article)
    errors = complaints(submission, form.get(TRAP, ""))
    if submission.article and article is None:
        errors = (_GONE, *errors)
    if errors:
        return _form(request, submission, article, errors, status=422)
    if wait := _limit(request).seconds_to_wait(_address(request), submission.fingerprint, time.monotonic()):
        text = f"Von Ihrem Anschluss kamen in der letzten Stunde schon viele Rückmeldungen. Senden Sie diese frühestens {_in(wait)} ab."
        return _form(request, submission, article, notice=Notice("Noch nicht gespeichert", text), status=429, wait=wait)
    try:
        await _database(request).write(lambda session: _store(session, submission))
    except DatabaseUnavailable as error:
        notice = Notice("Nicht gespeichert", _NOT_STORED if error.is_settled else _PERHAPS_STORED)
        return _form(request, submission, article, notice=notice, status=503, wait=_RETRY_SECONDS)
    return RedirectResponse("/rueckmeldung/danke", status_code=303)


@router.get("/danke")
def show_thanks(request: Request) -> HTMLResponse:
    """It is stored."""
    only_known(request)
    return prepared_page(request, "feedback/danke.html")


def _store(session: "Session", submission: Submission) -> None:
    from kuemmerer.feedback import store  # here, in the writer's thread: SQLModel is slow to import

    store.add(session, submission, datetime.now(UTC))


def _article(library: Library, article_id: str) -> Article | None:
    if not article_id:
        return None
    article = library.get(article_id) or library.moved_to(article_id)
    if article is None:
        hint = did_you_mean(article_id, [each.id for each in library])
        raise unusable(ARTICLE, f"Die Seite »{article_id}« gibt es nicht.{hint}")
    return article


def _fields(form: FormData) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, value in form.multi_items():
        if name not in FIELDS:
            raise unknown_parameter(name, FIELDS)
        if name in fields or not isinstance(value, str):
            raise unusable(name, f"Das Feld »{name}« darf nur einmal vorkommen und nur Text enthalten.")
        fields[name] = value
    return fields


def _form(
    request: Request,
    submission: Submission,
    article: Article | None,
    errors: tuple[Complaint, ...] = (),
    notice: Notice | None = None,
    status: int = 200,
    wait: int = 0,
) -> HTMLResponse:
    is_usable_key = submission.key and not errors
    page = render_page(
        request,
        "feedback/form.html",
        submission=submission,
        article=article,
        key=submission.key if is_usable_key else secrets.token_urlsafe(16),
        errors=errors,
        error_of={error.field: error.message for error in reversed(errors)},
        notice=notice,
        max_text=MAX_TEXT,
        max_contact=MAX_CONTACT,
    )
    page.status_code = status
    page.headers["cache-control"] = "no-store"  # each form has a key of its own
    if wait:
        page.headers["retry-after"] = str(wait)
    return page


def _in(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return "in einer Minute" if minutes == 1 else f"in {minutes} Minuten"


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _limit(request: Request) -> SubmissionLimit:
    limit: SubmissionLimit = request.app.state.feedback_limit
    return limit


def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database
