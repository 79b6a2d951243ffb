"""The library: every published article by id, by kind, by topic, and what points at it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from kuemmerer.content.kinds import KINDS
from kuemmerer.content.model import Article, Status

A = TypeVar("A", bound=Article)


class Library:
    """All articles of one content version. Never changed after it was made; threads share it freely."""

    def __init__(self, articles: Iterable[Article]) -> None:
        order = {kind.kind: number for number, kind in enumerate(KINDS)}
        ordered = sorted(articles, key=lambda article: (order[article.kind], article.slug))
        self._by_id = {article.id: article for article in ordered}
        self._aliases = {f"{article.kind}/{alias}": article.id for article in ordered for alias in article.aliases}

    def __iter__(self) -> Iterator[Article]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._by_id

    def __getitem__(self, article_id: str) -> Article:
        return self._by_id[article_id]

    def get(self, article_id: str) -> Article | None:
        """The article with this id, or None."""
        return self._by_id.get(article_id)

    def address(self, article_id: str) -> str | None:
        """The page of the article with this id, or None."""
        article = self._by_id.get(article_id)
        return article.url if article else None

    def moved_to(self, article_id: str) -> Article | None:
        """The article that took over this old id, or None."""
        target = self._aliases.get(article_id)
        return self._by_id.get(target) if target else None

    def of(self, kind: type[A]) -> tuple[A, ...]:
        """All articles of a kind, by slug (phases by number)."""
        return self._of_kind.get(kind.kind, ())  # type: ignore[return-value]  # keyed by the kind itself

    def find(self, kind: type[A], slug: str) -> A | None:
        """One article of a kind by its slug, or None."""
        found = self._by_id.get(f"{kind.kind}/{slug}")
        return found if isinstance(found, kind) else None

    def pick(self, kind: type[A], slugs: Iterable[str]) -> tuple[A, ...]:
        """The articles of a kind with these slugs, in the given order; unknown ones are left out."""
        return tuple(found for slug in slugs if (found := self.find(kind, slug)) is not None)

    def with_topic(self, topic: str) -> tuple[Article, ...]:
        """Every article that names this topic."""
        return self._by_topic.get(topic, ())

    def pointing_at(self, article_id: str) -> tuple[Article, ...]:
        """Every article that names this one in `related`."""
        return self._pointing.get(article_id, ())

    @cached_property
    def _of_kind(self) -> Mapping[str, tuple[Article, ...]]:
        groups: dict[str, list[Article]] = defaultdict(list)
        for article in self:
            groups[article.kind].append(article)
        if "phase" in groups:
            groups["phase"].sort(key=lambda phase: getattr(phase, "number", 0))
        return MappingProxyType({kind: tuple(items) for kind, items in groups.items()})

    @cached_property
    def _by_topic(self) -> Mapping[str, tuple[Article, ...]]:
        groups: dict[str, list[Article]] = defaultdict(list)
        for article in self:
            for topic in article.topics:
                groups[topic].append(article)
        return {topic: tuple(items) for topic, items in groups.items()}

    @cached_property
    def _pointing(self) -> Mapping[str, tuple[Article, ...]]:
        groups: dict[str, list[Article]] = defaultdict(list)
        for article in self:
            for reference in article.related:
                groups[reference].append(article)
        return {target: tuple(items) for target, items in groups.items()}


def visible(articles: Iterable[Article]) -> list[Article]:
    """Drafts are for editors only."""
    return [article for article in articles if article.status is not Status.DRAFT]
