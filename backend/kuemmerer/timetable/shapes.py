"""What a program says about a timetable, with the answers or beside them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kuemmerer.timetable.intake import MAX_COUNCILS, MAX_MEETINGS, check_start
from kuemmerer.timetable.model import Council
from kuemmerer.timetable.wanted import Wanted

Option = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120)]
# The fields of the page under the names they have here.
NAMES = {"weg": "oversight", "gremien": "councils", "sitzung": "meetings", "foerderung": "funding", "stand": "done"}


class MeetingsIn(BaseModel):
    """A deciding body with its known meeting dates."""

    model_config = ConfigDict(extra="forbid")

    council: Name
    dates: Annotated[list[date], Field(min_length=1, max_length=MAX_MEETINGS)]


class PlanIn(BaseModel):
    """A wish for the timetable; what is missing follows from the answers."""

    model_config = ConfigDict(extra="forbid")

    oversight: Literal["keine", "anzeige", "genehmigung", "vorlage", "rechtsakt"] | None = None
    start: date | None = Field(None, description="gewünschter Beginn")
    councils: Annotated[int, Field(strict=True, ge=1, le=MAX_COUNCILS)] | None = Field(
        None, description="Zahl der Gremien"
    )
    meetings: Annotated[list[MeetingsIn], Field(max_length=MAX_COUNCILS)] = Field(default_factory=list)
    funding: bool = Field(False, strict=True, description="wahr, wenn auf eine Bewilligung zu warten ist")
    done: Option | None = Field(None, description="letzter erledigter Schritt")

    def wanted(self, today: date) -> Wanted:
        """The same as a page says it. Raises BadWish."""
        return Wanted(
            way=self.oversight or "",
            start=check_start(self.start, today) if self.start else None,
            councils=self.councils,
            known=tuple(Council(item.council, tuple(sorted(set(item.dates)))) for item in self.meetings),
            with_funding=self.funding,
            done=self.done or "",
        )
