"""The letter to the adviser: the open questions of tax, procurement, state aid and staff, ready to copy, gaps visible."""

from collections.abc import Sequence

from kuemmerer.base.dates import MONTHS, german_date
from kuemmerer.navigator.model import ActiveWarning, Form, Rulebook, Task
from kuemmerer.navigator.setting import Setting

# The areas an adviser answers for, in the order of the letter.
AREAS = {
    "steuer": "Steuern",
    "vergabe": "Vergaberecht",
    "beihilfe": "Beihilferecht",
    "personal": "Personal",
}
MAX_FORMS = 3
# What is asked where a warning names no question of its own.
_OPEN_QUESTION = "Was folgt daraus für unser Vorhaben?"


def adviser_letter(
    rulebook: Rulebook,
    task: Task | None,
    possible: Sequence[Form],
    warnings: Sequence[ActiveWarning],
    names: Sequence[str],
    setting: Setting,
) -> str | None:
    """Plain text in German, or None if no warning asks an adviser anything. What we do not know is »[bitte ergänzen: …]«."""
    parts = [_part(number, title, found) for number, (title, found) in enumerate(_by_area(warnings), 1)]
    if not parts:
        return None
    words = rulebook.role_text.get(setting.role)
    forms = ", ".join(form.title for form in possible[:MAX_FORMS])
    subject = f"{task.title} in kommunaler Zusammenarbeit" if task else "Kommunale Zusammenarbeit"
    return "\n".join(
        [
            _gap("Name und Anschrift der Gemeinde"),
            "",
            f"An {_gap('Name der Beratung')}",
            "",
            f"Betreff: {subject}, Bitte um Prüfung vor dem Beschluss",
            "",
            "Sehr geehrte Damen und Herren,",
            "",
            f"{words.signature if words else ''} Bitte prüfen Sie die folgenden Fragen, bevor die Gremien beschließen.".strip(),
            "",
            f"Aufgabe: {task.title if task else _gap('Aufgabe')}",
            f"Beteiligte: {', '.join(names) if names else _gap('alle Partner')}",
            f"Formen, die in Frage kommen: {forms or _gap('Form')}",
            f"Geplanter Beginn: {_start(setting)}",
            f"Wer leistet was an wen, und gegen welches Geld: {_gap('Leistungen, Empfänger und Beträge im Jahr')}",
            "",
            *"\n\n".join(parts).split("\n"),
            "",
            f"Wir brauchen Ihre Antwort bis {_gap('Datum der Sitzung weniger zwei Wochen')}.",
            "",
            "Mit freundlichen Grüßen",
            _gap("Name und Funktion"),
            "",
            f"Erstellt mit Kümmerer am {german_date(setting.today)}. Die Fragen sind Hinweise, keine Rechtsberatung.".replace(
                "\u00a0", " "
            ),
        ]
    )


def _by_area(warnings: Sequence[ActiveWarning]) -> list[tuple[str, list[ActiveWarning]]]:
    found = [(title, [item for item in warnings if item.warning.area == area]) for area, title in AREAS.items()]
    return [(title, items) for title, items in found if items]


def _part(number: int, title: str, items: Sequence[ActiveWarning]) -> str:
    lines = [f"{number}. {title}"]
    for item in items:
        warning = item.warning
        norm = f" ({warning.norm})" if warning.norm else ""
        lines.append(f"{warning.title}{norm}")
        lines.extend(f"   - {question}" for question in warning.questions or (_OPEN_QUESTION,))
    return "\n".join(lines)


def _start(setting: Setting) -> str:
    if setting.start is None:
        return _gap("Monat und Jahr")
    when = f"{MONTHS[setting.start.month - 1]} {setting.start.year}"
    return f"{when}, schon begonnen" if setting.begun else when


def _gap(what: str) -> str:
    return f"[bitte ergänzen: {what}]"
