"""A whole request, read: answers, also those of old links, the partners, and for whom and when somebody asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kuemmerer.base.bad_entry import BadEntry
from kuemmerer.navigator.answers import Answers
from kuemmerer.navigator.former import migrate
from kuemmerer.navigator.intake import BadAnswer, read_answers
from kuemmerer.navigator.model import Rulebook
from kuemmerer.navigator.setting import SETTING_FIELDS, BadSetting, Setting, read_setting
from kuemmerer.navigator.situation import PLACE_FIELDS, BadPlace, Situation, situation_of_query
from kuemmerer.places.gazetteer import Gazetteer


class BadInquiry(BadEntry):
    """Something in the address we cannot use: which parameter, and a German sentence that says what to do."""


@dataclass(frozen=True)
class Inquiry:
    """What the parameters of a page say. `notes` tell what became of former questions."""

    answers: Answers
    situation: Situation
    setting: Setting
    notes: tuple[str, ...]

    @property
    def extra(self) -> list[tuple[str, str]]:
        """Everything but the answers, as query parameters."""
        return [*self.situation.query(), *self.setting.query()]


def inquiry_fields(rulebook: Rulebook) -> tuple[str, ...]:
    """Every parameter an inquiry may have."""
    return (*rulebook.question_by_id, *rulebook.former_by_id, *PLACE_FIELDS, *SETTING_FIELDS)


def read_inquiry(
    rulebook: Rulebook, gazetteer: Gazetteer, pairs: Sequence[tuple[str, str]], today: date, with_places: bool
) -> Inquiry:
    """From the parameters of a page. Raises BadInquiry.

    `with_places` is false while the place form is being corrected: what is typed there is not yet an answer.
    """
    known = {**rulebook.question_by_id, **rulebook.former_by_id}
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if name in known and value:
            given.setdefault(name, []).append(value)
    migrated = migrate(rulebook.former_by_id, given, rulebook.option_values)
    query = dict(reversed(pairs))
    try:
        setting = read_setting(today, *(query.get(name, "").strip() for name in SETTING_FIELDS))
        situation = situation_of_query(gazetteer, pairs if with_places else ())
        answers = read_answers(rulebook, migrated.answers, situation.assumptions)
    except BadAnswer as error:
        raise BadInquiry(error.question, error.message) from None
    except (BadPlace, BadSetting) as error:
        raise BadInquiry(error.field, error.message) from None
    return Inquiry(answers, situation, setting, migrated.notes)
