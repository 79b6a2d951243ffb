"""The whole portal as it is served: what holds for every answer, prepared or made on the spot, good or bad."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from kuemmerer.web.policy import CONTENT_SECURITY_POLICY

HOUSE_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
}
MADE_ON_THE_SPOT = (
    "/suche?q=bauhof",
    "/foerderung?q=bauhof",
    "/vergleich?form=zweckverband&form=zweckvereinbarung",
    "/navigator?aufgabe=bauhof",
    "/navigator/ergebnis?aufgabe=bauhof&personal=ja",
    "/navigator/gemeinde?aufgabe=bauhof",
    "/api/v1/search?q=winterdienst",
    "/api/v1/suggest?q=zweck",
    "/api/v1/articles?kind=instrument&limit=2",
    "/api/v1/municipalities?q=kirn",
    "/api/v1/health/ready",
)
EVALUATE = "/api/v1/navigator/evaluate"
ERRORS: dict[str, tuple[str, str, dict[str, object], int]] = {
    "no page": ("GET", "/gibt-es-nicht", {}, 404),
    "no article": ("GET", "/instrumente/gibt-es-nicht", {}, 404),
    "no file": ("GET", "/static/gibt-es-nicht.css", {}, 404),
    "no call": ("GET", "/api/v1/gibt-es-nicht", {}, 404),
    "no version": ("GET", "/api/v2/articles", {}, 404),
    "wrong method": ("DELETE", "/instrumente", {}, 405),
    "wrong method of a call": ("PUT", "/api/v1/articles", {}, 405),
    "method nobody knows": ("FROBNICATE", "/", {}, 405),
    "trace": ("TRACE", "/", {}, 405),
    "body too large": ("POST", EVALUATE, {"content": b"x" * 140_000, "headers": {"content-type": "application/json"}}, 413),
    "address too long": ("GET", "/suche?q=" + "x" * 7700, {}, 414),
    "no JSON": ("POST", EVALUATE, {"content": b"a=b", "headers": {"content-type": "text/plain"}}, 415),
    "unknown parameter": ("GET", "/suche?frage=x", {}, 422),
    "unknown field": ("POST", EVALUATE, {"json": {"antworten": {}}}, 422),
    "foreign host": ("GET", "/", {"headers": {"host": "boese.example"}}, 400),
    "foreign host of a call": ("GET", "/api/v1/articles", {"headers": {"host": "boese.example"}}, 400),
    "moved": ("GET", "/instrumente/verband", {}, 308),
    "slash too many": ("GET", "/instrumente/", {}, 308),
}  # fmt: skip


def raw(answer: httpx.Response) -> bytes:
    return answer.content


def prepared_addresses(client: httpx.Client) -> list[str]:
    """Every address that is prepared now."""
    answers = client._transport.app.store.answers  # type: ignore[attr-defined]  # the transport of conftest.py
    return sorted(key for key in answers if isinstance(key, str))


def test_every_page_of_the_village_is_prepared(client: httpx.Client) -> None:
    prepared = set(prepared_addresses(client))
    assert {
        "/",
        "/instrumente",
        "/instrumente/zweckverband",
        "/glossar/umlage",
        "/impressum",
        "/navigator",
        "/api",
    } <= prepared
    assert any(address.startswith("/static/app.") for address in prepared)


def test_a_prepared_answer_is_what_the_framework_says(
    client: httpx.Client, framework: Callable[[str], httpx.Response]
) -> None:
    for address in prepared_addresses(client):
        served, made = client.get(address), framework(address)
        assert (served.status_code, raw(served)) == (made.status_code, raw(made)), address
        assert served.headers["content-type"] == made.headers["content-type"], address


def test_every_read_can_be_asked_for_its_head_alone(client: httpx.Client) -> None:
    for address in (*prepared_addresses(client), *MADE_ON_THE_SPOT):
        get, head = client.get(address), client.head(address)
        assert head.content == b"", address
        assert head.headers == get.headers, address


def test_every_read_has_a_strong_tag_and_answers_304_to_it(client: httpx.Client) -> None:
    for address in (*prepared_addresses(client), *MADE_ON_THE_SPOT):
        tag = client.get(address).headers["etag"]
        assert re.fullmatch(r'"[0-9a-f]{20}(-br|-gzip)?"', tag), address
        for method in ("GET", "HEAD"):
            for sent in (tag, f'"anders", {tag}', f"W/{tag}", "*"):
                again = client.request(method, address, headers={"if-none-match": sent})
                assert (again.status_code, again.content) == (304, b""), address
                assert again.headers["etag"] == tag
        assert client.get(address, headers={"if-none-match": '"anders"'}).status_code == 200, address


def test_the_same_question_gets_the_same_tag_and_another_one_another(client: httpx.Client) -> None:
    tags = [client.get(address).headers["etag"] for address in MADE_ON_THE_SPOT]
    assert len(set(tags)) == len(tags)
    assert tags == [client.get(address).headers["etag"] for address in MADE_ON_THE_SPOT]


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("br", "br"), ("gzip, br", "br"), ("gzip", "gzip"), ("GZIP", "gzip"), ("", None), ("identity", None), ("*", "br"),
        ("br;q=0, gzip", "gzip"), ("br;q=0.0, gzip;q=0", None), ("br; q=0.001", "br"), ("*;q=0", None), ("brotli", None),
    ],
)  # fmt: skip
def test_the_coding_is_one_that_was_asked_for(client: httpx.Client, accepted: str, coding: str | None) -> None:
    answer = client.get("/instrumente", headers={"accept-encoding": accepted})
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["vary"] == "accept-encoding"
    assert "Zweckverband" in answer.text


@pytest.mark.parametrize(("method", "path", "options", "status"), ERRORS.values(), ids=ERRORS)
def test_an_error_has_its_status_its_sentence_and_the_headers_of_the_house(
    client: httpx.Client, method: str, path: str, options: dict[str, object], status: int
) -> None:
    answer = client.request(method, path, **options)  # type: ignore[arg-type]  # options of httpx
    assert answer.status_code == status
    assert {name: answer.headers[name] for name in HOUSE_HEADERS} == HOUSE_HEADERS
    assert answer.headers["cache-control"] == "no-store"
    if path.startswith("/api/"):
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert problem["status"] == status
        assert problem["detail"].endswith((".", "?"))
        assert not re.search(r"\b(?:the|not|found|unable|Input)\b", problem["detail"] + problem["title"])
    elif status >= 400:
        assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "path", ["/", "/instrumente/zweckverband", "/suche?q=bauhof", "/api/v1/articles", "/static/icon.svg"]
)
def test_a_good_answer_carries_the_headers_of_the_house_too(client: httpx.Client, path: str) -> None:
    first = client.get(path)
    for answer in (
        first,
        client.get(path, headers={"if-none-match": first.headers.get("etag", "")}),
        client.head(path),
    ):
        assert {name: answer.headers[name] for name in HOUSE_HEADERS} == HOUSE_HEADERS
        assert "set-cookie" not in answer.headers
        assert "server" not in answer.headers
        assert not any(name.startswith("x-kuemmerer") for name in answer.headers)


def test_a_wrong_method_is_told_the_right_ones(client: httpx.Client) -> None:
    assert client.delete("/api/v1/articles").headers["allow"] == "GET, HEAD"
    assert client.get(EVALUATE).headers["allow"] == "POST"


# --- other origins ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "is_open"),
    [
        ("GET", "/api/v1/articles", True), ("GET", "/api/v1/search?q=x", True), ("HEAD", "/api/v1/articles", True),
        ("GET", "/api/v1/gibt-es-nicht", True), ("POST", EVALUATE, True), ("GET", "/", False), ("GET", "/suche?q=x", False),
        ("POST", "/api/v1/articles", False), ("DELETE", "/api/v1/articles", False), ("POST", "/rueckmeldung", False),
        ("GET", "/api", False),
    ],
)  # fmt: skip
def test_other_origins_may_read_the_api_and_compute_and_nothing_else(
    client: httpx.Client, method: str, path: str, is_open: bool
) -> None:
    answer = client.request(method, path, headers={"origin": "https://anderswo.example"})
    assert answer.headers.get("access-control-allow-origin") == ("*" if is_open else None)
    assert answer.headers["cross-origin-resource-policy"] == ("cross-origin" if is_open else "same-origin")
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    ("path", "allowed"),
    [(EVALUATE, "GET, HEAD, POST"), ("/api/v1/articles", "GET, HEAD"), ("/api/v1/search", "GET, HEAD")],
)
def test_a_browser_that_asks_first_is_told_what_it_may(client: httpx.Client, path: str, allowed: str) -> None:
    asked = {"origin": "https://anderswo.example", "access-control-request-method": "POST"}
    answer = client.options(path, headers=asked)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-methods"] == allowed
    assert "content-type" in answer.headers["access-control-allow-headers"]


def test_pages_answer_no_such_question(client: httpx.Client) -> None:
    answer = client.options("/rueckmeldung", headers={"access-control-request-method": "POST"})
    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers


# --- hosts --------------------------------------------------------------------------------------

HOSTS = [
    "boese.example", "localhost.boese.example", "localhost/x", "localhost:80/instrumente", "localhost:abc", "[::1", "localhost@boese",
    "localhost?x", "localhost#x", "", " ", "\tlocalhost", "localhost,boese.example", "[::1]x",
]  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_is_not_ours_or_no_host_at_all_is_refused(client: httpx.Client, host: str) -> None:
    for path in ("/", "/suche?q=x", "/api/v1/articles", "/instrumente"):
        assert client.get(path, headers={"host": host}).status_code == 400


def test_two_hosts_are_refused(client: httpx.Client) -> None:
    request = client.build_request("GET", "/", headers=[("host", "localhost"), ("host", "localhost")])
    assert client.send(request).status_code == 400


# --- what is not served --------------------------------------------------------------------------


def test_a_search_before_the_index_is_there_says_when_to_come_back(unindexed: httpx.Client) -> None:
    for path in ("/suche?q=bauhof", "/api/v1/search?q=bauhof"):
        answer = unindexed.get(path)
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "5"
    assert unindexed.get("/instrumente/zweckverband").status_code == 200
    assert unindexed.get("/api/v1/health/ready").json()["search"] is False


def test_no_file_of_the_project_is_served(client: httpx.Client) -> None:
    for path in Path(__file__).parents[2].iterdir():
        if path.is_file():
            assert client.get(f"/{path.name}").status_code in (404, 422), path.name
