"""A consultation as plain JSON fields, shared by everything that shows a result."""

from collections.abc import Sequence

from kuemmerer.content.model import Article
from kuemmerer.content.oversight import OVERSIGHT_LABELS
from kuemmerer.content.reach import ReachableOffice
from kuemmerer.navigator.consult import Consultation
from kuemmerer.navigator.exit_preview import ExitPreview
from kuemmerer.navigator.model import VERDICT_LABELS, FormResult, Reason, Rulebook
from kuemmerer.navigator.oversight import FormOversight
from kuemmerer.navigator.permalink import permalink
from kuemmerer.navigator.question import Question
from kuemmerer.navigator.shapes import (
    ApplicationOut,
    AssumptionOut,
    AuthorityOut,
    CarrierOut,
    ChangeOut,
    ClarifyOut,
    ContactOut,
    DecidingBodyOut,
    EvaluationOut,
    ExampleOut,
    ExitAspectOut,
    ExitOut,
    FormOut,
    FormStateOut,
    FundingOut,
    LinkOut,
    OfficeOut,
    OptionOut,
    OversightOut,
    QuestionOut,
    ReasonOut,
    RungOut,
    StepOut,
    VariantOut,
    WarningOut,
)


def question_out(question: Question) -> QuestionOut:
    """A question as JSON."""
    return QuestionOut(
        id=question.id, text=question.text, short=question.short, help=question.help, why=question.why,
        options=[OptionOut(value=option.value, text=option.text, hint=option.hint) for option in question.options],
        several=question.several, changeable=question.changeable, default=question.default,
        variants={role: VariantOut(text=words.text, help=words.help) for role, words in question.variants.items()},
    )  # fmt: skip


def evaluation_out(
    consultation: Consultation,
    rulebook: Rulebook,
    version: str,
    extra: Sequence[tuple[str, str]],
    migrated: Sequence[str],
) -> EvaluationOut:
    """The whole result as JSON; `extra` are further parameters of the permalink (municipality, partners, setting)."""
    outlook = consultation.outlook
    leading = consultation.leading
    return EvaluationOut(
        content_version=version,
        role=consultation.setting.role.value,
        migrated=list(migrated),
        assumptions=[
            AssumptionOut(
                question=item.question, because=item.because,
                value=list(item.values) if rulebook.question_by_id[item.question].several else item.values[0],
            )
            for item in consultation.answers.assumptions
        ],
        next_question=(
            question_out(outlook.next_question.worded(consultation.setting.role)) if outlook.next_question else None
        ),
        remaining_at_most=outlook.remaining_at_most,
        decided=consultation.evaluation.decided,
        refinements=[question.id for question in outlook.refinements],
        fallen_away=list(consultation.fallen_away),
        forms=[_form(result, consultation) for result in consultation.evaluation.forms],
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
        authority=_authority(consultation, rulebook),
        deciding_bodies=[
            DecidingBodyOut(
                id=body.id, name=body.name, decides=body.decides, norm=body.norm, source=body.source,
                checked_on=body.checked_on, confidence=body.confidence,
            )
            for body in consultation.bodies
        ],
        institutions=[
            ContactOut(
                **_link(item.institution), slug=item.institution.slug, why=item.why, phase=item.phase, public_contact=item.public_contact
            )
            for item in consultation.contacts
        ],
        funding=[
            FundingOut(
                **_link(item.funding), slug=item.funding.slug, state=item.state.value, because=item.because,
                programme_status=item.funding.programme_status,
                valid_until=item.funding.valid_until, stop_sign=item.stop_sign,
                forms=[
                    FormStateOut(form=cell.form, state=cell.state.value, because=cell.because) for cell in item.by_form
                ],
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
            for step in consultation.steps
        ],
        exit=leading.exit.text if leading else None,
        exit_previews=[_exit(preview) for preview in consultation.exits],
        warnings=[
            WarningOut(
                id=item.warning.id, area=item.warning.area, level=item.warning.level.value, title=item.warning.title,
                text=item.warning.text, questions=list(item.warning.questions), norm=item.warning.norm,
                source=item.warning.source, checked_on=item.warning.checked_on, confidence=item.warning.confidence,
                forms=list(item.forms),
            )
            for item in consultation.warnings
        ],
        adviser_letter=consultation.letter,
        permalink=permalink(rulebook, consultation.answers, consultation.evaluation, version, extra),
    )  # fmt: skip


def office_out(each: ReachableOffice) -> OfficeOut:
    """An authority as JSON."""
    return OfficeOut(
        name=each.office.name, institution=each.office.institution, public_contact=each.contact, how=each.how
    )


def _authority(consultation: Consultation, rulebook: Rulebook) -> AuthorityOut:
    authority = consultation.authority
    words = rulebook.role_text.get(consultation.setting.role)
    return AuthorityOut(
        level=authority.level.value, because=authority.because, norm=authority.norm, source=authority.source_url,
        checked_on=authority.checked_on, confidence=authority.certainty, advice=words.authority if words else "",
        offices=[office_out(each) for each in consultation.offices],
    )  # fmt: skip


def _form(result: FormResult, consultation: Consultation) -> FormOut:
    slug = result.form.slug
    return FormOut(
        slug=slug, title=result.form.title, url=f"/instrumente/{slug}",
        verdict=result.verdict.value, label=VERDICT_LABELS[result.verdict], firm=result.firm,
        reasons=[_reason(reason) for reason in result.reasons],
        oversight=_oversight(consultation.oversight.get(slug)),
        counterfactuals=[
            [ChangeOut(question=change.question, value=change.values[0]) for change in way]
            for way in consultation.counterfactuals[slug]
        ],
    )  # fmt: skip


def _oversight(found: FormOversight | None) -> OversightOut | None:
    if found is None:
        return None
    rule = found.rule
    return OversightOut(
        way=rule.way.value, label=OVERSIGHT_LABELS[rule.way], text=rule.text, norm=rule.norm, source=rule.source,
        checked_on=rule.checked_on, confidence=rule.confidence, open=found.is_open,
    )  # fmt: skip


def _exit(preview: ExitPreview) -> ExitOut:
    return ExitOut(
        form=preview.form.slug, summary=preview.summary.text, norm=preview.summary.norm,
        confidence=preview.summary.confidence,
        aspects=[
            ExitAspectOut(
                aspect=label, text=statement.text, norm=statement.norm, nature=statement.nature,
                confidence=statement.confidence,
            )
            for label, statement in preview.detail.aspects
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
