"""What stands in content/navigator/zeitplan.yml: the typed form of the file."""

from datetime import date

from pydantic import Field, model_validator

from kuemmerer.content.model import Confidence, Fact, Line, Nature, Paragraph, Slug
from kuemmerer.content.oversight import Oversight
from kuemmerer.timetable.model import Kind


class DaysFile(Fact):
    """A duration in calendar days."""

    min: int = Field(ge=0, le=1500)
    max: int = Field(ge=0, le=1500)

    @model_validator(mode="after")
    def _in_order(self) -> "DaysFile":
        if self.max < self.min:
            raise ValueError("max muss mindestens so groß wie min sein")
        return self


class SharedStepFile(Fact):
    """A step that several forms have; its name is the key it stands under."""

    title: Line
    who: Line
    kind: Kind
    days: DaysFile
    nature: Nature = Nature.ESTIMATE
    norm: Line | None = None
    source: Line | None = None
    confidence: Confidence = Confidence.ESTIMATE
    note: Paragraph | None = None
    stop: Line | None = None
    ways: tuple[Oversight, ...] = ()
    commits: bool = False

    @model_validator(mode="after")
    def _law_needs_a_norm(self) -> "SharedStepFile":
        if self.nature is Nature.LAW and self.norm is None:
            raise ValueError("eine gesetzliche Dauer braucht eine Norm (norm:)")
        return self


class StepFile(SharedStepFile):
    """A step of one form."""

    id: Slug


class ProcedureFile(Fact):
    """The way of one form; a bare word stands for a shared step."""

    form: Slug
    steps: tuple[Slug | StepFile, ...] = Field(min_length=2)


class TimetableFile(Fact):
    """zeitplan.yml"""

    source: Line
    checked_on: date
    days_per_further_council: int = Field(ge=0, le=60)
    common: dict[Slug, SharedStepFile]
    funding: tuple[StepFile, ...] = Field(min_length=1)
    procedures: tuple[ProcedureFile, ...]
