"""The reference figures a key can ask for: name, words, unit and where a treasurer finds them."""

from collections.abc import Sequence
from fractions import Fraction

from kuemmerer.balance.model import Figure, Partner

# Art. 18 Abs. 3 BayFAG: Steuerkraftzahlen plus 80 % der Schlüsselzuweisungen des Vorjahres.
SHARE_OF_GRANTS = Fraction(80, 100)

FIGURES = {
    figure.name: figure
    for figure in (
        Figure("einwohner", "Einwohner", "Einwohner", "fortgeschriebene Zahl, in der VG zum 30. Juni des Vorjahres"),
        Figure("umlagekraft", "Umlagegrundlagen", "€", "Bescheid des Landesamts für Statistik", is_money=True),
        Figure("steuerkraft", "Steuerkraftzahlen", "€", "Bescheid des Landesamts für Statistik", is_money=True),
        Figure("schluesselzuweisungen", "Schlüsselzuweisungen des Vorjahres", "€", "Bescheid des Vorjahres", is_money=True),
        Figure("nutzung", "Nutzung", "Einheiten", "eigene Zählung: Fälle, Stunden oder Kubikmeter"),
        Figure("stunden", "Stunden", "Stunden", "Einsatzplan"),
        Figure("faelle", "Fälle", "Fälle", "eigene Zählung"),
        Figure("flaeche", "Fläche", "ha", "Kataster"),
        Figure("schueler", "Schüler", "Schüler", "Stichtag 1. Oktober"),
        Figure("einwohnerwert", "Einwohnerwerte", "EW", "wasserrechtlich zugesagte Werte"),
        Figure("investition", "Investitionsanteil", "€", "Anlagenbuchhaltung", is_money=True),
        Figure("vorteil", "Vorteilspunkte", "Punkte", "gemeinsamer Bewertungskatalog"),
        Figure("alternativkosten", "Kosten im Alleingang", "€", "Schätzung je Gemeinde", is_money=True),
        Figure("boden", "Wert der Einlage", "€", "Bewertung zum selben Stichtag", is_money=True),
        Figure("oekopunkte", "Ökopunkte", "Punkte", "fachliche Bewertung"),
        Figure("eigenanteil", "Schon eingenommen", "€", "Kasse der Standortgemeinde", is_money=True),
        Figure("kreisumlage", "Bemessungsgrundlage des Beitrags", "€", "in Nienburg: Kreisumlage des Vorvorjahres", is_money=True),
        Figure("anspruch", "Beantragter Betrag", "€", "Anträge an den Fonds", is_money=True),
    )
}  # fmt: skip


def levy_base_of(partner: Partner) -> Fraction | None:
    """The Umlagegrundlagen: as given, or out of Steuerkraftzahlen and Schlüsselzuweisungen; None if not known."""
    given = partner.figures.get("umlagekraft")
    if given is not None:
        return given
    tax, grants = partner.figures.get("steuerkraft"), partner.figures.get("schluesselzuweisungen")
    return tax + SHARE_OF_GRANTS * grants if tax is not None and grants is not None else None


def figure_of(partner: Partner, name: str) -> Fraction | None:
    """A figure of a partner, computed where a rule says how; None if it is not known."""
    return levy_base_of(partner) if name == "umlagekraft" else partner.figures.get(name)


def unknown_for(partners: Sequence[Partner], name: str) -> tuple[Partner, ...]:
    """The partners whose figure is not known."""
    return tuple(partner for partner in partners if figure_of(partner, name) is None)
