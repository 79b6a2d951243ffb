"""Problem details (RFC 9457): every error of the API, with a German sentence that says what to do."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, Field

PROBLEM = "application/problem+json"


def problem(status: int, detail: str, errors: Sequence[Mapping[str, object]] = ()) -> dict[str, object]:
    """One problem as plain data; `errors` names each refused field or parameter."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = list(errors)
    return body


def problem_bytes(status: int, detail: str, errors: Sequence[Mapping[str, object]] = ()) -> bytes:
    """The same as JSON that is always valid UTF-8, whatever a client sent us."""
    return json.dumps(problem(status, detail, errors), ensure_ascii=True).encode("ascii")


class Problem(BaseModel):
    """An error as the API answers it (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = Field(description="Was nicht stimmt und was zu tun ist")
    errors: list[dict[str, str]] = Field(default_factory=list, description="je abgelehntem Feld Name und Satz")


_ANSWER = {"content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    400: {"description": "Die Anfrage ist nicht lesbar", **_ANSWER},
    404: {"description": "Gibt es nicht", **_ANSWER},
    413: {"description": "Die Anfrage ist zu groß", **_ANSWER},
    422: {"description": "Angaben, die wir nicht verwenden können", **_ANSWER},
    503: {"description": "Gerade überlastet", **_ANSWER},
}
