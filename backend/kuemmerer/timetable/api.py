"""/api/v1/navigator/timetable: the timetable for programs."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kuemmerer.content.oversight import Oversight
from kuemmerer.navigator.evaluate import effective_values
from kuemmerer.navigator.former import migrate
from kuemmerer.navigator.intake import BadAnswer, read_answers
from kuemmerer.navigator.oversight import oversight_of
from kuemmerer.timetable.compute import compute
from kuemmerer.timetable.intake import BadWish, read_done, read_form, usual_count
from kuemmerer.timetable.model import Row, Timetable
from kuemmerer.timetable.plan import plan_steps
from kuemmerer.timetable.shapes import NAMES, Option, PlanIn
from kuemmerer.timetable.wanted import make_wish
from kuemmerer.web.context import SnapshotDep, TodayDep
from kuemmerer.web.errors import unusable
from kuemmerer.web.json_api import api_router

router = api_router("navigator")


class TimetableIn(PlanIn):
    """A form and a wish; the way past the authority follows from the answers unless it is named."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"form": "zweckvereinbarung", "oversight": "anzeige", "councils": 3}]}
    )

    form: Option = Field(description="Kennung der Organisationsform")
    answers: dict[
        Annotated[str, StringConstraints(max_length=80)], Option | Annotated[list[Option], Field(max_length=20)]
    ] = Field(default_factory=dict, max_length=60, description="Antworten wie bei evaluate; entscheiden über den Weg")


class SittingOut(BaseModel):
    """The last meeting at which a council can decide in time."""

    council: str
    date: date


class PlanStepOut(BaseModel):
    """A step of the plan. `finish` is the safe day, None if it can no longer be kept; `latest` the last conceivable one."""

    id: str
    title: str
    who: str
    kind: Literal["arbeit", "sitzung", "frist", "ereignis"]
    days_min: int
    days_max: int
    begin: date | None
    finish: date | None
    latest: date
    sittings: list[SittingOut]
    nature: str
    norm: str | None
    source: str
    checked_on: date
    confidence: str
    note: str | None
    stop_sign: str | None


class TimetableOut(BaseModel):
    """The plan. `reach` says whether the wished start can be met; `start` is the day the plan leads to."""

    content_version: str
    form: str
    oversight: Literal["keine", "anzeige", "genehmigung", "vorlage", "rechtsakt"]
    oversight_open: bool = Field(description="wahr, wenn offene Antworten den Weg noch ändern können")
    wished: date | None
    reach: Literal["sicher", "knapp", "nicht"] | None
    earliest: date = Field(description="frühester Beginn, wenn alles schnell geht")
    reliable: date = Field(description="Beginn, auf den man sich verlassen kann")
    start: date
    steps: list[PlanStepOut]
    stop_signs: list[str]
    notes: list[str]


@router.post("/navigator/timetable", summary="Zeitplan rückwärts rechnen")
def compute_timetable(snapshot: SnapshotDep, today: TodayDep, body: TimetableIn) -> TimetableOut:
    """Schritte mit spätesten Tagen vom gewünschten Beginn zurück, oder der früheste Beginn, wenn er nicht zu halten ist."""
    rulebook, procedures = snapshot.rulebook, snapshot.procedures
    given = {name: value if isinstance(value, list) else [value] for name, value in body.answers.items()}
    migrated = migrate(rulebook.former_by_id, given, rulebook.option_values)
    try:
        answers = read_answers(rulebook, migrated.answers)
        form = read_form(procedures, body.form)
        found = oversight_of(rulebook, form, effective_values(rulebook, answers))
        derived = found.rule.way if found else Oversight.NONE
        usual = usual_count(0, next(iter(answers.known("partner") or ()), None))
        wish = make_wish(procedures, form, derived, body.wanted(today), usual, today, None)
        done = read_done(body.done or "", [planned.step.id for planned in plan_steps(procedures, wish)])
    except BadAnswer as error:
        raise unusable(f"answers.{error.question}", error.message) from None
    except BadWish as error:
        raise unusable(NAMES.get(error.field, error.field), error.message) from None
    is_open = body.oversight is None and found is not None and found.is_open
    return _out(compute(procedures, replace(wish, done=done)), snapshot.version, is_open)


def _out(timetable: Timetable, version: str, is_open: bool) -> TimetableOut:
    return TimetableOut(
        content_version=version,
        form=timetable.wish.form,
        oversight=timetable.wish.way.value,
        oversight_open=is_open,
        wished=timetable.wish.start,
        reach=timetable.reach.value if timetable.reach else None,
        earliest=timetable.earliest,
        reliable=timetable.reliable,
        start=timetable.start,
        steps=[_step(row, timetable.wish.today) for row in timetable.rows],
        stop_signs=[sentence for _, sentence in timetable.stop_signs],
        notes=list(timetable.notes),
    )


def _step(row: Row, today: date) -> PlanStepOut:
    step = row.step
    safe = row.safe_day(today)
    return PlanStepOut(
        id=step.id, title=step.title, who=step.who, kind=step.kind.value, days_min=step.days.min, days_max=step.days.max,
        begin=row.begin if safe else None, finish=safe, latest=row.latest,
        sittings=[SittingOut(council=sitting.council, date=sitting.day) for sitting in row.sittings],
        nature=step.nature, norm=step.norm, source=step.source, checked_on=step.checked_on, confidence=step.confidence,
        note=step.note, stop_sign=step.stop,
    )  # fmt: skip
