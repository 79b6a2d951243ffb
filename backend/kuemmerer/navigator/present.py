"""A consultation as plain JSON fields: the shape of POST /navigator/evaluate, shared by everything that shows a result."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from kuemmerer.content.model import Article
from kuemmerer.navigator.consult import Consultation
from kuemmerer.navigator.model import VERDICT_LABELS, Change, FormResult, Question, Reason, Rulebook
from kuemmerer.navigator.permalink import permalink
from kuemmerer.places.authority import Authority


class OptionOut(BaseModel):
    """One possible answer."""

    value: str
    text: str
    hint: str | None


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


class FormOut(BaseModel):
    """One organisation form with its verdict and all reasons."""

    slug: str
    title: str
    url: str
    verdict: Literal["fits", "fits_if", "excluded"]
    label: str
    firm: bool
    reasons: list[ReasonOut]
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
    """One authority; `institution` is the slug of its article."""

    name: str
    institution: str | None


class AuthorityOut(BaseModel):
    """The competent supervisory authority, from all partners. Several offices: clarify first which one decides."""

    level: Literal["landratsamt", "regierung", "innenministerium"]
    offices: list[OfficeOut]
    because: str
    norm: str
    source: str
    checked_on: date
    confidence: str


class ContactOut(LinkOut):
    """Whom to call, for what, in which phase."""

    slug: str
    why: str
    phase: str | None


class FundingOut(LinkOut):
    """A programme for this project."""

    slug: str
    state: Literal["possible", "conditional", "blocked", "expired"]
    programme_status: str
    because: str
    valid_until: date | None
    stop_sign: str | None


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
    institutions: list[ContactOut]
    funding: list[FundingOut]
    obstacles: list[LinkOut]
    examples: list[ExampleOut]
    clarify: list[ClarifyOut]
    steps: list[StepOut]
    exit: str | None
    warnings: list[WarningOut]
    permalink: str


def question_out(question: Question) -> QuestionOut:
    """A question as JSON."""
    return QuestionOut(
        id=question.id, text=question.text, short=question.short, help=question.help, why=question.why,
        options=[OptionOut(value=option.value, text=option.text, hint=option.hint) for option in question.options],
        several=question.several, changeable=question.changeable, default=question.default,
    )  # fmt: skip


def evaluation_out(
    consultation: Consultation, rulebook: Rulebook, version: str, extra: Sequence[tuple[str, str]]
) -> EvaluationOut:
    """The whole result as JSON; `extra` are further parameters of the permalink (municipality, partners)."""
    outlook = consultation.outlook
    leading = consultation.leading
    return EvaluationOut(
        content_version=version,
        assumptions=[
            AssumptionOut(
                question=item.question, because=item.because,
                value=list(item.values) if rulebook.question_by_id[item.question].several else item.values[0],
            )
            for item in consultation.answers.assumptions
        ],
        next_question=question_out(outlook.next_question) if outlook.next_question else None,
        remaining_at_most=outlook.remaining_at_most,
        decided=consultation.evaluation.decided,
        refinements=[question.id for question in outlook.refinements],
        fallen_away=list(consultation.fallen_away),
        forms=[_form(result, consultation.counterfactuals[result.form.slug]) for result in consultation.evaluation.forms],
        applications=[
            ApplicationOut(
                **_link(item.instrument), role=item.instrument.role,
                carriers=[CarrierOut(slug=result.form.slug, verdict=result.verdict) for result in item.carriers],
            )
            for item in consultation.applications
        ],
        ladder=[
            RungOut(start=rung.start, growth=rung.growth, trigger=rung.trigger, clause=rung.clause)
            for rung in consultation.ladder
        ],
        authority=_authority(consultation.authority),
        institutions=[
            ContactOut(**_link(item.institution), slug=item.institution.slug, why=item.why, phase=item.phase)
            for item in consultation.contacts
        ],
        funding=[
            FundingOut(
                **_link(item.funding), slug=item.funding.slug, state=item.state.value, because=item.because,
                programme_status=item.funding.programme_status,
                valid_until=item.funding.valid_until, stop_sign=item.stop_sign,
            )
            for item in consultation.funding
        ],
        obstacles=[LinkOut(**_link(item)) for item in consultation.obstacles],
        examples=[
            ExampleOut(**_link(item.example), slug=item.example.slug, outcome=item.example.outcome, because=item.because)
            for item in consultation.examples
        ],
        clarify=[
            ClarifyOut(
                question=item.question.id, what=item.question.clarify.what, because=item.because,
                ask=list(item.question.clarify.ask), wording=item.question.clarify.wording, effect=item.effect,
            )
            for item in consultation.clarify
        ],
        steps=[
            StepOut(step=step.step, who=step.who, document=step.document)
            for step in (leading.founding_steps if leading else ())
        ],
        exit=leading.exit.text if leading else None,
        warnings=[
            WarningOut(
                id=item.warning.id, area=item.warning.area, level=item.warning.level.value, title=item.warning.title,
                text=item.warning.text, questions=list(item.warning.questions), norm=item.warning.norm,
                source=item.warning.source, checked_on=item.warning.checked_on, confidence=item.warning.confidence,
                forms=list(item.forms),
            )
            for item in consultation.warnings
        ],
        permalink=permalink(rulebook, consultation.answers, consultation.evaluation, version, extra),
    )  # fmt: skip


def _authority(authority: Authority) -> AuthorityOut:
    return AuthorityOut(
        level=authority.level.value, because=authority.because, norm=authority.norm, source=authority.source_url,
        checked_on=authority.checked_on, confidence=authority.certainty,
        offices=[OfficeOut(name=office.name, institution=office.institution) for office in authority.offices],
    )  # fmt: skip


def _form(result: FormResult, ways: tuple[tuple[Change, ...], ...]) -> FormOut:
    return FormOut(
        slug=result.form.slug, title=result.form.title, url=f"/instrumente/{result.form.slug}",
        verdict=result.verdict.value, label=VERDICT_LABELS[result.verdict], firm=result.firm,
        reasons=[_reason(reason) for reason in result.reasons],
        counterfactuals=[
            [ChangeOut(question=change.question, value=change.values[0]) for change in way] for way in ways
        ],
    )  # fmt: skip


def _reason(reason: Reason) -> ReasonOut:
    rule = reason.rule
    return ReasonOut(
        id=rule.id, effect=rule.effect.value, text=rule.text, norm=rule.norm, source=rule.source,
        checked_on=rule.checked_on, nature=rule.nature, confidence=rule.confidence, answers=list(reason.answers),
        open=reason.is_open,
    )  # fmt: skip


def _link(article: Article) -> dict[str, str]:
    return {"id": article.id, "title": article.title, "url": article.url, "summary": article.summary}
