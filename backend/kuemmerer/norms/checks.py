"""What must hold of the norms: every law that is cited is known, cited in its own way, and every known law is used."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from kuemmerer.base.defects import Defect, Level
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.content.load import LoadedArticle
from kuemmerer.norms.laws import LAWS_FILE, Unit
from kuemmerer.norms.passages import passages
from kuemmerer.norms.register import NormRegister

# An abbreviation of a law has at least two capitals: GO, KommZG, AÜG.
_ABBREVIATED = re.compile(
    r"(?:Art\.|§§?)\s*\d+[a-z]?(?:\s*(?:,|und|bis|–|Abs\.|Satz|Nr\.|\d+[a-z]?))*\s+(?P<law>[A-ZÄÖÜ][A-Za-zäöüÄÖÜß]*[A-ZÄÖÜ][A-Za-zäöüÄÖÜß]*)\b(?!-)"
)


def check_norms(register: NormRegister, loaded: Iterable[LoadedArticle]) -> list[Defect]:
    """All defects of the norms, in the order of the files."""
    return sorted({*_unknown(register, loaded), *_wrong_unit(register), *_unused(register)})


def _unknown(register: NormRegister, loaded: Iterable[LoadedArticle]) -> Iterator[Defect]:
    known = register.laws.by_name
    abbreviations = [law.abbreviation for law in register.laws.all]
    for item in loaded:
        for passage in passages(item):
            for match in _ABBREVIATED.finditer(passage.search_in):
                if match["law"] not in known:
                    hint = did_you_mean(match["law"], abbreviations) or f" Tragen Sie es in {LAWS_FILE} ein."
                    message = f"Das Gesetz »{match['law']}« kennt das Normenverzeichnis nicht.{hint}"
                    yield Defect(item.article.path, passage.line_in(item), message, Level.WARNING)


def _wrong_unit(register: NormRegister) -> Iterator[Defect]:
    for entry in register.entries:
        law = entry.law
        other = "§" if law.unit is Unit.ARTICLE else "Art."
        for use in entry.uses.articles:
            if other in use.passage.search_in[use.citation.start : use.citation.end]:
                message = f"{law.abbreviation} zählt mit »{law.unit}«, nicht mit »{other}«."
                yield Defect(use.article.path, use.line, message)


def _unused(register: NormRegister) -> Iterator[Defect]:
    used = {entry.law.slug for entry in register.entries}
    for law in register.laws.all:
        if law.slug not in used:
            yield Defect(PurePosixPath(LAWS_FILE), 1, f"Kein Text nennt »{law.abbreviation}«.", Level.WARNING)
