"""Which money fits: programme × form × start, the condition that blocks first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kuemmerer.base.dates import MONTHS, german_date
from kuemmerer.base.text import sentence
from kuemmerer.content.kinds import Funding, ProgrammeStatus
from kuemmerer.content.library import Library
from kuemmerer.content.model import Answer
from kuemmerer.navigator.model import Task
from kuemmerer.navigator.setting import Setting


class FundingState(StrEnum):
    """What can be said about a programme for this project, today."""

    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    BLOCKED = "blocked"
    EXPIRED = "expired"


FUNDING_LABELS = {
    FundingState.POSSIBLE: "möglich",
    FundingState.CONDITIONAL: "unter Bedingungen",
    FundingState.BLOCKED: "versperrt",
    FundingState.EXPIRED: "abgelaufen",
}
STOP_SIGN = "Nicht vor der Bewilligung beginnen: Ein Auftrag oder Vertrag davor kostet meist die Förderung."


# How near a programme is to the task; the nearest stands first.
_TASK, _ANY, _TOPIC = range(3)
# So many possible forms stand in the matrix.
MATRIX_FORMS = 4


@dataclass(frozen=True)
class FormState:
    """What can be said about a programme if this form is chosen."""

    form: str | None
    state: FundingState
    because: str


@dataclass(frozen=True)
class FundingOption:
    """A programme, its state for the leading form, and the reason; `by_form` is the row of the matrix, leading form first."""

    funding: Funding
    state: FundingState
    because: str
    stop_sign: str | None
    by_form: tuple[FormState, ...]


def funding_for(
    library: Library, task: Task | None, forms: Sequence[str], setting: Setting
) -> tuple[FundingOption, ...]:
    """Programmes for the task first, then for any cooperation, then for its topic. Expired ones never count as possible.

    `forms` are the possible forms in their order; the first decides the state of a programme.
    """
    if task is None:
        return ()
    matches = [(rank, funding) for funding in library.of(Funding) if (rank := _rank(funding, task)) is not None]
    options = [(rank, _judge(funding, rank, forms, setting)) for rank, funding in matches]
    order = tuple(FundingState)
    options.sort(key=lambda item: (order.index(item[1].state), item[0], item[1].funding.slug))
    return tuple(option for _, option in options)


def _rank(funding: Funding, task: Task) -> int | None:
    """How near a programme is: made for the task, for cooperation as such, or for other tasks of the topic."""
    if funding.programme_status is ProgrammeStatus.NO_PROGRAMME:
        return None
    if task.slug in funding.tasks:
        return _TASK
    if funding.general:
        return _ANY
    # A programme for one single task (a fire engine) says nothing about another, even of the same topic.
    return _TOPIC if task.topic in funding.topics and len(funding.tasks) != 1 else None


def _judge(funding: Funding, rank: int, forms: Sequence[str], setting: Setting) -> FundingOption:
    shown = tuple(forms[:MATRIX_FORMS]) or (None,)
    row = tuple(FormState(form, *_state(funding, rank, form, setting)) for form in shown)
    leading = row[0]
    warned = funding.before_start and leading.state in (FundingState.POSSIBLE, FundingState.CONDITIONAL)
    return FundingOption(funding, leading.state, leading.because, STOP_SIGN if warned else None, row)


def _state(funding: Funding, rank: int, form: str | None, setting: Setting) -> tuple[FundingState, str]:
    ends = funding.valid_until
    if funding.programme_status is ProgrammeStatus.EXPIRED or (ends and ends < setting.today):
        return FundingState.EXPIRED, funding.status_note
    if ends and setting.start and ends < setting.start:
        start = f"{MONTHS[setting.start.month - 1]} {setting.start.year}"
        because = f"Die gelesene Fassung endet am {german_date(ends)}, vor Ihrem Beginn im {start}. Fragen Sie nach einer Nachfolge."
        return FundingState.EXPIRED, because
    if setting.begun and funding.before_start:
        return (
            FundingState.BLOCKED,
            "Das Vorhaben hat schon begonnen. Hier muss der Antrag vor dem Beginn bewilligt sein.",
        )
    eligible = next((entry for entry in funding.eligible_forms if entry.form == form), None)
    if eligible is not None and eligible.value is Answer.NO:
        return FundingState.BLOCKED, sentence(eligible.note or "Diese Form kann keine Zuwendung erhalten.")
    open_points = list(_open_points(funding, rank, form))
    if open_points:
        return FundingState.CONDITIONAL, " ".join(open_points)
    if funding.blocking_conditions:
        return FundingState.POSSIBLE, sentence(f"Das sperrt die Förderung: {funding.blocking_conditions[0]}")
    return FundingState.POSSIBLE, funding.status_note


def _open_points(funding: Funding, rank: int, form: str | None) -> Iterable[str]:
    if rank == _TOPIC and funding.tasks:
        yield "Genannt sind andere Aufgaben desselben Themas: fragen Sie, ob Ihr Vorhaben dazugehört."
    if funding.programme_status is not ProgrammeStatus.OPEN:
        yield funding.status_note
    eligible = next((entry for entry in funding.eligible_forms if entry.form == form), None)
    if eligible is not None and eligible.value is Answer.CONDITIONAL:
        yield sentence(eligible.note or "Für diese Form gelten besondere Bedingungen.")
    elif eligible is None and funding.eligible_forms and form is not None:
        yield "Ob diese Form gefördert wird, ist nicht geregelt gefunden: fragen Sie nach."
