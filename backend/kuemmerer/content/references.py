"""Which other articles an article names in its header, and where. One table, read by checks and pages alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from kuemmerer.content.model import Article

# field -> kind of the article it names. Fields hold one slug, or a list of slugs.
SLUG_FIELDS = {
    "topics": "topic",
    "phases": "phase",
    "examples": "example",
    "helpers": "institution",
    "ask": "institution",
    "institutions": "institution",
    "documents": "document",
    "obstacles": "obstacle",
    "carriers": "instrument",
    "typical_forms": "instrument",
    "forms": "instrument",
    "form": "instrument",
    "application": "instrument",
    "owner": "institution",
}
# list field -> (field inside each entry -> kind)
NESTED_FIELDS = {
    "remedies": ("instrument", "instrument"),
    "founding_steps": ("document", "document"),
    "eligible_forms": ("form", "instrument"),
}


@dataclass(frozen=True)
class NamedArticle:
    """The id an article names, and the place in its header."""

    id: str
    location: tuple[str | int, ...]


def named_articles(article: Article) -> Iterator[NamedArticle]:
    """Every article that `article` names in its header, `related` included."""
    for number, reference in enumerate(article.related):
        yield NamedArticle(reference, ("related", number))
    for field, kind in SLUG_FIELDS.items():
        value = getattr(article, field, None)
        if isinstance(value, str):
            yield NamedArticle(f"{kind}/{value}", (field,))
        elif isinstance(value, tuple):
            for number, slug in enumerate(value):
                yield NamedArticle(f"{kind}/{slug}", (field, number))
    for field, (inner, kind) in NESTED_FIELDS.items():
        for number, entry in enumerate(getattr(article, field, ())):
            if slug := getattr(entry, inner, None):
                yield NamedArticle(f"{kind}/{slug}", (field, number, inner))
    for number, confusion in enumerate(getattr(article, "confused_with", ())):
        if confusion.id:
            yield NamedArticle(confusion.id, ("confused_with", number, "id"))
