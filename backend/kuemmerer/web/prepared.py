"""Answers that do not depend on input: compressed once, given their ETag, and served from memory."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial

from kuemmerer.web.codings import KEPT, best_coding, plain, pressed
from kuemmerer.web.policy import API, REVALIDATE, SECURITY_HEADERS, Headers, resource_headers

# An endpoint marks its answer with this header; it never leaves the house.
PREPARE = b"x-kuemmerer-prepare"
_END = b"\r\n"


@dataclass(frozen=True, slots=True)
class Variant:
    """One coding of one answer as it goes over the wire: header lines, each with its line end, and the body."""

    etag: bytes
    own: bytes
    own_not_modified: bytes
    shared: bytes  # one object for all answers of the house
    body: bytes

    def headers(self, not_modified: bool) -> Headers:
        """The same lines as ASGI wants them."""
        lines = (self.own_not_modified if not_modified else self.own) + self.shared
        pairs = (line.partition(b": ") for line in lines.split(_END)[:-1])
        return [(name, value) for name, _, value in pairs]


@dataclass(slots=True)
class PreparedAnswer:
    """An answer, compressed once. Nearly everybody takes brotli; gzip is made for the first who asks, plain on the spot."""

    brotli: Variant
    _make: Callable[[bytes, bytes], Variant]
    _gzip: Variant | None = None

    def variant(self, accepted: bytes) -> Variant:
        """The best coding among the accepted ones (the value of Accept-Encoding)."""
        coding = best_coding(accepted)
        if coding == b"br":
            return self.brotli
        if coding == b"gzip":
            if self._gzip is None:
                self._gzip = self._make(pressed(plain(self.brotli.body), b"gzip", KEPT), b"gzip")
            return self._gzip
        return self._make(plain(self.brotli.body), b"")

    @property
    def size(self) -> int:
        """Bytes this may hold in memory: gzip is hardly larger than brotli."""
        return 2 * len(self.brotli.body)


def prepare(body: bytes, content_type: bytes, path: str, cache: bytes | None) -> PreparedAnswer:
    """Compress an answer and give each coding its strong ETag. `cache` is its Cache-Control, if not the usual one."""
    make = partial(_variant, _digest(body), content_type, cache or REVALIDATE[1], path.startswith(API))
    return PreparedAnswer(make(pressed(body, b"br", KEPT), b"br"), make)


def strong_tag(body: bytes, coding: bytes) -> bytes:
    """The strong ETag of a body in a coding: each coding has its own."""
    return _tag(_digest(body), coding)


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest()[:20].encode()


def _tag(digest: bytes, coding: bytes) -> bytes:
    return b'"' + digest + (b"-" + coding if coding else b"") + b'"'


def _variant(digest: bytes, content_type: bytes, cache: bytes, is_api: bool, body: bytes, coding: bytes) -> Variant:
    etag = _tag(digest, coding)
    always: Headers = [(b"etag", etag), (b"cache-control", cache), (b"vary", b"accept-encoding")]
    with_body: Headers = [(b"content-type", content_type), (b"content-length", str(len(body)).encode())]
    if coding:
        with_body.append((b"content-encoding", coding))
    return Variant(etag, _lines([*always, *with_body]), _lines(always), _shared(is_api), body)


@lru_cache(maxsize=2)
def _shared(is_api: bool) -> bytes:
    return _lines([*SECURITY_HEADERS, *resource_headers(API if is_api else "/", "GET")])


def _lines(headers: Headers) -> bytes:
    return b"".join(name + b": " + value + _END for name, value in headers)
