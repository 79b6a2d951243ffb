"""A paper as a file, or one file per partner in an archive, with a name that says what it is."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from kuemmerer.base.text import slug
from kuemmerer.documents.compose import compose
from kuemmerer.documents.formats import FORMATS, Format
from kuemmerer.documents.occasion import Occasion
from kuemmerer.documents.workshop import make_files

ZIP = "application/zip"
# The archive of the same papers is the same file: a time of its own would make it differ.
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Parcel:
    """Something to send: the bytes, what they are, and under which name they are kept."""

    content: bytes
    media_type: str
    name: str

    @property
    def disposition(self) -> str:
        """The header that makes a browser keep the file instead of showing it."""
        return f'attachment; filename="{self.name}"'


def one_file(occasion: Occasion, kind: Format, letterhead: bytes | None = None) -> Parcel:
    """The paper for the one who asks; a Word file may stand on a letterhead. Raises BadLetterhead."""
    content = make_files((compose(occasion),), kind, letterhead)[0]
    return Parcel(content, FORMATS[kind].media_type, f"{_name(occasion)}.{kind.value}")


def archive(copies: Sequence[Occasion], kind: Format, letterhead: bytes | None = None) -> Parcel:
    """One file per partner: the same core, named after the partner. Raises BadLetterhead."""
    files = make_files([compose(copy) for copy in copies], kind, letterhead)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        taken: set[str] = set()
        for number, (copy, content) in enumerate(zip(copies, files, strict=True), 1):
            name = f"{_name(copy)}-{slug(copy.own or '')[:60]}"
            name = f"{name}-{number}" if name in taken else name
            taken.add(name)
            entry = zipfile.ZipInfo(f"{name}.{kind.value}", _EPOCH)
            packed.writestr(entry, content)
    return Parcel(out.getvalue(), ZIP, f"{_name(copies[0])}-alle-partner.zip")


def _name(occasion: Occasion) -> str:
    paper = occasion.paper
    return paper.template if paper.variant in ("entwurf", "erklaerung") else f"{paper.template}-{paper.variant}"
