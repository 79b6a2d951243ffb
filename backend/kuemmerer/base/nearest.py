"""»Gemeint …?«: the nearest known name for a mistyped one."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name most like `word`, or None if nothing is near."""
    found = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence to append to a message: » Gemeint »einwohner«?« or nothing."""
    name = nearest(word, known)
    return f" Gemeint »{name}«?" if name else ""
