"""The layer in front of the framework: prepared answers, the host, bodies, and headers on everything."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse

from kuemmerer.web import errors
from kuemmerer.web.bodies import MAX_BODY, MEGABYTE, ROOM, takes_up_to
from kuemmerer.web.front import MAX_ASKED_BYTES, Front, Store
from kuemmerer.web.policy import CONTENT_SECURITY_POLICY
from kuemmerer.web.prepared import PREPARE, prepare

Ask = Callable[..., Coroutine[object, object, httpx.Response]]
pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def calls() -> list[str]:
    return []


@pytest.fixture
def front(calls: list[str]) -> Front:
    app = FastAPI()
    errors.install(app)

    @app.get("/api/liste")
    async def show_list(request: Request, art: str = "alle") -> PlainTextResponse:
        calls.append(str(request.url.query))
        return PlainTextResponse(f"Liste {art} " * 200, headers={PREPARE.decode(): "1"})

    @app.get("/uhrzeit")
    async def tell_time() -> PlainTextResponse:
        calls.append("")
        return PlainTextResponse("jetzt")

    @app.get("/ergebnis")
    async def answer(antwort: str = "") -> PlainTextResponse:
        return PlainTextResponse(f"Ergebnis {antwort} " * 300)

    @app.post("/api/text")
    async def take_text(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(len(await request.body())))

    @app.post("/api/vorlage")
    @takes_up_to(2 * MEGABYTE)
    async def take_file(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(len(await request.body())))

    @app.get("/kaputt")
    async def fail() -> None:
        raise RuntimeError("geheim")

    return Front(app, ["portal.example", "[::1]"])


@pytest.fixture
def ask(front: Front) -> Ask:
    async def asked(method: str, path: str, **options: object) -> httpx.Response:
        transport = httpx.ASGITransport(front)
        async with httpx.AsyncClient(transport=transport, base_url="http://portal.example") as client:
            return await client.request(method, path, **options)  # type: ignore[arg-type]  # options of httpx

    return asked


@pytest.mark.parametrize("address", ["/api/liste", "/api/liste?art=foerderung"])
async def test_a_prepared_answer_is_asked_for_once_and_served_alike_ever_after(
    ask: Ask, calls: list[str], address: str
) -> None:
    first, second = await ask("GET", address), await ask("GET", address)
    assert len(calls) == 1
    assert (first.text, first.headers["etag"]) == (second.text, second.headers["etag"])
    assert PREPARE.decode() not in second.headers


async def test_a_query_has_its_own_answer_and_so_has_a_path_that_looks_like_one(ask: Ask) -> None:
    await ask("GET", "/api/liste?art=foerderung")
    assert (await ask("GET", "/api/liste")).text.startswith("Liste alle")
    assert (await ask("GET", "/api/liste%3Fart=foerderung")).status_code == 404


async def test_what_depends_on_more_than_the_address_is_asked_for_each_time(ask: Ask, calls: list[str]) -> None:
    await ask("GET", "/uhrzeit")
    await ask("GET", "/uhrzeit")
    assert len(calls) == 2


@pytest.mark.parametrize("path", ["/api/liste", "/ergebnis?antwort=ja"])
@pytest.mark.parametrize("coding", ["br", "gzip", "identity"])
async def test_each_coding_has_its_own_tag_and_answers_304_to_it(ask: Ask, coding: str, path: str) -> None:
    headers = {"accept-encoding": coding}
    for _ in range(2):  # fresh, and prepared if it can be
        answer = await ask("GET", path, headers=headers)
        assert answer.headers.get("content-encoding", "identity") == coding
        assert answer.headers["vary"] == "accept-encoding"
        again = await ask("GET", path, headers={**headers, "if-none-match": f'"x", W/{answer.headers["etag"]}'})
        assert again.status_code == 304
        assert again.content == b""
        assert "content-length" not in again.headers


@pytest.mark.parametrize("path", ["/api/liste", "/ergebnis?antwort=ja"])
async def test_tags_of_codings_differ(ask: Ask, path: str) -> None:
    tags = {
        (await ask("GET", path, headers={"accept-encoding": coding})).headers["etag"] for coding in ("br", "gzip", "")
    }
    assert len(tags) == 3


async def test_what_is_short_is_sent_as_it_is(ask: Ask) -> None:
    answer = await ask("GET", "/uhrzeit", headers={"accept-encoding": "br"})
    assert "content-encoding" not in answer.headers
    assert answer.text == "jetzt"


@pytest.mark.parametrize("path", ["/api/liste", "/uhrzeit", "/ergebnis?antwort=ja"])
async def test_head_has_the_headers_of_get_and_no_body(ask: Ask, path: str) -> None:
    for _ in range(2):
        get, head = await ask("GET", path), await ask("HEAD", path)
        assert head.content == b""
        assert head.headers == get.headers


@pytest.mark.parametrize("path", ["/api/liste", "/uhrzeit", "/gibt-es-nicht.txt", "/api/v1/gibt-es-nicht"])
async def test_every_answer_carries_the_headers_of_the_house(front: Front, path: str) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(front), base_url="http://other.example") as client:
        refused = await client.get(path)
    assert refused.status_code == 400
    assert refused.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert refused.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("portal.example", 200), ("PORTAL.example:8000", 200), ("[::1]:8000", 200), ("portal.example.evil.example", 400),
        ("evil.example", 400), ("", 400),
    ],
)  # fmt: skip
async def test_only_our_own_names_are_served_prepared_or_not(ask: Ask, host: str, status: int) -> None:
    await ask("GET", "/api/liste")
    for path in ("/api/liste", "/uhrzeit"):
        assert (await ask("GET", path, headers={"host": host})).status_code == status


async def test_a_body_may_be_as_large_as_we_read_and_not_a_byte_larger(ask: Ask) -> None:
    assert (await ask("POST", "/api/text", content=b"x" * MAX_BODY)).text == str(MAX_BODY)
    refused = await ask("POST", "/api/v1/text", content=b"x")
    assert refused.status_code == 404
    assert refused.headers["content-type"] == "application/problem+json"


async def test_a_call_may_declare_that_it_takes_more_and_its_sentence_names_its_own_limit(ask: Ask) -> None:
    assert (await ask("POST", "/api/vorlage", content=b"x" * 2 * MEGABYTE)).text == str(2 * MEGABYTE)
    for path, size, words in (("/api/vorlage", 2 * MEGABYTE, "2 Megabyte"), ("/api/text", MAX_BODY, "128 Kilobyte")):
        refused = await ask("POST", path, content=b"x" * (size + 1))
        assert refused.status_code == 413
        assert f"Erlaubt sind {words}." in refused.text


async def test_large_bodies_are_read_as_long_as_there_is_room_and_small_ones_always(ask: Ask) -> None:
    go_on = asyncio.Event()
    waiting: list[int] = []

    async def slowly() -> AsyncIterator[bytes]:
        yield b"x" * (MAX_BODY + 1)
        waiting.append(1)
        await go_on.wait()
        yield b"x"

    at_once = ROOM // (2 * MEGABYTE)
    reading = [asyncio.create_task(ask("POST", "/api/vorlage", content=slowly())) for _ in range(at_once)]
    while len(waiting) < at_once:
        await asyncio.sleep(0)
    full = await ask("POST", "/api/vorlage", content=b"x" * MEGABYTE)
    assert full.status_code == 503
    assert full.headers["retry-after"]
    assert (await ask("POST", "/api/vorlage", content=b"x" * MAX_BODY)).status_code == 200
    go_on.set()
    assert {(await task).status_code for task in reading} == {200}
    assert (await ask("POST", "/api/vorlage", content=b"x" * MEGABYTE)).status_code == 200


async def test_an_endless_address_is_refused_in_one_sentence(ask: Ask) -> None:
    assert (await ask("GET", "/api/liste?art=" + "x" * 8000)).status_code == 414


async def test_an_error_of_ours_tells_nothing_about_its_inside(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    answer = await ask("GET", "/kaputt")
    assert answer.status_code == 500
    assert "geheim" not in answer.text
    assert "unhandled error on GET /kaputt" in caplog.text


def test_answers_to_queries_leave_in_the_order_they_came_when_room_runs_out() -> None:
    store = Store("v")
    # Bytes that do not compress, so that each answer takes a tenth of the room.
    bodies = [bytes((seed * 7 + i * i * 31 + (i * i // 251)) % 256 for i in range(1000)) for seed in range(3)]
    answers = [prepare(body, b"text/plain", "/api/liste", None) for body in bodies]
    room = MAX_ASKED_BYTES // answers[0].size
    for number in range(room + 10):
        store.keep("/api/liste", str(number).encode(), answers[0])
    store.keep("/api/liste", b"", answers[1])
    kept = [key for key in store.answers if isinstance(key, tuple)]
    assert len(kept) <= room
    assert ("/api/liste", b"0") not in store.answers
    assert ("/api/liste", str(room + 9).encode()) in store.answers
    assert "/api/liste" in store.answers
