"""Every error becomes an answer: a page for people, problem details for programs. Nothing entered is echoed unescaped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from kuemmerer.base.validation import message_of
from kuemmerer.web.policy import API
from kuemmerer.web.problems import PROBLEM, problem_bytes
from kuemmerer.web.templates import render_page

_SENTENCES = {
    400: "Diese Anfrage ist nicht lesbar. Prüfen Sie die Adresse.",
    404: "Diese Seite gibt es nicht. Nutzen Sie die Suche oder beginnen Sie auf der Startseite.",
    405: "Diese Adresse lässt sich so nicht aufrufen. Erlaubt ist: {allow}.",
    406: "Dieses Format gibt es hier nicht.",
    413: "Die Anfrage ist zu groß.",
    415: "Senden Sie die Anfrage als JSON (Content-Type: application/json).",
    429: "Das waren zu viele Anfragen in kurzer Zeit. Versuchen Sie es später noch einmal.",
    503: "Das dauert gerade zu lange. Versuchen Sie es in wenigen Sekunden noch einmal.",
}
_TITLES = {
    404: "Seite nicht gefunden",
    422: "Bitte prüfen Sie Ihre Angaben",
    429: "Zu viele Anfragen",
    503: "Gerade überlastet",
}


@dataclass
class Refused(Exception):
    """A request we understand and cannot fulfil: status, what to do, and which field or parameter is meant."""

    status: int
    detail: str
    errors: Sequence[Mapping[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def not_found(what: str, hint: str = "") -> Refused:
    """404 that names what is missing and the nearest known name."""
    return Refused(404, f"{what} gibt es nicht.{hint}")


def unusable(field_name: str, message: str) -> Refused:
    """422 for one field or parameter."""
    return Refused(422, message, ({"field": field_name, "message": message},))


def install(app: FastAPI) -> None:
    """Hang the handlers in."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return error_response(request, error.status, error.detail, error.errors, error.headers)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = error.headers or {}
    known = _SENTENCES.get(error.status_code)
    detail = error.detail if error.status_code == 413 or known is None else known
    return error_response(request, error.status_code, detail.format(allow=headers.get("Allow", "GET")), (), headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors = [_complaint(item) for item in error.errors()]
    detail = "Bitte prüfen Sie: " + " ".join(item["message"] for item in errors[:5])
    return error_response(request, 422, detail, errors, {})


def _complaint(item: Mapping[str, object]) -> dict[str, str]:
    location = item.get("loc")
    steps = [str(step) for step in location[1:]] if isinstance(location, tuple) else []
    known = (item.get("ctx") or {}).get("known", ()) if isinstance(item.get("ctx"), dict) else ()  # type: ignore[attr-defined]
    return {"field": clean(".".join(steps)), "message": clean(message_of(item, steps, list(known)))}


def clean(text: str) -> str:
    """Text that can be sent as UTF-8 and shown: no lone surrogates, no control characters, not endless."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char.isprintable() or char == "\n" else "�" for char in text)[:400]


def error_response(
    request: Request, status: int, detail: str, errors: Sequence[Mapping[str, object]], headers: Mapping[str, str]
) -> Response:
    """The error as the client wants it: problem details below /api/, a page elsewhere."""
    detail = clean(detail)
    if request.url.path.startswith(API):
        return Response(problem_bytes(status, detail, errors), status, dict(headers), media_type=PROBLEM)
    title = _TITLES.get(status, "Das hat nicht geklappt")
    page = render_page(request, "web/error.html", status=status, title=title, detail=detail, errors=errors)
    page.status_code = status
    page.headers.update(headers)
    return page
