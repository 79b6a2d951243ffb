"""German dates, and how fresh a checked text still is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


def german_date(day: date) -> str:
    """12. März 2026, with non-breaking blanks so that it never falls apart."""
    return f"{day.day}.\u00a0{MONTHS[day.month - 1]}\u00a0{day.year}"


class FreshnessState(StrEnum):
    """Where a text stands between its check and its end."""

    CURRENT = "aktuell"
    DUE = "pruefung-faellig"
    EXPIRED = "abgelaufen"


FRESHNESS_LABELS = {
    FreshnessState.CURRENT: "aktuell",
    FreshnessState.DUE: "Prüfung fällig",
    FreshnessState.EXPIRED: "abgelaufen",
}


@dataclass(frozen=True)
class Freshness:
    """The state of a text on a given day, with the sentence a reader sees."""

    state: FreshnessState
    sentence: str

    @property
    def label(self) -> str:
        """The state in one or two German words."""
        return FRESHNESS_LABELS[self.state]


def freshness(checked_on: date, review_by: date, valid_until: date | None, today: date) -> Freshness:
    """An end date that has passed outweighs a due check; a due check outweighs everything else."""
    if valid_until is not None and valid_until < today:
        return Freshness(FreshnessState.EXPIRED, f"Abgelaufen am {german_date(valid_until)}.")
    if review_by < today:
        sentence = f"Zuletzt geprüft am {german_date(checked_on)}, Prüfung fällig seit {german_date(review_by)}."
        return Freshness(FreshnessState.DUE, sentence)
    sentence = f"Geprüft am {german_date(checked_on)}."
    if valid_until is not None:
        sentence += f" Gilt bis {german_date(valid_until)}."
    return Freshness(FreshnessState.CURRENT, sentence)
