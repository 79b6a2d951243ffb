"""The headers every answer carries. Prepared once as bytes; no request-dependent part, so no nonce and no inline script."""

Headers = list[tuple[bytes, bytes]]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
SECURITY_HEADERS: Headers = [
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"),
    (b"x-frame-options", b"DENY"),
]
# The API may be read from other origins; everything else stays with us.
SAME_ORIGIN = (b"cross-origin-resource-policy", b"same-origin")
CROSS_ORIGIN = (b"cross-origin-resource-policy", b"cross-origin")
ALLOW_ANY_ORIGIN = (b"access-control-allow-origin", b"*")
EXPOSE = (b"access-control-expose-headers", b"etag, retry-after")
REVALIDATE = (b"cache-control", b"public, max-age=0, must-revalidate")
NO_STORE = (b"cache-control", b"no-store")
IMMUTABLE = (b"cache-control", b"public, max-age=31536000, immutable")
API = "/api/"
# What other origins may POST to: computing, never storing.
OPEN_POSTS = frozenset({"/api/v1/navigator/evaluate", "/api/v1/balance"})


def resource_headers(path: str, method: str) -> Headers:
    """Whether other origins may use the answer (CORS): reading the API, and its two computing calls."""
    is_open = path.startswith(API) and (method in ("GET", "HEAD") or path in OPEN_POSTS)
    return [CROSS_ORIGIN, ALLOW_ANY_ORIGIN, EXPOSE] if is_open else [SAME_ORIGIN]
