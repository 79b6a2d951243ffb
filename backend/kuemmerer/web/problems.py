"""Problem details (RFC 9457): every error of the API, with a German sentence that says what to do."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, Field

PROBLEM = "application/problem+json"
# RFC 9457 lets the phrase of the status be in the language of the reader.
TITLES = {
    400: "Anfrage nicht lesbar",
    404: "Nicht gefunden",
    405: "Methode nicht erlaubt",
    413: "Anfrage zu groß",
    414: "Adresse zu lang",
    415: "Falsches Format",
    422: "Angaben nicht verwendbar",
    429: "Zu viele Anfragen",
    500: "Fehler im Portal",
    503: "Gerade überlastet",
}


class FieldProblem(BaseModel):
    """One refused field or parameter."""

    field: str = Field(description="Name des Feldes oder Parameters; leer, wenn der ganze Inhalt gemeint ist")
    message: str = Field(description="was daran nicht stimmt, mit dem nächsten bekannten Namen")


class Problem(BaseModel):
    """Ein Fehler, wie ihn jeder Aufruf beantwortet (RFC 9457)."""

    type: str = Field(description="immer about:blank: der Status sagt, welche Art von Fehler es ist")
    title: str = Field(description="die Art des Fehlers in Worten", examples=["Nicht gefunden"])
    status: int = Field(description="der Status der Antwort", examples=[404])
    detail: str = Field(
        description="was nicht stimmt und was zu tun ist",
        examples=["Den Artikel »instrument/zweckverbnad« gibt es nicht. Gemeint »zweckverband«?"],
    )
    errors: list[FieldProblem] | None = Field(None, description="je abgelehntem Feld Name und Satz")


def problem_bytes(status: int, detail: str, errors: Sequence[Mapping[str, str]] = ()) -> bytes:
    """One problem as JSON that is always valid UTF-8, whatever a client sent us."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": TITLES.get(status, "Fehler"),
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = list(errors)
    return json.dumps(body, ensure_ascii=True).encode("ascii")


_ANSWER = {"content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"description": TITLES[status], **_ANSWER} for status in (400, 404, 413, 414, 415, 422, 503)
}
