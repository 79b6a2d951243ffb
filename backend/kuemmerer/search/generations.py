"""Where an index lives: one folder per generation, complete before the pointer names it, two kept."""

import json
import os
import shutil
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from uuid import uuid4

POINTER = "current"
MANIFEST = "manifest.json"
_PREFIX = "g-"


def current(folder: Path, identity: str) -> Path | None:
    """The generation the pointer names, if it is whole and made for `identity`; None if it must be built."""
    try:
        name = (folder / POINTER).read_text("ascii").strip()
        generation = folder / name
        if not name.startswith(_PREFIX) or generation.parent != folder:
            return None
        manifest = json.loads((generation / MANIFEST).read_text("utf-8"))
        if manifest["identity"] != identity or manifest["files"] != _checksums(generation):
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return generation


def build(folder: Path, identity: str, write: Callable[[Path], None]) -> Path:
    """Let `write` fill a new folder, make it last, then point to it in one step. The caller holds the build lock."""
    generation = folder / f"{_PREFIX}{uuid4().hex}"
    generation.mkdir(parents=True)
    try:
        write(generation)
        manifest = {"identity": identity, "files": _checksums(generation)}
        (generation / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
        for path in (*generation.iterdir(), generation):
            _sync(path)
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        raise
    previous = _named(folder)
    fresh = folder / f"{POINTER}.{generation.name}"
    fresh.write_text(generation.name, "ascii")
    _sync(fresh)
    fresh.replace(folder / POINTER)
    _sync(folder)
    _tidy(folder, {generation.name, previous})
    return generation


def _named(folder: Path) -> str:
    try:
        return (folder / POINTER).read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def _tidy(folder: Path, keep: set[str]) -> None:
    """Older generations and what a killed build left behind. Another process may still read the previous one."""
    for path in folder.iterdir():
        if path.name.startswith(_PREFIX) and path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.startswith(f"{POINTER}."):
            path.unlink(missing_ok=True)


def _checksums(generation: Path) -> dict[str, str]:
    return {
        path.name: blake2b(path.read_bytes(), digest_size=16).hexdigest()
        for path in sorted(generation.iterdir())
        if path.name != MANIFEST and not path.name.endswith("LOCK")
    }


def _sync(path: Path) -> None:
    # Whoosh never does; without it a power cut after the swap could leave a pointer to empty files.
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
