"""Built files and the health of the service."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kuemmerer.web.assets import Assets
from kuemmerer.web.errors import not_found
from kuemmerer.web.policy import IMMUTABLE
from kuemmerer.web.prepared import PREPARE

router = APIRouter()


@router.get("/static/{name}", include_in_schema=False)
async def show_asset(request: Request, name: str) -> Response:
    """A built file. Its name carries its hash, so it may be kept for ever."""
    assets: Assets = request.app.state.assets
    asset = assets.find(name)
    if asset is None:
        raise not_found("Diese Datei")
    headers = {"cache-control": IMMUTABLE[1].decode()}
    if asset.compressible:
        headers[PREPARE.decode()] = "1"
    return Response(asset.body, media_type=asset.media_type, headers=headers)


@router.get("/api/v1/health/live", tags=["health"])
async def live() -> dict[str, str]:
    """Lebenszeichen: der Prozess antwortet."""
    return {"status": "ok"}


@router.get("/api/v1/health/ready", tags=["health"])
async def ready(request: Request) -> dict[str, str]:
    """Bereit: der Inhalt ist geladen; nennt die ausgelieferte Fassung."""
    return {"status": "ok", "content_version": request.app.state.portal.snapshot.version}
