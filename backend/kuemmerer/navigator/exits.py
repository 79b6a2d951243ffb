"""What happens when a municipality wants to leave in the fourth year: per form, in six aspects."""

from collections.abc import Iterator
from datetime import date

from kuemmerer.content.model import Fact, Slug, Statement

ASPECT_LABELS = {
    "notice": "Frist",
    "majority": "Mehrheit",
    "approval": "Genehmigung",
    "assets": "Vermögen",
    "staff": "Personal",
    "money": "Geld",
}


class FormExit(Fact):
    """The way out of one form; the answer in one sentence stands in the instrument's own file (`exit`)."""

    form: Slug
    notice: Statement
    majority: Statement
    approval: Statement
    assets: Statement
    staff: Statement
    money: Statement

    @property
    def aspects(self) -> Iterator[tuple[str, Statement]]:
        """Label and statement of each aspect, in a fixed order."""
        return ((label, getattr(self, name)) for name, label in ASPECT_LABELS.items())


class ExitsFile(Fact):
    """ausstieg.yml"""

    checked_on: date
    exits: tuple[FormExit, ...]
