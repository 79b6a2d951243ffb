"""Document -> PDF/A with tags for PDF/UA. Home of typst: paper.typ reads the document as JSON, so no text becomes code."""

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import typst

from kuemmerer.documents.model import Block, Document, Gap, ListBlock, Paragraph, Table, Text, plain
from kuemmerer.documents.widths import shares

_TEMPLATE = Path(__file__).with_name("paper.typ")
# Both at once; nothing on the paper claims them before a person has checked it with veraPDF or PAC.
_STANDARDS: "list[typst.PDFStandard]" = ["a-3a", "ua-1"]
# What the fonts inside typst can show. PDF/A refuses a sign without a shape, so anything else becomes a box.
_WITHOUT_SHAPE = re.compile(
    "[^\n\x20-\x7e\xa0-\u024f\u0370-\u045f\u1e00-\u1eff\u2010-\u2027\u202f-\u2040\u20a0-\u20bf\u2190-\u22ff\u2500-\u25ff\u2610-\u2612]"
)
_BOX = "\u25a1"
# A cell with more letters may go on on the next page; a shorter one stays whole.
_SPLITS = 1500


def pdf_file(document: Document) -> bytes:
    """The document on A4 as PDF/A-3a, tagged, in German."""
    data = json.dumps(_data(document), ensure_ascii=False)
    compiler = typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=_fonts())
    made = compiler.compile(format="pdf", pdf_standards=_STANDARDS, sys_inputs={"data": data}, timestamp=0)
    assert isinstance(made, bytes)  # one document is one file
    return made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Only what typst brings along, so that every machine makes the same file."""
    return typst.Fonts(include_system_fonts=False)


def _data(document: Document) -> dict[str, object]:
    return {
        "kind": _shown(document.kind),
        "title": _shown(document.title),
        "notice": _shown(document.notice),
        "imprint": _shown(document.imprint),
        "sections": [
            {
                "title": _shown(section.title),
                "level": section.level,
                "blocks": [_block(block) for block in section.blocks],
            }
            for section in document.sections
        ],
    }


def _block(block: Block) -> dict[str, object]:
    match block:
        case Paragraph(text, is_note):
            return {"type": "note" if is_note else "text", "runs": _runs(text)}
        case ListBlock(items, is_numbered):
            return {"type": "list", "numbered": is_numbered, "items": [_runs(item) for item in items]}
        case Table():
            return {
                "type": "table",
                "caption": _shown(block.caption),
                "head": [_shown(name) for name in block.head],
                "columns": shares(block),
                "numeric": sorted(block.numeric),
                "rows": [
                    [{"runs": _runs(cell), "splits": len(plain(cell)) > _SPLITS} for cell in row] for row in block.rows
                ],
            }


def _runs(text: Text) -> list[dict[str, object]]:
    return [{"gap": isinstance(run, Gap), "words": _shown(str(run))} for run in text]


def _shown(text: str) -> str:
    return _WITHOUT_SHAPE.sub(_BOX, unicodedata.normalize("NFC", text))
