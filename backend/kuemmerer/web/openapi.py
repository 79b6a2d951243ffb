"""The description of the JSON API (OpenAPI 3.1), in German, with nothing the framework adds on its own."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from kuemmerer.web.api_words import TAGS, WORDS
from kuemmerer.web.problems import FieldProblem, Problem

DESCRIPTION = (
    "Für andere Portale, Verfahren und Auswertungen. Ohne Anmeldung, ohne Cookies. "
    "Lesen und Auswerten geht von jeder Herkunft (CORS). Jede Antwort auf GET trägt einen starken ETag; mit If-None-Match "
    "gibt es 304, solange sich nichts geändert hat. Unbekannte Parameter und Felder werden abgelehnt und benannt. Fehler "
    "sind Problem Details nach RFC 9457. Die Texte stehen unter CC BY 4.0. Das Portal berät nicht rechtlich: Rat und "
    "Rechtsaufsicht entscheiden."
)
Schema = dict[str, Any]
_ETAG = {"description": "Kennzeichen der Antwort, für If-None-Match", "required": True, "schema": {"type": "string"}}
_ONLY_WITH_BODY = ("413", "415")


def describe(app: FastAPI, base_url: str) -> Schema:
    """The whole description. `base_url` is the public address, or empty."""
    schema: Schema = get_openapi(
        title="Kümmerer",
        version="1",
        openapi_version="3.1.0",
        summary="Formen, Förderung, Beispiele und Anlaufstellen für die Zusammenarbeit bayerischer Gemeinden",
        description=DESCRIPTION,
        routes=app.routes,
        tags=[{"name": name, "description": text} for name, text in TAGS.items()],
        license_info={"name": "CC BY 4.0 (Inhalte)", "url": "https://creativecommons.org/licenses/by/4.0/deed.de"},
        servers=[{"url": base_url}] if base_url else None,
    )
    _, problems = models_json_schema(
        [(Problem, "serialization"), (FieldProblem, "serialization")], ref_template="#/components/schemas/{model}"
    )
    schemas: dict[str, Schema] = schema["components"]["schemas"]
    schemas.update(problems["$defs"])
    for model in schemas.values():
        _in_german(model)
    for path, method, operation in operations(schema):
        _complete(path, method, operation)
    return schema


def operations(schema: Schema) -> Iterator[tuple[str, str, Schema]]:
    """Every call of a description: path, method, what it says about it."""
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _in_german(model: Schema) -> None:
    """Docstrings are for those who write the code; a reader gets the words of the house."""
    model.pop("description", None)
    model.pop("title", None)
    for name, field in model.get("properties", {}).items():
        field.pop("title", None)
        if "description" not in field and name in WORDS:
            field["description"] = WORDS[name]


def _complete(path: str, method: str, operation: Schema) -> None:
    answers = operation["responses"]
    for status in _ONLY_WITH_BODY if method == "get" else ():
        answers.pop(status, None)
    if "{" not in path:
        answers.pop("404", None)
    answers["200"]["description"] = "Die Antwort"
    for parameter in operation.get("parameters", ()):
        parameter["schema"].pop("title", None)
        parameter.setdefault("description", WORDS.get(parameter["name"], ""))
    if method == "get":
        answers["200"]["headers"] = {"ETag": _ETAG}
        answers["304"] = {"description": "Unverändert seit dem ETag in If-None-Match"}
