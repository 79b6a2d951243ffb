"""How the supervising authority takes part in a founding: nothing, notice, approval, submission, or only a law helps."""

from enum import StrEnum


class Oversight(StrEnum):
    """The ways past the authority; the values stand in addresses, in files and in the API."""

    NONE = "keine"
    NOTICE = "anzeige"
    APPROVAL = "genehmigung"
    SUBMISSION = "vorlage"
    BY_LAW = "rechtsakt"


OVERSIGHT_LABELS = {
    Oversight.NONE: "keine Anzeige und keine Genehmigung",
    Oversight.NOTICE: "Anzeige bei der Rechtsaufsicht",
    Oversight.APPROVAL: "Genehmigung durch die Rechtsaufsicht",
    Oversight.SUBMISSION: "Vorlage bei der Rechtsaufsicht, sechs Wochen vor Vollzug",
    Oversight.BY_LAW: "Gesetz oder Verordnung des Staates",
}
