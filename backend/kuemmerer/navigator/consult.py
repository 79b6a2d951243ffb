"""One consultation: answers in, the whole result out. Page, API and documents show this one object."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kuemmerer.content.kinds import FoundingStep, Instrument, Obstacle
from kuemmerer.content.library import Library
from kuemmerer.content.reach import ReachableOffice, reach
from kuemmerer.navigator.answers import Answers
from kuemmerer.navigator.contacts import Contact, contacts_for
from kuemmerer.navigator.counterfactual import counterfactuals
from kuemmerer.navigator.evaluate import effective_values, evaluate
from kuemmerer.navigator.examples import SimilarExample, examples_for
from kuemmerer.navigator.exit_preview import ExitPreview, exit_previews
from kuemmerer.navigator.funding import FundingOption, funding_for
from kuemmerer.navigator.hints import (
    Application,
    ClarifyItem,
    active_warnings,
    applications_for,
    clarify_items,
    likely_obstacles,
    rungs_for,
)
from kuemmerer.navigator.interview import Outlook, fallen_away, outlook
from kuemmerer.navigator.letter import adviser_letter
from kuemmerer.navigator.model import (
    TASK_QUESTION,
    ActiveWarning,
    Change,
    Evaluation,
    Rulebook,
    Rung,
    Task,
    Verdict,
)
from kuemmerer.navigator.oversight import FormOversight, oversight_of
from kuemmerer.navigator.roles import DecidingBody, deciding_bodies
from kuemmerer.navigator.setting import Setting
from kuemmerer.places.authority import Authority


@dataclass(frozen=True)
class Consultation:
    """Everything the navigator has to say for one set of answers."""

    setting: Setting
    answers: Answers
    evaluation: Evaluation
    outlook: Outlook
    fallen_away: tuple[str, ...]
    counterfactuals: Mapping[str, tuple[tuple[Change, ...], ...]]
    task: Task | None
    applications: tuple[Application, ...]
    ladder: tuple[Rung, ...]
    authority: Authority
    offices: tuple[ReachableOffice, ...]
    bodies: tuple[DecidingBody, ...]
    oversight: Mapping[str, FormOversight]
    exits: tuple[ExitPreview, ...]
    contacts: tuple[Contact, ...]
    funding: tuple[FundingOption, ...]
    obstacles: tuple[Obstacle, ...]
    examples: tuple[SimilarExample, ...]
    clarify: tuple[ClarifyItem, ...]
    warnings: tuple[ActiveWarning, ...]
    letter: str | None
    leading: Instrument | None
    steps: tuple[FoundingStep, ...]

    @property
    def named_offices(self) -> tuple[ReachableOffice, ...]:
        """The authorities that are known by name, because somebody has named a municipality."""
        return tuple(each for each in self.offices if each.office.is_named)


def consult(
    rulebook: Rulebook,
    library: Library,
    answers: Answers,
    authority: Authority,
    districts: frozenset[str],
    names: Sequence[str],
    setting: Setting,
) -> Consultation:
    """Evaluate and collect what follows. `districts` and `names` are those of the partners, if municipalities were chosen."""
    evaluation = evaluate(rulebook, answers)
    values = effective_values(rulebook, answers)
    chosen = answers.known(TASK_QUESTION)
    task = rulebook.task_by_slug.get(chosen[0]) if chosen else None
    leading = evaluation.leading
    possible = [result.form for result in evaluation.forms if result.verdict is not Verdict.EXCLUDED]
    warnings = active_warnings(rulebook, evaluation, values, setting)
    ways = ((form.slug, oversight_of(rulebook, form.slug, values)) for form in rulebook.forms)
    oversight = {slug: way for slug, way in ways if way is not None}
    return Consultation(
        setting=setting,
        answers=answers,
        evaluation=evaluation,
        outlook=outlook(rulebook, answers, evaluation),
        fallen_away=fallen_away(rulebook, answers),
        counterfactuals={
            result.form.slug: counterfactuals(rulebook, answers, result.form, result.verdict)
            for result in evaluation.forms
        },
        task=task,
        applications=applications_for(library, task, evaluation),
        ladder=rungs_for(rulebook, evaluation),
        authority=authority,
        offices=tuple(reach(library, office) for office in authority.offices),
        bodies=deciding_bodies(rulebook.bodies, setting.role, values),
        oversight=oversight,
        exits=exit_previews(rulebook, library, possible),
        contacts=contacts_for(library, task, authority, warnings, districts),
        funding=funding_for(library, task, [form.slug for form in possible], setting),
        obstacles=likely_obstacles(rulebook, library, values),
        examples=examples_for(library, task, evaluation),
        clarify=clarify_items(rulebook, answers, evaluation),
        warnings=warnings,
        steps=_steps(library, leading.form.slug, oversight) if leading else (),
        letter=adviser_letter(rulebook, task, possible, warnings, names, setting),
        leading=library.find(Instrument, leading.form.slug) if leading else None,
    )


def _steps(library: Library, form: str, oversight: Mapping[str, FormOversight]) -> tuple[FoundingStep, ...]:
    """The steps to a form; an existing VG takes a task over in the steps of an agreement, not of a law."""
    way = oversight.get(form)
    instrument = library.find(Instrument, (way.rule.steps_of if way else None) or form)
    return instrument.founding_steps if instrument else ()
