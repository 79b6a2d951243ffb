"""Answers that do not depend on input: compressed once, given their ETag, and served from memory."""

import hashlib
import zlib
from dataclasses import dataclass

import brotli

from kuemmerer.web.policy import REVALIDATE, SECURITY_HEADERS, Headers, resource_headers

# An endpoint marks its answer with this header; it never leaves the house.
PREPARE = b"x-kuemmerer-prepare"
_BROTLI_QUALITY = 5  # 6 % larger than 11 and sixty times cheaper (measured on a 20 kB page)


@dataclass(frozen=True, slots=True)
class Variant:
    """One coding of one answer, ready to be sent."""

    etag: bytes
    headers: Headers
    not_modified: Headers
    body: bytes


@dataclass(frozen=True, slots=True)
class PreparedAnswer:
    """All codings of an answer. The plain one is not kept: nearly nobody asks for it."""

    brotli: Variant
    gzip: Variant
    content_type: bytes
    cache: bytes

    def plain(self, path: str) -> Variant:
        """The uncompressed variant, made on the spot."""
        return _variant(zlib.decompress(self.gzip.body, wbits=31), b"", self, path)


def prepare(body: bytes, content_type: bytes, path: str, cache: bytes | None) -> PreparedAnswer:
    """Compress an answer and give each coding its strong ETag. `cache` is its Cache-Control, if not the usual one."""
    compressor = zlib.compressobj(6, zlib.DEFLATED, 31)
    gzipped = compressor.compress(body) + compressor.flush()
    squeezed = brotli.compress(body, quality=_BROTLI_QUALITY, mode=brotli.MODE_TEXT)
    tag = hashlib.sha256(body).hexdigest()[:20]
    kind = _Kind(content_type, cache or REVALIDATE[1])
    return PreparedAnswer(
        _variant(squeezed, b"br", kind, path, tag),
        _variant(gzipped, b"gzip", kind, path, tag),
        content_type,
        kind.cache,
    )


@dataclass(frozen=True)
class _Kind:
    content_type: bytes
    cache: bytes


def _variant(body: bytes, coding: bytes, kind: "_Kind | PreparedAnswer", path: str, tag: str | None = None) -> Variant:
    tag = tag or hashlib.sha256(body).hexdigest()[:20]
    suffix = f"-{coding.decode()}" if coding else ""
    etag = f'"{tag}{suffix}"'.encode()
    shared: Headers = [
        (b"etag", etag), (b"cache-control", kind.cache), (b"vary", b"accept-encoding"), *SECURITY_HEADERS,
        *resource_headers(path, "GET"),
    ]  # fmt: skip
    headers: Headers = [
        *shared, (b"content-type", kind.content_type), (b"content-length", str(len(body)).encode()),
    ]  # fmt: skip
    if coding:
        headers.append((b"content-encoding", coding))
    return Variant(etag, headers, shared, body)
