"""Query parameters: unknown ones are named, never ignored; text is bounded and readable."""

from collections.abc import Collection

from fastapi import Request

from kuemmerer.base.nearest import did_you_mean
from kuemmerer.base.text import has_forbidden_characters
from kuemmerer.web.errors import Refused, unusable

MAX_TEXT = 300


def only_known(request: Request, names: Collection[str] = ()) -> None:
    """Refuse (422) a request with a parameter this page does not have; names it and the nearest one it has."""
    unknown = [name for name in request.query_params if name not in names]
    if unknown:
        raise unknown_parameter(unknown[0], names)


def unknown_parameter(name: str, names: Collection[str]) -> Refused:
    """The refusal itself, for doors that read their parameters in another way."""
    hint = did_you_mean(name, names)
    known = f" Möglich sind: {', '.join(names)}." if names and not hint else ""
    return unusable(name, f"Den Parameter »{name}« gibt es hier nicht.{hint}{known}")


def single(request: Request, name: str) -> str:
    """The one value of a parameter, stripped; empty if it is missing. Twice the same name is refused (422)."""
    values = request.query_params.getlist(name)
    if len(values) > 1:
        raise unusable(name, f"Der Parameter »{name}« darf nur einmal vorkommen.")
    return text(name, values[0]) if values else ""


def text(name: str, value: str, limit: int = MAX_TEXT) -> str:
    """A line of text from outside, or 422: too long, control characters, or bytes that are no UTF-8."""
    if len(value) > limit:
        raise unusable(name, f"»{name}« ist zu lang. Erlaubt sind {limit} Zeichen.")
    if has_forbidden_characters(value) or "\ufffd" in value:
        raise unusable(name, f"»{name}« enthält Zeichen, die wir nicht lesen können. Geben Sie den Text neu ein.")
    return value.strip()


def choice(request: Request, name: str, known: Collection[str]) -> str:
    """One of the known values, or empty; anything else is refused (422) with the nearest known value."""
    value = single(request, name)
    if value and value not in known:
        raise unusable(name, f"»{value}« gibt es bei »{name}« nicht.{did_you_mean(value, known)}")
    return value


def choices(request: Request, name: str, known: Collection[str]) -> tuple[str, ...]:
    """All values of a parameter that may come several times, each once, in the order of the request."""
    values = tuple(dict.fromkeys(text(name, value) for value in request.query_params.getlist(name) if value))
    for value in values:
        if value not in known:
            raise unusable(name, f"»{value}« gibt es bei »{name}« nicht.{did_you_mean(value, known)}")
    return values
