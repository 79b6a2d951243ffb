"""The server over a real socket: prepared answers, requests in pieces, many at once, and what is too much."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
import uvicorn

from kuemmerer.web.front import Front
from kuemmerer.web.prepared import prepare
from kuemmerer.web.server import MAX_HEAD, GuardedProtocol

Talk = Callable[..., bytes]
PAGE = "Bauhof und Kläranlage. ".encode() * 100


async def never_asked(scope: object, receive: object, send: object) -> None:
    raise AssertionError("the framework was asked")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    front = Front(never_asked, ["localhost"])
    front.store.keep("/seite", b"", prepare(PAGE, b"text/plain; charset=utf-8", "/seite", None))
    config = uvicorn.Config(
        front, http=GuardedProtocol, lifespan="off", ws="none", log_level="critical", server_header=False
    )
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def talk(port: int) -> Talk:
    """Send pieces one after the other; what came back until the server closed."""

    def talked(*pieces: bytes) -> bytes:
        with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as connection:
            for piece in pieces:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connection.sendall(piece)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    return talked


def request(*lines: str, method: str = "GET", host: str = "localhost", last: bool = True) -> bytes:
    close = ["Connection: close"] if last else []
    return "\r\n".join([f"{method} /seite HTTP/1.1", f"Host: {host}", *lines, *close, "", ""]).encode()


def split(answer: bytes) -> tuple[bytes, dict[bytes, bytes], bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.split(b"\r\n")
    pairs = (line.partition(b": ") for line in lines)
    return status, {name: value for name, _, value in pairs}, body


def test_a_prepared_answer_comes_whole_with_date_and_house_headers(talk: Talk) -> None:
    status, headers, body = split(talk(request()))
    assert status == b"HTTP/1.1 200 OK"
    assert body == PAGE
    assert headers[b"content-length"] == str(len(PAGE)).encode()
    assert headers[b"connection"] == b"close"
    assert {b"date", b"etag", b"content-security-policy", b"vary", b"cache-control"} <= set(headers)


def test_who_has_the_answer_already_gets_304_and_no_body(talk: Talk) -> None:
    _, headers, _ = split(talk(request("Accept-Encoding: br")))
    status, again, body = split(talk(request("Accept-Encoding: br", f"If-None-Match: {headers[b'etag'].decode()}")))
    assert status == b"HTTP/1.1 304 Not Modified"
    assert body == b""
    assert again[b"etag"] == headers[b"etag"]
    assert b"content-length" not in again


def test_head_has_the_length_and_no_body(talk: Talk) -> None:
    status, headers, body = split(talk(request(method="HEAD")))
    assert (status, body) == (b"HTTP/1.1 200 OK", b"")
    assert headers[b"content-length"] == str(len(PAGE)).encode()


def test_requests_in_one_piece_are_all_answered_in_order(talk: Talk) -> None:
    many = request(last=False) * 2000 + request(method="HEAD", last=False) + request()
    answers = talk(many)
    assert answers.count(b"HTTP/1.1 200 OK") == 2002
    assert answers.count(PAGE) == 2001


def test_a_request_in_many_pieces_is_answered_all_the_same(talk: Talk) -> None:
    whole = request()
    assert split(talk(*(whole[i : i + 7] for i in range(0, len(whole), 7))))[2] == PAGE


def test_a_request_followed_by_the_beginning_of_another_is_answered(talk: Talk) -> None:
    second = request()
    assert talk(request(last=False) + second[:20], second[20:]).count(PAGE) == 2


def test_a_body_nobody_asked_for_does_not_become_the_next_request(talk: Talk) -> None:
    body = request(last=False)
    first = request(f"Content-Length: {len(body)}", last=False) + body
    assert talk(first + request()).count(b"HTTP/1.1 ") == 2


def test_nothing_is_answered_after_the_last_request_of_a_connection(talk: Talk) -> None:
    assert talk(request() + request()).count(b"HTTP/1.1 200 OK") == 1


def test_a_wish_for_another_protocol_is_passed_over(talk: Talk) -> None:
    wish = request("Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", last=False)
    with_close = wish.replace(b"Connection: Upgrade", b"Connection: upgrade, close")
    assert talk(with_close).startswith(b"HTTP/1.1 200 OK")


def test_other_names_are_not_served_from_the_store(talk: Talk) -> None:
    assert split(talk(request(host="evil.example")))[0] == b"HTTP/1.1 400 Bad Request"


@pytest.mark.parametrize("pieces", [1, 50])
def test_a_head_beyond_the_limit_is_refused(talk: Talk, pieces: int) -> None:
    head = request("X-Long: " + "x" * (MAX_HEAD + 1))[:-4]
    size = len(head) // pieces + 1
    assert talk(*(head[i : i + size] for i in range(0, len(head), size))).startswith(b"HTTP/1.1 431 ")
