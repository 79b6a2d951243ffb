"""The criteria by which forms are compared, in a clerk's words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Property:
    """A typed statement of an instrument: `field` is its name in the header."""

    field: str
    label: str


@dataclass(frozen=True)
class Rated:
    """A criterion of the decision matrix: `key` is its name in `grades`, `help` says what a high grade means."""

    key: str
    label: str
    help: str


PROPERTIES: tuple[Property, ...] = (
    Property("legal_personality", "Eigene Rechtsperson?"),
    Property("min_partners", "Wie viele Partner mindestens?"),
    Property("members", "Wer kann mitmachen?"),
    Property("private_partners", "Private Partner möglich?"),
    Property("district_partner", "Landkreis als Partner möglich?"),
    Property("transfer_tasks", "Geht die Aufgabe über?"),
    Property("transfer_powers", "Darf sie Bescheide erlassen?"),
    Property("transfer_bylaws", "Darf sie Satzungen und Gebühren erlassen?"),
    Property("staff", "Eigenes Personal?"),
    Property("civil_servants", "Eigene Beamtinnen und Beamte?"),
    Property("organs", "Wer entscheidet?"),
    Property("financing", "Wie wird sie bezahlt?"),
    Property("liability", "Wer haftet?"),
    Property("supervisory_authority", "Wer beaufsichtigt oder genehmigt?"),
    Property("exit", "Wie kommen wir wieder heraus?"),
)

RATED: tuple[Rated, ...] = (
    Rated("K1", "Verbindlichkeit", "Wie fest sind die Partner gebunden?"),
    Rated("K2", "Bescheide und Hoheitsrechte", "Können Befugnisse gegenüber Bürgern übergehen?"),
    Rated("K3", "Satzungen und Gebühren", "Kann die gemeinsame Stelle eigene Regeln und Gebühren festsetzen?"),
    Rated("K4", "Eigene Rechtsperson", "Kann sie selbst Verträge schließen und klagen?"),
    Rated("K5", "Eigenes Personal", "Kann sie selbst Beschäftigte einstellen?"),
    Rated("K6", "Eigene Beamte", "Kann sie selbst Beamtinnen und Beamte ernennen?"),
    Rated("K7", "Eigenes Vermögen", "Können ihr Grundstücke und Anlagen gehören?"),
    Rated("K8", "Bauen und finanzieren", "Kann sie investieren und Kredite aufnehmen?"),
    Rated("K9", "Schutz vor Haftung", "Bleibt das Risiko der einzelnen Gemeinde begrenzt?"),
    Rated("K10", "Private beteiligen", "Können Unternehmen oder Bürger mitmachen?"),
    Rated("K11", "Landkreis und andere Ebenen", "Können Landkreis, Bezirk oder Land dabei sein?"),
    Rated("K12", "Für begrenzte Zeit", "Eignet sie sich für ein Projekt mit Ende?"),
    Rated("K13", "Für dauerhafte Aufgaben", "Trägt sie eine Aufgabe über Jahrzehnte?"),
    Rated("K14", "Wieder auflösbar", "Kommen die Partner ohne großen Schaden wieder heraus?"),
    Rated("K15", "Leicht zu gründen", "Ist der Aufwand für Gründung und Genehmigung gering?"),
    Rated("K16", "Schnell am Start", "Kann die Zusammenarbeit bald beginnen?"),
    Rated("K17", "Einfluss der einzelnen Gemeinde", "Wie viel kann eine Gemeinde selbst bestimmen?"),
    Rated("K18", "Kontrolle durch die Räte", "Wie durchsichtig ist sie, wie gut ist sie demokratisch kontrolliert?"),
    Rated("K19", "Wirtschaftlich tätig sein", "Kann sie Leistungen am Markt anbieten?"),
    Rated("K20", "Mehr als zehn Partner", "Bleibt sie mit vielen Partnern handlungsfähig?"),
    Rated("K21", "Ohne gemeinsame Grenze", "Geht es auch, wenn die Gemeinden keine Nachbarn sind?"),
    Rated("K22", "Ausgleich von Lasten und Nutzen", "Ist ein fairer Ausgleich schon eingebaut?"),
)

GRADE_WORDS = {0: "leistet sie nicht", 1: "schwach", 2: "gut", 3: "Kernstärke"}
EXCLUDED = "rechtlich ausgeschlossen"
UNRATED = "hängt vom Träger ab"
