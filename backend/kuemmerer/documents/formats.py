"""FORMATS: in which files a document comes. Each writer is imported where it writes, which is the workshop."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kuemmerer.documents.model import Document


class Format(StrEnum):
    """The values stand in addresses and in the API."""

    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    ODT = "odt"


@dataclass(frozen=True)
class FileKind:
    """A format: how people call it, its media type, and who writes it."""

    label: str
    media_type: str
    write: Callable[[Document], bytes]


def _html(document: Document) -> bytes:
    from kuemmerer.documents.html import html_file

    return html_file(document)


def _docx(document: Document) -> bytes:
    from kuemmerer.documents.docx import docx_file

    return docx_file(document)


def _pdf(document: Document) -> bytes:
    from kuemmerer.documents.pdf import pdf_file

    return pdf_file(document)


def _odt(document: Document) -> bytes:
    from kuemmerer.documents.odt import odt_file

    return odt_file(document)


FORMATS: Mapping[Format, FileKind] = {
    Format.DOCX: FileKind("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _docx),
    Format.PDF: FileKind("PDF", "application/pdf", _pdf),
    Format.ODT: FileKind("OpenDocument", "application/vnd.oasis.opendocument.text", _odt),
    Format.HTML: FileKind("HTML", "text/html; charset=utf-8", _html),
}
