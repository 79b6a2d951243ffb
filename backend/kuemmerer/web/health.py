"""Whether the service lives, and whether it can answer."""

from fastapi import Request
from pydantic import BaseModel, Field

from kuemmerer.web.context import SnapshotDep
from kuemmerer.web.json_api import api_router

router = api_router("health")


class Live(BaseModel):
    """The process answers."""

    status: str = Field(description="immer ok; wer nicht lebt, antwortet nicht", examples=["ok"])


class Ready(Live):
    """The content is loaded and served."""

    content_version: str = Field(description="Fassung der Inhalte, die gerade ausgeliefert wird")
    search: bool = Field(description="ob die Suche schon antwortet; Seiten warten nicht auf sie")


@router.get("/health/live", summary="Lebt der Dienst?")
async def live() -> Live:
    """Antwortet immer, auch ohne Suche und ohne Datenbank."""
    return Live(status="ok")


@router.get("/health/ready", summary="Ist der Dienst bereit?")
async def ready(request: Request, snapshot: SnapshotDep) -> Ready:
    """Nennt die Fassung der Inhalte. Solange der Suchindex entsteht, ist »search« false."""
    has_index = request.app.state.portal.index is not None
    return Ready(status="ok", content_version=snapshot.version, search=has_index)
