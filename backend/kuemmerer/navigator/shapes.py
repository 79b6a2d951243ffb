"""The shape of POST /navigator/evaluate: what a client gets, field by field. Page and documents show the same."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from kuemmerer.content.contact import PublicContact


class OptionOut(BaseModel):
    """One possible answer."""

    value: str
    text: str
    hint: str | None


class VariantOut(BaseModel):
    """The same question in the words of a role."""

    text: str
    help: str


class QuestionOut(BaseModel):
    """A question as it can be shown; `weiss-nicht` is always possible."""

    id: str
    text: str
    short: str
    help: str
    why: str
    options: list[OptionOut]
    several: bool
    changeable: bool
    default: str | None
    variants: dict[str, VariantOut] = Field(description="andere Wortlaute je Rolle")


class AssumptionOut(BaseModel):
    """What is assumed until an explicit answer says otherwise."""

    question: str
    value: str | list[str]
    because: str


class ReasonOut(BaseModel):
    """A rule that counts for a form; `open` while the answers in `answers` are missing."""

    id: str
    effect: Literal["excludes", "requires", "favours", "disfavours"]
    text: str
    norm: str | None
    source: str
    checked_on: date
    nature: str
    confidence: str
    answers: list[str]
    open: bool


class ChangeOut(BaseModel):
    """An answer that would have to be different."""

    question: str
    value: str


class OversightOut(BaseModel):
    """How the authority takes part in founding this form; `open` while missing answers could still change it."""

    way: Literal["keine", "anzeige", "genehmigung", "vorlage", "rechtsakt"]
    label: str
    text: str
    norm: str | None
    source: str
    checked_on: date
    confidence: str
    open: bool


class FormOut(BaseModel):
    """One organisation form with its verdict and all reasons."""

    slug: str
    title: str
    url: str
    verdict: Literal["fits", "fits_if", "excluded"]
    label: str
    firm: bool
    reasons: list[ReasonOut]
    oversight: OversightOut | None
    counterfactuals: list[list[ChangeOut]]


class LinkOut(BaseModel):
    """An article in short."""

    id: str
    title: str
    url: str
    summary: str


class CarrierOut(BaseModel):
    """A form that can carry an application."""

    slug: str
    verdict: str


class ApplicationOut(LinkOut):
    """An application or funding frame: no legal form, it needs a carrier."""

    role: str
    carriers: list[CarrierOut]


class RungOut(BaseModel):
    """Start light, grow when the trigger comes."""

    start: str
    growth: str
    trigger: str
    clause: str


class OfficeOut(BaseModel):
    """One authority; `institution` is the slug of its article, `public_contact` its contact in the district at hand."""

    name: str
    institution: str | None
    public_contact: PublicContact | None
    how: str


class AuthorityOut(BaseModel):
    """The competent supervisory authority, from all partners. Several offices: clarify first which one decides."""

    level: Literal["landratsamt", "regierung", "innenministerium"]
    offices: list[OfficeOut]
    because: str
    norm: str
    source: str
    checked_on: date
    confidence: str
    advice: str = Field(description="was die Rolle für das Gespräch mit der Aufsicht bedeutet")


class DecidingBodyOut(BaseModel):
    """A body that has to decide."""

    id: str
    name: str
    decides: str
    norm: str
    source: str
    checked_on: date
    confidence: str


class ExitAspectOut(BaseModel):
    """One aspect of leaving: notice, majority, approval, assets, staff, money."""

    aspect: str
    text: str
    norm: str | None
    nature: str
    confidence: str


class ExitOut(BaseModel):
    """In the fourth year a municipality wants to leave: what happens with this form."""

    form: str
    summary: str
    norm: str | None
    confidence: str
    aspects: list[ExitAspectOut]


class ContactOut(LinkOut):
    """Whom to call, for what, in which phase."""

    slug: str
    why: str
    phase: str | None
    public_contact: PublicContact | None


class FormStateOut(BaseModel):
    """A cell of the funding matrix: the programme with this form."""

    form: str | None
    state: Literal["possible", "conditional", "blocked", "expired"]
    because: str


class FundingOut(LinkOut):
    """A programme for this project; `state` is that with the leading form, `forms` the row of the matrix."""

    slug: str
    state: Literal["possible", "conditional", "blocked", "expired"]
    programme_status: str
    because: str
    valid_until: date | None
    stop_sign: str | None
    forms: list[FormStateOut]


class ExampleOut(LinkOut):
    """A similar case."""

    slug: str
    outcome: str
    because: str


class ClarifyOut(BaseModel):
    """A task out of »weiß nicht«."""

    question: str
    what: str
    because: str
    ask: list[str]
    wording: str
    effect: int


class WarningOut(BaseModel):
    """What to look at before deciding; never a verdict."""

    id: str
    area: str
    level: Literal["gruen", "gelb", "rot"]
    title: str
    text: str
    questions: list[str]
    norm: str | None
    source: str
    checked_on: date
    confidence: str
    forms: list[str]


class StepOut(BaseModel):
    """A step of the procedure for the leading form."""

    step: str
    who: str
    document: str | None


class EvaluationOut(BaseModel):
    """The whole result; page, API and documents show the same."""

    content_version: str
    role: Literal["gemeinde", "vg", "mehrere"] = Field(description="für wen gefragt wird")
    migrated: list[str] = Field(description="was aus früheren Fragen wurde, ein Satz je Antwort")
    assumptions: list[AssumptionOut]
    next_question: QuestionOut | None
    remaining_at_most: int = Field(description="ehrliche Obergrenze der noch nötigen Fragen")
    decided: bool = Field(description="wahr, wenn keine offene Antwort mehr ein Urteil ändern kann")
    refinements: list[str] = Field(description="Fragen, die nur noch die Reihenfolge ändern können")
    fallen_away: list[str] = Field(description="Antworten, deren Frage sich nicht mehr stellt")
    forms: list[FormOut]
    applications: list[ApplicationOut]
    ladder: list[RungOut]
    authority: AuthorityOut
    deciding_bodies: list[DecidingBodyOut]
    institutions: list[ContactOut]
    funding: list[FundingOut]
    obstacles: list[LinkOut]
    examples: list[ExampleOut]
    clarify: list[ClarifyOut]
    steps: list[StepOut]
    exit: str | None
    exit_previews: list[ExitOut]
    warnings: list[WarningOut]
    adviser_letter: str | None = Field(description="Brief an die Beratung als Text, Lücken als »[bitte ergänzen: …]«")
    permalink: str
