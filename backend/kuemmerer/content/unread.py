"""Files that could not be read: what refers to them is no mistake of its own."""

from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath

from kuemmerer.base.defects import Defect, Level
from kuemmerer.content.kinds import KIND_BY_FOLDER
from kuemmerer.content.load import LoadedArticle, article_files


def unread_files(root: Path, loaded: Iterable[LoadedArticle]) -> tuple[PurePosixPath, ...]:
    """The article files that are there and gave no article."""
    known = {item.article.path for item in loaded}
    files = (PurePosixPath(path.relative_to(root).as_posix()) for path in article_files(root))
    return tuple(path for path in files if path not in known)


def without_follow_ups(defects: Iterable[Defect], unread: Collection[PurePosixPath]) -> list[Defect]:
    """One note at each unread file instead of an error at every place that names it.

    One wrong field in a page everybody links to would otherwise bury its own line under hundreds of others.
    """
    names = {path: _names(path) for path in unread}
    kept: list[Defect] = []
    hidden = dict.fromkeys(unread, 0)
    for defect in defects:
        cause = next((path for path in unread if path != defect.path and _says(defect.message, names[path])), None)
        if cause is None:
            kept.append(defect)
        else:
            hidden[cause] += 1
    return [*kept, *(_note(path, count) for path, count in hidden.items() if count)]


def _names(path: PurePosixPath) -> tuple[str, str]:
    """How messages name an article: by its slug, or by kind and slug."""
    return f"»{path.stem}«", f"»{KIND_BY_FOLDER[path.parts[0]].kind}/{path.stem}«"


def _says(message: str, names: tuple[str, str]) -> bool:
    # What comes after »Gemeint« is our own guess.
    return any(name in message.partition(" Gemeint ")[0] for name in names)


def _note(path: PurePosixPath, count: int) -> Defect:
    places = "eine andere Stelle, die" if count == 1 else f"{count} andere Stellen, die"
    verb = "verweist" if count == 1 else "verweisen"
    message = f"Solange diese Datei nicht zu lesen ist, prüfen wir {places} auf sie {verb}, nicht."
    return Defect(path, 1, message, Level.WARNING)
