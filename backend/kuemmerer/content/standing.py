"""Where a funding programme stands on a given day: its dates outweigh the word in its header."""

from datetime import date

from kuemmerer.content.kinds import Funding, ProgrammeStatus


def standing(funding: Funding, today: date) -> ProgrammeStatus:
    """The status a reader must see on this day; past its end a programme is expired, whatever its header says."""
    if funding.valid_until is not None and funding.valid_until < today:
        return ProgrammeStatus.EXPIRED
    return funding.programme_status


# Green, amber, red; what is no programme or unknown has no colour.
STANDING_TONES = {
    ProgrammeStatus.OPEN: "success",
    ProgrammeStatus.PROBABLY_OPEN: "success",
    ProgrammeStatus.ENDING: "warning",
    ProgrammeStatus.UNKNOWN: "warning",
    ProgrammeStatus.EXPIRED: "danger",
    ProgrammeStatus.NO_PROGRAMME: "info",
}
