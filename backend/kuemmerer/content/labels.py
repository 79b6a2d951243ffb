"""German words for the values of the typed fields. English for the machine, German for people; the two meet here."""

from enum import StrEnum

from kuemmerer.content.kinds import InstitutionType, Outcome, ProgrammeStatus, Role
from kuemmerer.content.model import CONFIDENCE_LABELS, NATURE_LABELS, Answer, Confidence

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
OUTCOME_LABELS = {
    Outcome.RUNNING: "läuft",
    Outcome.PLANNED: "geplant",
    Outcome.ENDED: "beendet",
    Outcome.FAILED: "gescheitert",
}
CATEGORY_LABELS = {"schluessel": "Schlüssel zum Verteilen", "verfahren": "Verfahren zum Prüfen der Fairness"}

_LABELS: dict[StrEnum, str] = {
    **ANSWER_LABELS, **CONFIDENCE_LABELS, **NATURE_LABELS, **ROLE_LABELS, **PROGRAMME_LABELS, **INSTITUTION_LABELS,
    **OUTCOME_LABELS,
}  # fmt: skip


def label(value: StrEnum) -> str:
    """The German word for a value of one of our enumerations."""
    return _LABELS[value]
