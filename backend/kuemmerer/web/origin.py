"""Forms may only be sent from our own pages: the browser says where a request comes from."""

from urllib.parse import urlsplit

from fastapi import Request

from kuemmerer.web.errors import Refused

_OURS = ("same-origin", "none")  # "none": the person typed the address or sent the form again


def refuse_foreign(request: Request) -> None:
    """Refuse (403) a request that another site made a browser send. Programs that are no browser send neither header."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if (site is not None and site not in _OURS) or (origin is not None and not _is_ours(request, origin)):
        raise Refused(
            403, "Dieses Formular wurde von einer fremden Seite abgeschickt. Rufen Sie es hier im Portal auf."
        )


def _is_ours(request: Request, origin: str) -> bool:
    base_url: str = request.app.state.settings.base_url
    ours = {request.headers.get("host", "").lower(), urlsplit(base_url).netloc.lower()} - {""}
    try:
        return urlsplit(origin).netloc.lower() in ours
    except ValueError:
        return False
