"""The register: for each cited article of each law, what we say about it and what depends on it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kuemmerer.content.kinds import KINDS
from kuemmerer.content.load import LoadedArticle
from kuemmerer.content.model import Article, Status
from kuemmerer.navigator.model import Rule, Rulebook, Warning
from kuemmerer.norms.laws import Law, Laws
from kuemmerer.norms.parse import Citation, CitationFinder, number_key
from kuemmerer.norms.passages import Passage, passages
from kuemmerer.norms.statements import Statement

_ORDER = {kind.kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True)
class ArticleUse:
    """A sentence of an article that names a norm."""

    citation: Citation
    item: LoadedArticle
    passage: Passage

    @property
    def article(self) -> Article:
        """The article."""
        return self.item.article

    @property
    def line(self) -> int:
        """The line of the sentence in the article's file."""
        return self.passage.line_in(self.item)


@dataclass(frozen=True)
class RuleUse:
    """A rule of the navigator that rests on a norm."""

    citation: Citation
    rule: Rule


@dataclass(frozen=True)
class WarningUse:
    """A warning of the navigator that rests on a norm."""

    citation: Citation
    warning: Warning


@dataclass(frozen=True)
class StatementUse:
    """Another statement of the navigator that rests on a norm."""

    citation: Citation
    statement: Statement


@dataclass(frozen=True)
class Uses:
    """Everything that depends on one article of a law, or on one law."""

    articles: tuple[ArticleUse, ...]
    rules: tuple[RuleUse, ...]
    warnings: tuple[WarningUse, ...]
    statements: tuple[StatementUse, ...]

    def __bool__(self) -> bool:
        return bool(self.articles or self.rules or self.warnings or self.statements)

    @property
    def citations(self) -> Iterator[Citation]:
        """Every citation among them."""
        yield from (use.citation for use in self.articles)
        yield from (use.citation for use in self.rules)
        yield from (use.citation for use in self.warnings)
        yield from (use.citation for use in self.statements)

    def by(self, law: Law) -> "Uses":
        """What speaks about this law."""
        return self._where(lambda citation: citation.law is law)

    def on(self, number: str) -> "Uses":
        """What speaks about the article with this number, runs (»Art. 17 bis 48«) included."""
        return self._where(lambda citation: citation.covers(number))

    def _where(self, keep: Callable[[Citation], bool]) -> "Uses":
        return Uses(
            tuple(use for use in self.articles if keep(use.citation)),
            tuple(use for use in self.rules if keep(use.citation)),
            tuple(use for use in self.warnings if keep(use.citation)),
            tuple(use for use in self.statements if keep(use.citation)),
        )


@dataclass(frozen=True)
class Said:
    """What one article says about a norm: each sentence once, in the order of the file. Without sentences it only rests on it."""

    article: Article
    uses: tuple[ArticleUse, ...]


@dataclass(frozen=True)
class Provision:
    """One article of a law, as far as we speak about it."""

    law: Law
    number: str
    said: tuple[Said, ...]
    rules: tuple[Rule, ...]
    warnings: tuple[Warning, ...]
    statements: tuple[Statement, ...]

    @property
    def anchor(self) -> str:
        """The part of the law's page: art-12, par-2b."""
        return self.law.anchor(self.number)

    @property
    def label(self) -> str:
        """Art. 12, § 2b."""
        return self.law.label(self.number)

    @property
    def address(self) -> str:
        """Its place on the portal."""
        return f"{self.law.page}#{self.anchor}"

    @property
    def checked_on(self) -> date:
        """The oldest check among what depends on this article: so old our knowledge may be."""
        return min(
            [
                *(said.article.checked_on for said in self.said),
                *(rule.checked_on for rule in self.rules),
                *(warning.checked_on for warning in self.warnings),
                *(statement.checked_on for statement in self.statements),
            ]
        )


@dataclass(frozen=True)
class LawEntry:
    """One law with its cited articles, in the order of the law."""

    law: Law
    provisions: tuple[Provision, ...]
    uses: Uses

    @cached_property
    def by_number(self) -> Mapping[str, Provision]:
        """Provisions by number."""
        return {provision.number: provision for provision in self.provisions}

    @property
    def article_count(self) -> int:
        """How many articles of the knowledge base name this law."""
        return len({use.article.id for use in self.uses.articles})

    @property
    def rule_count(self) -> int:
        """How many rules, warnings and other statements of the navigator rest on this law."""
        uses = self.uses
        return len({use.rule.id for use in uses.rules} | {use.warning.id for use in uses.warnings}) + len(
            {use.statement for use in uses.statements}
        )


class NormRegister:
    """All cited laws of one content version. The first look makes the entries: the start page does not wait for them."""

    def __init__(
        self, laws: Laws, loaded: Iterable[LoadedArticle], rulebook: Rulebook, statements: Iterable[Statement]
    ) -> None:
        self.laws = laws
        self.finder = CitationFinder(laws)
        # As everywhere in the house: forms first, terms last.
        self._loaded = sorted(loaded, key=lambda item: (_ORDER[item.article.kind], item.article.slug))
        self._rulebook = rulebook
        self.statements = tuple(statements)

    @cached_property
    def entries(self) -> tuple[LawEntry, ...]:
        """The laws that something cites, in the order of the file of laws."""
        every = Uses(
            tuple(self._articles(self._loaded)),
            tuple(self._rules(self._rulebook.rules)),
            tuple(self._warnings(self._rulebook.warnings)),
            tuple(self._navigator_statements()),
        )
        entries = (_entry(law, every.by(law)) for law in self.laws.all)
        return tuple(entry for entry in entries if entry.uses)

    def entry(self, slug: str) -> LawEntry | None:
        """The law with this slug, if anything cites it."""
        return next((entry for entry in self.entries if entry.law.slug == slug), None)

    def _articles(self, loaded: Iterable[LoadedArticle]) -> Iterator[ArticleUse]:
        for item in loaded:
            if item.article.status is not Status.DRAFT:
                for passage in passages(item):
                    for citation in self.finder.find(passage.search_in):
                        yield ArticleUse(citation, item, passage)

    def _rules(self, rules: Iterable[Rule]) -> Iterator[RuleUse]:
        for rule in rules:
            for citation in self.finder.find(f"{rule.norm or ''}; {rule.text}"):
                yield RuleUse(citation, rule)

    def _warnings(self, warnings: Iterable[Warning]) -> Iterator[WarningUse]:
        for warning in warnings:
            text = "; ".join((warning.norm or "", warning.title, warning.text, *warning.questions))
            for citation in self.finder.find(text):
                yield WarningUse(citation, warning)

    def _navigator_statements(self) -> Iterator[StatementUse]:
        for statement in self.statements:
            for citation in self.finder.find(f"{statement.norm or ''}; {statement.text}"):
                yield StatementUse(citation, statement)


def _entry(law: Law, uses: Uses) -> LawEntry:
    numbers = {citation.number for citation in uses.citations}
    provisions = tuple(_provision(law, number, uses.on(number)) for number in sorted(numbers, key=number_key))
    return LawEntry(law, provisions, uses)


def _provision(law: Law, number: str, uses: Uses) -> Provision:
    by_article: dict[str, list[ArticleUse]] = {}
    for use in uses.articles:
        by_article.setdefault(use.article.id, []).append(use)
    return Provision(
        law,
        number,
        tuple(Said(group[0].article, _sentences(group)) for group in by_article.values()),
        tuple({use.rule.id: use.rule for use in uses.rules}.values()),
        tuple({use.warning.id: use.warning for use in uses.warnings}.values()),
        tuple(dict.fromkeys(use.statement for use in uses.statements)),
    )


def _sentences(uses: Iterable[ArticleUse]) -> tuple[ArticleUse, ...]:
    """Each sentence once. What a source supports and what only repeats the norm is no sentence about it."""
    once: dict[str, ArticleUse] = {}
    for use in uses:
        if not use.passage.is_source and len(use.passage.text) > use.citation.end - use.citation.start + 3:
            once.setdefault(use.passage.text, use)
    return tuple(once.values())
