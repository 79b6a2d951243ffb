"""The supervisory authority as far as the kinds of partners alone tell it (without chosen municipalities)."""

from kuemmerer.navigator.answers import Answers
from kuemmerer.navigator.consult import Authority

NORM = "Art. 52 KommZG"
SOURCE = "https://landkreis-schweinfurt.de/landratsamt/serviceleistungen-informationen/details/detail/kommunen-rechtsaufsicht-316"
_STATE = {"bezirk", "staat", "ausserhalb"}
_DISTRICT = {"landkreis", "kreisfreie-stadt"}


def authority_by_levels(answers: Answers) -> Authority:
    """Ministry, Regierung or Landratsamt, from the answer to »Wer soll Partner sein?«."""
    levels = set(answers.known("ebenen") or ())
    if levels & _STATE:
        return Authority(
            "Bayerisches Innenministerium", "stmi-kommunale-zusammenarbeit",
            "Ein Bezirk, der Freistaat, der Bund oder eine Kommune außerhalb Bayerns ist beteiligt.", NORM, SOURCE, "sicher",
        )  # fmt: skip
    if levels & _DISTRICT:
        return Authority(
            "Regierung Ihres Regierungsbezirks", "regierung-oberbayern",
            "Ein Landkreis oder eine kreisfreie Stadt ist beteiligt.", NORM, SOURCE, "sicher",
        )  # fmt: skip
    because = (
        "Nur kreisangehörige Gemeinden sind beteiligt. Liegen sie in mehreren Landkreisen, klären Sie, welches Landratsamt entscheidet."
        if levels
        else "Das gilt, solange nur kreisangehörige Gemeinden beteiligt sind."
    )
    return Authority("Landratsamt", "landratsaemter-rechtsaufsicht", because, NORM, SOURCE, "sicher" if levels else "pruefen")
