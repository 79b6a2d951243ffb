"""What a paper is made from: the consultation, the timetable, the balance, and what somebody typed."""

from collections.abc import Mapping
from dataclasses import dataclass

from kuemmerer.balance.measures import Measures
from kuemmerer.content.kinds import DocumentGuide, Instrument
from kuemmerer.content.library import Library
from kuemmerer.documents.templates import Paper, Papers
from kuemmerer.navigator.consult import Consultation
from kuemmerer.navigator.model import FormResult, Rulebook
from kuemmerer.timetable.model import Timetable


@dataclass(frozen=True)
class Occasion:
    """Everything a paper can say. `own` is for whom this copy is made; `everybody` are all partners in a fixed order.

    `form` is the form the paper is about: the one of the paper, the chosen one, or the leading one; None if none is possible.
    """

    rulebook: Rulebook
    library: Library
    papers: Papers
    paper: Paper
    consultation: Consultation
    form: FormResult | None
    timetable: Timetable | None
    measures: Measures | None
    own: str | None
    everybody: tuple[str, ...]
    fields: Mapping[str, str]
    version: str

    @property
    def instrument(self) -> Instrument | None:
        """The article about the form."""
        return self.library.find(Instrument, self.form.form.slug) if self.form else None

    @property
    def guide(self) -> DocumentGuide | None:
        """The article about the document."""
        return self.library.find(DocumentGuide, self.paper.template)
