"""The nouns of the navigator: questions, tasks, forms, rules, and what an evaluation says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from kuemmerer.content.model import Confidence, Nature
from kuemmerer.content.oversight import Oversight
from kuemmerer.navigator.answers import UNKNOWN
from kuemmerer.navigator.conditions import ALWAYS, Condition, questions_of
from kuemmerer.navigator.exits import ExitsFile, FormExit
from kuemmerer.navigator.former import FormerFile, FormerQuestion
from kuemmerer.navigator.question import Question
from kuemmerer.navigator.roles import DecidingBody, Role, RoleText


class Verdict(StrEnum):
    """Where a form stands; the groups of the result, in this order."""

    FITS = "fits"
    FITS_IF = "fits_if"
    EXCLUDED = "excluded"


class Effect(StrEnum):
    """What a rule does to a form when it applies."""

    EXCLUDES = "excludes"
    REQUIRES = "requires"
    FAVOURS = "favours"
    DISFAVOURS = "disfavours"


VERDICT_LABELS = {
    Verdict.FITS: "passt",
    Verdict.FITS_IF: "passt, wenn",
    Verdict.EXCLUDED: "ausgeschlossen",
}
DECIDING = (Effect.EXCLUDES, Effect.REQUIRES)
# The question that every interview starts with; its options are the tasks.
TASK_QUESTION = "aufgabe"


@dataclass(frozen=True)
class Task:
    """A municipal task as an entry: what it implies, which application and frames it leads to."""

    slug: str
    title: str
    topic: str
    words: tuple[str, ...]
    assumptions: Mapping[str, tuple[str, ...]]
    application: str | None
    frames: tuple[str, ...]
    institutions: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """An organisation form the navigator judges: an instrument that is a body or a contract."""

    slug: str
    title: str
    effort: int


@dataclass(frozen=True)
class Rule:
    """One dated rule. Its effect holds for each of `forms` when the condition is true."""

    id: str
    forms: tuple[str, ...]
    effect: Effect
    when: Condition
    text: str
    norm: str | None
    source: str
    checked_on: date
    nature: Nature
    confidence: Confidence
    weight: int

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The questions this rule rests on."""
        return questions_of(self.when)


class Level(StrEnum):
    """How loud a warning is."""

    GREEN = "gruen"
    AMBER = "gelb"
    RED = "rot"


@dataclass(frozen=True)
class DatedText:
    """How a warning reads once a day has come: the day it is read, or the day the project starts."""

    today_from: date | None
    start_from: date | None
    title: str
    text: str

    def counts(self, today: date, start: date | None) -> bool:
        """True when every day it names has come."""
        return (self.today_from is None or self.today_from <= today) and (
            self.start_from is None or (start is not None and self.start_from <= start)
        )


@dataclass(frozen=True)
class Warning:
    """What must be looked at before deciding. It never decides: it asks questions for the adviser."""

    id: str
    area: str
    level: Level
    forms: tuple[str, ...]
    when: Condition
    title: str
    text: str
    questions: tuple[str, ...]
    norm: str | None
    source: str
    checked_on: date
    confidence: Confidence
    dated: tuple[DatedText, ...]

    def on(self, today: date, start: date | None) -> "Warning":
        """The warning as it reads on a day, for a project that starts then (None: not known)."""
        text = next((text for text in self.dated if text.counts(today, start)), None)
        return replace(self, title=text.title, text=text.text) if text else self


@dataclass(frozen=True)
class ActiveWarning:
    """A warning that applies, and the possible forms it speaks about (none: the whole project)."""

    warning: Warning
    forms: tuple[str, ...]


@dataclass(frozen=True)
class OversightRule:
    """How the supervising authority takes part when one of `forms` is founded under `when`.

    `steps_of` names the form whose steps are taken then, where they are not the form's own.
    """

    id: str
    forms: tuple[str, ...]
    way: Oversight
    steps_of: str | None
    when: Condition
    text: str
    norm: str | None
    source: str
    checked_on: date
    confidence: Confidence


@dataclass(frozen=True)
class Rung:
    """One step of the ladder: start light, grow when the trigger comes, agree on the clause today."""

    start: str
    growth: str
    trigger: str
    clause: str


@dataclass(frozen=True)
class LikelyObstacle:
    """An obstacle to expect under a condition."""

    obstacle: str
    when: Condition


@dataclass(frozen=True)
class Rulebook:
    """All questions, tasks, forms and rules of one content version."""

    questions: tuple[Question, ...]
    tasks: tuple[Task, ...]
    forms: tuple[Form, ...]
    rules: tuple[Rule, ...]
    warnings: tuple[Warning, ...]
    ladder: tuple[Rung, ...]
    obstacles: tuple[LikelyObstacle, ...]
    oversight: tuple[OversightRule, ...]
    roles: tuple[RoleText, ...]
    bodies: tuple[DecidingBody, ...]
    leaving: ExitsFile | None
    former: FormerFile

    @property
    def exits(self) -> tuple[FormExit, ...]:
        """The way out of each form."""
        return self.leaving.exits if self.leaving else ()

    @cached_property
    def conditional_questions(self) -> tuple[Question, ...]:
        """The questions that arise only under a condition."""
        return tuple(question for question in self.questions if question.ask_when != ALWAYS)

    @cached_property
    def question_by_id(self) -> Mapping[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def task_by_slug(self) -> Mapping[str, Task]:
        """Tasks by slug."""
        return {task.slug: task for task in self.tasks}

    @cached_property
    def form_by_slug(self) -> Mapping[str, Form]:
        """Forms by slug."""
        return {form.slug: form for form in self.forms}

    @cached_property
    def option_values(self) -> Mapping[str, tuple[str, ...]]:
        """The options of each question, »weiß nicht« included."""
        return {question.id: (*question.values, UNKNOWN) for question in self.questions}

    @cached_property
    def former_by_id(self) -> Mapping[str, FormerQuestion]:
        """What became of former questions."""
        return {item.former: item for item in self.former.questions}

    @cached_property
    def exit_of_form(self) -> Mapping[str, FormExit]:
        """The way out by form."""
        return {item.form: item for item in self.exits}

    @cached_property
    def role_text(self) -> Mapping[Role, RoleText]:
        """The words of each role."""
        return {text.role: text for text in self.roles}

    @cached_property
    def rules_of_form(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules that speak about each form, in the order of the files."""
        return {form.slug: tuple(rule for rule in self.rules if form.slug in rule.forms) for form in self.forms}


@dataclass(frozen=True)
class Reason:
    """A rule that counts for a form: it holds, or it is still open."""

    rule: Rule
    is_open: bool
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One answer that would have to be different."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class FormResult:
    """What we say about one form. The verdict is read off the reasons, so the two cannot disagree."""

    form: Form
    reasons: tuple[Reason, ...]

    @cached_property
    def verdict(self) -> Verdict:
        """Excluded if one excluding rule holds; fits_if while one is open or a requirement holds or is open."""
        effects = {(reason.rule.effect, reason.is_open) for reason in self.reasons}
        if (Effect.EXCLUDES, False) in effects:
            return Verdict.EXCLUDED
        if (
            (Effect.EXCLUDES, True) in effects
            or (Effect.REQUIRES, False) in effects
            or (Effect.REQUIRES, True) in effects
        ):
            return Verdict.FITS_IF
        return Verdict.FITS

    @cached_property
    def firm(self) -> bool:
        """True when no open answer can change the verdict."""
        effects = {(reason.rule.effect, reason.is_open) for reason in self.reasons}
        if (Effect.EXCLUDES, False) in effects:
            return True
        if (Effect.EXCLUDES, True) in effects:
            return False
        return (Effect.REQUIRES, False) in effects or (Effect.REQUIRES, True) not in effects

    @cached_property
    def balance(self) -> int:
        """Weight of the reasons in favour less that of those against; decides the order, is never shown."""
        total = 0
        for reason in self.reasons:
            if not reason.is_open:
                if reason.rule.effect is Effect.FAVOURS:
                    total += reason.rule.weight
                elif reason.rule.effect is Effect.DISFAVOURS:
                    total -= reason.rule.weight
        return total


_GROUPS = tuple(Verdict)


def precedence(result: FormResult) -> tuple[int, int, int, str]:
    """The stated order of the result."""
    return (
        _GROUPS.index(result.verdict),  # fits, then fits_if, then excluded
        -result.balance,  # more and weightier reasons in favour
        result.form.effort,  # on a tie the lighter form: so leicht wie möglich, so fest wie nötig
        result.form.slug,  # and never by chance
    )


@dataclass(frozen=True)
class Evaluation:
    """All forms, in the stated order, for one set of answers."""

    forms: tuple[FormResult, ...]

    @property
    def decided(self) -> bool:
        """True when no open answer can change any verdict."""
        return all(result.firm for result in self.forms)

    @property
    def leading(self) -> FormResult | None:
        """The first form that is not excluded, if there is one."""
        first = self.forms[0]
        return None if first.verdict is Verdict.EXCLUDED else first
