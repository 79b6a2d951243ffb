"""How it goes on: who decides, what the authority does, steps, days, warnings, the way out, whom to call."""

from collections.abc import Callable, Iterator

from kuemmerer.base.dates import german_date
from kuemmerer.content.model import CONFIDENCE_LABELS, Confidence
from kuemmerer.content.oversight import OVERSIGHT_LABELS
from kuemmerer.documents.model import Block, Gap, ListBlock, Paragraph, Table, Text, cited
from kuemmerer.documents.occasion import Occasion
from kuemmerer.navigator.contacts import Contact
from kuemmerer.navigator.examples import OUTCOME_LABELS
from kuemmerer.navigator.model import ActiveWarning
from kuemmerer.places.authority import Certainty

Insert = Callable[[Occasion], Iterator[Block]]


def _grade(confidence: Confidence) -> str:
    return "" if confidence is Confidence.SURE else CONFIDENCE_LABELS[confidence]


def bodies(occasion: Occasion) -> Iterator[Block]:
    """The order of consultation: every body that has to decide, with room for the day."""
    rows: list[tuple[Text, ...]] = [
        ((body.name,), (Gap("Tag der Sitzung"),), (cited(body.decides, body.norm, _grade(body.confidence)),))
        for body in occasion.consultation.bodies
    ]
    rows.insert(
        0,
        (
            ("Ausschuss (Vorberatung)",),
            (Gap("Tag der Sitzung"),),
            ("berät vor, soweit die Geschäftsordnung das vorsieht",),
        ),
    )
    yield Table("Gremien und Termine", ("Gremium", "Termin", "Zuständigkeit"), tuple(rows))


def legal_way(occasion: Occasion) -> Iterator[Block]:
    """Notice, approval or nothing, and which authority."""
    form = occasion.form
    found = occasion.consultation.oversight.get(form.form.slug) if form else None
    if found is None:
        yield Paragraph((Gap("Anzeige, Genehmigung oder Vorlage bei der Rechtsaufsicht"),))
    else:
        yield Paragraph((cited(found.rule.text, found.rule.norm, _grade(found.rule.confidence)),))
        if found.is_open:
            yield Paragraph(
                ("Offene Antworten können das noch ändern. ", Gap("Weg nach Rücksprache mit der Rechtsaufsicht"))
            )
    authority = occasion.consultation.authority
    offices = " oder ".join(office.name for office in authority.offices)
    doubt = "noch zu klären" if authority.certainty is Certainty.TO_CHECK else ""
    yield Paragraph((f"Zuständige Rechtsaufsicht: {offices}. {cited(authority.because, authority.norm, doubt)}",))


def timetable(occasion: Occasion) -> Iterator[Block]:
    """Every step with the day by which it must be over, and what must not happen before."""
    plan = occasion.timetable
    if plan is None:
        yield Paragraph((Gap("Zeitplan: Beschlüsse, Anzeige oder Genehmigung, Bekanntmachung, Start"),))
        return
    rows: list[tuple[Text, ...]] = []
    for row in plan.rows:
        safe = row.safe_day(plan.wish.today)
        sittings = (f"{item.council}: Sitzung am {german_date(item.day)}" for item in row.sittings)
        rows.append(
            (
                (row.step.title,),
                ("\n".join((row.step.who, *sittings)),),
                (german_date(safe) if safe else "ohne Reserve",),
                (german_date(row.latest),),
            )
        )
    yield Table(
        "Schritte und Tage", ("Schritt", "Wer", "Fertig bis (vorsichtig)", "Letzter möglicher Tag"), tuple(rows)
    )
    found = occasion.consultation.oversight.get(plan.wish.form)
    if found is not None and found.rule.way is not plan.wish.way:
        yield Paragraph(
            (f"Der Zeitplan rechnet mit diesem Weg bei der Rechtsaufsicht: {OVERSIGHT_LABELS[plan.wish.way]}.",)
        )
    if plan.wish.start is None:
        yield Paragraph(("Gerechnet ist mit dem Beginn, auf den man sich verlassen kann. ", Gap("gewünschter Beginn")))
    if plan.stop_signs:
        yield ListBlock(tuple((f"{sentence} Gilt bis zum Ende von: {title}.",) for title, sentence in plan.stop_signs))
    notes = [*plan.notes, "Dauern sind meist Schätzungen, keine Zusage."]
    yield Paragraph((" ".join(notes),), is_note=True)


def warnings_about(*areas: str) -> Insert:
    """The warnings of these areas that concern the form, with their questions."""

    def insert(occasion: Occasion) -> Iterator[Block]:
        form = occasion.form.form.slug if occasion.form else None
        found = [
            item
            for item in occasion.consultation.warnings
            if item.warning.area in areas and (form is None or not item.forms or form in item.forms)
        ]
        for item in found:
            yield from _warning(item)
        if not found:
            yield Paragraph(
                ("Zu diesem Punkt gibt es nach den Antworten keinen Hinweis. ", Gap("Ergebnis der eigenen Prüfung"))
            )

    return insert


def _warning(item: ActiveWarning) -> Iterator[Block]:
    warning = item.warning
    said = cited(warning.text, warning.norm, _grade(warning.confidence))
    yield Paragraph((f"{warning.title.rstrip('.')}: {said}",))
    if warning.questions:
        yield ListBlock(tuple((f"{question} ", Gap("Antwort")) for question in warning.questions))


def exit_ways(occasion: Occasion) -> Iterator[Block]:
    """What happens if somebody wants to leave."""
    slug = occasion.form.form.slug if occasion.form else ""
    detail, instrument = occasion.rulebook.exit_of_form.get(slug), occasion.instrument
    if detail is None or instrument is None:
        yield Paragraph((Gap("Regelung des Ausstiegs"),))
        return
    yield Paragraph((instrument.exit.text,))
    rows: tuple[tuple[Text, ...], ...] = tuple(
        ((label,), (cited(said.text, said.norm, _grade(said.confidence)),)) for label, said in detail.aspects
    )
    yield Table("Wenn ein Partner ausscheidet", ("Punkt", "Was gilt"), rows)


def contacts(occasion: Occasion) -> Iterator[Block]:
    """Whom to call, and why."""
    found = occasion.consultation.contacts
    if found:
        yield ListBlock(tuple((f"{item.institution.title}: {item.why}.{_number(item)}",) for item in found))
    else:
        yield Paragraph((Gap("Anlaufstellen"),))


def _number(item: Contact) -> str:
    return f" {item.number}." if item.number else ""


def obstacles(occasion: Occasion) -> Iterator[Block]:
    """What to expect."""
    found = occasion.consultation.obstacles
    if found:
        yield ListBlock(tuple((f"{item.title}: {item.summary}",) for item in found))
    else:
        yield Paragraph(("Nach den Antworten ist kein bestimmter Stolperstein zu erwarten.",))


def examples(occasion: Occasion) -> Iterator[Block]:
    """Who has done it, the failed ones included."""
    found = occasion.consultation.examples
    if found:
        yield ListBlock(
            tuple(
                (f"{item.example.title} ({OUTCOME_LABELS[item.example.outcome]}): {item.example.summary}",)
                for item in found
            )
        )
    else:
        yield Paragraph((Gap("vergleichbare Beispiele"),))


def signatures(occasion: Occasion) -> Iterator[Block]:
    """One row to sign for each partner."""
    names: tuple[Text, ...] = tuple((name,) for name in occasion.everybody) or ((Gap("Namen aller Partner"),),)
    rows = tuple((name, (Gap("Ort und Datum"),), (Gap("Unterschrift und Funktion"),)) for name in names)
    yield Table("Wer unterschreibt", ("Partner", "Ort, Datum", "Unterschrift"), rows)


def partners(occasion: Occasion) -> Iterator[Block]:
    """Who takes part, one a row."""
    names: tuple[Text, ...] = tuple((name,) for name in occasion.everybody) or ((Gap("Namen aller Partner"),),)
    yield ListBlock(names)
