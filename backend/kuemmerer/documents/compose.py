"""An occasion becomes a document: texts with their placeholders filled, conditions decided, gaps left visible."""

from collections.abc import Iterator

from kuemmerer.base.dates import german_date
from kuemmerer.content.model import CONFIDENCE_LABELS, Confidence
from kuemmerer.documents.facts import FACTS
from kuemmerer.documents.files import BlockFile, SectionFile
from kuemmerer.documents.inserts import INSERTS
from kuemmerer.documents.model import Block, Document, Gap, ListBlock, Paragraph, Run, Section, Text, plain
from kuemmerer.documents.occasion import Occasion
from kuemmerer.documents.templates import PLACEHOLDER
from kuemmerer.documents.values import values_of
from kuemmerer.navigator.conditions import Condition, Values, questions_of
from kuemmerer.navigator.model import Verdict
from kuemmerer.navigator.truth import Truth

_DIFFERS = "Dieser Abschnitt ist je Gemeinde verschieden."
_ELSE = "Abschnitte ohne diesen Hinweis lauten bei allen Partnern gleich."
# What a letterhead may name beside title and content.
LETTERHEAD_WORDS = (
    "gemeinde", "gremium", "sitzungstag", "aktenzeichen", "federfuehrung", "beteiligte", "aufgabe", "form", "heute",
)  # fmt: skip


def compose(occasion: Occasion) -> Document:
    """The paper. The same occasion gives the same document; verdicts and rules are those of the consultation."""
    paper, values = occasion.paper, values_of(occasion)
    today = german_date(occasion.consultation.setting.today)
    return Document(
        kind=paper.kind,
        title=plain(_filled(paper.title, occasion)),
        sections=(*_doubts(occasion), *_sections(occasion, values)),
        words={name: str(_value(name, occasion)) for name in LETTERHEAD_WORDS},
        imprint=f"Erstellt mit Kümmerer am {today}, Fassung der Inhalte {occasion.version}",
    )


def _doubts(occasion: Occasion) -> Iterator[Section]:
    """A paper about a form that is excluded says so before anything else."""
    form = occasion.form
    if form is not None and form.verdict is Verdict.EXCLUDED:
        yield Section(
            "Vorab: Diese Form scheidet nach den Antworten aus",
            (Paragraph((f"Die Regeln schließen „{form.form.title}“ aus.",)), *INSERTS["begruendung"](occasion)),
        )


def _sections(occasion: Occasion, values: Values) -> Iterator[Section]:
    has_said = False
    for section in occasion.paper.sections:
        truth = section.when.evaluate(values)
        if truth is not Truth.NO:
            blocks = [block for item in section.blocks for block in _blocks(item, occasion, values)]
            if truth is Truth.OPEN and (condition := _if(section.when, occasion)) != blocks[0]:
                blocks.insert(0, condition)
            if occasion.paper.per_partner and section.differs:
                blocks.insert(0, Paragraph((_DIFFERS if has_said else f"{_DIFFERS} {_ELSE}",), is_note=True))
                has_said = True
            blocks += _basis(section)
            if blocks:
                yield Section(plain(_filled(section.title, occasion)), tuple(blocks))


def _basis(section: SectionFile) -> Iterator[Block]:
    if section.norm is not None:
        doubt = "" if section.confidence is Confidence.SURE else f" ({CONFIDENCE_LABELS[section.confidence]})"
        yield Paragraph((f"Grundlage: {section.norm}{doubt}",), is_note=True)


def _blocks(item: BlockFile, occasion: Occasion, values: Values) -> Iterator[Block]:
    truth = item.when.evaluate(values)
    if truth is Truth.NO:
        return
    if truth is Truth.OPEN:
        yield _if(item.when, occasion)
    if item.text is not None:
        yield Paragraph(_filled(item.text, occasion))
    elif item.note is not None:
        yield Paragraph(_filled(item.note, occasion), is_note=True)
    elif item.insert is not None:
        yield from INSERTS[item.insert](occasion)
    else:
        yield ListBlock(tuple(_filled(words, occasion) for words in item.items), item.numbered)


def _if(condition: Condition, occasion: Occasion) -> Block:
    """What stands before a text of which nobody knows yet whether it belongs here."""
    questions = [
        occasion.rulebook.question_by_id[name].short
        for name in questions_of(condition)
        if name in occasion.rulebook.question_by_id and not occasion.consultation.answers.known(name)
    ]
    about = " und ".join(f"„{short}“" for short in questions) or "Form und Rechtsaufsicht"
    return Paragraph((Gap(f"{about} klären, danach das Folgende behalten oder streichen"),))


def _filled(words: str, occasion: Occasion) -> Text:
    runs: list[Run] = []
    for number, part in enumerate(PLACEHOLDER.split(words)):
        if number % 2:
            runs.append(_value(part, occasion))
        elif part:
            runs.append(part)
    return tuple(runs)


def _value(name: str, occasion: Occasion) -> Run:
    """What was typed outweighs what is known; what is neither is a gap."""
    typed = occasion.fields.get(name)
    if typed:
        return typed
    fact = FACTS.get(name)
    found = fact.find(occasion) if fact else None
    if found:
        return found
    field = occasion.papers.field_by_id.get(name)
    return Gap(field.label if field else fact.gap if fact else name)
