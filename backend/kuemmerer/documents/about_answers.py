"""What the paper rests on: answers and assumptions, open points, sources, and what belongs into the document."""

from collections.abc import Iterator

from kuemmerer.base.dates import german_date
from kuemmerer.content.kinds import Institution
from kuemmerer.content.model import Source
from kuemmerer.documents.facts import listed
from kuemmerer.documents.model import Block, Gap, ListBlock, Paragraph, Table, Text, cited
from kuemmerer.documents.occasion import Occasion
from kuemmerer.navigator.answers import UNKNOWN

_OPEN = "noch offen"


def answers(occasion: Occasion) -> Iterator[Block]:
    """Every question that was answered or assumed, with where the answer comes from."""
    given = occasion.consultation.answers
    because = {assumption.question: assumption.because for assumption in given.assumptions}
    rows: list[tuple[Text, ...]] = []
    for question in occasion.rulebook.questions:
        if question.id in given.values:
            values = given.values[question.id]
            said = ", ".join(_OPEN if value == UNKNOWN else question.label(value) for value in values)
            origin = "Antwort" if question.id in given.given else f"Annahme. {because[question.id]}"
            rows.append(((question.short,), (said,), (origin,)))
    if rows:
        yield Table("Antworten und Annahmen", ("Frage", "Antwort", "Herkunft"), tuple(rows))
    else:
        yield Paragraph((Gap("Antworten im Navigator"),))


def clarify(occasion: Occasion) -> Iterator[Block]:
    """One row per open point: what, why, whom to ask, and how."""
    rows = []
    for item in occasion.consultation.clarify:
        offices = occasion.library.pick(Institution, item.question.clarify.ask)
        whom: Text = (listed([office.title for office in offices]),) if offices else (Gap("wer das beantworten kann"),)
        rows.append(((item.question.clarify.what,), (item.because,), whom, (f"„{item.question.clarify.wording}“",)))
    if rows:
        yield Table("Was zu klären ist, und mit wem", ("Punkt", "Warum", "Wen fragen", "So fragen"), tuple(rows))
    else:
        yield Paragraph(("Auf keine Frage wurde mit „weiß nicht“ geantwortet.",))


def sources(occasion: Occasion) -> Iterator[Block]:
    """What document and form rest on, and the content version."""
    guide, instrument = occasion.guide, occasion.instrument
    found = dict.fromkeys(_source(item) for article in (guide, instrument) if article for item in article.sources)
    if found:
        yield ListBlock(tuple((text,) for text in found))
    yield Paragraph(
        (
            f"Inhalte des Portals Kümmerer, Fassung {occasion.version}, abgerufen am "
            f"{german_date(occasion.consultation.setting.today)}. Die Quellen jeder Regel stehen bei der Regel.",
        )
    )


def _source(source: Source) -> str:
    url = f", {source.url}" if source.url else ""
    return f"{source.title}{url} (gelesen am {german_date(source.seen_on)})"


def guide_parts(occasion: Occasion) -> Iterator[Block]:
    """What belongs into this document, for a last look."""
    if occasion.guide is None:
        return
    yield ListBlock(tuple((f"{part.title}: {cited(part.content, part.norm)}",) for part in occasion.guide.parts))
