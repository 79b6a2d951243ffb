"""Glossary words are explained where they stand: the first one of each kind on a page opens its explanation."""

import re
from collections.abc import Iterable
from html import escape, unescape

from kuemmerer.content.kinds import Term
from kuemmerer.content.render import TAG

# Inside these a word is already a heading, a link or a quotation of a norm.
_SKIPPED = re.compile(r"^(?:a|h[1-6]|code|pre|button|dt)$")


class Glossary:
    """Finds the spellings of all terms in rendered HTML."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms: dict[str, Term] = {}
        for term in terms:
            for spelling in (term.title, *term.spellings):
                self._terms.setdefault(spelling, term)
        longest_first = sorted(self._terms, key=lambda word: (-len(word), word))
        alternatives = "|".join(re.escape(escape(word, quote=False)) for word in longest_first)
        self._words = re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])") if alternatives else None

    def explain(self, html: str, own_id: str) -> str:
        """`html` with the first mention of each term as a button, and the explanations behind it."""
        if self._words is None:
            return html
        used: dict[str, Term] = {}

        def button(match: re.Match[str]) -> str:
            term = self._terms[unescape(match.group(0))]
            if term.slug in used or term.id == own_id:
                return match.group(0)
            used[term.slug] = term
            return f'<button type="button" class="term" popovertarget="begriff-{term.slug}">{match.group(0)}</button>'

        out: list[str] = []
        depth = 0
        for token in TAG.split(html):
            if token.startswith("<"):
                name = token.strip("</>").split(" ")[0]
                if _SKIPPED.match(name):
                    depth += -1 if token.startswith("</") else 1
                out.append(token)
            else:
                out.append(token if depth else self._words.sub(button, token))
        return "".join(out) + "".join(_card(term) for term in used.values())


def _card(term: Term) -> str:
    anchor = f"begriff-{term.slug}"
    return (
        f'<div popover id="{anchor}" class="term-card">'
        f"<p><strong>{escape(term.title)}</strong>: {escape(term.summary)}</p>"
        f'<p class="term-card__row"><a href="{term.url}">Mehr zu „{escape(term.title)}“</a> '
        f'<button type="button" popovertarget="{anchor}" popovertargetaction="hide">Schließen</button></p></div>'
    )
