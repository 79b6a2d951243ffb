"""INSERTS: what a template can have made from the consultation, by the name it uses in content/dokumentvorlagen/."""

from collections.abc import Mapping

from kuemmerer.documents import about_answers, about_forms, about_money, about_the_way
from kuemmerer.documents.about_the_way import Insert, warnings_about

INSERTS: Mapping[str, Insert] = {
    "alternativen": about_forms.alternatives,
    "begruendung": about_forms.grounds,
    "regeln": about_forms.rules,
    "leiter": about_forms.ladder,
    "antworten": about_answers.answers,
    "klaerungsliste": about_answers.clarify,
    "quellen": about_answers.sources,
    "bestandteile": about_answers.guide_parts,
    "beratungsfolge": about_the_way.bodies,
    "rechtsweg": about_the_way.legal_way,
    "zeitplan": about_the_way.timetable,
    "hinweise-personal": warnings_about("personal"),
    "hinweise-steuer": warnings_about("steuer"),
    "hinweise-vergabe": warnings_about("vergabe", "beihilfe"),
    "hinweise-verfahren": warnings_about("verfahren", "zulaessigkeit", "steuerung", "planung"),
    "hinweise-geld": warnings_about("finanzen", "haftung", "foerderung"),
    "ausstieg": about_the_way.exit_ways,
    "anlaufstellen": about_the_way.contacts,
    "stolpersteine": about_the_way.obstacles,
    "beispiele": about_the_way.examples,
    "unterschriften": about_the_way.signatures,
    "beteiligte": about_the_way.partners,
    "kosten": about_money.costs,
    "foerderung": about_money.funding,
}
