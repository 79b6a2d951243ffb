"""The register of sources: every address and title we rely on, with what it supports, where it is used and when it was seen."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from urllib.parse import urlsplit

from kuemmerer.base.text import fold
from kuemmerer.content.kinds import Funding, Institution
from kuemmerer.content.model import Article
from kuemmerer.navigator.model import Rulebook
from kuemmerer.sources.findings import Finding

_BODY_LINK = re.compile(r"\[([^\]\[]*)\]\((https?://[^()\s]+)\)")


class UseKind(StrEnum):
    """What a source is for; the order is that of the page."""

    EVIDENCE = "beleg"
    RULE = "regel"
    GUIDELINE = "richtlinie"
    CONTACT = "kontakt"
    LINK = "verweis"
    LAW = "gesetz"


USE_LABELS = {
    UseKind.EVIDENCE: "Beleg eines Artikels",
    UseKind.RULE: "Beleg einer Regel",
    UseKind.GUIDELINE: "Förderrichtlinie",
    UseKind.CONTACT: "Kontakt einer Anlaufstelle",
    UseKind.LINK: "Verweis im Text",
    UseKind.LAW: "amtlicher Gesetzestext",
}


@dataclass(frozen=True)
class Use:
    """One place that relies on a source. `address` is its page; rules have none. `seen_on` is None for links in a text."""

    kind: UseKind
    where: str
    address: str | None
    supports: str | None
    seen_on: date | None


@dataclass(frozen=True)
class OfficialText:
    """The official text of a law and our page about it."""

    url: str
    title: str
    name: str
    page: str


@dataclass(frozen=True)
class SourcedText:
    """Another text of the navigator that names its source: `where` it is said, and what the source supports."""

    where: str
    supports: str
    title: str
    source: str
    seen_on: date


@dataclass(frozen=True)
class SourceEntry:
    """One source. `url` is None for what stands in no address we could name: a ruling, a book, a letter."""

    url: str | None
    title: str
    uses: tuple[Use, ...]
    finding: Finding | None

    @property
    def site(self) -> str:
        """The site without its www, or nothing."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.") if self.url else ""

    @cached_property
    def seen_on(self) -> date | None:
        """When somebody last read it."""
        days = [use.seen_on for use in self.uses if use.seen_on]
        return max(days) if days else None

    @cached_property
    def supports(self) -> tuple[str, ...]:
        """What it supports, each sentence once."""
        return tuple(dict.fromkeys(use.supports for use in self.uses if use.supports))

    @cached_property
    def places(self) -> tuple[Use, ...]:
        """Where it is used, each place once."""
        return tuple({use.where: use for use in self.uses}.values())


class SourceRegister:
    """All sources of one content version, by site and title. Never changed after it was made."""

    def __init__(
        self,
        articles: Iterable[Article],
        rulebook: Rulebook,
        texts: Iterable[SourcedText],
        laws: Iterable[OfficialText],
        findings: Mapping[str, Finding],
    ) -> None:
        self.findings = findings
        titles: dict[str, str] = {}
        uses: dict[str, list[Use]] = {}
        for url, title, use in (*_of_articles(articles), *_of_rules(rulebook), *_of_texts(texts), *_of_laws(laws)):
            key = url or title
            uses.setdefault(key, []).append(use)
            if titles.get(key, key) == key:
                titles[key] = title
        entries = (
            SourceEntry(key if _is_address(key) else None, titles[key], tuple(found), findings.get(key))
            for key, found in uses.items()
        )
        self.entries = tuple(
            sorted(entries, key=lambda entry: (not entry.site, entry.site, fold(entry.title), entry.url or ""))
        )

    @cached_property
    def links(self) -> Mapping[str, tuple[str, ...]]:
        """Every outgoing address with the places that use it."""
        return {entry.url: tuple(use.where for use in entry.places) for entry in self.entries if entry.url}


def _is_address(text: str) -> bool:
    return text.startswith(("https://", "http://"))


Named = tuple[str | None, str, Use]


def _of_articles(articles: Iterable[Article]) -> Iterator[Named]:
    for article in articles:
        for source in article.sources:
            use = Use(UseKind.EVIDENCE, article.title, article.url, source.supports, source.seen_on)
            yield str(source.url) if source.url else None, source.title, use
        if isinstance(article, Institution):
            for contact in article.contacts:
                if contact.web:
                    use = Use(UseKind.CONTACT, article.title, article.url, None, contact.seen_on)
                    yield str(contact.web), f"{article.title}: {contact.label}", use
        if isinstance(article, Funding) and article.guideline_url:
            use = Use(UseKind.GUIDELINE, article.title, article.url, None, article.checked_on)
            yield str(article.guideline_url), article.guideline or article.title, use
        for text, url in _BODY_LINK.findall(article.body):
            yield url, text, Use(UseKind.LINK, article.title, article.url, None, None)


def _of_rules(rulebook: Rulebook) -> Iterator[Named]:
    """Rules that rest on our own rating name no source outside; those are left out."""
    for rule in rulebook.rules:
        if _is_address(rule.source):
            use = Use(UseKind.RULE, f"Regel {rule.id}", None, rule.text, rule.checked_on)
            yield rule.source, rule.norm or rule.source, use
    for warning in rulebook.warnings:
        if _is_address(warning.source):
            use = Use(UseKind.RULE, f"Hinweis {warning.id}", None, warning.title, warning.checked_on)
            yield warning.source, warning.norm or warning.source, use


def _of_texts(texts: Iterable[SourcedText]) -> Iterator[Named]:
    for text in texts:
        if _is_address(text.source):
            use = Use(UseKind.RULE, text.where, None, text.supports, text.seen_on)
            yield text.source, text.title, use


def _of_laws(laws: Iterable[OfficialText]) -> Iterator[Named]:
    for law in laws:
        yield law.url, law.title, Use(UseKind.LAW, law.name, law.page, None, None)
