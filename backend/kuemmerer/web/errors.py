"""Every error becomes an answer: a page for people, problem details for programs. Nothing entered is echoed unescaped."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from kuemmerer.base.text import readable
from kuemmerer.base.validation import complaints
from kuemmerer.web.declared import body_model, query_names
from kuemmerer.web.policy import API
from kuemmerer.web.problems import PROBLEM, problem_bytes
from kuemmerer.web.templates import render_page

_SENTENCES = {
    400: "Diese Anfrage ist nicht lesbar. Prüfen Sie Adresse und Inhalt.",
    404: "Diese Seite gibt es nicht. Nutzen Sie die Suche oder beginnen Sie auf der Startseite.",
    405: "Diese Adresse lässt sich so nicht aufrufen. Erlaubt ist: {allow}.",
    406: "Dieses Format gibt es hier nicht.",
    413: "Die Anfrage ist zu groß.",
    415: "Senden Sie die Anfrage als JSON (Content-Type: application/json).",
    429: "Das waren zu viele Anfragen in kurzer Zeit. Versuchen Sie es später noch einmal.",
    503: "Das dauert gerade zu lange. Versuchen Sie es in wenigen Sekunden noch einmal.",
}
_NO_SUCH_CALL = "Diesen Aufruf gibt es nicht. Alle Aufrufe stehen unter /api."
_SHOWN = 400
# An address of ours with a slash too many; the framework would send people on to whatever host they say they came to.
_WITH_SLASH = re.compile(r"(?:/[a-z0-9-]+)+/")
# What is wrong with a body as a whole; an empty one has no field to name.
_WHOLE_BODY = {
    "missing": "Der Inhalt der Anfrage fehlt. Senden Sie JSON.",
    "json_invalid": "Das ist kein gültiges JSON.",
    "model_attributes_type": "Der Inhalt der Anfrage muss ein JSON-Objekt sein: {…}.",
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
    if error.status_code == 404 and _WITH_SLASH.fullmatch(request.scope["path"]):
        return RedirectResponse(request.scope["path"].rstrip("/"), 308)
    headers = dict(error.headers or {})
    if "Allow" in headers and "GET" in headers["Allow"].split(", "):
        headers["Allow"] += ", HEAD"  # the front layer answers it from GET
    if error.status_code == 404 and _is_api(request):
        detail = _NO_SUCH_CALL
    elif error.status_code in _SENTENCES and error.status_code != 413:
        detail = _SENTENCES[error.status_code].format(allow=headers.get("Allow", "GET, HEAD"))
    else:
        detail = error.detail
    return error_response(request, error.status_code, detail, (), headers)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    errors: list[dict[str, str]] = []
    for source in ("path", "query", "body"):
        items = [{**item, "loc": item["loc"][1:]} for item in error.errors() if item["loc"][0] == source]
        errors += _complaints(request, error, source, items)
    detail = "Bitte prüfen Sie: " + " ".join(item["message"] for item in errors[:5])
    return error_response(request, 422, detail, errors, {})


def _complaints(
    request: Request, error: RequestValidationError, source: str, items: Sequence[Mapping[str, Any]]
) -> list[dict[str, str]]:
    kind = items[0]["type"] if items else ""
    if source == "body" and kind in _WHOLE_BODY and (not items[0]["loc"] or kind == "json_invalid"):
        return [{"field": "", "message": _WHOLE_BODY[kind]}]
    model = body_model(request) if source == "body" else None
    found = complaints(items, error.body if source == "body" else {}, model or query_names(request))
    return [{"field": complaint.field, "message": complaint.message} for complaint in found]


def clean(text: str) -> str:
    """Text that can be sent as UTF-8 and shown: no lone surrogates, no control characters, not endless."""
    return readable(text)[:_SHOWN]


def error_response(
    request: Request, status: int, detail: str, errors: Sequence[Mapping[str, str]], headers: Mapping[str, str]
) -> Response:
    """The error as the client wants it: problem details below /api/, a page elsewhere."""
    detail = clean(detail)
    shown = [{name: clean(value) for name, value in item.items()} for item in errors]
    if _is_api(request):
        return Response(problem_bytes(status, detail, shown), status, dict(headers), media_type=PROBLEM)
    title = _TITLES.get(status, "Das hat nicht geklappt")
    page = render_page(
        request, "web/error.html", status=status, title=title, detail=detail, errors=shown, **_way_out(request, errors)
    )
    page.status_code = status
    page.headers.update(headers)
    return page


def _way_out(request: Request, errors: Sequence[Mapping[str, str]]) -> dict[str, str | None]:
    """The same address without the parameter that is refused: old links and the marks of newsletters open with one click."""
    pairs = request.query_params.multi_items() if request.method == "GET" else []
    name = errors[0]["field"] if len(errors) == 1 else ""
    if name not in dict(pairs):
        return {"left_out": None, "without": None}
    rest = urlencode([pair for pair in pairs if pair[0] != name])
    path = quote(request.scope["path"])
    return {"left_out": clean(name), "without": f"{path}?{rest}" if rest else path}


def _is_api(request: Request) -> bool:
    # Not request.url: that one is put together from what the client says its host is.
    return str(request.scope["path"]).startswith(API)
