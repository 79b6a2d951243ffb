"""Markdown becomes safe HTML with contents, resolved links, marks and norms. Home of Markdown and of the sanitiser."""

import html
import re
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
ALLOWED_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
BLOCK = re.compile(r"<p>\[\[([a-z]+)\]\]</p>")
MARK = re.compile(r"\{(recht|minimum|praxis|einschaetzung|pruefen)\}")
_ARTICLE_LINK = re.compile(r"^[a-z-]+/[a-z0-9-]+(#[a-z0-9-]+)?$")
# Python-Markdown is quadratic in unclosed brackets: 4 kB of »[« take 1.7 s. No honest article has 60 in one paragraph.
MAX_OPEN_BRACKETS = 60

MARK_LABELS = {
    Nature.LAW.value: "Recht",
    Nature.MINIMUM.value: "Mindestanforderung",
    Nature.PRACTICE.value: "Praxis",
    Nature.ESTIMATE.value: "Einschätzung",
    Confidence.TO_CHECK.value: "noch zu prüfen",
}


class TooCostly(ValueError):
    """A text that would keep the renderer busy for seconds; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__("Zu viele offene eckige oder spitze Klammern in einem Absatz.")
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
            article_links.append(target.partition("#")[0])
            address = resolve(target.partition("#")[0])
            anchor = target.partition("#")[2]
            if address is None:
                return "<a>"
            return f'<a href="{html.escape(address + ("#" + anchor if anchor else ""), quote=True)}">'
        if target.startswith(("http://", "https://")):
            outgoing.append(target)
            return f'<a href="{html.escape(target, quote=True)}" rel="noopener external">'
        return match.group(0)

    clean = re.sub(r'<a href="([^"]*)"[^>]*>', link, clean)
    clean = _tables(clean)
    clean, headings = _headings(clean)
    clean = MARK.sub(_mark, clean)
    clean = BLOCK.sub(lambda match: blocks.get(match.group(1), ""), clean)
    return Rendered(clean, tuple(headings), tuple(article_links), tuple(outgoing))


def plain_text(rendered: str) -> str:
    """The words of some HTML, for index and excerpts."""
    text = re.sub(r"<(?:/p|/li|/h\d|/t[dhr]|br)[^>]*>", "\n", rendered)
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def refuse_costly(text: str) -> None:
    """Raise TooCostly for a text that Markdown would chew on for seconds."""
    depth = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            depth = 0
            continue
        depth += line.count("[") - line.count("]") + max(0, line.count("<") - line.count(">"))
        if depth > MAX_OPEN_BRACKETS or len(line) - len(line.lstrip()) > 60 or line.count("[") > 400:
            raise TooCostly(number)


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
    taken: set[str] = set()

    def anchor(match: re.Match[str]) -> str:
        level, inner = int(match.group(1)), match.group(2)
        title = html.unescape(re.sub(r"<[^>]+>", "", inner))
        name = base = slug(title)
        number = 2
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name)
        headings.append(Heading(level, name, title))
        return f'<h{level} id="{name}">{inner}</h{level}>'

    return re.sub(r"<h([234])>(.*?)</h\1>", anchor, text, flags=re.S), headings


def _mark(match: re.Match[str]) -> str:
    value = match.group(1)
    return f'<span class="mark mark--{value}">{MARK_LABELS[value]}</span>'
