"""Small text helpers: folding for comparison, shortening, one safe kind of line of text."""

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ACCENTS = re.compile(r"[\u0300-\u036f]")
# C0 and C1 controls, marks that turn the direction of text, byte order marks, non-characters, surrogates.
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def fold(text: str) -> str:
    """Lower case, umlauts as ae/oe/ue/ss, other accents gone, everything but letters and digits as one blank.

    >>> fold("Inning a.Ammersee")
    'inning a ammersee'
    """
    text = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return re.sub(r"[^a-z0-9]+", " ", text).strip()


def slug(text: str) -> str:
    """The form of `text` that can stand in an address or an anchor.

    >>> slug("Wie gründen wir?")
    'wie-gruenden-wir'
    """
    return fold(text).replace(" ", "-") or "abschnitt"


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word, with an ellipsis where something is missing."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;.") + "…"


def sentence(text: str) -> str:
    """A note from a table as a sentence: »jede Gemeinde für sich« becomes »Jede Gemeinde für sich.«"""
    whole = text[:1].upper() + text[1:]
    return whole if whole.endswith((".", "!", "?")) else f"{whole}."


def has_forbidden_characters(text: str) -> bool:
    """True for characters that are no text: controls other than tab and line breaks, hidden direction marks, surrogates."""
    return _CONTROLS.search(text) is not None


def readable(text: str) -> str:
    """The text with a visible stand-in for every character that is none."""
    return _CONTROLS.sub("�", text)
