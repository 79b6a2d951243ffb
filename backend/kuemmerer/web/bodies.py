"""How large a body may be: one limit for all calls, a greater one where a door declares it, and room for few of those at once.

FastAPI's own `max_body_size` bounds one request, not all of them together, and says so in English.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope

KILOBYTE, MEGABYTE = 1024, 1024 * 1024
MAX_BODY = 128 * KILOBYTE
# What bodies above MAX_BODY may hold at once, of all clients together.
ROOM = 32 * MEGABYTE
RETRY_SECONDS = 3
_DECLARED = "max_body"
_Endpoint = TypeVar("_Endpoint", bound=Callable[..., Any])


class BodyTooLarge(HTTPException):
    """The request body is larger than we read. An HTTPException, because FastAPI turns any other one into 400."""

    def __init__(self, limit: int) -> None:
        super().__init__(413, f"Die Anfrage ist zu groß. Erlaubt sind {in_words(limit)}.")


class NoRoom(HTTPException):
    """So many large bodies are being read that another one would be too much. Whoever comes back finds room."""

    def __init__(self) -> None:
        super().__init__(503, headers={"retry-after": str(RETRY_SECONDS)})


def in_words(limit: int) -> str:
    """»128 Kilobyte«, »2 Megabyte«."""
    return f"{limit // MEGABYTE} Megabyte" if limit % MEGABYTE == 0 else f"{limit // KILOBYTE} Kilobyte"


def takes_up_to(limit: int) -> Callable[[_Endpoint], _Endpoint]:
    """Declares at a door that a call takes bodies larger than MAX_BODY. Stands below the decorator of the route.

    deploy/nginx.conf names every such path once more; tests/test_packaging.py watches both.
    """

    def declare(endpoint: _Endpoint) -> _Endpoint:
        setattr(endpoint, _DECLARED, limit)
        return endpoint

    return declare


def limit_of(endpoint: object) -> int:
    """The largest body an endpoint takes."""
    return int(getattr(endpoint, _DECLARED, MAX_BODY))


class Bodies:
    """Counts what requests send us. `room` is in bytes, for all bodies above MAX_BODY together."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room

    @contextmanager
    def counted(self, scope: Scope, receive: Receive) -> Iterator[Receive]:
        """`receive` with the limit of the call. Large bodies keep their room for the time of the block.

        The framework writes into `scope` which endpoint it found, before that endpoint reads. What it reads may raise
        BodyTooLarge or NoRoom.
        """
        size = taken = 0

        async def read() -> Message:
            nonlocal size, taken
            message = await receive()
            size += len(message.get("body", b""))
            if size > MAX_BODY:
                limit = limit_of(scope.get("endpoint"))
                if size > limit:
                    raise BodyTooLarge(limit)
                if not taken:
                    if limit > self._room:
                        raise NoRoom
                    taken = limit
                    self._room -= taken
            return message

        try:
            yield read
        finally:
            self._room += taken
