"""What was compared: all forms with verdict, reasons and rules, and what speaks for and against the chosen one."""

from collections.abc import Iterator

from kuemmerer.base.dates import german_date
from kuemmerer.base.money import german_euro
from kuemmerer.content.model import CONFIDENCE_LABELS
from kuemmerer.documents.model import Block, Gap, ListBlock, Paragraph, Table, Text, cited
from kuemmerer.documents.occasion import Occasion
from kuemmerer.navigator.model import VERDICT_LABELS, Effect, FormResult, Reason, Rule, Verdict

# So many reasons stand beside a form; the rules of all of them stand beside it by name and in the annex in full.
_SHOWN = 3
ALTERNATIVES = "Alle Möglichkeiten im Vergleich"
_IMPORTANCE = (Effect.EXCLUDES, Effect.REQUIRES, Effect.FAVOURS, Effect.DISFAVOURS)


def alternatives(occasion: Occasion) -> Iterator[Block]:
    """Doing nothing, going alone, a contractor, and every form with its verdict and its rules."""
    rows: list[tuple[Text, ...]] = [
        (("Wie bisher (nichts tun)",), ("Vergleich",), (Gap("heutige Kosten und Folgen, wenn nichts geschieht"),), ("keine",)),
        (("Allein, aber besser",), ("Vergleich",), _alone(occasion), ("keine",)),
        (("Vergabe an Dritte",), ("Vergleich",), (Gap("Kosten und Grund der Ablehnung"),), ("keine",)),
    ]  # fmt: skip
    for result in occasion.consultation.evaluation.forms:
        rules = ", ".join(reason.rule.id for reason in result.reasons) or "keine"
        rows.append(((result.form.title,), (VERDICT_LABELS[result.verdict],), _main_reasons(result), (rules,)))
    yield Table(ALTERNATIVES, ("Möglichkeit", "Ergebnis", "Wichtigste Gründe", "Regeln"), tuple(rows))
    yield Paragraph(
        ("Feste Regeln haben so sortiert, keine Punktzahl. Der Wortlaut aller Regeln steht in der Anlage.",),
        is_note=True,
    )


def _alone(occasion: Occasion) -> Text:
    measures = occasion.measures
    if measures is None or not measures.stand_alone:
        return (Gap("Kosten der eigenständigen Erledigung"),)
    names = {partner.id: partner.name for partner in measures.balance.partners}
    costs = ", ".join(f"{names[who]} {german_euro(item.cost)}" for who, item in measures.stand_alone.items())
    return (f"Kosten im Alleingang: {costs}. ", Gap("Grund, warum das nicht genügt"))


def _main_reasons(result: FormResult) -> Text:
    effects = (Effect.EXCLUDES,) if result.verdict is Verdict.EXCLUDED else _IMPORTANCE
    chosen = [reason for effect in effects for reason in _of(result, effect)]
    if result.verdict is Verdict.EXCLUDED:
        chosen = [reason for reason in chosen if not reason.is_open]
    return (" ".join(_sentence(reason) for reason in chosen[:_SHOWN]) or "Keine Regel spricht dafür oder dagegen.",)


def _of(result: FormResult, effect: Effect) -> list[Reason]:
    found = [reason for reason in result.reasons if reason.rule.effect is effect]
    return sorted(found, key=lambda reason: (reason.is_open, -reason.rule.weight))


def _sentence(reason: Reason) -> str:
    return f"{'Noch offen: ' if reason.is_open else ''}{cited(reason.rule.text, reason.rule.norm)}"


def grounds(occasion: Occasion) -> Iterator[Block]:
    """The reasons of the form this paper is about, in groups."""
    result = occasion.form
    if result is None:
        yield Paragraph(("Nach den Antworten ist keine Form möglich. ", Gap("Form der Zusammenarbeit")))
        return
    conditions = [reason for reason in result.reasons if reason.is_open or reason.rule.effect is Effect.REQUIRES]
    groups = [
        ("Das schließt die Form nach den Antworten aus:", _holding(result, Effect.EXCLUDES)),
        ("Das muss noch gelten:", conditions),
        ("Dafür spricht:", _holding(result, Effect.FAVOURS)),
        ("Dagegen spricht:", _holding(result, Effect.DISFAVOURS)),
    ]
    for title, reasons in groups:
        if reasons:
            yield Paragraph((title,))
            yield ListBlock(tuple((f"{_sentence(reason)} Regel {reason.rule.id}.",) for reason in reasons))
    if not result.reasons:
        yield Paragraph(("Keine Regel spricht für oder gegen diese Form.",))


def _holding(result: FormResult, effect: Effect) -> list[Reason]:
    return [reason for reason in _of(result, effect) if not reason.is_open]


def rules(occasion: Occasion) -> Iterator[Block]:
    """Every rule that counted, once, with what it rests on."""
    found: dict[str, Rule] = {}
    for result in occasion.consultation.evaluation.forms:
        for reason in result.reasons:
            found.setdefault(reason.rule.id, reason.rule)
    if not found:
        yield Paragraph(("Keine Regel hat gezählt.",))
        return
    rows = tuple(
        ((rule.id,), (rule.text,), (_basis(rule),), (german_date(rule.checked_on),)) for rule in found.values()
    )
    yield Table("Angewandte Regeln", ("Regel", "Aussage", "Grundlage", "Geprüft am"), rows)


def _basis(rule: Rule) -> str:
    norm = f"{rule.norm}; " if rule.norm else ""
    return f"{norm}{rule.source} ({CONFIDENCE_LABELS[rule.confidence]})"


def ladder(occasion: Occasion) -> Iterator[Block]:
    """How to start light and grow, with the clause to agree on today."""
    form = occasion.form.form.slug if occasion.form else ""
    titles = occasion.rulebook.form_by_slug
    found = [rung for rung in occasion.consultation.ladder if rung.start == form]
    if found:
        yield ListBlock(
            tuple(
                (f"Später möglich: {titles[rung.growth].title}. {rung.trigger} Klausel: „{rung.clause}“",)
                for rung in found
            )
        )
    else:
        yield Paragraph(("Für diese Form ist kein Übergang in eine festere Form vorgemerkt.",))
