"""/api/v1/documents/{template}: a paper as a file. Nothing is stored."""

from datetime import date
from typing import Annotated, Literal

from fastapi import Path, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from kuemmerer.balance.intake import read_case
from kuemmerer.balance.measures import Measures, measure
from kuemmerer.balance.model import BadEntries
from kuemmerer.balance.shapes import MAX_CASE, BalanceIn
from kuemmerer.documents.formats import FORMATS, Format
from kuemmerer.documents.intake import TEMPLATE, BadRequest, Knowledge, for_each_partner, make_occasion, read_order
from kuemmerer.documents.occasion import Occasion
from kuemmerer.documents.parcel import ZIP, Parcel, archive, one_file
from kuemmerer.documents.slots import BUSY, RETRY_SECONDS, NoSlot, Slots
from kuemmerer.navigator.former import migrate
from kuemmerer.navigator.intake import BadAnswer, read_answers
from kuemmerer.navigator.setting import BadSetting, read_setting
from kuemmerer.navigator.situation import BadPlace, read_situation
from kuemmerer.places.gazetteer import Gazetteer
from kuemmerer.snapshot import Snapshot
from kuemmerer.timetable.intake import BadWish
from kuemmerer.timetable.shapes import NAMES as PLAN_NAMES
from kuemmerer.timetable.shapes import PlanIn
from kuemmerer.timetable.wanted import Wanted
from kuemmerer.web.bodies import takes_up_to
from kuemmerer.web.context import SnapshotDep, TodayDep
from kuemmerer.web.errors import Refused, unusable
from kuemmerer.web.json_api import api_router

router = api_router("documents")

Option = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Count = Annotated[int, Field(strict=True, ge=0, le=9999)]
AgsText = Annotated[str, StringConstraints(pattern=r"^\d{8}$")]
FieldName = Annotated[str, StringConstraints(min_length=1, max_length=80)]
FieldText = Annotated[str, StringConstraints(max_length=3000)]
# The parameters of the page under the names they have here.
_NAMES = {"papier": "variant", "alle": "each_partner", "beginn": "start", "rolle": "role"}


class DocumentIn(BaseModel):
    """Answers as for evaluate, and what else belongs into the paper. What is missing stays a visible gap."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "answers": {"aufgabe": "bauhof", "ebenen": ["gemeinden"], "partner": "drei-bis-sechs"},
                    "fields": {"beteiligte": "Kirnbach, Mittertal", "schluessel": "Einwohner"},
                    "format": "docx",
                }
            ]
        },
    )

    answers: dict[
        Annotated[str, StringConstraints(max_length=80)], Option | Count | Annotated[list[Option], Field(max_length=20)]
    ] = Field(default_factory=dict, max_length=60, description="Antworten wie bei evaluate")
    municipality: AgsText | None = Field(None, description="eigene Gemeinde (AGS, acht Ziffern)")
    partners: Annotated[list[AgsText], Field(max_length=60)] | None = Field(None, description="Partner (AGS)")
    balance: BalanceIn | None = Field(None, description="ein Fall wie bei POST /balance; sein Ergebnis steht im Papier")
    fields: dict[FieldName, FieldText] = Field(
        default_factory=dict, max_length=60, description="Texte für die Lücken, nach Kennung"
    )
    format: Literal["html", "docx", "pdf", "odt"] = Field("docx", description="Dateiformat")
    variant: Option | None = Field(None, description="welches Papier der Vorlage; ohne Angabe das erste")
    form: Option | None = Field(None, description="Organisationsform (slug), wenn es nicht die führende sein soll")
    each_partner: bool = Field(False, description="wahr: je Partner eine Datei mit gleichem Kern, als ZIP")
    role: Literal["gemeinde", "vg", "mehrere"] = Field("gemeinde", description="für wen gefragt wird")
    start: Annotated[str, StringConstraints(max_length=20)] | None = Field(None, description="Beginn, JJJJ-MM")
    begun: bool = Field(False, description="wahr, wenn das Vorhaben schon begonnen hat")
    timetable: PlanIn | None = Field(
        None, description="Angaben wie bei navigator/timetable; derselbe Plan steht im Papier"
    )


_FILE = {"schema": {"type": "string", "format": "binary"}}
_MEDIA_TYPES = (*(kind.media_type.partition(";")[0] for kind in FORMATS.values()), ZIP)


@router.post(
    "/documents/{template}",
    summary="Papier als Datei erzeugen",
    response_class=Response,
    responses={200: {"content": dict.fromkeys(_MEDIA_TYPES, _FILE)}},
)
@takes_up_to(MAX_CASE)  # what is computed may come along
def make_document(
    request: Request,
    snapshot: SnapshotDep,
    today: TodayDep,
    template: Annotated[
        str, Path(max_length=200, description="slug des Dokuments", examples=["beschlussvorlage-abschluss"])
    ],
    body: DocumentIn,
) -> Response:
    """Beschlussvorlage, Vertragsgerüst, Schreiben: aus Antworten, Rechnung und eigenen Texten. Es wird nichts gespeichert."""
    slots: Slots = request.app.state.document_slots
    try:
        with slots.one():
            parcel = _make(_occasion(snapshot, today, template, body), body)
    except NoSlot:
        raise Refused(503, BUSY, headers={"retry-after": str(RETRY_SECONDS)}) from None
    return Response(parcel.content, media_type=parcel.media_type, headers={"content-disposition": parcel.disposition})


def _occasion(snapshot: Snapshot, today: date, template: str, body: DocumentIn) -> Occasion:
    rulebook = snapshot.rulebook
    knowledge = Knowledge(rulebook, snapshot.library, snapshot.procedures, snapshot.papers, snapshot.version)
    given = {name: value if isinstance(value, list) else [str(value)] for name, value in body.answers.items()}
    migrated = migrate(rulebook.former_by_id, given, rulebook.option_values)
    try:
        order = read_order(knowledge, template, body.variant or "", body.form or "", body.fields)
        setting = read_setting(today, body.role, body.start or "", "ja" if body.begun else "")
        situation = read_situation(snapshot.gazetteer, body.municipality, body.partners or [])
        answers = read_answers(rulebook, migrated.answers, situation.assumptions)
        measures = _measures(body.balance, snapshot.gazetteer)
        wanted = body.timetable.wanted(today) if body.timetable else Wanted()
        return make_occasion(knowledge, order, answers, situation, setting, measures, wanted)
    except BadRequest as error:
        if error.field == TEMPLATE:
            raise Refused(404, error.message) from None
        raise unusable(_NAMES.get(error.field, error.field), error.message) from None
    except BadAnswer as error:
        raise unusable(f"answers.{error.question}", error.message) from None
    except (BadPlace, BadSetting) as error:
        raise unusable(_NAMES.get(error.field, error.field), error.message) from None
    except BadWish as error:
        raise unusable(f"timetable.{PLAN_NAMES.get(error.field, error.field)}", error.message) from None
    except BadEntries as error:
        errors = [{"field": f"balance.{entry.field}", "message": entry.message} for entry in error.entries]
        raise Refused(422, " ".join(entry.message for entry in error.entries[:5]), errors) from None


def _measures(balance: BalanceIn | None, gazetteer: Gazetteer) -> Measures | None:
    return measure(read_case(balance, gazetteer)[0]) if balance is not None else None


def _make(occasion: Occasion, body: DocumentIn) -> Parcel:
    if not body.each_partner:
        return one_file(occasion, Format(body.format))
    try:
        return archive(for_each_partner(occasion), Format(body.format))
    except BadRequest as error:
        raise unusable(_NAMES.get(error.field, error.field), error.message) from None
