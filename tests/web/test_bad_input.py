# ruff: noqa: E501 (tables with many cases a line)
"""Addresses, queries and bodies nobody should send: a clear refusal in German, nothing echoed as markup, never an error of ours."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

EVALUATE = "/api/v1/navigator/evaluate"
Wire = Callable[[bytes, bytes], int]


# --- addresses ----------------------------------------------------------------------------------

TRICKS = [
    "/../pyproject.toml", "/static/../pyproject.toml", "/static/..%2f..%2fpyproject.toml", "/static/%2e%2e/%2e%2e/pyproject.toml",
    "/static/..%5c..%5cpyproject.toml", "/static/%00", "/static/app.css%00.txt", "/instrumente/%2e%2e", "/instrumente/..%2fglossar%2fumlage",
    "/instrumente/%c0%ae%c0%ae", "/instrumente/%ff%fe", "/instrumente/%00", "/instrumente/%0d%0aSet-Cookie:x", "/instrumente/%ed%a0%80",
    "/instrumente/" + "a" * 300, "/instrumente/zweckverband%20", "/instrumente/ZWECKVERBAND", "/instrumente/zweckverband.md", "//boese.example",
    "//boese.example/", "/%2f%2fboese.example/", "/%5cboese.example/", "/.git/config", "/.env", "/pyproject.toml", "/content/glossar/umlage.md",
    "/api/v1/articles/instrument/..%2f..%2fx", "/api/v1/articles/%00/x", "/api/v1/municipalities/%27%20or%201=1", "/api/v1/norms/../../x",
    "/api/v1/articles/instrument/" + "a" * 300, "/docs", "/redoc", "/openapi.json", "/metrics", "/admin",
]  # fmt: skip


@pytest.mark.parametrize("path", TRICKS)
def test_no_trick_in_a_path_leads_anywhere(wire: Wire, path: str) -> None:
    assert wire(path.encode(), b"") in (404, 422)


@pytest.mark.parametrize(
    "query",
    [b"q=\xff", b"\xff=1", b"q=a\x7fb", b"q=%ff", b"q=%ed%a0%80", b"=", b"&&&", b"q=a;b=c", b"q[]=a", b"q=%u0041", b"q=" + b"%" * 300],
)  # fmt: skip
@pytest.mark.parametrize(
    "path", [b"/", b"/suche", b"/instrumente", b"/api/v1/search", b"/navigator", b"/gibt-es-nicht", b"/api/v1/articles"]
)
def test_a_broken_query_is_a_clear_refusal_and_never_an_error_of_ours(wire: Wire, path: bytes, query: bytes) -> None:
    assert wire(path, query) in (200, 404, 422)


# --- the way out of a refused address -----------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "way_out"),
    [
        ("/?fbclid=abc", "/"),
        ("/instrumente/zweckverband?utm_source=brief", "/instrumente/zweckverband"),
        (
            "/navigator/ergebnis?aufgabe=bauhof&foo=bar&personal=nein",
            "/navigator/ergebnis?aufgabe=bauhof&amp;personal=nein",
        ),
        ("/navigator/ergebnis?aufgabe=bauhof&personal=vielleicht", "/navigator/ergebnis?aufgabe=bauhof"),
        ("/navigator/ergebnis?aufgabe=bauhof&stand=alt", "/navigator/ergebnis?aufgabe=bauhof"),
    ],
)
def test_a_refused_parameter_can_be_left_out_with_one_click(client: httpx.Client, address: str, way_out: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 422
    assert f'href="{way_out}"' in answer.text
    assert client.get(way_out.replace("&amp;", "&")).status_code == 200


def test_where_no_parameter_of_the_address_is_meant_nothing_is_offered(client: httpx.Client) -> None:
    assert "öffnen</a>" not in client.get("/vergleich?form=zweckverband").text
    assert "öffnen</a>" not in client.get("/gibt-es-nicht?x=1").text


# --- nothing is echoed unescaped ----------------------------------------------------------------

PAYLOADS = [
    '"><script>zz</script>',
    "'-alert(1)-'",
    "{{7*7}}<svg/onload=zz>",
    "</title><script>zz",
    'javascript:zz"onmouseover="zz',
]
ECHOING = [
    "/suche?q={}", "/suche?art={}", "/suche?{}=x", "/instrumente?q={}", "/foerderung?stand={}", "/vergleich?form={}", "/navigator?{}=x",
    "/navigator?aufgabe={}", "/navigator/ergebnis?aufgabe=bauhof&stand={}", "/navigator/gemeinde?geprueft=1&eigene={}", "/navigator?ort={}",
    "/instrumente/{}", "/{}", "/api/v1/search?q={}", "/api/v1/articles?kind={}", "/api/v1/articles/{}/x", "/rueckmeldung?artikel={}",
    "/normen?{}=1", "/normen/{}", "/quellen?q={}",
]  # fmt: skip


@pytest.mark.parametrize("template", ECHOING)
def test_nothing_that_was_sent_comes_back_as_markup(client: httpx.Client, template: str) -> None:
    for payload in PAYLOADS:
        answer = client.get(template.format("".join(f"%{byte:02x}" for byte in payload.encode())))
        assert answer.status_code < 500
        if answer.headers["content-type"].startswith("text/html"):
            for raw_markup in ("<script>zz", "<svg/onload", '"onmouseover="', "'-alert(1)-'"):
                assert raw_markup not in answer.text, template
            assert "49<" not in answer.text
        else:
            assert "json" in answer.headers["content-type"]


@settings(max_examples=120)
@given(
    st.sampled_from(
        [
            "/suche",
            "/navigator",
            "/navigator/ergebnis",
            "/instrumente",
            "/vergleich",
            "/api/v1/search",
            "/api/v1/articles",
        ]
    ),
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    "q",
                    "art",
                    "thema",
                    "seite",
                    "aufgabe",
                    "personal",
                    "form",
                    "stand",
                    "kind",
                    "limit",
                    "ort",
                    "gemeinde",
                    "mit",
                ]
            )
            | st.text(max_size=8),
            st.sampled_from(["", "bauhof", "ja", "weiss-nicht", "instrument", "1", "-1", "09198111", "zweckverband"])
            | st.text(max_size=20),
        ),
        max_size=4,
    ),
)
def test_no_query_whatever_is_an_error_of_ours(client: httpx.Client, path: str, query: list[tuple[str, str]]) -> None:
    answer = client.get(f"{path}?{urlencode(query)}")
    assert answer.status_code in (200, 303, 404, 422), answer.text


# --- bodies -------------------------------------------------------------------------------------

BODIES: dict[str, tuple[bytes, int, str]] = {
    "not a number": (b'{"answers": {"aufgabe": NaN}}', 422, "NaN"),
    "infinite": (b'{"answers": {"aufgabe": -Infinity}}', 422, "-Infinity"),
    "too large a number": (b'{"answers": {"aufgabe": 1e400}}', 422, "answers.aufgabe"),
    "endless number": (b'{"answers": {"aufgabe": ' + b"9" * 5000 + b"}}", 400, "nicht lesbar"),
    "lone surrogate": (b'{"answers": {"aufgabe": "\\ud800"}}', 422, "kein Text"),
    "lone surrogate in a name": (b'{"answers": {"\\ud800": "ja"}}', 422, "kein Text"),
    "lone surrogate as a field": (b'{"\\ud800": 1}', 422, "kein Text"),
    "NUL": (b'{"answers": {"aufgabe": "bau\\u0000hof"}}', 422, "keine Antwort"),
    "deep": (b'{"answers": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", 400, "nicht lesbar"),
    "a name twice": (b'{"answers": {"aufgabe": "bauhof", "aufgabe": "standesamt"}}', 422, "steht im JSON zweimal"),
    "a field twice": (b'{"answers": {}, "answers": {}}', 422, "steht im JSON zweimal"),
    "unknown field": (b'{"answer": {}}', 422, "Gemeint »answers«?"),
    "unknown question": (b'{"answers": {"aufgbe": "bauhof"}}', 422, "Gemeint »aufgabe«?"),
    "unknown option": (b'{"answers": {"aufgabe": "bauhoff"}}', 422, "Gemeint »bauhof«?"),
    "unknown municipality": (b'{"municipality": "09198119"}', 422, "09198119"),
    "no municipality": (b'{"municipality": "Kirnbach"}', 422, "municipality"),
    "a list": (b"[]", 422, "JSON-Objekt"),
    "a word": (b'"bauhof"', 422, "JSON-Objekt"),
    "null": (b"null", 422, "Inhalt der Anfrage"),
    "nothing": (b"", 422, "Inhalt der Anfrage fehlt"),
    "half": (b'{"answers": {', 422, "kein gültiges JSON"),
    "no UTF-8": (b'{"answers": {"aufgabe": "\xff"}}', 400, "nicht lesbar"),
    "UTF-16": ('{"answers": {}}'.encode("utf-16"), 200, ""),
    "wrong type": (b'{"answers": {"aufgabe": {}}}', 422, "answers.aufgabe"),
    "too many answers": (b'{"answers": {' + b",".join(b'"a%d": "ja"' % n for n in range(70)) + b"}}", 422, "zu viele"),
    "empty answer": (b'{"answers": {"aufgabe": ""}}', 422, "zu kurz"),
    "two answers to a question for one": (b'{"answers": {"aufgabe": ["bauhof", "standesamt"]}}', 422, "nur eine Antwort"),
    "markup": (b'{"answers": {"<script>zz": "x"}}', 422, "<script>zz"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "status", "word"), BODIES.values(), ids=BODIES)
def test_a_body_we_cannot_use_is_refused_in_one_german_sentence(
    client: httpx.Client, body: bytes, status: int, word: str
) -> None:
    answer = client.post(EVALUATE, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status, answer.text
    if status != 200:
        problem = answer.json()
        said = problem["detail"] + str(problem.get("errors", ""))
        assert word in said
        assert not re.search(r"\b(?:Input|should|valid|Field|required|string|constrained|JSON decode)\b", said), said


def test_a_body_in_pieces_is_counted_too(client: httpx.Client) -> None:
    answer = client.post(EVALUATE, content=iter([b"x" * 10_000] * 20), headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert "128 Kilobyte" in answer.json()["detail"]


def test_another_json_media_type_is_read_and_case_does_not_matter(client: httpx.Client) -> None:
    for media_type in ("application/JSON; charset=utf-8", "application/problem+json"):
        answer = client.post(EVALUATE, content=b'{"answers": {}}', headers={"content-type": media_type})
        assert answer.status_code == 200


# --- parameters of the API ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/api/v1/articles?kin=instrument", 422, "Gemeint »kind«?"),
        ("/api/v1/articles?kind=instrumente", 422, "Gemeint »instrument«?"),
        ("/api/v1/articles?topic=verwaltung", 422, "Das Thema »verwaltung« gibt es nicht."),
        ("/api/v1/articles?status=draft", 422, "published, retired"),
        ("/api/v1/articles?limit=0", 422, "mindestens 1"),
        ("/api/v1/articles?limit=501", 422, "höchstens 500"),
        ("/api/v1/articles?limit=zehn", 422, "ganze Zahl"),
        ("/api/v1/articles?limit=" + "9" * 50, 422, "limit"),
        ("/api/v1/articles?limit=1&limit=2", 422, "nur einmal"),
        ("/api/v1/articles?offset=-1", 422, "mindestens 0"),
        ("/api/v1/articles/instrumen/zweckverband", 404, "Gemeint »instrument«?"),
        ("/api/v1/articles/instrument/zweckverbnad", 404, "Gemeint »zweckverband«?"),
        ("/api/v1/articles/instrument/zweckverband?x=1", 422, "»x«"),
        ("/api/v1/search", 422, "»q« fehlt"),
        ("/api/v1/search?q=" + "x" * 301, 422, "höchstens 300"),
        ("/api/v1/search?q=%00", 422, "»q«"),
        ("/api/v1/search?q=x&kind=instrumente", 422, "Gemeint »instrument«?"),
        ("/api/v1/search?q=x&topc=y", 422, "Gemeint »topic«?"),
        ("/api/v1/suggest?q=x&limit=99", 422, "höchstens 20"),
        ("/api/v1/navigator?x=1", 422, "»x«"),
        ("/api/v1/health/live?x=1", 422, "»x«"),
        ("/api/v1/openapi.json?x=1", 422, "»x«"),
        ("/api/v1/municipalities/09198119", 404, "09198119"),
        ("/api/v1/municipalities/kirnbach", 422, "acht Ziffern"),
    ],
)
def test_what_the_api_does_not_know_is_named_with_the_nearest(
    client: httpx.Client, path: str, status: int, word: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    problem = answer.json()
    assert word in problem["detail"] + str(problem.get("errors", "")), problem
