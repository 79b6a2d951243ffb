"""German words for the values of the typed fields. English for the machine, German for people; the two meet here."""

from kuemmerer.content.kinds import InstitutionType, Outcome, ProgrammeStatus, Role
from kuemmerer.content.model import CONFIDENCE_LABELS, Answer, Confidence

ANSWER_LABELS = {Answer.YES: "Ja", Answer.NO: "Nein", Answer.CONDITIONAL: "Bedingt"}
CONFIDENCE_SENTENCES = {
    Confidence.SURE: "Die tragenden Aussagen sind belegt.",
    Confidence.TO_CHECK: "Wichtige Aussagen sind noch am amtlichen Text zu prüfen.",
    Confidence.ESTIMATE: "Die Seite beruht vor allem auf Erfahrung und Einschätzung.",
}
ROLE_LABELS = {
    Role.CONTRACT: "Vertrag oder Absprache",
    Role.BODY: "Eigene Organisation",
    Role.APPLICATION: "Anwendungsfall",
    Role.FRAME: "Förderkulisse",
}
PROGRAMME_LABELS = {
    ProgrammeStatus.OPEN: "offen",
    ProgrammeStatus.PROBABLY_OPEN: "wahrscheinlich offen",
    ProgrammeStatus.ENDING: "läuft aus",
    ProgrammeStatus.UNKNOWN: "Stand unbekannt",
    ProgrammeStatus.EXPIRED: "abgelaufen",
    ProgrammeStatus.NO_PROGRAMME: "kein Förderprogramm",
}
INSTITUTION_LABELS = {
    InstitutionType.AUTHORITY: "Aufsicht und Genehmigung",
    InstitutionType.STATE: "Staatliche Stellen",
    InstitutionType.REGIONAL: "Regionale Institutionen",
    InstitutionType.ASSOCIATION: "Kommunale Verbände",
    InstitutionType.SPECIALIST: "Fachstellen",
    InstitutionType.FUNDER: "Förderstellen",
    InstitutionType.PARTNER: "Partner für die Umsetzung",
}
INSTITUTION_WORDS = {
    InstitutionType.AUTHORITY: "Aufsicht und Genehmigung",
    InstitutionType.STATE: "Staatliche Stelle",
    InstitutionType.REGIONAL: "Regionale Institution",
    InstitutionType.ASSOCIATION: "Kommunaler Verband",
    InstitutionType.SPECIALIST: "Fachstelle",
    InstitutionType.FUNDER: "Förderstelle",
    InstitutionType.PARTNER: "Partner für die Umsetzung",
}
OUTCOME_LABELS = {
    Outcome.RUNNING: "läuft",
    Outcome.PLANNED: "geplant",
    Outcome.ENDED: "beendet",
    Outcome.FAILED: "gescheitert",
}
CATEGORY_LABELS = {"schluessel": "Schlüssel zum Verteilen", "verfahren": "Verfahren zum Prüfen der Fairness"}


def said(value: Answer | None, text: str) -> tuple[str, str]:
    """The one word of an answer, and the rest of its sentence, so that no reader gets »Ja: Ja, …«.

    >>> said(Answer.YES, "Ja, eigene Beschäftigte.")
    ('Ja', ', eigene Beschäftigte.')
    >>> said(Answer.CONDITIONAL, "Nur nach Vereinbarung.")
    ('Bedingt.', ' Nur nach Vereinbarung.')
    """
    if value is None:
        return "", text
    word = ANSWER_LABELS[value]
    if text.startswith(word) and not text[len(word) : len(word) + 1].isalpha():
        return word, text[len(word) :]
    return f"{word}.", f" {text}"


def label(value: Answer | Confidence) -> str:
    """The German word for an answer or a grade of confidence, for templates."""
    return ANSWER_LABELS[value] if isinstance(value, Answer) else CONFIDENCE_LABELS[value]
