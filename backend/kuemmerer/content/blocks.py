"""The parts of an article that are filled from its header: [[schritte]], [[steuer]] and their sisters."""

from collections.abc import Callable, Iterable
from html import escape

from kuemmerer.content.kinds import Instrument
from kuemmerer.content.model import CONFIDENCE_LABELS, NATURE_LABELS, Article, Confidence, Nature, Statement

Find = Callable[[str], Article | None]

BLOCK_NAMES = (
    "schritte", "dauer", "steuer", "vergabe", "personal", "verwechslung", "beispiele", "anlaufstellen",
)  # fmt: skip


def blocks_of(article: Article, find: Find) -> dict[str, str]:
    """HTML for each block of this article; `find` looks up other articles by id."""
    if not isinstance(article, Instrument):
        return {}
    return {
        "schritte": _steps(article, find),
        "dauer": _duration(article),
        "steuer": _statements(article.tax),
        "vergabe": _statements(article.procurement),
        "personal": _statements(article.personnel),
        "verwechslung": _confusions(article, find),
        "beispiele": _links(find(f"example/{slug}") for slug in article.examples),
        "anlaufstellen": _links(find(f"institution/{slug}") for slug in article.helpers),
    }


def marks(nature: Nature, confidence: Confidence) -> str:
    """The visible marks of a statement: what kind it is, and whether it still has to be checked."""
    shown = f'<span class="mark mark--{nature}">{NATURE_LABELS[nature]}</span>'
    if confidence is Confidence.TO_CHECK:
        shown += f' <span class="mark mark--pruefen">{CONFIDENCE_LABELS[confidence]}</span>'
    return shown


def _steps(article: Instrument, find: Find) -> str:
    if not article.founding_steps:
        return ""
    items = []
    for step in article.founding_steps:
        document = find(f"document/{step.document}") if step.document else None
        paper = f' Dokument: <a href="{document.url}">{escape(document.title)}</a>.' if document else ""
        items.append(f'<li>{escape(step.step)} <span class="who">Wer: {escape(step.who)}.</span>{paper}</li>')
    return f'<ol class="steps">{"".join(items)}</ol>'


def _duration(article: Instrument) -> str:
    duration = article.founding_duration
    if duration is None:
        return ""
    nature = Nature.ESTIMATE if duration.confidence is Confidence.ESTIMATE else Nature.PRACTICE
    return f"<p>{escape(duration.text)} {marks(nature, duration.confidence)}</p>"


def _statements(statements: Iterable[Statement]) -> str:
    items = "".join(f"<li>{statement_html(statement)}</li>" for statement in statements)
    return f"<ul>{items}</ul>" if items else ""


def statement_html(statement: Statement) -> str:
    """A statement with its norm and marks."""
    norm = f' <span class="norm">({escape(statement.norm)})</span>' if statement.norm else ""
    return f"{escape(statement.text)}{norm} {marks(statement.nature, statement.confidence)}"


def _confusions(article: Instrument, find: Find) -> str:
    items = []
    for confusion in article.confused_with:
        other = find(confusion.id) if confusion.id else None
        name = f'<a href="{other.url}">{escape(confusion.name)}</a>' if other else escape(confusion.name)
        items.append(f"<dt>{name}</dt><dd>{escape(confusion.difference)}</dd>")
    return f"<dl>{''.join(items)}</dl>" if items else ""


def _links(articles: Iterable[Article | None]) -> str:
    items = "".join(
        f'<li><a href="{article.url}">{escape(article.title)}</a>: {escape(article.summary)}</li>'
        for article in articles
        if article is not None
    )
    return f"<ul>{items}</ul>" if items else ""
