"""The ways out of all forms that are still possible, in the order of the result."""

from collections.abc import Iterable
from dataclasses import dataclass

from kuemmerer.content.kinds import Instrument
from kuemmerer.content.library import Library
from kuemmerer.content.model import Statement
from kuemmerer.navigator.exits import FormExit
from kuemmerer.navigator.model import Form, Rulebook


@dataclass(frozen=True)
class ExitPreview:
    """In short what the instrument says about leaving, and the six aspects in detail."""

    form: Form
    summary: Statement
    detail: FormExit


def exit_previews(rulebook: Rulebook, library: Library, possible: Iterable[Form]) -> tuple[ExitPreview, ...]:
    """One preview per possible form that has one."""
    previews = []
    for form in possible:
        instrument = library.find(Instrument, form.slug)
        detail = rulebook.exit_of_form.get(form.slug)
        if instrument is not None and detail is not None:
            previews.append(ExitPreview(form, instrument.exit, detail))
    return tuple(previews)
