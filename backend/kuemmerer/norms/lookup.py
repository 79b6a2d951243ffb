"""A search that names a norm: the place where the portal speaks about it."""

import re
from dataclasses import dataclass

from kuemmerer.norms.laws import Law
from kuemmerer.norms.register import LawEntry, NormRegister

KIND = "norm"
_NUMBER = re.compile(r"(?<![\w.])\d+[a-z]?(?!\w)")
_MARKER = re.compile(r"(?i)\b(?:art|artikel|par|paragraf|paragraph)\b")


@dataclass(frozen=True)
class NormPlace:
    """A law or one of its articles. `is_all` is true when the text names nothing else."""

    id: str
    title: str
    url: str
    summary: str
    is_all: bool


def look_up(register: NormRegister, text: str) -> NormPlace | None:
    """The norm a text names: »Art. 42 KommZG Leistungskraft«, »108 GWB«, »KommZG«. None if we say nothing about it."""
    citation = next(iter(register.finder.find(text)), None)
    if citation is not None:
        entry = register.entry(citation.law.slug)
        rest = text[: citation.start] + text[citation.end :]
        is_all = not re.search(r"\w", rest.replace(citation.law.abbreviation, ""))
        return _place(entry, citation.number, is_all) if entry else None
    return _without_marker(register, text)


def _without_marker(register: NormRegister, text: str) -> NormPlace | None:
    """»108 GWB«, »GWB 108« and »GWB«: people leave out Art. and §."""
    for entry in register.entries:
        name = next((name for name in entry.law.names if re.search(rf"(?i)(?<!\w){re.escape(name)}(?!\w)", text)), None)
        if name is None:
            continue
        rest = re.sub(rf"(?i){re.escape(name)}", " ", text)
        number = _NUMBER.search(rest)
        others = _MARKER.sub(" ", _NUMBER.sub(" ", rest, count=1))
        is_all = not re.search(r"\w", others)
        if number and (found := _place(entry, number.group(0), is_all)):
            return found
        return _law(entry, is_all) if is_all and number is None else None
    return None


def _place(entry: LawEntry, number: str, is_all: bool) -> NormPlace | None:
    provision = entry.by_number.get(number)
    if provision is None:
        return None
    pages, rules = len({said.article.id for said in provision.said}), len(provision.rules) + len(provision.warnings)
    return NormPlace(
        id=f"{KIND}/{entry.law.slug}-{provision.anchor}",
        title=f"{provision.label} {entry.law.abbreviation}",
        url=provision.address,
        summary=f"{entry.law.title}: {_counted(pages, 'Seite', 'Seiten')} und {_counted(rules, 'Regel', 'Regeln')} stützen sich darauf.",
        is_all=is_all,
    )


def _law(entry: LawEntry, is_all: bool) -> NormPlace:
    law: Law = entry.law
    summary = f"{law.title}: was das Portal dazu sagt, Artikel für Artikel."
    return NormPlace(f"{KIND}/{law.slug}", law.abbreviation, law.page, summary, is_all)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
