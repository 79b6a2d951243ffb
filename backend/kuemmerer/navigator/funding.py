"""Which money fits: programme by leading form and day, the condition that blocks first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kuemmerer.content.kinds import Funding, ProgrammeStatus
from kuemmerer.content.library import Library
from kuemmerer.content.model import Answer
from kuemmerer.navigator.model import Task


class FundingState(StrEnum):
    """What can be said about a programme for this project, today."""

    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    BLOCKED = "blocked"
    EXPIRED = "expired"


FUNDING_LABELS = {
    FundingState.POSSIBLE: "möglich",
    FundingState.CONDITIONAL: "unter Bedingungen",
    FundingState.BLOCKED: "für diese Form versperrt",
    FundingState.EXPIRED: "abgelaufen",
}
STOP_SIGN = "Nicht vor der Bewilligung beginnen: Ein Auftrag oder Vertrag davor kostet meist die Förderung."


@dataclass(frozen=True)
class FundingOption:
    """A programme, its state for this project, and the reason, blocking condition first."""

    funding: Funding
    state: FundingState
    because: str
    stop_sign: str | None


def funding_for(library: Library, task: Task | None, form: str | None, today: date) -> tuple[FundingOption, ...]:
    """Programmes for the task first, then for its topic, then for any cooperation. Expired ones never count as possible."""
    if task is None:
        return ()
    matches = [(rank, funding) for funding in library.of(Funding) if (rank := _rank(funding, task)) is not None]
    options = [(rank, _judge(funding, form, today)) for rank, funding in matches]
    order = tuple(FundingState)
    options.sort(key=lambda item: (order.index(item[1].state), item[0], item[1].funding.slug))
    return tuple(option for _, option in options)


def _rank(funding: Funding, task: Task) -> int | None:
    """How near a programme is: made for the task, for its topic, or for cooperation as such."""
    if funding.programme_status is ProgrammeStatus.NO_PROGRAMME:
        return None
    if task.slug in funding.tasks:
        return 0
    if task.topic in funding.topics:
        return 1
    return 2 if funding.general else None


def _judge(funding: Funding, form: str | None, today: date) -> FundingOption:
    state, because = _state(funding, form, today)
    warned = funding.before_start and state in (FundingState.POSSIBLE, FundingState.CONDITIONAL)
    return FundingOption(funding, state, because, STOP_SIGN if warned else None)


def _state(funding: Funding, form: str | None, today: date) -> tuple[FundingState, str]:
    if funding.programme_status is ProgrammeStatus.EXPIRED or (funding.valid_until and funding.valid_until < today):
        return FundingState.EXPIRED, funding.status_note
    eligible = next((entry for entry in funding.eligible_forms if entry.form == form), None)
    if eligible is not None and eligible.value is Answer.NO:
        return FundingState.BLOCKED, eligible.note or "Diese Form kann keine Zuwendung erhalten."
    open_points = list(_open_points(funding, form))
    if open_points:
        return FundingState.CONDITIONAL, " ".join(open_points)
    return FundingState.POSSIBLE, funding.blocking_conditions[0] if funding.blocking_conditions else funding.status_note


def _open_points(funding: Funding, form: str | None) -> Iterable[str]:
    if funding.programme_status is not ProgrammeStatus.OPEN:
        yield funding.status_note
    eligible = next((entry for entry in funding.eligible_forms if entry.form == form), None)
    if eligible is not None and eligible.value is Answer.CONDITIONAL:
        yield eligible.note or "Für diese Form gelten besondere Bedingungen."
    elif eligible is None and funding.eligible_forms and form is not None:
        yield "Ob diese Form gefördert wird, ist nicht geregelt gefunden: fragen Sie nach."
