"""What a page shows of an article: rendered when it is needed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kuemmerer.base.defects import Defect
from kuemmerer.content.blocks import blocks_of
from kuemmerer.content.glossary import Glossary
from kuemmerer.content.kinds import Term
from kuemmerer.content.library import Library
from kuemmerer.content.model import Article
from kuemmerer.content.render import Rendered, TooCostly, refuse_costly, render


@dataclass(frozen=True)
class ArticleView:
    """An article with its HTML. `html` is plain for the API; in `page_html` norms are links and glossary words explained."""

    article: Article
    rendered: Rendered
    page_html: str

    @property
    def html(self) -> str:
        """Safe HTML of the body."""
        return self.rendered.html


# The finished answers are kept, compressed, by the front layer. Here only what page and API need one after the other.
_KEPT = 32


class Views:
    """The views of all articles of a library. Threads share it; making one twice does no harm.

    `link_norms` turns the norms in some HTML into links; the register of norms stands one floor above.
    """

    def __init__(self, library: Library, link_norms: Callable[[str], str], kept: int | None = _KEPT) -> None:
        self._library = library
        self._link_norms = link_norms
        self._glossary = Glossary(library.of(Term))
        self._of = lru_cache(maxsize=kept)(self._make)

    def of(self, article: Article) -> ArticleView:
        """The view of an article of this library. Raises TooCostly for a text that would stall the renderer."""
        return self._of(article.id)

    def keeping_all(self) -> "Views":
        """The same views, none made twice: for checks, which go through all pages again and again."""
        return Views(self._library, self._link_norms, kept=None)

    def __iter__(self) -> Iterator[ArticleView]:
        return (self.of(article) for article in self._library)

    def _make(self, article_id: str) -> ArticleView:
        article = self._library[article_id]
        rendered = render(article.body, self._address, blocks_of(article, self._library.get))
        return ArticleView(article, rendered, self._glossary.explain(self._link_norms(rendered.html), article.id))

    def _address(self, article_id: str) -> str | None:
        target = self._library.get(article_id)
        return target.url if target else None


def costly_articles(articles: Iterable[Article]) -> list[Defect]:
    """Articles that would stall the renderer, as defects; they must not enter a library."""
    defects = []
    for article in articles:
        try:
            refuse_costly(article.body)
        except TooCostly as error:
            defects.append(Defect(article.path, article.body_line + error.line - 1, str(error)))
    return defects
