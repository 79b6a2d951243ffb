"""The list of sources: filtered by word and use, grouped by site."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from kuemmerer.base.text import fold
from kuemmerer.content.listing import Facet, Option
from kuemmerer.sources.register import USE_LABELS, SourceEntry, SourceRegister, UseKind

WITHOUT_ADDRESS = "Ohne Adresse: Urteile, Bücher, Unterlagen"


@dataclass(frozen=True)
class Site:
    """All sources of one site."""

    name: str
    entries: tuple[SourceEntry, ...]


@dataclass(frozen=True)
class SourceListing:
    """Everything the page shows."""

    facets: tuple[Facet, ...]
    words: str
    sites: tuple[Site, ...]
    total: int
    shown: int

    @property
    def is_filtered(self) -> bool:
        """Whether anything was chosen or typed."""
        return bool(self.words) or any(facet.chosen for facet in self.facets)


def list_sources(register: SourceRegister, words: str, kind: str) -> SourceListing:
    """The sources of this kind of use (empty: all) that contain every word in title, site, support or place."""
    options = tuple(
        Option(use, label, count)
        for use, label in USE_LABELS.items()
        if (count := len(_of_kind(register.entries, use)))
    )
    found = _of_kind(register.entries, UseKind(kind)) if kind else register.entries
    wanted = fold(words).split()
    shown = tuple(entry for entry in found if all(word in _text(entry) for word in wanted)) if wanted else found
    sites = (
        Site(name or WITHOUT_ADDRESS, tuple(group)) for name, group in groupby(shown, key=lambda entry: entry.site)
    )
    facets = (Facet("art", "Wozu", options, kind),)
    return SourceListing(facets, words, tuple(sites), len(register.entries), len(shown))


def _of_kind(entries: Iterable[SourceEntry], kind: UseKind) -> tuple[SourceEntry, ...]:
    return tuple(entry for entry in entries if any(use.kind is kind for use in entry.uses))


def _text(entry: SourceEntry) -> str:
    return fold(" ".join((entry.title, entry.site, *entry.supports, *(use.where for use in entry.places))))
