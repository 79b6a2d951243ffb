"""What must hold around the rules: every form has a way past the authority and a way out, every old link a new address."""

from collections.abc import Iterator

from kuemmerer.base.nearest import did_you_mean
from kuemmerer.content.library import Library
from kuemmerer.navigator.model import Rulebook
from kuemmerer.navigator.roles import Role


def check_surroundings(rulebook: Rulebook, library: Library) -> Iterator[str]:
    """All defects of aufsichtswege.yml, rollen.yml, gremien.yml, ausstieg.yml and fruehere-fragen.yml."""
    yield from _every_form(rulebook)
    yield from _known_forms(rulebook)
    yield from _roles(rulebook)
    yield from _former(rulebook)


def _every_form(rulebook: Rulebook) -> Iterator[str]:
    guided = {slug for way in rulebook.oversight for slug in way.forms}
    for form in rulebook.forms:
        if form.slug not in guided:
            yield f"aufsichtswege.yml: Für die Form »{form.slug}« fehlt der Weg bei der Aufsicht."
        if form.slug not in rulebook.exit_of_form:
            yield f"ausstieg.yml: Für die Form »{form.slug}« fehlt der Ausstieg."


def _known_forms(rulebook: Rulebook) -> Iterator[str]:
    named = [(f"Aufsichtsweg {way.id}", slug) for way in rulebook.oversight for slug in way.forms]
    named += [(f"Aufsichtsweg {way.id}", way.steps_of) for way in rulebook.oversight if way.steps_of is not None]
    named += [("ausstieg.yml", item.form) for item in rulebook.exits]
    for place, slug in named:
        if slug not in rulebook.form_by_slug:
            yield f"{place}: Die Form »{slug}« gibt es nicht.{did_you_mean(slug, rulebook.form_by_slug)}"
    if len(rulebook.exit_of_form) != len(rulebook.exits):
        yield "ausstieg.yml: Eine Form steht zweimal da."


def _roles(rulebook: Rulebook) -> Iterator[str]:
    for role in Role:
        if role not in rulebook.role_text:
            yield f"rollen.yml: Die Rolle »{role.value}« fehlt."
        if not any(role in body.roles for body in rulebook.bodies):
            yield f"gremien.yml: Für die Rolle »{role.value}« entscheidet niemand."


def _former(rulebook: Rulebook) -> Iterator[str]:
    for item in rulebook.former.questions:
        place = f"fruehere-fragen.yml, »{item.former}«"
        if item.former in rulebook.question_by_id and item.now != item.former:
            yield f"{place}: Diese Frage gibt es noch. Unter now: muss sie selbst stehen."
        if item.now is None:
            continue
        known = rulebook.option_values.get(item.now)
        if known is None:
            yield f"{place}: Die Frage »{item.now}« gibt es nicht.{did_you_mean(item.now, rulebook.question_by_id)}"
            continue
        for option in item.options.values():
            if option is not None and option not in known:
                yield f"{place}: Die Frage »{item.now}« hat keine Antwort »{option}«.{did_you_mean(option, known)}"
