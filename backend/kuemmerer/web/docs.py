"""The description of the JSON API: for programs at /api/v1/openapi.json, for people at /api."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from kuemmerer.web.api_words import TAGS
from kuemmerer.web.json_api import PREFIX
from kuemmerer.web.openapi import Schema, describe, operations
from kuemmerer.web.params import only_known
from kuemmerer.web.prepared import PREPARE
from kuemmerer.web.templates import prepared_page

router = APIRouter(include_in_schema=False)
DESCRIPTION_ADDRESS = f"{PREFIX}/openapi.json"
PAGE = "/api"


@dataclass(frozen=True)
class Parameter:
    """One parameter of a call, or one field of its body, in words."""

    name: str
    is_required: bool
    description: str
    example: str


@dataclass(frozen=True)
class Call:
    """One call with an example: the whole address, and the body to send there (empty where there is none)."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    address: str
    body: str


@dataclass(frozen=True)
class Chapter:
    """The calls of one part of the API."""

    name: str
    description: str
    calls: tuple[Call, ...]


@router.get(DESCRIPTION_ADDRESS)
def show_description(request: Request) -> Response:
    """OpenAPI 3.1."""
    only_known(request)
    body = json.dumps(_schema(request), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Response(body, media_type="application/json", headers={PREPARE.decode(): "1"})


@router.get(PAGE, response_class=HTMLResponse)
def show_docs(request: Request) -> HTMLResponse:
    """The same for people: every call with its parameters and an example."""
    only_known(request)
    schema = _schema(request)
    return prepared_page(
        request, "web/api.html", chapters=chapters(schema), info=schema["info"], address=DESCRIPTION_ADDRESS
    )


def chapters(schema: Schema) -> tuple[Chapter, ...]:
    """The description as a page shows it, in the order of the tags."""
    calls = [
        (operation["tags"][0], _call(schema, path, method, operation)) for path, method, operation in operations(schema)
    ]
    found = (Chapter(tag, text, tuple(call for name, call in calls if name == tag)) for tag, text in TAGS.items())
    return tuple(chapter for chapter in found if chapter.calls)


def addresses() -> list[str]:
    """What can be prepared."""
    return [DESCRIPTION_ADDRESS, PAGE]


def _schema(request: Request) -> Schema:
    return describe(request.app, request.app.state.settings.base_url)


def _call(schema: Schema, path: str, method: str, operation: Schema) -> Call:
    parameters = tuple(
        Parameter(item["name"], item["required"], item.get("description", ""), _first_example(item))
        for item in operation.get("parameters", ())
    )
    body = _body(schema, operation)
    return Call(
        name=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        parameters=(*parameters, *_fields(body)),
        address=_address(path, operation),
        body=json.dumps(body["examples"][0], ensure_ascii=False, indent=2) if body else "",
    )


def _address(path: str, operation: Schema) -> str:
    query = {}
    for item in operation.get("parameters", ()):
        example = _first_example(item)
        if item["in"] == "path":
            path = path.replace(f"{{{item['name']}}}", example)
        elif example:
            query[item["name"]] = example
    return f"{path}?{urlencode(query)}" if query else path


def _body(schema: Schema, operation: Schema) -> Schema | None:
    if "requestBody" not in operation:
        return None
    name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    model: Schema = schema["components"]["schemas"][name]
    return model


def _fields(body: Schema | None) -> tuple[Parameter, ...]:
    if body is None:
        return ()
    needed = body.get("required", ())
    return tuple(
        Parameter(name, name in needed, field.get("description", ""), "") for name, field in body["properties"].items()
    )


def _first_example(item: dict[str, Any]) -> str:
    examples = item["schema"].get("examples") or item.get("examples") or ()
    return str(examples[0]) if isinstance(examples, list) and examples else str(item.get("example", ""))
