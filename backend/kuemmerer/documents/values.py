"""What conditions of templates can ask beyond the navigator's questions: the form, the authority's way, what is at hand."""

from collections.abc import Collection, Mapping

from kuemmerer.content.oversight import Oversight
from kuemmerer.documents.occasion import Occasion
from kuemmerer.navigator.conditions import Values
from kuemmerer.navigator.evaluate import effective_values
from kuemmerer.navigator.model import Rulebook, Verdict

FORM, WAY, STANDING, BALANCE, ROLE = "form", "aufsichtsweg", "urteil", "rechnung", "rolle"
_VERDICTS = {Verdict.FITS: "passt", Verdict.FITS_IF: "passt-wenn", Verdict.EXCLUDED: "ausgeschlossen"}


def special_questions(rulebook: Rulebook) -> Mapping[str, Collection[str]]:
    """The further names a condition may use, each with its values."""
    return {
        FORM: tuple(rulebook.form_by_slug),
        WAY: tuple(way.value for way in Oversight),
        STANDING: tuple(_VERDICTS.values()),
        BALANCE: ("ja", "nein"),
        ROLE: tuple(text.role.value for text in rulebook.roles),
    }


def values_of(occasion: Occasion) -> Values:
    """The answers and the further values; None where something is not known."""
    consultation, form = occasion.consultation, occasion.form
    found = consultation.oversight.get(form.form.slug) if form else None
    return {
        **effective_values(occasion.rulebook, consultation.answers),
        FORM: (form.form.slug,) if form else None,
        WAY: (found.rule.way.value,) if found and not found.is_open else None,
        STANDING: (_VERDICTS[form.verdict],) if form else None,
        BALANCE: ("ja",) if occasion.measures else ("nein",),
        ROLE: (consultation.setting.role.value,),
    }
