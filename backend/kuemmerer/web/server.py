"""uvicorn in one process with the guards it lacks: a deadline for the whole request, a cap on header bytes and connections."""

import asyncio
import collections
import errno
import socket
from typing import ClassVar

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD = 16_384
DEADLINE = 10.0
MAX_PER_PEER = 256
MAX_CONNECTIONS = 2048
_CLOSE = b"connection: close\r\ncontent-length: 0\r\n\r\n"


class GuardedProtocol(HttpToolsProtocol):
    """Closes silent, slow and oversized requests; what is being answered may take its time."""

    _peers: ClassVar[collections.Counter[str]] = collections.Counter()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn types it so
        super().connection_made(transport)
        self._timer: asyncio.TimerHandle | None = None
        self._head_bytes = 0
        self._in_head = True
        self._peer = str((transport.get_extra_info("peername") or ("?",))[0])
        self._peers[self._peer] += 1
        if self._peers[self._peer] > MAX_PER_PEER or self._peers.total() > MAX_CONNECTIONS:
            self._close(b"503 Service Unavailable\r\nretry-after: 5")
            return
        self._arm()

    def connection_lost(self, exc: Exception | None) -> None:
        self._peers[self._peer] -= 1
        if not self._peers[self._peer]:
            del self._peers[self._peer]
        self._disarm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._timer is None and self._in_head:
            self._arm()
        if self._in_head:
            # Head bytes only: one read can hold head and body.
            end = data.find(b"\r\n\r\n")
            self._head_bytes += len(data) if end < 0 else end
            if self._head_bytes > MAX_HEAD:
                self._close(b"431 Request Header Fields Too Large")
                return
        super().data_received(data)

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._disarm()
        self._in_head = True
        self._head_bytes = 0
        super().on_message_complete()

    def _arm(self) -> None:
        self._disarm()
        self._timer = asyncio.get_running_loop().call_later(DEADLINE, self._close, b"408 Request Timeout")

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _close(self, status: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(b"HTTP/1.1 " + status + b"\r\n" + _CLOSE)
            self.transport.close()


def run(app: ASGIApp, *, host: str, port: int, log_level: str, trusted_proxies: str) -> None:
    """Serve until told to stop. `trusted_proxies`: addresses whose X-Forwarded-For counts, comma-separated."""
    uvicorn.run(
        app,
        host=host,
        port=port,
        http=GuardedProtocol,
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
