"""The change log: every line of »Was hat sich geändert« in every article, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kuemmerer.content.model import Article


@dataclass(frozen=True)
class LoggedChange:
    """One change of one article; `number` tells changes of one day apart, counted from 1 in the order of the header."""

    article: Article
    on: date
    text: str
    number: int


def change_log(articles: Iterable[Article]) -> tuple[LoggedChange, ...]:
    """All changes, newest first; those of one day in the order of the articles' ids."""
    changes: list[LoggedChange] = []
    for article in articles:
        per_day: dict[date, int] = {}
        for change in article.changes:
            per_day[change.on] = per_day.get(change.on, 0) + 1
            changes.append(LoggedChange(article, change.on, change.text, per_day[change.on]))
    return tuple(sorted(changes, key=lambda change: (-change.on.toordinal(), change.article.id, change.number)))
