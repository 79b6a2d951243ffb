"""/api/v1/navigator: the questions, and the evaluation of answers."""

from typing import Annotated, Literal

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kuemmerer.navigator.consult import consult
from kuemmerer.navigator.former import migrate
from kuemmerer.navigator.intake import BadAnswer, read_answers
from kuemmerer.navigator.present import evaluation_out, question_out
from kuemmerer.navigator.setting import BadSetting, read_setting
from kuemmerer.navigator.shapes import EvaluationOut, QuestionOut
from kuemmerer.navigator.situation import BadPlace, read_situation
from kuemmerer.web.context import SnapshotDep, TodayDep
from kuemmerer.web.errors import unusable
from kuemmerer.web.json_api import api_router
from kuemmerer.web.prepared import PREPARE

router = api_router("navigator")

Option = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Count = Annotated[int, Field(strict=True, ge=0, le=9999)]
AgsText = Annotated[str, StringConstraints(pattern=r"^\d{8}$")]


class TaskOut(BaseModel):
    """A municipal task as an entry, with what it implies."""

    slug: str
    title: str
    topic: str
    assumptions: dict[str, list[str]]
    application: str | None
    frames: list[str]


class RoleOut(BaseModel):
    """For whom somebody can ask."""

    role: str
    label: str
    hint: str


class NavigatorOut(BaseModel):
    """Everything needed to ask the questions elsewhere."""

    content_version: str
    unknown: str = Field(description="die Antwort »weiß nicht«, bei jeder Frage möglich")
    questions: list[QuestionOut]
    conditions: dict[str, list[str]] = Field(description="je Frage die Fragen, von denen abhängt, ob sie sich stellt")
    roles: list[RoleOut]
    tasks: list[TaskOut]
    forms: list[str]


class EvaluateIn(BaseModel):
    """Answers keyed by question id; optionally the own municipality and the partners by AGS."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "answers": {
                        "aufgabe": "bauhof",
                        "ebenen": ["gemeinden"],
                        "partner": "drei-bis-sechs",
                        "person": "weiss-nicht",
                    }
                }
            ]
        },
    )

    answers: dict[
        Annotated[str, StringConstraints(max_length=80)], Option | Count | Annotated[list[Option], Field(max_length=20)]
    ] = Field(
        default_factory=dict,
        max_length=60,
        description="je Frage eine Option, eine Liste von Optionen oder »weiss-nicht«",
    )
    municipality: AgsText | None = Field(None, description="eigene Gemeinde (AGS, acht Ziffern)")
    partners: Annotated[list[AgsText], Field(max_length=60)] | None = Field(None, description="Partner (AGS)")
    role: Literal["gemeinde", "vg", "mehrere"] = Field("gemeinde", description="für wen gefragt wird")
    start: Annotated[str, StringConstraints(max_length=20)] | None = Field(
        None, description="Beginn des Vorhabens, JJJJ-MM; entscheidet mit über die Förderung"
    )
    begun: bool = Field(False, strict=True, description="wahr, wenn das Vorhaben schon begonnen hat")


@router.get("/navigator", summary="Fragen, Antworten und Aufgaben")
async def show_navigator(snapshot: SnapshotDep, response: Response) -> NavigatorOut:
    """Alle Fragen mit Antworten, Hilfen und Bedingungen; dazu die Aufgaben mit ihren Annahmen."""
    response.headers[PREPARE.decode()] = "1"
    rulebook = snapshot.rulebook
    return NavigatorOut(
        content_version=snapshot.version,
        unknown="weiss-nicht",
        questions=[question_out(question) for question in rulebook.questions],
        conditions={question.id: list(question.depends_on) for question in rulebook.questions if question.depends_on},
        roles=[RoleOut(role=words.role, label=words.label, hint=words.hint) for words in rulebook.roles],
        tasks=[
            TaskOut(
                slug=task.slug, title=task.title, topic=task.topic, application=task.application, frames=list(task.frames),
                assumptions={name: list(values) for name, values in task.assumptions.items()},
            )
            for task in rulebook.tasks
        ],
        forms=[form.slug for form in rulebook.forms],
    )  # fmt: skip


@router.post("/navigator/evaluate", summary="Antworten auswerten")
def evaluate_answers(snapshot: SnapshotDep, today: TodayDep, body: EvaluateIn) -> EvaluationOut:
    """Urteil und Gründe für jede Form, die nächste Frage und alles, was daraus folgt. Es wird nichts gespeichert."""
    given = {name: _texts(value) for name, value in body.answers.items()}
    rulebook = snapshot.rulebook
    migrated = migrate(rulebook.former_by_id, given, rulebook.option_values)
    try:
        setting = read_setting(today, body.role, body.start or "", "ja" if body.begun else "")
        situation = read_situation(snapshot.gazetteer, body.municipality, body.partners or [])
        answers = read_answers(rulebook, migrated.answers, situation.assumptions)
    except BadSetting as error:
        raise unusable({"beginn": "start"}.get(error.field, error.field), error.message) from None
    except BadAnswer as error:
        raise unusable(f"answers.{error.question}", error.message) from None
    except BadPlace as error:
        raise unusable(error.field, error.message) from None
    consultation = consult(
        rulebook, snapshot.library, answers, situation.authority(answers), situation.districts, situation.names, setting
    )
    extra = [*situation.query(), *setting.query()]
    return evaluation_out(consultation, rulebook, snapshot.version, extra, migrated.notes)


def _texts(value: str | int | list[str]) -> list[str]:
    return value if isinstance(value, list) else [str(value)]
