"""German text in sentences: a full stop after an abbreviation or inside a date does not end one."""

import re

_ABBREVIATIONS = (
    "Abs Anl Art Artt Aufl Az Bd Buchst Dr Hs Halbs Kap Nr Nrn Prof Rn Sätze St Str Tel Ziff bzw ca etc evtl ff gem "
    "ggf inkl lit max min rd sog usw vgl zzgl Mio Mrd Lkr Reg"
).split()
_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
# A sentence ends after . ! or ? (and what closes it), or after a mark such as {recht}; a mark belongs to what stands before it.
_END = re.compile(r"(?:[.!?…][\"“”’)\]*]*|(?<=[a-z])\})\s+(?!\{)")
_NO_END = re.compile(rf"(?:\b(?:{'|'.join(_ABBREVIATIONS)})|\b[A-Za-zÄÖÜäöü])\.$")
_DATE = re.compile(rf"\b\d{{1,2}}\.\s+(?:{_MONTHS})\b")


def sentences(text: str) -> list[str]:
    """The sentences of `text` in order, each with its marks.

    >>> sentences("Das gilt seit dem 1. Mai 2024. {recht} Nach Art. 12 Abs. 2 KommZG genügt die Anzeige.")
    ['Das gilt seit dem 1. Mai 2024. {recht}', 'Nach Art. 12 Abs. 2 KommZG genügt die Anzeige.']
    """
    dates = [(match.start(), match.end()) for match in _DATE.finditer(text)]
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        before = text[start : match.start() + 1]
        if _NO_END.search(before) or any(first < match.start() < last for first, last in dates):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found


def words_in(sentence: str) -> int:
    """How many words a sentence has; numbers count, signs do not."""
    return len(re.findall(r"[\wÄÖÜäöüß][\w.,%€§-]*", sentence))
