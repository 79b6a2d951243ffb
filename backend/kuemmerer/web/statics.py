"""The built files of the front end."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kuemmerer.web.assets import Assets
from kuemmerer.web.errors import not_found
from kuemmerer.web.policy import IMMUTABLE
from kuemmerer.web.prepared import PREPARE

router = APIRouter(include_in_schema=False)


@router.get("/static/{name}")
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
