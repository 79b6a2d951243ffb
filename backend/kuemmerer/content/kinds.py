"""The ten kinds of article with the fields only they have."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, HttpUrl, StringConstraints

from kuemmerer.content.contact import PublicContact
from kuemmerer.content.model import (
    Answer,
    Article,
    ArticleId,
    Confidence,
    Fact,
    Line,
    Paragraph,
    Slug,
    Statement,
)

Grade = Literal[0, 1, 2, 3]


# --- instruments -------------------------------------------------------------------------------


class Role(StrEnum):
    """Not everything is a legal form (instrumente.md 0.4)."""

    BODY = "traeger"
    CONTRACT = "vertrag"
    APPLICATION = "anwendungsfall"
    FRAME = "kulisse"


class FoundingStep(Fact):
    """One step on the way to a form: who does what, with which document."""

    step: Line
    who: Line
    document: Slug | None = None


class Duration(Fact):
    """Months from the first resolution to the start; an estimate unless the text says otherwise."""

    months_min: int = Field(ge=0, le=120)
    months_max: int = Field(ge=0, le=120)
    text: Line
    confidence: Confidence = Confidence.ESTIMATE


class Confusion(Fact):
    """What an instrument is often taken for, and how to tell the two apart."""

    name: Line
    id: ArticleId | None = None
    difference: Paragraph


class Grades(Fact):
    """The rating of a form by the 22 criteria of the decision matrix: 0 not at all, 3 core strength.

    None means excluded by law; the rule that says so stands in content/navigator/.
    """

    K1: Grade | None  # binding
    K2: Grade | None  # sovereign powers transferable
    K3: Grade | None  # by-laws and fees
    K4: Grade | None  # own legal personality
    K5: Grade | None  # own staff
    K6: Grade | None  # own civil servants
    K7: Grade | None  # holds property
    K8: Grade | None  # invests, borrows
    K9: Grade | None  # limits the liability of the municipalities
    K10: Grade | None  # private partners
    K11: Grade | None  # district and other levels
    K12: Grade | None  # suited for a limited time
    K13: Grade | None  # suited for good
    K14: Grade | None  # reversible
    K15: Grade | None  # little effort to found
    K16: Grade | None  # quick
    K17: Grade | None  # steered by the single municipality
    K18: Grade | None  # transparency, democratic control
    K19: Grade | None  # economic activity
    K20: Grade | None  # many partners (more than ten)
    K21: Grade | None  # without being neighbours
    K22: Grade | None  # balancing of burdens and benefits built in


class Instrument(Article):
    """A way to cooperate: a body, a contract, an application or a funding frame."""

    kind = "instrument"
    folder = "instrumente"
    label = "Organisationsform"
    plural = "Organisationsformen"

    role: Role
    short_name: Line | None = None
    legal_basis: tuple[Line, ...] = Field(min_length=1)
    legal_personality: Statement
    min_partners: Statement
    min_partners_number: int = Field(ge=1, le=20)
    members: Statement
    private_partners: Statement
    district_partner: Statement
    transfer_tasks: Statement
    transfer_powers: Statement
    transfer_bylaws: Statement
    staff: Statement
    civil_servants: Statement
    organs: Statement
    financing: Statement
    liability: Statement
    founding_steps: tuple[FoundingStep, ...] = ()
    founding_duration: Duration | None = None
    supervisory_authority: Statement
    exit: Statement
    tax: tuple[Statement, ...] = ()
    procurement: tuple[Statement, ...] = ()
    personnel: tuple[Statement, ...] = ()
    advantages: tuple[Line, ...] = ()
    drawbacks: tuple[Line, ...] = ()
    suited: tuple[Line, ...] = Field(min_length=1)
    unsuited: tuple[Line, ...] = Field(min_length=1)
    confused_with: tuple[Confusion, ...] = ()
    carriers: tuple[Slug, ...] = ()
    effort: int = Field(ge=0, le=10)
    grades: Grades | None = None
    examples: tuple[Slug, ...] = ()
    helpers: tuple[Slug, ...] = ()


# --- obstacles, phases, topics -----------------------------------------------------------------


class Remedy(Fact):
    """One thing to do against an obstacle."""

    text: Line
    instrument: Slug | None = None


class Obstacle(Article):
    """What makes cooperation fail or stall, and what helps against it."""

    kind = "obstacle"
    folder = "hemmnisse"
    label = "Hemmnis"
    plural = "Hemmnisse"

    frequency: Line
    phases: tuple[Slug, ...] = Field(min_length=1)
    remedies: tuple[Remedy, ...] = Field(min_length=1)
    helpers: tuple[Slug, ...] = Field(min_length=1)
    examples: tuple[Slug, ...] = ()


class PhaseStep(Fact):
    """What is done in a phase, and by whom."""

    step: Line
    who: Line


class Phase(Article):
    """A stage from the idea to operation; `gate` says when to go on."""

    kind = "phase"
    folder = "prozess"
    label = "Phase"
    plural = "Weg zur Zusammenarbeit"

    number: int = Field(ge=1, le=13)
    result: Line
    gate: Line
    steps: tuple[PhaseStep, ...] = Field(min_length=1)
    duration: Statement | None = None
    documents: tuple[Slug, ...] = ()
    helpers: tuple[Slug, ...] = ()
    obstacles: tuple[Slug, ...] = ()


class Figure(Fact):
    """One number of the survey with what is needed to judge it: base, question, section of the report."""

    label: Line
    value: float
    unit: Literal["%", "Nennungen", "Kommunen"]
    base: Line
    question: Line
    section: Line


class Topic(Article):
    """A field of municipal work; joins everything we know about it."""

    kind = "topic"
    folder = "themen"
    label = "Thema"
    plural = "Themen"

    letter: Annotated[str, StringConstraints(pattern=r"^[A-N]$")] | None = None
    typical_forms: tuple[Slug, ...] = Field(min_length=1)
    level: Paragraph
    figures: tuple[Figure, ...] = ()
    contradictions: tuple[Paragraph, ...] = ()
    tasks: tuple[Slug, ...] = ()
    institutions: tuple[Slug, ...] = Field(min_length=1)


# --- funding, institutions, examples -----------------------------------------------------------


class ProgrammeStatus(StrEnum):
    """Where a programme stands in the version we saw; dates decide more than this word."""

    OPEN = "offen"
    PROBABLY_OPEN = "wahrscheinlich-offen"
    ENDING = "laeuft-aus"
    EXPIRED = "abgelaufen"
    UNKNOWN = "unbekannt"
    NO_PROGRAMME = "kein-programm"


class EligibleForm(Fact):
    """Whether a form can be a recipient."""

    form: Slug
    value: Answer
    note: Line | None = None


class Funding(Article):
    """A way to money: a programme, a loan, an allocation; or an idea that is no programme."""

    kind = "funding"
    folder = "foerderung"
    label = "Förderweg"
    plural = "Förderung"

    funder: Line
    guideline: Line | None = None
    guideline_url: HttpUrl | None = None
    programme_status: ProgrammeStatus
    status_note: Paragraph
    valid_from: date | None = None
    rate: Paragraph
    amount: Paragraph
    conditions: tuple[Line, ...] = ()
    blocking_conditions: tuple[Line, ...] = ()
    before_start: bool
    eligible_forms: tuple[EligibleForm, ...] = ()
    tasks: tuple[Slug, ...] = ()
    # Pays for cooperation as such, whatever the task.
    general: bool = False
    ask: tuple[Slug, ...] = Field(min_length=1)


class InstitutionType(StrEnum):
    """What kind of body an institution is; the navigator picks by it."""

    AUTHORITY = "aufsicht"
    STATE = "staatliche-stelle"
    REGIONAL = "regionale-institution"
    ASSOCIATION = "kommunalverband"
    SPECIALIST = "fachstelle"
    FUNDER = "foerderstelle"
    PARTNER = "umsetzungspartner"


class Institution(Article):
    """Somebody to call: what they do, for whom, in which phase."""

    kind = "institution"
    folder = "institutionen"
    label = "Anlaufstelle"
    plural = "Anlaufstellen"

    short_name: Line | None = None
    type: InstitutionType
    remit: tuple[Annotated[str, StringConstraints(pattern=r"^(Bayern|Deutschland|09[1-7]|09[1-7]\d{2})$")], ...] = (
        Field(min_length=1)
    )
    remit_text: Line
    services: tuple[Line, ...] = Field(min_length=1)
    not_services: tuple[Line, ...] = ()
    cost: Line | None = None
    phases: tuple[Slug, ...] = ()
    contacts: tuple[PublicContact, ...] = ()


class Outcome(StrEnum):
    """How an example went."""

    RUNNING = "running"
    ENDED = "ended"
    FAILED = "failed"
    PLANNED = "planned"


class Example(Article):
    """A real case of cooperation, the failed ones included."""

    kind = "example"
    folder = "beispiele"
    label = "Beispiel"
    plural = "Beispiele"

    partners: tuple[Line, ...] = Field(min_length=1)
    partner_count: int | None = Field(default=None, ge=1, le=3000)
    districts: tuple[Annotated[str, StringConstraints(pattern=r"^09[1-7]\d{2}$")], ...] = ()
    state: Line = "Bayern"
    since: int | None = Field(default=None, ge=1850, le=2030)
    form: Slug | None
    form_text: Line
    application: Slug | None = None
    tasks: tuple[Slug, ...] = ()
    sharing: Paragraph
    outcome: Outcome
    lessons: tuple[Line, ...] = Field(min_length=1)


# --- levy keys, documents, terms ---------------------------------------------------------------


class LevyKeyArticle(Article):
    """A key by which a cost is shared, or a procedure that tests whether sharing is fair."""

    kind = "levy-key"
    folder = "ausgleich"
    label = "Ausgleichsschlüssel"
    plural = "Lasten-Nutzen-Ausgleich"

    category: Literal["schluessel", "verfahren"]
    formula: Paragraph
    data_needed: tuple[Line, ...]
    legal_basis: tuple[Line, ...] = ()
    typical_use: Paragraph
    pro: tuple[Line, ...]
    contra: tuple[Line, ...]


class DocumentPart(Fact):
    """One part of a document and what has to stand in it."""

    title: Line
    content: Paragraph
    required: bool = False
    norm: Line | None = None


class DocumentGuide(Article):
    """What belongs into a document, when it is needed and who signs it."""

    kind = "document"
    folder = "dokumente"
    label = "Dokument"
    plural = "Dokumente"

    code: Annotated[str, StringConstraints(pattern=r"^D\d{1,2}$")]
    phases: tuple[Slug, ...] = Field(min_length=1)
    binding: Line
    signed_by: Line
    parts: tuple[DocumentPart, ...] = Field(min_length=1)
    forms: tuple[Slug, ...] = ()


class Term(Article):
    """A word of the trade; its summary is what a reader sees in place."""

    kind = "term"
    folder = "glossar"
    label = "Begriff"
    plural = "Glossar"

    spellings: tuple[Line, ...] = ()
    norm: Line | None = None


KINDS: tuple[type[Article], ...] = (
    Instrument, Obstacle, Funding, Example, Institution, Topic, Phase, LevyKeyArticle, DocumentGuide, Term,
)  # fmt: skip
KIND_BY_NAME: dict[str, type[Article]] = {kind.kind: kind for kind in KINDS}
KIND_BY_FOLDER: dict[str, type[Article]] = {kind.folder: kind for kind in KINDS}
