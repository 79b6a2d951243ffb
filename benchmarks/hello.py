"""What the portal is compared with: a bare FastAPI hello, and a bare layer that only looks an answer up."""

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import brotli
from fastapi import FastAPI

app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)


@app.get("/")
async def hello() -> dict[str, str]:
    """The least that the framework can do."""
    return {"hello": "world"}


def bare_layer(page: Path) -> Callable[..., Awaitable[None]]:
    """Plain ASGI: the page out of a dictionary, no host check, no tag, no house headers."""
    body = brotli.compress(page.read_bytes(), quality=5)
    length = str(len(body)).encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-encoding", b"br"),
        (b"content-length", length),
    ]
    answers = {"/page": body}

    async def answer(
        scope: MutableMapping[str, Any],
        receive: Callable[[], Awaitable[MutableMapping[str, Any]]],
        send: Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ) -> None:
        if scope["type"] == "lifespan":
            while (await receive())["type"] != "lifespan.shutdown":
                await send({"type": "lifespan.startup.complete"})
            await send({"type": "lifespan.shutdown.complete"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answers[scope["path"]]})

    return answer
