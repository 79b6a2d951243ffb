"""The description of the API: complete, in German, and what it shows as an example works."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from kuemmerer.settings import ROOT, Settings
from kuemmerer.web.api_words import TAGS, WORDS
from kuemmerer.web.docs import Call, chapters
from kuemmerer.web.openapi import operations

Schema = dict[str, Any]
# What pydantic and FastAPI write on their own.
ENGLISH = re.compile(r"\b(?:the|of|is|and|successful|response|request|should|valid|error)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def schema(client: httpx.Client) -> Schema:
    described: Schema = client.get("/api/v1/openapi.json").json()
    return described


def sentences(node: object, name: str = "") -> Iterator[str]:
    """Every text for people in the description."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("description", "summary") and isinstance(value, str):
                yield value
            elif key != "examples":
                yield from sentences(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from sentences(value, name)


def test_the_description_is_openapi_3_1_and_names_every_call(schema: Schema) -> None:
    assert schema["openapi"] == "3.1.0"
    called = {(method, path) for path, method, _ in operations(schema)}
    assert {
        ("get", "/api/v1/articles"), ("get", "/api/v1/articles/{kind}/{slug}"), ("get", "/api/v1/search"),
        ("get", "/api/v1/suggest"), ("get", "/api/v1/navigator"), ("post", "/api/v1/navigator/evaluate"),
        ("get", "/api/v1/municipalities"), ("get", "/api/v1/municipalities/{ags}"), ("get", "/api/v1/health/live"),
        ("get", "/api/v1/health/ready"),
    } <= called  # fmt: skip


def test_every_call_has_a_name_a_chapter_and_a_sentence(schema: Schema) -> None:
    names = [operation["operationId"] for _, _, operation in operations(schema)]
    assert len(set(names)) == len(names)
    for _, _, operation in operations(schema):
        assert operation["tags"][0] in TAGS
        assert operation["summary"]
        assert operation["description"].endswith(".")


def test_every_field_and_every_parameter_is_explained(schema: Schema) -> None:
    for name, model in schema["components"]["schemas"].items():
        for field, described in model.get("properties", {}).items():
            assert described.get("description"), f"{name}.{field} has no word in web/api_words.py"
    for path, _, operation in operations(schema):
        for parameter in operation.get("parameters", ()):
            assert parameter["description"], f"{path} {parameter['name']}"


def test_no_word_is_kept_that_nobody_uses(schema: Schema) -> None:
    text = json.dumps(schema, ensure_ascii=False)
    assert [word for word, meaning in WORDS.items() if json.dumps(meaning, ensure_ascii=False) not in text] == []


def test_everything_for_people_is_german(schema: Schema) -> None:
    assert [text for text in sentences(schema) if ENGLISH.search(text)] == []


def test_every_error_is_a_problem_and_nothing_of_the_framework_is_left(schema: Schema) -> None:
    assert not {"HTTPValidationError", "ValidationError"} & set(schema["components"]["schemas"])
    assert {"Problem", "FieldProblem"} <= set(schema["components"]["schemas"])
    assert not [name for name in schema["components"]["schemas"] if "__" in name]
    for path, method, operation in operations(schema):
        for status, answer in operation["responses"].items():
            if status.startswith(("4", "5")):
                assert answer["content"] == {
                    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                }, f"{method} {path} {status}"


def test_every_read_is_described_with_its_tag_and_its_304(schema: Schema) -> None:
    for path, method, operation in operations(schema):
        assert ("304" in operation["responses"]) is (method == "get"), path
        assert ("ETag" in operation["responses"]["200"].get("headers", {})) is (method == "get"), path


def every_call(client: httpx.Client) -> list[Call]:
    schema = client.get("/api/v1/openapi.json").json()
    return [call for chapter in chapters(schema) for call in chapter.calls]


def ask(client: httpx.Client, call: Call) -> httpx.Response:
    if call.method == "GET":
        return client.get(call.address)
    return client.post(call.address, json=json.loads(call.body))


def test_every_example_works_with_the_real_content(client: httpx.Client, real_client: httpx.Client) -> None:
    calls = every_call(real_client)
    assert len(calls) >= 10
    for call in calls:
        # The village has an index.
        answer = ask(client if call.path.endswith(("/search", "/suggest")) else real_client, call)
        assert answer.status_code == 200, f"{call.address}: {answer.text[:300]}"


def test_the_page_shows_every_call_and_loads_nothing_more_than_other_pages(client: httpx.Client) -> None:
    html = client.get("/api").text
    for call in every_call(client):
        assert f'id="{call.name}"' in html
        assert f"{call.method} {call.path}" in html
    scripts = re.findall(r"<script[^>]*src=\"([^\"]*)\"", html)
    assert scripts == re.findall(r"<script[^>]*src=\"([^\"]*)\"", client.get("/impressum").text)
    assert 'href="/api"' in client.get("/").text


def test_the_public_address_stands_in_the_description() -> None:
    from kuemmerer.app import create_app
    from kuemmerer.web.openapi import describe

    app = create_app(Settings(content=ROOT / "tests/village"))
    assert describe(app.app, "https://kuemmerer.example")["servers"] == [{"url": "https://kuemmerer.example"}]  # type: ignore[arg-type]
