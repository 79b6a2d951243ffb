"""How long the server waits for whom: silent, slow and greedy clients go, and nobody else notices them."""

import collections
import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import ClassVar

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from kuemmerer.web.bodies import MEGABYTE, ROOM, takes_up_to
from kuemmerer.web.front import Front
from kuemmerer.web.prepared import prepare
from kuemmerer.web.server import MAX_HEAD, GuardedProtocol

PAGE = b"Bauhof " * 100
HUGE = os.urandom(24 * 1024 * 1024)
ASKING = b"GET /seite HTTP/1.1\r\nHost: localhost\r\n\r\n"
POSTING = b"POST /lesen HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n"


class Hasty(GuardedProtocol):
    """The same in a hurry."""

    deadline = 0.4
    patience = 1.5
    max_per_peer = 20
    _peers: ClassVar[collections.Counter[str]] = collections.Counter()


@takes_up_to(2 * MEGABYTE)
def letterhead() -> None:
    """Stands for an endpoint that takes files."""


async def read_body(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that waits for the whole body, or takes its time for /langsam."""
    if scope["path"] == "/langsam":
        time.sleep(1)
    if scope["path"] == "/vorlage":
        scope["endpoint"] = letterhead
    while (message := await receive()).get("more_body"):
        pass
    if message["type"] == "http.request":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ja"})


def comes_true(held: Callable[[], bool]) -> bool:
    """Whether it becomes true within the time a busy machine may need."""
    for _ in range(600):
        if held():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    front = Front(read_body, ["localhost"])
    front.store.keep("/seite", b"", prepare(PAGE, b"text/plain", "/seite", None))
    front.store.keep("/riesig", b"", prepare(HUGE, b"text/plain", "/riesig", None))
    config = uvicorn.Config(front, http=Hasty, lifespan="off", log_level="critical", server_header=False, ws="none")
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join(10)


@contextlib.contextmanager
def connected(port: int, small: bool = False) -> Iterator[socket.socket]:
    with socket.socket() as connection:
        connection.settimeout(10)
        if small:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", port))
        yield connection


def rest(connection: socket.socket) -> bytes:
    """Everything until the server closes."""
    received = bytearray()
    with contextlib.suppress(ConnectionResetError):
        while piece := connection.recv(65536):
            received += piece
    return bytes(received)


def drip(connection: socket.socket, data: bytes) -> bytes:
    """One byte every tenth of a second, as long as the server listens."""
    with contextlib.suppress(ConnectionError):
        for byte in data:
            connection.sendall(bytes([byte]))
            time.sleep(0.1)
            connection.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                if connection.recv(1, socket.MSG_PEEK):
                    break
            connection.setblocking(True)
    connection.settimeout(10)
    return rest(connection)


def is_served(port: int) -> bool:
    with connected(port) as connection:
        connection.sendall(ASKING)
        return connection.recv(65536).startswith(b"HTTP/1.1 200 OK")


def test_a_silent_client_is_sent_away_after_the_deadline(port: int) -> None:
    start = time.monotonic()
    with connected(port) as connection:
        assert rest(connection).startswith(b"HTTP/1.1 408 ")
    assert 0.2 < time.monotonic() - start < 5


def test_a_head_that_trickles_is_cut_off_however_steadily_it_comes(port: int) -> None:
    with connected(port) as connection:
        assert drip(connection, ASKING).startswith(b"HTTP/1.1 408 ")


def test_a_body_that_trickles_is_cut_off_too(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(POSTING)
        assert drip(connection, b"x" * 100).startswith(b"HTTP/1.1 408 ")


def test_large_bodies_that_stop_on_the_way_are_cut_off_and_give_their_room_back(port: int) -> None:
    head = b"POST /vorlage HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % MEGABYTE
    with contextlib.ExitStack() as stack:
        stuck = [stack.enter_context(connected(port)) for _ in range(ROOM // (2 * MEGABYTE))]
        for connection in stuck:
            connection.sendall(head + b"x" * 200_000)
        assert all(rest(connection).startswith(b"HTTP/1.1 408 ") for connection in stuck)
    with connected(port) as connection:
        connection.sendall(head + b"x" * MEGABYTE)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 OK")


def test_a_body_that_never_comes_is_cut_off(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(POSTING)
        assert rest(connection).startswith(b"HTTP/1.1 408 ")


def test_what_is_being_answered_may_take_its_time(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(b"GET /langsam HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 OK")


def test_a_client_that_takes_no_answer_is_dropped(port: int) -> None:
    with connected(port, small=True) as connection:
        connection.sendall(b"GET /riesig HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n")
        assert comes_true(lambda: bool(Hasty._peers))
        assert comes_true(lambda: not Hasty._peers)
        assert len(rest(connection)) < len(HUGE)


def test_a_client_that_takes_its_answer_gets_all_of_it_however_large(port: int) -> None:
    with connected(port) as connection:
        request = b"GET /riesig HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n"
        connection.sendall(request)
        assert len(rest(connection)) >= len(HUGE)


def test_many_silent_clients_keep_nobody_else_out_for_long(port: int) -> None:
    with contextlib.ExitStack() as stack:
        idle = [stack.enter_context(connected(port)) for _ in range(Hasty.max_per_peer - 1)]
        assert is_served(port)
        for connection in idle:
            assert rest(connection).startswith(b"HTTP/1.1 408 ")
    assert is_served(port)


def test_one_peer_may_not_take_every_connection(port: int) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(Hasty.max_per_peer):
            stack.enter_context(connected(port))
        one_more = stack.enter_context(connected(port))
        refused = rest(one_more)
    assert refused.startswith(b"HTTP/1.1 503 ")
    assert b"retry-after: 5" in refused
    assert comes_true(lambda: not Hasty._peers)
    assert is_served(port)


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * MAX_HEAD + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 4000 + b"\r\n",
        b"GET /" + b"x" * MAX_HEAD + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
    ids=["one long line", "many lines", "long address"],
)
def test_a_huge_head_is_refused(port: int, head: bytes) -> None:
    with connected(port) as connection:
        with contextlib.suppress(ConnectionError):
            connection.sendall(head)
        assert rest(connection).startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize(
    "request_",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET /\r\n\r\n", b"CONNECT boese.example:443 HTTP/1.1\r\n\r\n",
        b"GET /seite HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET /seite HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        b"GET /seite HTTP/9.9\r\nHost: localhost\r\n\r\n", b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /seite HTTP/1.1\r\n Host: localhost\r\n\r\n", b"\x00" * 100,
    ],
    ids=["TLS", "HTTP/0.9", "CONNECT", "two lengths of a kind", "two lengths", "version", "bytes", "folded line", "zeros"],
)  # fmt: skip
def test_what_is_no_request_is_refused_and_closed(port: int, request_: bytes) -> None:
    with connected(port) as connection:
        connection.sendall(request_)
        answer = rest(connection)
    assert answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 408 ")) or answer == b"", answer[:100]
    assert is_served(port)


def test_a_request_without_a_host_is_refused(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(b"GET /seite HTTP/1.1\r\nConnection: close\r\n\r\n")
        assert rest(connection).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    ("sent", "status"),
    [(b"", 408), (b"GET / HTTP/1.1\r\nX: " + b"x" * MAX_HEAD + b"\r\n\r\n", 431), (b"Unsinn\r\n\r\n", 400)],
)
def test_whoever_is_sent_away_is_told_why_with_the_headers_of_the_house(port: int, sent: bytes, status: int) -> None:
    with connected(port) as connection:
        connection.sendall(sent)
        head, _, sentence = rest(connection).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    for name in (
        b"content-security-policy",
        b"x-content-type-options",
        b"cache-control: no-store",
        b"connection: close",
    ):
        assert name in head
    assert sentence.decode().endswith(".")
    assert b"content-length: %d" % len(sentence) in head
