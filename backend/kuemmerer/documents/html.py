"""Document -> HTML: the preview inside a page, and a file that stands alone."""

from collections.abc import Iterator
from html import escape

from kuemmerer.documents.model import Block, Document, Gap, ListBlock, Paragraph, Run, Section, Table, Text

_STYLE = (
    "body{font:1rem/1.5 'Fira Sans',Arial,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#131525;background:#fff}"
    "h1{font-size:1.6rem;line-height:1.2}h2{font-size:1.2rem;margin-top:2rem}h3{font-size:1.05rem}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left;font-weight:600;padding:.25rem 0}"
    "th,td{border-bottom:1px solid #767b96;padding:.35rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    ".table-scroll{overflow-x:auto}.num{text-align:right}mark{background:#fff2c2;color:#131525;padding:0 .15em}.note{color:#4b5175}"
    "@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}"
)


def html_file(document: Document) -> bytes:
    """The whole document as one file without anything from elsewhere."""
    title = escape(f"{document.kind}: {document.title}")
    return (
        f'<!doctype html>\n<html lang="de">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<p>{escape(document.kind)}</p>\n<h1>{escape(document.title)}</h1>\n"
        f'<p class="note">{escape(document.notice)}</p>\n{html_sections(document, 0)}'
        f'<p class="note">{escape(document.imprint)}</p>\n</main>\n</body>\n</html>\n'
    ).encode()


def html_sections(document: Document, deeper: int) -> str:
    """The sections alone; `deeper` is by how many levels their headings go down."""
    return "".join(part for section in document.sections for part in _section(section, deeper))


def _section(section: Section, deeper: int) -> Iterator[str]:
    level = section.level + deeper
    yield f"<h{level}>{escape(section.title)}</h{level}>\n"
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text, True):
            yield f'<p class="note">{_text(text)}</p>\n'
        case Paragraph(text):
            yield f"<p>{_text(text)}</p>\n"
        case ListBlock(items, is_numbered):
            tag = "ol" if is_numbered else "ul"
            inner = "".join(f"<li>{_text(item)}</li>" for item in items)
            yield f"<{tag}>{inner}</{tag}>\n"
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    def mark(column: int) -> str:
        return ' class="num"' if column in table.numeric else ""

    head = "".join(f'<th scope="col"{mark(column)}>{escape(name)}</th>' for column, name in enumerate(table.head))
    # On a narrow screen the table is moved sideways, with the keyboard too.
    yield f'<div class="table-scroll" role="region" aria-label="{escape(table.caption)}" tabindex="0">'
    yield f"<table><caption>{escape(table.caption)}</caption><thead><tr>{head}</tr></thead><tbody>\n"
    for first, *rest in table.rows:
        cells = "".join(f"<td{mark(column)}>{_text(cell)}</td>" for column, cell in enumerate(rest, 1))
        yield f'<tr><th scope="row">{_text(first)}</th>{cells}</tr>\n'
    yield "</tbody></table></div>\n"


def _text(text: Text) -> str:
    return "".join(_run(run) for run in text)


def _run(run: Run) -> str:
    escaped = escape(str(run)).replace("\n", "<br>")
    return f"<mark>{escaped}</mark>" if isinstance(run, Gap) else escaped
