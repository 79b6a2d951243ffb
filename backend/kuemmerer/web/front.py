"""The one layer in front of the framework: checks the host, answers prepared pages, guards everything else.

Pure ASGI on purpose: one BaseHTTPMiddleware costs two thirds of the throughput, this layer a few per cent.
"""

import logging
import re
from collections import deque
from collections.abc import Iterable
from functools import lru_cache

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kuemmerer.web.bodies import Bodies
from kuemmerer.web.codings import PASSING, best_coding, is_worth_it, pressed
from kuemmerer.web.policy import API, NO_STORE, OPEN_POSTS, REVALIDATE, SECURITY_HEADERS, Headers, resource_headers
from kuemmerer.web.prepared import PREPARE, PreparedAnswer, Variant, prepare, strong_tag
from kuemmerer.web.problems import problem_bytes

# Twelve partners of the calculator with all their figures; nginx takes lines of 8 kB.
MAX_TARGET = 7680
# Lists and reads with a query are prepared too, as long as there is room for them.
MAX_ASKED_BYTES = 8 * 1024 * 1024
Key = str | tuple[str, bytes]
_READS = frozenset({"GET", "HEAD"})
_HOST = re.compile(rb"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?")
_UNKNOWN_HOST = "Diesen Host-Namen bedient das Portal nicht. Rufen Sie die veröffentlichte Adresse auf."
log = logging.getLogger("kuemmerer.web")


class Store:
    """Prepared answers of one snapshot and one day. A new snapshot brings a new, empty store."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.answers: dict[Key, PreparedAnswer] = {}
        self._asked: deque[Key] = deque()
        self._asked_bytes = 0

    def keep(self, path: str, query: bytes, answer: PreparedAnswer) -> None:
        """Keep an answer. Addresses without a query are as many as there are pages; of the others the oldest go."""
        key = _key(path, query)
        if query and key not in self.answers:
            if answer.size > MAX_ASKED_BYTES:
                return
            self._asked.append(key)
            self._asked_bytes += answer.size
        self.answers[key] = answer
        while self._asked_bytes > MAX_ASKED_BYTES:
            self._asked_bytes -= self.answers.pop(self._asked.popleft()).size


class Front:
    """ASGI application around the framework. `store` is replaced whole when the content changes."""

    def __init__(self, app: ASGIApp, allowed_hosts: Iterable[str]) -> None:
        self.app = app
        hosts = frozenset(host.strip().lower() for host in allowed_hosts if host.strip())
        self._any_host = "*" in hosts
        self._hosts = frozenset(host.encode() for host in hosts)
        self._bodies = Bodies()
        self.store = Store("")

    def prepared(self, method: str, path: str, query: bytes, headers: Headers) -> tuple[Variant, bool] | None:
        """The prepared answer to a request, and whether the client has it already. None: the framework is to be asked.

        web/server.py asks this as soon as it has read the headers, so most requests never become a task.
        """
        if method not in _READS:
            return None
        answer = self.store.answers.get(_key(path, query))
        if answer is None:
            return None
        host, coding, tag = _wanted(headers)
        if not self._serves(host):
            return None
        variant = answer.variant(coding)
        return variant, tag != b"" and _matches(tag, variant.etag)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        found = self.prepared(scope["method"], scope["path"], scope["query_string"], scope["headers"])
        if found is not None:
            await _send_variant(send, *found, scope["method"])
            return
        host, coding, tag = _wanted(scope["headers"])
        if not self._serves(host):
            await _refuse(send, scope, 400, _UNKNOWN_HOST)
        elif len(scope["raw_path"]) + len(scope["query_string"]) > MAX_TARGET:
            await _refuse(send, scope, 414, "Diese Adresse ist zu lang.")
        elif scope["method"] == "OPTIONS" and scope["path"].startswith(API):
            await _preflight(send, scope["path"])
        else:
            await self._guarded(scope, receive, send, coding, tag)

    def _serves(self, host: bytes) -> bool:
        name = _name(host)
        return name in self._hosts or (self._any_host and name != b"")

    async def warm(self, paths: Iterable[str]) -> None:
        """Prepare these pages before anybody asks; called in the background after a snapshot was made."""
        store = self.store
        for path in paths:
            if store is not self.store:
                return
            if path not in store.answers:
                scope: Scope = {
                    "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
                    "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "headers": [],
                    "client": None, "server": None,
                }  # fmt: skip
                await self._guarded(scope, _no_body, _nowhere, b"br", b"")

    async def _guarded(self, scope: Scope, receive: Receive, send: Send, coding: bytes, tag: bytes) -> None:
        answer = _Answer(send, scope, coding, tag, self.store)
        head = scope["method"] == "HEAD"
        inner = {**scope, "method": "GET"} if head else scope
        try:
            with self._bodies.counted(inner, receive) as counted:
                await self.app(inner, counted, answer.take)
        except Exception:
            log.exception(
                "unhandled error on %s %s", scope["method"], scope["path"].encode("ascii", "backslashreplace").decode()
            )
            if not answer.started:
                await _refuse(
                    send,
                    scope,
                    500,
                    "Das hat nicht geklappt, der Fehler liegt bei uns. Bitte versuchen Sie es noch einmal.",
                )


class _Answer:
    """Collects one answer of the framework, adds the house headers and sends it."""

    def __init__(self, send: Send, scope: Scope, coding: bytes, tag: bytes, store: Store) -> None:
        self.send, self.scope, self.coding, self.tag, self.store = send, scope, coding, tag, store
        self.started = False
        self._status = 0
        self._headers: Headers = []
        self._body: list[bytes] = []

    async def take(self, message: Message) -> None:
        """The `send` the framework sees."""
        if message["type"] == "http.response.start":
            self._status, self._headers = message["status"], list(message["headers"])
        elif message["type"] == "http.response.body":
            self._body.append(message.get("body", b""))
            if not message.get("more_body", False):
                self.started = True
                await self._finish(b"".join(self._body))

    async def _finish(self, body: bytes) -> None:
        method, path = self.scope["method"], self.scope["path"]
        names = {name for name, _ in self._headers}
        if PREPARE in names and self._status == 200:
            content_type = next(value for name, value in self._headers if name == b"content-type")
            cache = next((value for name, value in self._headers if name == b"cache-control"), None)
            prepared = prepare(body, content_type, path, cache)
            self.store.keep(path, self.scope["query_string"], prepared)
            variant = prepared.variant(self.coding)
            has_it = self.tag != b"" and _matches(self.tag, variant.etag)
            await _send_variant(self.send, variant, has_it, method)
            return
        headers = [(name, value) for name, value in self._headers if name not in (PREPARE, b"content-length")]
        headers += [*SECURITY_HEADERS, *resource_headers(path, method)]
        status, coding = self._status, b""
        if is_worth_it(next((value for name, value in self._headers if name == b"content-type"), b""), len(body)):
            coding = best_coding(self.coding)
            headers.append((b"vary", b"accept-encoding"))
        if method in _READS and status == 200 and b"etag" not in names:
            etag = strong_tag(body, coding)
            headers.append((b"etag", etag))
            if self.tag and _matches(self.tag, etag):
                status, body, coding = 304, b"", b""
                headers = [(name, value) for name, value in headers if name != b"content-type"]
        if b"cache-control" not in names:
            headers.append(REVALIDATE if method in _READS and status in (200, 304) else NO_STORE)
        if coding:
            body = pressed(body, coding, PASSING)
            headers.append((b"content-encoding", coding))
        if status != 304:
            headers.append((b"content-length", str(len(body)).encode()))
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        await self.send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})


@lru_cache(maxsize=256)
def _name(host: bytes) -> bytes:
    """The host without its port, in lower case; [::1]:8000 keeps its brackets. Empty if it is no host at all."""
    match = _HOST.fullmatch(host.lower())
    return match[1] if match else b""


def _key(path: str, query: bytes) -> Key:
    return (path, query) if query else path


def _wanted(headers: Headers) -> tuple[bytes, bytes, bytes]:
    """Host, Accept-Encoding and If-None-Match of a request. Two hosts are none: others may read the other one."""
    host = coding = tag = b""
    for name, value in headers:
        if name == b"accept-encoding":
            coding = value
        elif name == b"if-none-match":
            tag = value
        elif name == b"host":
            host = b"?" if host else value
    return host, coding, tag


def _matches(tag: bytes, etag: bytes) -> bool:
    return tag == etag or tag.strip() == b"*" or etag in [part.strip().removeprefix(b"W/") for part in tag.split(b",")]


async def _send_variant(send: Send, variant: Variant, not_modified: bool, method: str) -> None:
    status = 304 if not_modified else 200
    await send({"type": "http.response.start", "status": status, "headers": variant.headers(not_modified)})
    await send({"type": "http.response.body", "body": b"" if not_modified or method == "HEAD" else variant.body})


async def _refuse(send: Send, scope: Scope, status: int, sentence: str) -> None:
    path, method = scope["path"], scope["method"]
    if path.startswith(API):
        content_type, body = b"application/problem+json", problem_bytes(status, sentence)
    else:
        content_type, body = b"text/plain; charset=utf-8", sentence.encode()
    headers = [
        (b"content-type", content_type), (b"content-length", str(len(body)).encode()), NO_STORE, *SECURITY_HEADERS,
        *resource_headers(path, method),
    ]  # fmt: skip
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})


async def _preflight(send: Send, path: str) -> None:
    """What other origins may ask (CORS): reading everything, and the calls that only compute."""
    methods = b"GET, HEAD, POST" if path in OPEN_POSTS else b"GET, HEAD"
    headers = [
        *resource_headers(path, "GET"), (b"access-control-allow-methods", methods), (b"access-control-max-age", b"86400"),
        (b"access-control-allow-headers", b"content-type, if-none-match"), (b"content-length", b"0"), NO_STORE,
        *SECURITY_HEADERS,
    ]  # fmt: skip
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _no_body() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _nowhere(message: Message) -> None:
    """Warming up: nobody is listening."""
