"""Norms in rendered HTML become links into the register; headings, links and code stay as they are."""

import re

from kuemmerer.content.render import TAG
from kuemmerer.norms.parse import CitationFinder

# Inside these a norm is already a heading, a link or a quotation.
_SKIPPED = re.compile(r"^(?:a|h[1-6]|code|pre|button)$")


def link_norms(html: str, finder: CitationFinder) -> str:
    """`html` with every norm in its text leading to the page of its law."""
    out: list[str] = []
    depth = 0
    for token in TAG.split(html):
        if token.startswith("<"):
            name = token.strip("</>").split(" ")[0]
            if _SKIPPED.match(name):
                depth += -1 if token.startswith("</") else 1
            out.append(token)
        else:
            out.append(token if depth else _linked(token, finder))
    return "".join(out)


def _linked(text: str, finder: CitationFinder) -> str:
    out: list[str] = []
    position = 0
    for citation in finder.find(text):
        out += [
            text[position : citation.start],
            f'<a class="norm-link" href="{citation.address}">',
            text[citation.start : citation.end],
            "</a>",
        ]
        position = citation.end
    return "".join([*out, text[position:]])
