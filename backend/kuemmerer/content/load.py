"""A folder of files becomes a library and a list of defects; a broken file never takes the others along."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from kuemmerer.base.defects import Defect, Level
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.base.strict_yaml import YamlLines
from kuemmerer.base.validation import defects_of
from kuemmerer.content.header import MAX_BODY, MAX_HEADER, split_header
from kuemmerer.content.kinds import KIND_BY_FOLDER
from kuemmerer.content.model import Article

# Folders of content/ that hold data for other rooms.
DATA_FOLDERS = {"navigator", "suche", "regionen", "seiten", "normen", "quellen", "dokumentvorlagen"}
# A character takes at most four bytes; what is larger need not be read to be refused.
MAX_BYTES = 4 * (MAX_HEADER + MAX_BODY)


@dataclass(frozen=True)
class LoadedArticle:
    """An article and the lines of its header, which the checks need to point at a place."""

    article: Article
    header: YamlLines


def load_articles(root: Path) -> tuple[list[LoadedArticle], list[Defect]]:
    """Read every article below `root`, in the order of their paths."""
    loaded: list[LoadedArticle] = []
    defects: list[Defect] = []
    for path in article_files(root):
        relative = PurePosixPath(path.relative_to(root).as_posix())
        result = _load(path, relative)
        if isinstance(result, LoadedArticle):
            loaded.append(result)
        else:
            defects.extend(result)
    defects.extend(_strays(root))
    return loaded, defects


def article_files(root: Path) -> Iterator[Path]:
    """Every Markdown file in the folder of a kind; links are not followed."""
    for folder in sorted(KIND_BY_FOLDER):
        base = root / folder
        if base.is_dir() and not base.is_symlink():
            yield from sorted(entry for entry in base.iterdir() if entry.suffix == ".md")


def _load(path: Path, relative: PurePosixPath) -> LoadedArticle | list[Defect]:
    if path.is_symlink() or not path.is_file():
        return [Defect(relative, 1, "Das ist keine gewöhnliche Datei (Verknüpfungen werden nicht gelesen).")]
    try:
        if path.stat().st_size > MAX_BYTES:
            return [Defect(relative, 1, f"Die Datei ist zu groß (höchstens {MAX_BYTES // 1000} Kilobyte).")]
        raw = path.read_bytes()
    except OSError as error:
        return [Defect(relative, 1, f"Die Datei lässt sich nicht lesen: {os.strerror(error.errno or 0)}.")]
    return parse_article(raw, relative)


def parse_article(raw: bytes, relative: PurePosixPath) -> LoadedArticle | list[Defect]:
    """One file's bytes; `relative` is folder/slug.md and decides kind and slug."""
    kind = KIND_BY_FOLDER[relative.parts[0]]
    split = split_header(raw, relative)
    if isinstance(split, Defect):
        return [split]
    data = split.header.data
    reserved = {"path", "slug", "body", "body_line"} & set(data)
    if reserved:
        name = sorted(reserved)[0]
        return [
            Defect(
                relative, split.header.line_of([name]), f"»{name}« ergibt sich aus der Datei und steht nicht im Kopf."
            )
        ]
    # Blank lines before the text do not survive the model; the line of the first word does.
    first_line = split.body_line + split.body[: len(split.body) - len(split.body.lstrip())].count("\n")
    try:
        article = kind(path=relative, slug=relative.stem, body=split.body, body_line=first_line, **data)
    except ValidationError as error:
        return list(defects_of(error, kind, relative, split.header))
    except TypeError:
        return [Defect(relative, 2, "Die Feldnamen im Kopf müssen Text sein.")]
    return LoadedArticle(article, split.header.lines)


def _strays(root: Path) -> Iterator[Defect]:
    """What nobody reads: folders we do not know, and what is no article among the articles."""
    known = set(KIND_BY_FOLDER) | DATA_FOLDERS
    for entry in sorted(root.iterdir()) if root.is_dir() else ():
        if entry.is_dir() and entry.name not in known and not entry.name.startswith("."):
            hint = did_you_mean(entry.name, known)
            yield Defect(PurePosixPath(entry.name), 1, f"Diesen Ordner kennt der Inhalt nicht.{hint}")
    for folder in sorted(KIND_BY_FOLDER):
        base = root / folder
        for entry in sorted(base.iterdir()) if base.is_dir() else ():
            if entry.suffix != ".md" and not entry.name.startswith("."):
                # No error: editors leave such files for a moment while they save.
                message = "Das wird nicht gelesen: Artikel sind Dateien, die auf .md enden."
                yield Defect(PurePosixPath(folder, entry.name), 1, message, Level.WARNING)
