"""What the navigator's pages show: a consultation in the words and order of a reader."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from kuemmerer.content.kinds import Institution, Instrument
from kuemmerer.content.library import Library
from kuemmerer.navigator.answers import UNKNOWN
from kuemmerer.navigator.consult import Consultation
from kuemmerer.navigator.evaluate import evaluate
from kuemmerer.navigator.funding import FUNDING_LABELS, FundingOption, FundingState
from kuemmerer.navigator.model import TASK_QUESTION, Change, Effect, FormResult, Reason, Rulebook, Verdict
from kuemmerer.navigator.question import Question

FLOW_PAGE = "/navigator"
RESULT_PAGE = "/navigator/ergebnis"
TIMETABLE_PAGE = "/navigator/zeitplan"
PLACE_PAGE = "/navigator/gemeinde"
PAPERS_PAGE = "/navigator/dokumente"
CALCULATOR_PAGE = "/ausgleich/rechner"
UNKNOWN_TEXT = "Das wissen wir noch nicht"
MISSING_ANSWER = f"Wählen Sie eine Antwort aus. Auch „{UNKNOWN_TEXT}“ ist eine."
Query = list[tuple[str, str]]


@dataclass(frozen=True)
class ShownOption:
    """An option with what choosing it would close."""

    value: str
    text: str
    hint: str | None


@dataclass(frozen=True)
class ShownAnswer:
    """An answer in words, and the address that changes it."""

    question: str
    answer: str
    change: str
    because: str | None


@dataclass(frozen=True)
class ShownReason:
    """A reason with the answers it rests on, each one click away."""

    reason: Reason
    links: tuple[ShownAnswer, ...]


@dataclass(frozen=True)
class ShownWay:
    """Other answers that would flip the verdict, and the result with them."""

    text: str
    result: str


@dataclass(frozen=True)
class ShownForm:
    """One form on the result page."""

    result: FormResult
    summary: str
    conditions: tuple[ShownReason, ...]
    favours: tuple[ShownReason, ...]
    disfavours: tuple[ShownReason, ...]
    excludes: tuple[ShownReason, ...]
    ways: tuple[ShownWay, ...]


@dataclass(frozen=True)
class FundingGroup:
    """Programmes in the same state."""

    label: str
    tone: str
    options: tuple[FundingOption, ...]


_TONES = {
    FundingState.POSSIBLE: "success",
    FundingState.CONDITIONAL: "info",
    FundingState.BLOCKED: "warning",
    FundingState.EXPIRED: "warning",
}


class Presenter:
    """Turns one consultation into what templates show. `extra` are query parameters other than answers."""

    def __init__(self, rulebook: Rulebook, library: Library, consultation: Consultation, extra: Query) -> None:
        self._rulebook = rulebook
        self._library = library
        self._consultation = consultation
        self._extra = extra

    def options(self, question: Question) -> tuple[ShownOption, ...]:
        """The options of a question; each says which forms it would close."""
        alive = {
            result.form.slug: result.form.title
            for result in self._consultation.evaluation.forms
            if result.verdict is not Verdict.EXCLUDED
        }
        shown = []
        for option in question.options:
            closed = self._closes(question, option.value, alive) if question.id != TASK_QUESTION else ""
            shown.append(
                ShownOption(option.value, option.text, " · ".join(part for part in (option.hint, closed) if part))
            )
        return (
            *shown,
            ShownOption(UNKNOWN, UNKNOWN_TEXT, "Wir halten alle Wege offen und sagen, wen Sie fragen können."),
        )

    def _closes(self, question: Question, value: str, alive: Mapping[str, str]) -> str:
        after = evaluate(self._rulebook, self._consultation.answers.with_answer(question.id, (value,)))
        closed = [
            alive[result.form.slug]
            for result in after.forms
            if result.verdict is Verdict.EXCLUDED and result.form.slug in alive
        ]
        if not closed:
            return ""
        if len(closed) > 4:
            return f"Schließt {len(closed)} Formen aus, darunter {closed[0]}"
        return f"Schließt aus: {', '.join(closed)}"

    def given(self) -> tuple[ShownAnswer, ...]:
        """The explicit answers, in the order of the questions."""
        answers = self._consultation.answers
        return tuple(
            self._answer(question, answers.given[question.id], None)
            for question in self._rulebook.questions
            if question.id in answers.given
        )

    def assumed(self) -> tuple[ShownAnswer, ...]:
        """The assumptions that matter for a question that arises."""
        return tuple(
            self._answer(self._rulebook.question_by_id[item.question], item.values, item.because)
            for item in self._consultation.answers.assumptions
        )

    def _answer(self, question: Question, values: Iterable[str], because: str | None) -> ShownAnswer:
        text = ", ".join(UNKNOWN_TEXT if value == UNKNOWN else question.label(value) for value in values)
        return ShownAnswer(question.short, text, self.change_address(question.id), because)

    def change_address(self, question: str) -> str:
        """Where an answer is changed; from there the reader comes back to the result."""
        return f"{FLOW_PAGE}?{urlencode([*self.state(), ('frage', question), ('zurueck', 'ergebnis')])}"

    def state(self, without: str = "") -> Query:
        """Answers and other parameters, without one question; answers in the order they were given."""
        answers = self._consultation.answers
        pairs = [(name, value) for name in answers.given if name != without for value in answers.given[name]]
        return [*pairs, *self._extra]

    def timetable_address(self) -> str:
        """The timetable of the leading form; the answers travel along, so that the way back is one click."""
        leading = self._consultation.evaluation.leading
        pairs = [("form", leading.form.slug)] if leading else []
        return f"{TIMETABLE_PAGE}?{urlencode([*pairs, *self.state()])}"

    def calculator_address(self, names: Sequence[str]) -> str:
        """The calculator with these partners."""
        query = urlencode([(f"name-{letter}", name) for letter, name in zip("abcdefghijkl", names, strict=False)])
        return f"{CALCULATOR_PAGE}?{query}" if query else CALCULATOR_PAGE

    def places_address(self) -> str:
        """Where the municipality and the partners are named; the answers travel along."""
        return f"{PLACE_PAGE}?{urlencode(self.state())}"

    def papers_address(self, *chosen: tuple[str, str]) -> str:
        """The papers, or the chosen one, filled from these answers."""
        return f"{PAPERS_PAGE}?{urlencode([*chosen, *self.state()])}"

    def forms(self, verdict: Verdict) -> tuple[ShownForm, ...]:
        """The forms of a group, in the stated order."""
        return tuple(self._form(result) for result in self._consultation.evaluation.forms if result.verdict is verdict)

    def _form(self, result: FormResult) -> ShownForm:
        by_effect: dict[Effect, list[ShownReason]] = {effect: [] for effect in Effect}
        conditions = []
        for reason in sorted(result.reasons, key=lambda reason: -reason.rule.weight):
            shown = ShownReason(reason, tuple(self._linked(name) for name in reason.answers))
            if reason.is_open or reason.rule.effect is Effect.REQUIRES:
                conditions.append(shown)
            else:
                by_effect[reason.rule.effect].append(shown)
        return ShownForm(
            result=result,
            summary=self._summary(result.form.slug),
            conditions=tuple(conditions),
            favours=tuple(by_effect[Effect.FAVOURS]),
            disfavours=tuple(by_effect[Effect.DISFAVOURS]),
            excludes=tuple(by_effect[Effect.EXCLUDES]),
            ways=tuple(self._way(changes) for changes in self._consultation.counterfactuals[result.form.slug]),
        )

    def _summary(self, slug: str) -> str:
        instrument = self._library.find(Instrument, slug)
        return instrument.summary if instrument else ""

    def institutions(self, slugs: Iterable[str]) -> tuple[Institution, ...]:
        """The institutions to ask, as far as they have a page."""
        return self._library.pick(Institution, slugs)

    def _linked(self, name: str) -> ShownAnswer:
        question = self._rulebook.question_by_id[name]
        answers = self._consultation.answers
        assumed = None
        if name not in answers.given:
            assumed = next((item.because for item in answers.assumptions if item.question == name), None)
        return self._answer(question, answers.values.get(name, (UNKNOWN,)), assumed)

    def _way(self, changes: tuple[Change, ...]) -> ShownWay:
        parts = []
        for change in changes:
            question = self._rulebook.question_by_id[change.question]
            parts.append(f"{question.short}: {question.label(change.values[0])}")
        changed = {change.question for change in changes}
        kept = [(name, value) for name, value in self.state() if name not in changed]
        query = [*kept, *((change.question, value) for change in changes for value in change.values)]
        return ShownWay(" und ".join(parts), f"{RESULT_PAGE}?{urlencode(query)}")

    def funding(self) -> tuple[FundingGroup, ...]:
        """Programmes by state, possible ones first."""
        return tuple(
            FundingGroup(FUNDING_LABELS[state], _TONES[state], options)
            for state in FundingState
            if (options := tuple(item for item in self._consultation.funding if item.state is state))
        )

    def other_forms(self, option: FundingOption) -> tuple[str, ...]:
        """What the programme says to the other possible forms, where it differs from the leading one."""
        return tuple(
            f"{self._rulebook.form_by_slug[cell.form].title}: {FUNDING_LABELS[cell.state]}"
            for cell in option.by_form[1:]
            if cell.form is not None and cell.state is not option.state
        )

    def headline(self) -> str:
        """The answer as the heading of the page."""
        leading = self._consultation.evaluation.leading
        if leading is None:
            return "Mit diesen Antworten ist keine Form möglich"
        if leading.verdict is Verdict.FITS:
            return f"Am besten passt: {leading.form.title}"
        return f"Am ehesten passt: {leading.form.title}, wenn noch etwas geklärt ist"
