"""uvicorn in one process with the guards it lacks: a deadline for the whole request, a cap on header bytes and connections."""

import asyncio
import collections
import errno
import socket
from typing import ClassVar

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from kuemmerer.web.front import Front
from kuemmerer.web.policy import NO_STORE, SAME_ORIGIN, SECURITY_HEADERS
from kuemmerer.web.prepared import Variant

MAX_HEAD = 16_384
_OK, _NOT_MODIFIED = b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 304 Not Modified\r\n"
_END_OF_LINE = b"\r\n"
# What is said to whom the framework never sees.
_SENTENCES = {
    b"400 Bad Request": "Das ist keine lesbare Anfrage.",
    b"408 Request Timeout": "Die Anfrage kam zu langsam. Versuchen Sie es noch einmal.",
    b"431 Request Header Fields Too Large": "Die Kopfzeilen der Anfrage sind zu lang.",
    b"503 Service Unavailable": "Zu viele Verbindungen auf einmal. Versuchen Sie es in wenigen Sekunden noch einmal.",
}
_LAST_HEADERS = _END_OF_LINE.join(
    name + b": " + value
    for name, value in (
        *SECURITY_HEADERS,
        SAME_ORIGIN,
        NO_STORE,
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"connection", b"close"),
        (b"retry-after", b"5"),
    )
)


class _Answered(RequestResponseCycle):
    """What uvicorn finds in place of its own record of a request that is already answered."""

    response_complete = True

    def __init__(self) -> None:
        self.message_event = asyncio.Event()


_ANSWERED = _Answered()


class GuardedProtocol(HttpToolsProtocol):
    """Closes silent, slow and oversized requests; what is being answered may take its time. Sends prepared answers.

    `deadline` is for the whole request, `patience` for a client to take an answer, both in seconds.
    """

    deadline: ClassVar[float] = 10.0
    patience: ClassVar[float] = 60.0
    max_per_peer: ClassVar[int] = 256
    max_connections: ClassVar[int] = 2048
    _peers: ClassVar[collections.Counter[str]] = collections.Counter()
    # uvicorn makes this list anew each second, for the date.
    _default_headers: ClassVar[list[tuple[bytes, bytes]]] = []
    _default_lines: ClassVar[bytes] = b""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn types it so
        super().connection_made(transport)
        self._timer: asyncio.TimerHandle | None = None
        self._stuck: asyncio.TimerHandle | None = None
        self._head_bytes = 0
        self._in_head = True
        self._is_open = True
        self._peer = str((transport.get_extra_info("peername") or ("?",))[0])
        self._peers[self._peer] += 1
        if self._peers[self._peer] > self.max_per_peer or self._peers.total() > self.max_connections:
            self._close(b"503 Service Unavailable")
            return
        self._arm()

    def connection_lost(self, exc: Exception | None) -> None:
        self._peers[self._peer] -= 1
        if not self._peers[self._peer]:
            del self._peers[self._peer]
        self._disarm()
        if self._stuck is not None:
            self._stuck.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._in_head:
            # Head bytes only: one read can hold head and body.
            end = data.find(b"\r\n\r\n")
            self._head_bytes += len(data) if end < 0 else end
            if self._head_bytes > MAX_HEAD:
                self._close(b"431 Request Header Fields Too Large")
                return
        self._is_open = True
        super().data_received(data)
        # Nearly every request comes in one piece and needs no timer.
        if self._is_open and self._timer is None:
            self._arm()

    def on_message_begin(self) -> None:
        self._is_open = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        # A short cut past the event loop, worth half the rate; what it does not take, `front` answers by ASGI.
        front = self.config.app
        if (
            isinstance(front, Front)
            and (self.cycle is None or self.cycle.response_complete)
            and not self.flow.write_paused
        ):
            path, _, query = self.url.partition(b"?")
            method = self.parser.get_method().decode("ascii")
            found = front.prepared(method, path.decode("latin-1"), query, self.headers)
            if found is not None:
                self._send_prepared(method, *found)
                return
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._disarm()
        self._is_open = False
        self._in_head = True
        self._head_bytes = 0
        super().on_message_complete()

    def _send_prepared(self, method: str, variant: Variant, not_modified: bool) -> None:
        self.cycle = _ANSWERED
        defaults = self.server_state.default_headers
        if defaults is not self._default_headers:
            lines = b"".join(name + b": " + value + b"\r\n" for name, value in defaults)
            GuardedProtocol._default_headers, GuardedProtocol._default_lines = defaults, lines
        keep_alive = self.parser.get_http_version() != "1.0" and self.parser.should_keep_alive()
        status, own = (_NOT_MODIFIED, variant.own_not_modified) if not_modified else (_OK, variant.own)
        end = b"\r\n" if keep_alive else b"connection: close\r\n\r\n"
        body = b"" if not_modified or method == "HEAD" else variant.body
        self.transport.write(b"".join((status, self._default_lines, own, variant.shared, end, body)))
        if not keep_alive:
            self.transport.close()
        self.on_response_complete()

    def on_response_complete(self) -> None:
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None
        # Nearly every answer fits into the buffers of the system and is gone by now.
        if self.transport.get_write_buffer_size():
            self._stuck = asyncio.get_running_loop().call_later(self.patience, self._give_up)
        super().on_response_complete()

    def _give_up(self) -> None:
        """Whoever has not taken an answer by now never will; closing would wait for them."""
        self._stuck = None
        if self.transport.get_write_buffer_size():
            self.transport.abort()

    def _arm(self) -> None:
        self._disarm()
        self._timer = asyncio.get_running_loop().call_later(self.deadline, self._close, b"408 Request Timeout")

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def send_400_response(self, msg: str) -> None:
        self._close(b"400 Bad Request")

    def _close(self, status: bytes) -> None:
        if not self.transport.is_closing():
            sentence = _SENTENCES[status].encode()
            length = b"content-length: %d" % len(sentence)
            lines = (b"HTTP/1.1 " + status, _LAST_HEADERS, length, b"", sentence)
            self.transport.write(_END_OF_LINE.join(lines))
            self.transport.close()


class BehindProxy(GuardedProtocol):
    """All visitors come through one peer, the proxy; it counts them itself."""

    max_per_peer = GuardedProtocol.max_connections


def run(app: ASGIApp, *, host: str, port: int, log_level: str, trusted_proxies: str) -> None:
    """Serve until told to stop. `trusted_proxies`: addresses whose X-Forwarded-For counts, comma-separated."""
    uvicorn.run(
        app,
        host=host,
        port=port,
        http=BehindProxy if trusted_proxies else GuardedProtocol,
        ws="none",
        log_level=log_level,
        access_log=False,
        server_header=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=10,
        forwarded_allow_ips=trusted_proxies,
        proxy_headers=bool(trusted_proxies),
    )


def port_problem(host: str, port: int) -> str | None:
    """Why nobody can listen there, and what to do about it; None if it is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return (
                    f"Port {port} ist schon belegt. Beenden Sie das andere Programm "
                    f"oder wählen Sie einen anderen Port: KUEMMERER_PORT={port + 1} make run"
                )
            if error.errno in (errno.EACCES, errno.EADDRNOTAVAIL) or isinstance(error, socket.gaierror):
                return f"Auf {host}:{port} darf oder kann das Portal nicht lauschen. Prüfen Sie KUEMMERER_HOST und KUEMMERER_PORT."
            raise
    return None
