"""The built files of the front end, under names that carry their hash, held in memory."""

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

_TYPES = {
    ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
    ".woff2": "font/woff2", ".txt": "text/plain; charset=utf-8",
}  # fmt: skip
_COMPRESSED = {".woff2", ".png"}
_CSS_URL = re.compile(r"""url\(["']?([\w.-]+)["']?\)""")


@dataclass(frozen=True)
class Asset:
    """One file: its bytes, its media type, and whether compressing pays."""

    body: bytes
    media_type: str
    compressible: bool


class Assets:
    """All files of the folder `static`. `url("app.css")` is the address with the hash in it."""

    def __init__(self, folder: Path) -> None:
        self._by_name: dict[str, Asset] = {}
        self._urls: dict[str, str] = {}
        files = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
        # Stylesheets come last: they name fonts and icons, and must name them as the pages do, or all load twice.
        for path in sorted(files, key=lambda path: path.suffix == ".css"):
            body = path.read_bytes()
            self._add(path, self._with_hashes(body) if path.suffix == ".css" else body)

    def url(self, name: str) -> str:
        """The address of a file by its plain name. A file that was not built keeps its name and answers 404."""
        return self._urls.get(name, f"/static/{name}")

    def has(self, name: str) -> bool:
        """Whether the file was built: fonts are missing where npm could not be reached."""
        return name in self._urls

    def find(self, address: str) -> Asset | None:
        """The file behind the last part of an address, or None."""
        return self._by_name.get(address)

    def names(self) -> tuple[str, ...]:
        """All addresses, for warming up."""
        return tuple(sorted(self._urls.values()))

    def _add(self, path: Path, body: bytes) -> None:
        digest = hashlib.sha256(body).hexdigest()[:10]
        address = f"{path.stem}.{digest}{path.suffix}"
        media_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self._by_name[address] = Asset(body, media_type, path.suffix not in _COMPRESSED)
        self._urls[path.name] = f"/static/{address}"

    def _with_hashes(self, css: bytes) -> bytes:
        return _CSS_URL.sub(lambda match: f"url({self.url(match.group(1))})", css.decode()).encode()
