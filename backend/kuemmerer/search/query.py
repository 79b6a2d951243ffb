"""What people type, made safe: a bounded line of text, and the phrases they put in quotes."""

import re
from dataclasses import dataclass

from kuemmerer.base.text import has_forbidden_characters
from kuemmerer.search.words import clean

MAX_CHARACTERS = 300
MAX_TERMS = 12
_QUOTED = re.compile(r"[\"„“”»«]([^\"„“”»«]+)[\"„“”»«]")


class QueryRefused(ValueError):
    """A query we do not search for; the message is a German sentence for the person who typed it."""


@dataclass(frozen=True)
class Query:
    """One line without control characters, at most 300 characters, blanks single; `phrases` are its quoted parts."""

    text: str
    phrases: tuple[str, ...]


def read_query(text: str) -> Query:
    """Read what somebody typed. There are no operators: every sign but quotes is only a sign. Raises QueryRefused."""
    if len(text) > MAX_CHARACTERS:
        raise QueryRefused(
            f"Die Suchanfrage ist zu lang: Es sind höchstens {MAX_CHARACTERS} Zeichen möglich. "
            "Bitte kürzen Sie sie auf die wichtigsten Wörter."
        )
    if has_forbidden_characters(text):
        raise QueryRefused("Die Suchanfrage enthält Steuerzeichen oder ungültige Zeichen. Bitte geben Sie sie neu ein.")
    line = " ".join(clean(text).split())
    return Query(line, tuple(phrase.strip() for phrase in _QUOTED.findall(line) if " " in phrase.strip()))
