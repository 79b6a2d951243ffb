"""What all doors of the JSON API share: the prefix, only declared parameters, strict JSON, described errors."""

import json
from collections.abc import Sequence

from fastapi import APIRouter, Depends, Request

from kuemmerer.base.text import readable
from kuemmerer.web.declared import body_model, query_names
from kuemmerer.web.errors import Refused, unusable
from kuemmerer.web.params import only_known
from kuemmerer.web.problems import PROBLEM_RESPONSES

PREFIX = "/api/v1"


def api_router(tag: str) -> APIRouter:
    """A router for calls below /api/v1. `tag` groups them in the description."""
    return APIRouter(
        prefix=PREFIX,
        tags=[tag],
        dependencies=[Depends(_declared_parameters), Depends(_strict_body)],
        responses=PROBLEM_RESPONSES,
        generate_unique_id_function=lambda route: route.name,
    )


async def _declared_parameters(request: Request) -> None:
    """An unknown parameter is refused, and so is a known one that comes twice: which of the two would count?"""
    names = query_names(request)
    only_known(request, names)
    for name in names:
        if len(request.query_params.getlist(name)) > 1:
            raise unusable(name, f"Der Parameter »{name}« darf nur einmal vorkommen.")


async def _strict_body(request: Request) -> None:
    """FastAPI read the body already; here falls what its parser lets pass: NaN, a name twice, another media type."""
    if body_model(request) is None:
        return
    body = await request.body()
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if body and media_type != "application/json" and not media_type.endswith("+json"):
        raise Refused(415, "Senden Sie die Anfrage als JSON (Content-Type: application/json).")
    if body:
        json.loads(body, object_pairs_hook=_once, parse_constant=_no_constant)


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = readable(next(name for name in names if names.count(name) > 1))
        raise unusable(twice, f"»{twice}« steht im JSON zweimal.")
    return found


def _no_constant(name: str) -> object:
    raise Refused(422, f"»{name}« ist in JSON keine Zahl. Senden Sie eine Zahl oder null.")
