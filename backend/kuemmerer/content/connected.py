"""Checks that nothing stands alone: every article is named somewhere, every topic leads to everything a reader needs."""

import re
from collections.abc import Iterator

from kuemmerer.base.defects import Defect, Level
from kuemmerer.content.checked import Checked
from kuemmerer.content.kinds import Example, Funding, Institution, Instrument, Term, Topic
from kuemmerer.content.model import Article
from kuemmerer.content.references import named_articles

_BODY_REFERENCE = re.compile(r"\]\(([a-z-]+/[a-z0-9-]+)")
_NEEDED_BY_TOPIC = (Instrument, Institution, Funding, Example)


def check_orphans(checked: Checked) -> Iterator[Defect]:
    """Every article is named by another article, stands on the page of a topic, or is named by the navigator; a term is used."""
    named = set(checked.named_elsewhere)
    for article in checked.library:
        named.update(other for other in _named_by(article) if other != article.id)
    for item in checked.loaded:
        article = item.article
        if article.id not in checked.library or article.id in named or article.topics:
            continue
        if not (isinstance(article, Term) and _is_used(article, checked)):
            message = "Auf diese Seite verweist niemand: Nennen Sie sie unter related, im Text einer anderen Seite oder unter topics."
            yield Defect(article.path, 1, message, Level.WARNING)


def check_topics(checked: Checked) -> Iterator[Defect]:
    """Every topic has forms, institutions, funding and examples."""
    for item in checked.loaded:
        topic = item.article
        if isinstance(topic, Topic):
            kinds = {type(article) for article in checked.library.with_topic(topic.slug)}
            missing = [kind.plural for kind in _NEEDED_BY_TOPIC if kind not in kinds]
            if missing:
                yield Defect(topic.path, 1, f"Zu diesem Thema fehlt jede Seite unter: {', '.join(missing)}.")


def _named_by(article: Article) -> Iterator[str]:
    for named in named_articles(article):
        if named.location[0] != "owner":
            yield named.id
    yield from _BODY_REFERENCE.findall(article.body)


def _is_used(term: Term, checked: Checked) -> bool:
    """Whether the word stands on another page, where the glossary explains it."""
    words = "|".join(re.escape(word) for word in (term.title, *term.spellings))
    pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")
    return any(view.article.id != term.id and pattern.search(view.html) for view in checked.views)
