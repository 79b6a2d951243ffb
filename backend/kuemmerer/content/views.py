"""What a page shows of an article: rendered once when a snapshot is made, then only read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kuemmerer.base.defects import Defect
from kuemmerer.content.blocks import blocks_of
from kuemmerer.content.glossary import Glossary
from kuemmerer.content.kinds import Term
from kuemmerer.content.library import Library
from kuemmerer.content.model import Article
from kuemmerer.content.render import Rendered, TooCostly, plain_text, render


@dataclass(frozen=True)
class ArticleView:
    """An article with its HTML. `html` is plain for the API, `page_html` has glossary words explained in place."""

    article: Article
    rendered: Rendered
    page_html: str

    @property
    def html(self) -> str:
        """Safe HTML of the body."""
        return self.rendered.html

    @property
    def text(self) -> str:
        """The words of the body, for the index."""
        return plain_text(self.rendered.html)


def make_views(library: Library) -> tuple[Mapping[str, ArticleView], list[Defect]]:
    """Render every article; one that cannot be rendered is left out and reported."""
    glossary = Glossary(library.of(Term))
    views: dict[str, ArticleView] = {}
    defects: list[Defect] = []
    for article in library:
        try:
            views[article.id] = make_view(article, library, glossary)
        except TooCostly as error:
            defects.append(Defect(article.path, article.body_line + error.line - 1, str(error)))
    return views, defects


def make_view(article: Article, library: Library, glossary: Glossary) -> ArticleView:
    """Render one article against the rest of the library. Raises TooCostly."""

    def resolve(article_id: str) -> str | None:
        target = library.get(article_id)
        return target.url if target else None

    rendered = render(article.body, resolve, blocks_of(article, library.get))
    return ArticleView(article, rendered, glossary.explain(rendered.html, article.id))


def listed(articles: Iterable[Article]) -> list[Article]:
    """In the order of an overview: by title, as Germans sort."""
    return sorted(articles, key=lambda article: (article.title.casefold(), article.slug))
