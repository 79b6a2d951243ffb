"""What must be looked at when a law changes: every place that names it, with file and line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from kuemmerer.base.text import shorten
from kuemmerer.content.model import Confidence
from kuemmerer.norms.places import Place, rule_places, statement_places
from kuemmerer.norms.register import Uses

_EXCERPT = 120


@dataclass(frozen=True, order=True)
class Affected:
    """One place that rests on a norm, and how old and how sure what stands there is."""

    place: Place
    what: str
    text: str
    checked_on: date
    confidence: Confidence

    def __str__(self) -> str:
        checked = f"geprüft am {self.checked_on.isoformat()}, {self.confidence}"
        return f"{self.place}: {self.what}: {shorten(self.text, _EXCERPT)} ({checked})"


def affected(uses: Uses, root: Path) -> list[Affected]:
    """Every place in the order of the files, each once; `root` is the content folder."""
    return sorted(set(_all(uses, root)))


def _all(uses: Uses, root: Path) -> Iterator[Affected]:
    places = rule_places(root)
    for use in uses.articles:
        place = Place(use.article.path, use.line)
        confidence = Confidence.TO_CHECK if use.passage.to_check else use.article.confidence
        yield Affected(place, use.citation.label, use.passage.text, use.article.checked_on, confidence)
    unknown = Place(PurePosixPath("navigator"), 1)
    for rule_use in uses.rules:
        rule = rule_use.rule
        what = f"Regel {rule.id}, {rule_use.citation.label}"
        yield Affected(places.get(rule.id, unknown), what, rule.text, rule.checked_on, rule.confidence)
    for warning_use in uses.warnings:
        warning = warning_use.warning
        what = f"Hinweis {warning.id}, {warning_use.citation.label}"
        yield Affected(places.get(warning.id, unknown), what, warning.title, warning.checked_on, warning.confidence)
    stands = statement_places(root, {use.statement for use in uses.statements})
    for use_of in uses.statements:
        said = use_of.statement
        what = f"{said.what}, {use_of.citation.label}"
        yield Affected(stands[said], what, said.text, said.checked_on, said.confidence)
