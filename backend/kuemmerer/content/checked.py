"""What a check may look at, and what a check is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from kuemmerer.base.defects import Defect
from kuemmerer.content.library import Library
from kuemmerer.content.load import LoadedArticle
from kuemmerer.content.model import Article
from kuemmerer.content.views import Views


@dataclass(frozen=True)
class Checked:
    """The whole content on one day.

    `pages` are the addresses of the portal, `tasks` those of the navigator, `named_elsewhere` the ids of articles that the
    navigator names: the floors above know them.
    """

    loaded: tuple[LoadedArticle, ...]
    library: Library
    views: Views
    pages: frozenset[str]
    tasks: frozenset[str]
    named_elsewhere: frozenset[str]
    today: date


Check = Callable[[Checked], Iterator[Defect]]


def body_lines(checked: Checked) -> Iterator[tuple[Article, int, str]]:
    """Every line of every body, with its number in the file."""
    for item in checked.loaded:
        for number, line in enumerate(item.article.body.split("\n"), item.article.body_line):
            yield item.article, number, line
