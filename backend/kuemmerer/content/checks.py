"""CHECKS: one function per promise the knowledge base makes. Entries in, defects out, nothing raised."""

import re
from collections import Counter
from collections.abc import Iterator

from kuemmerer.base.dates import FreshnessState
from kuemmerer.base.defects import Defect, Level
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.base.sentences import sentences
from kuemmerer.content.blocks import BLOCK_NAMES
from kuemmerer.content.checked import Check, Checked, body_lines
from kuemmerer.content.connected import check_orphans, check_topics
from kuemmerer.content.kinds import Institution
from kuemmerer.content.model import Confidence, Statement, Status
from kuemmerer.content.people import check_contacts, check_persons
from kuemmerer.content.references import named_articles

_BLOCK_LINE = re.compile(r"^\[\[(\w+)\]\]$")
_ANY_MARK = re.compile(r"\{([^{}\n]{1,30})\}")
_MARKS = {"recht", "minimum", "praxis", "einschaetzung", "pruefen"}
_LINK = re.compile(r"\]\(([^)\s]+)\)")
# How many questions of everyday life a page should answer by name; a term answers one, and needs none.
_QUESTIONS = {"example": 3, "institution": 3, "term": 0}


def run_checks(checked: Checked) -> list[Defect]:
    """All defects of all checks, in the order of the files."""
    return sorted(defect for check in CHECKS for defect in check(checked))


def check_named_articles(checked: Checked) -> Iterator[Defect]:
    """Every id or slug in a header leads to an article."""
    known = [article.id for article in checked.library]
    for item in checked.loaded:
        for named in named_articles(item.article):
            if named.id not in checked.library:
                line = item.header.line_of(named.location)
                yield Defect(item.article.path, line, f"»{named.id}« gibt es nicht.{did_you_mean(named.id, known)}")


def check_tasks(checked: Checked) -> Iterator[Defect]:
    """Every task in a header is a task of the navigator."""
    for item in checked.loaded:
        for number, task in enumerate(getattr(item.article, "tasks", ())):
            if task not in checked.tasks:
                line = item.header.line_of(("tasks", number))
                hint = did_you_mean(task, checked.tasks)
                yield Defect(item.article.path, line, f"Die Aufgabe »{task}« gibt es nicht.{hint}")


def check_links(checked: Checked) -> Iterator[Defect]:
    """Every link in a body leads somewhere: an article id, a page of the portal, or an address outside."""
    known = [article.id for article in checked.library]
    for article, number, line in body_lines(checked):
        for target in _LINK.findall(line):
            if target.startswith(("https://", "http://", "mailto:", "tel:", "#")):
                continue
            if target.startswith("/"):
                if target.partition("?")[0].partition("#")[0] not in checked.pages:
                    yield Defect(
                        article.path, number, f"Die Seite »{target}« gibt es nicht. Artikel verlinkt man als kind/slug."
                    )
            elif target.partition("#")[0] not in checked.library:
                hint = did_you_mean(target, known)
                yield Defect(article.path, number, f"Der Verweis »{target}« führt ins Leere.{hint}")


def check_marks_and_blocks(checked: Checked) -> Iterator[Defect]:
    """Marks and blocks are spelled as the renderer knows them."""
    for article, number, line in body_lines(checked):
        for name in _ANY_MARK.findall(line):
            if name not in _MARKS:
                yield Defect(
                    article.path, number, f"Die Kennzeichnung »{{{name}}}« gibt es nicht.{did_you_mean(name, _MARKS)}"
                )
        block = _BLOCK_LINE.match(line.strip())
        if block and block.group(1) not in BLOCK_NAMES:
            hint = did_you_mean(block.group(1), BLOCK_NAMES)
            yield Defect(article.path, number, f"Den Baustein »{block.group(1)}« gibt es nicht.{hint}")
        if line.startswith("# "):
            yield Defect(
                article.path, number, "Die Überschrift erster Ordnung ist der Titel; hier beginnt der Text mit ##."
            )


def check_heading_order(checked: Checked) -> Iterator[Defect]:
    """No level is skipped: ### only below ##."""
    for view in checked.views:
        level = 1
        for heading in view.rendered.headings:
            if heading.level > level + 1:
                yield Defect(
                    view.article.path,
                    view.article.body_line,
                    f"Vor »{heading.text}« fehlt eine Überschrift der Ebene {level + 1}.",
                )
            level = heading.level


def check_slugs(checked: Checked) -> Iterator[Defect]:
    """No alias takes the place of an article, and none is claimed twice."""
    claims = Counter(f"{item.article.kind}/{alias}" for item in checked.loaded for alias in item.article.aliases)
    for item in checked.loaded:
        for number, alias in enumerate(item.article.aliases):
            old_id = f"{item.article.kind}/{alias}"
            if old_id in checked.library or claims[old_id] > 1:
                line = item.header.line_of(("aliases", number))
                yield Defect(item.article.path, line, f"Der frühere Name »{alias}« ist schon vergeben.")


def check_sources(checked: Checked) -> Iterator[Defect]:
    """What is stated as fact has a source; contact data has a date no later than today."""
    for item in checked.loaded:
        article = item.article
        legal = any(isinstance(value, Statement) for value in article.__dict__.values())
        if not article.sources and (legal or article.confidence is Confidence.SURE) and article.kind != "term":
            yield Defect(
                article.path,
                item.header.line_of(("sources",)),
                "Ohne Quelle ist das keine belegte Aussage: sources fehlt.",
            )
        for number, source in enumerate(article.sources):
            if source.seen_on > checked.today:
                yield Defect(
                    article.path, item.header.line_of(("sources", number, "seen_on")), "seen_on liegt in der Zukunft."
                )
        if article.checked_on > checked.today:
            yield Defect(article.path, item.header.line_of(("checked_on",)), "checked_on liegt in der Zukunft.")
        if isinstance(article, Institution):
            for number, contact in enumerate(article.contacts):
                if contact.seen_on > checked.today:
                    yield Defect(
                        article.path, item.header.line_of(("contacts", number)), "seen_on liegt in der Zukunft."
                    )


def check_summaries(checked: Checked) -> Iterator[Defect]:
    """A summary is one or two sentences; it is the search hit."""
    for item in checked.loaded:
        count = len(sentences(item.article.summary))
        if count > 2 and item.article.kind != "term":
            line = item.header.line_of(("summary",))
            yield Defect(
                item.article.path, line, f"Die Zusammenfassung hat {count} Sätze; höchstens zwei.", Level.WARNING
            )


def check_questions(checked: Checked) -> Iterator[Defect]:
    """A page names enough questions it answers, and no two pages claim the same one."""
    claims = Counter(question for item in checked.loaded for question in item.article.questions)
    for item in checked.loaded:
        article = item.article
        enough = _QUESTIONS.get(article.kind, 5)
        line = item.header.line_of(("questions",))
        if len(article.questions) < enough and article.status is Status.PUBLISHED:
            hint = f"Hier stehen {len(article.questions)} Fragen; {enough} helfen beim Suchen."
            yield Defect(article.path, line, hint, Level.WARNING)
        for number, question in enumerate(article.questions):
            if claims[question] > 1:
                line = item.header.line_of(("questions", number))
                yield Defect(article.path, line, f"Die Frage »{question}« steht zweimal.", Level.WARNING)


def check_freshness(checked: Checked) -> Iterator[Defect]:
    """What is past its check or its end is named, never hidden."""
    for item in checked.loaded:
        state = item.article.freshness(checked.today)
        if state.state is not FreshnessState.CURRENT and item.article.status is Status.PUBLISHED:
            yield Defect(item.article.path, item.header.line_of(("review_by",)), state.sentence, Level.WARNING)


CHECKS: tuple[Check, ...] = (
    check_named_articles,
    check_tasks,
    check_links,
    check_marks_and_blocks,
    check_heading_order,
    check_slugs,
    check_sources,
    check_summaries,
    check_questions,
    check_freshness,
    check_orphans,
    check_topics,
    check_persons,
    check_contacts,
)
