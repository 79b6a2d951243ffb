"""KERN's stylesheet, cut down to what our templates use: rules, custom properties, and icons as files."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

import tinycss2
from tinycss2.ast import Node

_CLASS = re.compile(r"\.(kern-[a-zA-Z0-9_-]+)")
_NOT = re.compile(r":not\([^()]*(?:\([^()]*\)[^()]*)*\)")
_IS = re.compile(r"\s*:is\(([^)]*)\)")
_DATA_ICON = re.compile(r'url\("data:image/svg\+xml,([^"]+)"\)')
# oklch parts of the palette: nobody reads them once the colours themselves are computed.
_COLOUR_PARTS = re.compile(r"([{;])\s*--kern-[\w-]+-(?:lightness|chroma|hue):[^;}]*")
_PROPERTY = re.compile(r"(--[\w-]+)\s*:[^;{}]*(?:;|(?=\}))")
_READ_PROPERTY = re.compile(r"var\(\s*(--[\w-]+)")


@dataclass(frozen=True)
class Trimmed:
    """The remaining rules, and the icons that were data: addresses (our content policy forbids those)."""

    css: str
    icons: dict[str, str]


def trim(css: str, used: frozenset[str], own_css: str) -> Trimmed:
    """Keep what the class names `used` need; `own_css` is searched for the custom properties we read ourselves."""
    kept = _COLOUR_PARTS.sub(r"\1", _rules(tinycss2.parse_stylesheet(css, True, True), used))
    icons: dict[str, str] = {}

    def as_file(match: re.Match[str]) -> str:
        svg = unquote(match.group(1))
        name = f"kern-{hashlib.sha256(svg.encode()).hexdigest()[:8]}.svg"
        icons[name] = svg
        return f'url("{name}")'

    return Trimmed(_without_unread_properties(_DATA_ICON.sub(as_file, kept), own_css), icons)


def _rules(nodes: Iterable[Node], used: frozenset[str]) -> str:
    out = []
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = [part for part in _split(tinycss2.serialize(node.prelude)) if _is_used(part, used)]
            if selectors:
                out.append(",".join(selectors) + "{" + tinycss2.serialize(node.content) + "}")
        elif node.type == "at-rule" and node.content is not None:
            if node.lower_at_keyword in ("media", "supports"):
                inner = _rules(tinycss2.parse_rule_list(node.content, True, True), used)
                if inner:
                    out.append(f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}{{{inner}}}")
            elif node.lower_at_keyword not in ("keyframes", "font-face"):
                out.append(node.serialize())
    return "".join(out)


def _is_used(selector: str, used: frozenset[str]) -> bool:
    """All classes outside :not() are ours; of :is(a, b) one is enough, or dark mode loses its colours."""
    positive = _NOT.sub("", selector)
    group = _IS.match(positive)
    if group:
        rest = positive[group.end() :] or "*"
        return any(_is_used(part, used) for part in group.group(1).split(",")) and _is_used(rest, used)
    return all(name in used for name in _CLASS.findall(positive))


def _split(prelude: str) -> list[str]:
    parts, depth, current = [], 0, ""
    for character in prelude:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += character
    return [*parts, current]


def _without_unread_properties(css: str, own_css: str) -> str:
    """Dropping one property can leave another unread, so this goes on until nothing changes."""
    read = frozenset(_READ_PROPERTY.findall(css + own_css))
    shorter = _PROPERTY.sub(lambda match: match.group(0) if match.group(1) in read else "", css)
    return css if shorter == css else _without_unread_properties(shorter, own_css)
