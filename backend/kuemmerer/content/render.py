"""Markdown becomes safe HTML with contents, resolved links, marks and norms. Home of Markdown and of the sanitiser."""

import html
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import markdown
import nh3
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.preprocessors import Preprocessor

from kuemmerer.base.text import slug
from kuemmerer.content.model import Confidence, Nature

ALLOWED_TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "table", "thead", "tbody", "tr", "th", "td",
    "blockquote", "code", "pre", "br", "hr", "dl", "dt", "dd",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {"*": set(), "a": {"href"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
BLOCK = re.compile(r"<p>\[\[([a-z]+)\]\]</p>")
MARK = re.compile(r"\{(recht|minimum|praxis|einschaetzung|pruefen)\}")
# A tag of sanitised HTML; a quoted value may hold a bracket of its own.
TAG = re.compile(r"""(<(?:"[^"]*"|[^<>"])*>)""")
_ARTICLE_LINK = re.compile(r"^[a-z-]+/[a-z0-9-]+(#[a-z0-9-]+)?$")
# A page or a place of the portal, a mailbox, a telephone. »//« and »/\\« would lead to another host.
_OWN_LINK = re.compile(r"^(?:/(?![/\\])[^\\\s]*|#[a-z0-9-]*|mailto:[^\s]+|tel:[+0-9 /()-]+)$")
# Python-Markdown is quadratic in much that a paragraph can hold: 4 kB of »[« take 1.7 s. No honest paragraph comes near.
MAX_PARAGRAPH = 10_000
MAX_LINES = 400
MAX_OPEN_BRACKETS = 60
MAX_INDENTATION = 60
MAX_NESTING = 10
MAX_SIGNS = {"[": 400, "<": 400, "`": 200, "*": 1200, "_": 1200, "\\": 400, "!": 400, ">": 100}
_NESTED = re.compile(rf"^(?:[ \t]*(?:[-*+>]|\d{{1,9}}\.)(?=[ \t>]|$)){{{MAX_NESTING + 1}}}")

MARK_LABELS = {
    Nature.LAW.value: "Recht",
    Nature.MINIMUM.value: "Mindestanforderung",
    Nature.PRACTICE.value: "Praxis",
    Nature.ESTIMATE.value: "Einschätzung",
    Confidence.TO_CHECK.value: "noch zu prüfen",
}


class TooCostly(ValueError):
    """A text that would keep the renderer busy for seconds: where (`line` counts from 1), and what is too much."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Heading:
    """An entry of the table of contents."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Rendered:
    """Safe HTML and what was found on the way: headings, and links that lead to an article id."""

    html: str
    headings: tuple[Heading, ...]
    article_links: tuple[str, ...]
    outgoing_links: tuple[str, ...]


def render(text: str, resolve: Callable[[str], str | None], blocks: Mapping[str, str]) -> Rendered:
    """Render one body.

    `resolve` turns an article id into an address or None; a link that cannot be resolved keeps its text and loses its target.
    `blocks` fills the lines [[name]]; unknown names vanish (check reports them). Raises TooCostly.
    """
    refuse_costly(text)
    dirty = _markdown().convert(text)
    clean = nh3.clean(
        dirty, tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
    )  # fmt: skip
    article_links: list[str] = []
    outgoing: list[str] = []

    def link(match: re.Match[str]) -> str:
        target = html.unescape(match.group(1))
        if _ARTICLE_LINK.match(target):
            article_id, separator, anchor = target.partition("#")
            article_links.append(article_id)
            address = resolve(article_id)
            return "<a>" if address is None else f'<a href="{html.escape(address + separator + anchor)}">'
        if target.startswith(("http://", "https://")):
            outgoing.append(target)
            return f'<a href="{html.escape(target)}" rel="noopener external">'
        return f'<a href="{html.escape(target)}">' if _OWN_LINK.match(target) else "<a>"

    clean = re.sub(r'<a href="([^"]*)">', link, clean)
    clean, headings = _headings(_tables(clean))
    clean = _marks(clean)
    clean = BLOCK.sub(lambda match: blocks.get(match.group(1), ""), clean)
    return Rendered(clean, tuple(headings), tuple(article_links), tuple(outgoing))


def refuse_costly(text: str) -> None:
    """Raise TooCostly for a text that Markdown would chew on for seconds."""
    lines = text.split("\n")
    start = 0
    for number, line in enumerate([*lines, ""]):
        if not line.strip(" \t"):
            _refuse_paragraph(lines[start:number], start + 1)
            start = number + 1


def _refuse_paragraph(lines: list[str], number: int) -> None:
    paragraph = "\n".join(lines)
    if len(paragraph) > MAX_PARAGRAPH or len(lines) > MAX_LINES:
        raise TooCostly(
            number, f"Dieser Absatz ist zu lang (höchstens {MAX_PARAGRAPH} Zeichen und {MAX_LINES} Zeilen)."
        )
    for sign, limit in MAX_SIGNS.items():
        if paragraph.count(sign) > limit:
            raise TooCostly(number, f"In diesem Absatz steht zu oft das Zeichen »{sign}« (höchstens {limit}-mal).")
    depth = 0
    for offset, line in enumerate(lines):
        depth += line.count("[") - line.count("]") + max(0, line.count("<") - line.count(">"))
        if depth > MAX_OPEN_BRACKETS:
            raise TooCostly(number + offset, "Zu viele offene eckige oder spitze Klammern in einem Absatz.")
        if len(line) - len(line.lstrip()) > MAX_INDENTATION:
            raise TooCostly(
                number + offset, f"Diese Zeile ist zu weit eingerückt (höchstens {MAX_INDENTATION} Zeichen)."
            )
        if _NESTED.match(line):
            message = f"Listen und Zitate sind zu tief verschachtelt (höchstens {MAX_NESTING}-mal)."
            raise TooCostly(number + offset, message)


class _NoRawHtml(Extension):
    """Our articles contain no HTML: what looks like a tag is text."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (name given by Markdown)
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.preprocessors.register(_ListAfterParagraph(md), "list_after_paragraph", 25)


class _ListAfterParagraph(Preprocessor):
    """A list may follow a paragraph without an empty line, as editors expect."""

    def run(self, lines: list[str]) -> list[str]:
        out: list[str] = []
        for line in lines:
            is_item = re.match(r"(?:[-*]|\d+\.) ", line)
            previous_is_text = out and out[-1].strip() and not re.match(r"\s*(?:[-*]|\d+\.) |\s+|\|", out[-1])
            if is_item and previous_is_text:
                out.append("")
            out.append(line)
        return out


def _markdown() -> markdown.Markdown:
    return markdown.Markdown(
        extensions=[TableExtension(use_align_attribute=True), "sane_lists", "def_list", _NoRawHtml()],
        output_format="html",
    )


def _tables(text: str) -> str:
    """A wide table scrolls inside a region that the keyboard can reach; its first column heads the rows."""
    text = text.replace("<table>", '<div class="table-scroll" role="region" aria-label="Tabelle" tabindex="0"><table>')
    text = re.sub(r"<th(?: align=\"\w+\")?>", '<th scope="col">', text)
    text = re.sub(r' align="right"', ' class="num"', text)
    text = re.sub(r' align="\w+"', "", text)
    return text.replace("</table>", "</table></div>")


def _headings(text: str) -> tuple[str, list[Heading]]:
    headings: list[Heading] = []
    taken: Counter[str] = Counter()

    def anchor(match: re.Match[str]) -> str:
        level, inner = int(match.group(1)), match.group(2)
        title = html.unescape(MARK.sub("", re.sub(r"<[^>]+>", "", inner))).strip()
        name = base = slug(title)
        while taken[name]:
            taken[base] += 1
            name = f"{base}-{taken[base]}"
        taken[name] += 1
        headings.append(Heading(level, name, title))
        return f'<h{level} id="{name}">{inner}</h{level}>'

    return re.sub(r"<h([234])>(.*?)</h\1>", anchor, text, flags=re.S), headings


def _marks(text: str) -> str:
    """Marks in the text become visible; inside a tag, in an address, they are part of the address."""
    return "".join(part if part.startswith("<") else MARK.sub(_mark, part) for part in TAG.split(text))


def _mark(match: re.Match[str]) -> str:
    value = match.group(1)
    return f'<span class="mark mark--{value}">{MARK_LABELS[value]}</span>'
