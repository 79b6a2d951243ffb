"""What comes in becomes an occasion: a known paper, known fields, the form, the timetable that belongs to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kuemmerer.balance.measures import Measures
from kuemmerer.base.bad_entry import BadEntry
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.base.text import has_forbidden_characters
from kuemmerer.content.library import Library
from kuemmerer.content.oversight import Oversight
from kuemmerer.documents.files import FieldFile
from kuemmerer.documents.occasion import Occasion
from kuemmerer.documents.templates import EVERYBODY, OWN, Paper, Papers
from kuemmerer.navigator.answers import Answers
from kuemmerer.navigator.consult import consult
from kuemmerer.navigator.model import Rulebook
from kuemmerer.navigator.setting import Setting
from kuemmerer.navigator.situation import MAX_PARTNERS, Situation
from kuemmerer.timetable.compute import compute
from kuemmerer.timetable.intake import usual_count
from kuemmerer.timetable.model import Procedures, Timetable
from kuemmerer.timetable.wanted import Wanted, make_fitting_wish

TEMPLATE, VARIANT, FORM, EACH = "vorlage", "papier", "form", "alle"
# So many copies are made at once; each takes a good part of a second.
MAX_COPIES = 20
_SEPARATOR = re.compile(r"[,;\n]")


class BadRequest(BadEntry):
    """A paper, field or form we do not know: which parameter, and a German sentence that says what to do."""


@dataclass(frozen=True)
class Knowledge:
    """The parts of a snapshot that papers are made from."""

    rulebook: Rulebook
    library: Library
    procedures: Procedures
    papers: Papers
    version: str


@dataclass(frozen=True)
class Order:
    """Which paper is asked for, and what was typed for it. `form` is empty where nobody chose one."""

    paper: Paper
    fields: Mapping[str, str]
    form: str


def read_order(knowledge: Knowledge, template: str, variant: str, form: str, fields: Mapping[str, str]) -> Order:
    """Check what was asked for; an empty variant is the first paper of the template. Raises BadRequest."""
    papers = knowledge.papers.by_template
    if template not in papers:
        message = f"Für »{template[:60]}« gibt es keine Vorlage.{did_you_mean(template, papers)}"
        raise BadRequest(TEMPLATE, message)
    variants = {paper.variant: paper for paper in papers[template]}
    if variant and variant not in variants:
        known = ", ".join(variants)
        hint = did_you_mean(variant, variants)
        raise BadRequest(VARIANT, f"Ein Papier »{variant[:60]}« gibt es hier nicht.{hint} Möglich sind: {known}.")
    forms = knowledge.rulebook.form_by_slug
    if form and form not in forms:
        raise BadRequest(FORM, f"Die Form »{form[:60]}« gibt es nicht.{did_you_mean(form, forms)}")
    return Order(variants[variant] if variant else papers[template][0], read_fields(knowledge.papers, fields), form)


def read_fields(papers: Papers, given: Mapping[str, str]) -> dict[str, str]:
    """The fields that say something, as text; empty ones are left out. Raises BadRequest."""
    found = {}
    for name, value in given.items():
        field = papers.field_by_id.get(name)
        if field is None:
            raise BadRequest(
                f"fields.{name}", f"Das Feld »{name[:60]}« gibt es nicht.{did_you_mean(name, papers.field_by_id)}"
            )
        text = _text(field, value)
        if text:
            found[name] = text
    return found


def _text(field: FieldFile, value: str) -> str:
    text = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()
    if not field.long:
        text = " ".join(text.split())
    if len(text) > field.limit:
        message = f"»{field.label}« ist zu lang. Erlaubt sind {field.limit} Zeichen."
        raise BadRequest(f"fields.{field.id}", message)
    if has_forbidden_characters(text) or "\ufffd" in text:
        message = f"»{field.label}« enthält Zeichen, die wir nicht lesen können. Geben Sie den Text neu ein."
        raise BadRequest(f"fields.{field.id}", message)
    return text


def make_occasion(
    knowledge: Knowledge,
    order: Order,
    answers: Answers,
    situation: Situation,
    setting: Setting,
    measures: Measures | None,
    wanted: Wanted,
) -> Occasion:
    """Consult, and put everything together; `wanted` is what was said about the timetable.

    Raises BadRequest if more partners are named than take part anywhere, and BadWish.
    """
    rulebook, paper = knowledge.rulebook, order.paper
    consultation = consult(
        rulebook,
        knowledge.library,
        answers,
        situation.authority(answers),
        situation.districts,
        situation.names,
        setting,
    )
    results = {result.form.slug: result for result in consultation.evaluation.forms}
    chosen = paper.form or order.form
    form = results[chosen] if chosen else consultation.evaluation.leading
    typed = [part.strip() for part in _SEPARATOR.split(order.fields.get(EVERYBODY, "")) if part.strip()]
    names = dict.fromkeys(typed or situation.names)
    own = order.fields.get(OWN) or (situation.names[0] if situation.own else None)
    if own:
        names.setdefault(own)
    if len(names) > MAX_PARTNERS + 1:
        raise BadRequest(f"fields.{EVERYBODY}", f"Es sind höchstens {MAX_PARTNERS} Partner möglich.")
    occasion = Occasion(
        rulebook=rulebook,
        library=knowledge.library,
        papers=knowledge.papers,
        paper=paper,
        consultation=consultation,
        form=form,
        timetable=None,
        measures=measures,
        own=own,
        everybody=tuple(sorted(names)),  # by name, so that the core reads the same whoever asks
        fields={name: text for name, text in order.fields.items() if name not in (OWN, EVERYBODY)},
        version=knowledge.version,
    )
    return replace(occasion, timetable=_timetable(knowledge.procedures, occasion, wanted))


def _timetable(procedures: Procedures, occasion: Occasion, wanted: Wanted) -> Timetable | None:
    consultation, form = occasion.consultation, occasion.form
    if form is None or form.form.slug not in procedures.steps:
        return None
    found, setting = consultation.oversight.get(form.form.slug), consultation.setting
    derived = found.rule.way if found else Oversight.NONE
    usual = usual_count(len(occasion.everybody), next(iter(consultation.answers.known("partner") or ()), None))
    wish = make_fitting_wish(procedures, form.form.slug, derived, wanted, usual, setting.today, setting.start)
    return compute(procedures, wish)


def for_each_partner(occasion: Occasion) -> tuple[Occasion, ...]:
    """The same paper once for each partner: only what differs per partner is different, and gaps take its place.

    Raises BadRequest if nobody is named, if the paper is the same for all, or if there are too many partners.
    """
    if not occasion.paper.per_partner:
        raise BadRequest(EACH, "Dieses Papier ist für alle Partner dasselbe. Erzeugen Sie es einmal.")
    if not 2 <= len(occasion.everybody) <= MAX_COPIES:
        message = f"Je Partner eine Datei gibt es für zwei bis {MAX_COPIES} Partner. Nennen Sie die Partner."
        raise BadRequest(EACH, message)
    differing = {field.id for field in occasion.papers.fields if field.differs}
    shared = {name: text for name, text in occasion.fields.items() if name not in differing}
    return tuple(
        occasion if name == occasion.own else replace(occasion, own=name, fields=shared) for name in occasion.everybody
    )
