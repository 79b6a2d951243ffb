"""The proof behind `kuemmerer navigator verify`.

It is built up in three layers. Each rule is walked over every combination of the answers it distinguishes: it must be able
to apply, and what is decided must stay decided (knowledge is monotone). The verdict is a function of the rules' truths
alone, so what holds for the rules holds for the forms. Each form is walked over all combinations, or a fixed sample where
there are too many, for the verdicts it can reach. At last whole interviews are walked: some at random with every promise
checked, and all of them for their number and length. Verdicts are compared, never texts.
"""

import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import product

from kuemmerer.navigator.answers import UNKNOWN, Answers
from kuemmerer.navigator.conditions import Only, Values, leaves
from kuemmerer.navigator.counterfactual import counterfactuals
from kuemmerer.navigator.evaluate import evaluate, settle
from kuemmerer.navigator.interview import outlook
from kuemmerer.navigator.model import DECIDING, Form, FormResult, Reason, Rule, Rulebook, Verdict
from kuemmerer.navigator.paths import Paths, count_paths
from kuemmerer.navigator.question import Question
from kuemmerer.navigator.truth import Truth

Choice = tuple[str, ...] | None
MAX_STATES = 6_000


@dataclass
class Report:
    """What was walked through and what was found. `problems` must be empty."""

    forms: dict[str, dict[str, int]] = field(default_factory=dict)
    states: int = 0
    walks: int = 0
    longest_interview: int = 0
    median_interview: int = 0
    counterfactuals_checked: int = 0
    interviews: Paths = field(default_factory=Paths)
    seconds: float = 0.0
    problems: list[str] = field(default_factory=list)

    def as_json(self) -> str:
        """The report for tools."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)


def verify(
    rulebook: Rulebook, never: Mapping[str, str], seed: int = 1, walks: int = 60, path_seconds: float = 30.0
) -> Report:
    """Walk the answer space. `never` names forms that cannot simply fit, each with its written reason.

    All interviews are counted, as far as `path_seconds` suffice.
    """
    report = Report()
    started = time.perf_counter()
    for rule in rulebook.rules:
        report.problems.extend(_prove_rule(rulebook, rule, report))
    for form in rulebook.forms:
        _walk_form(rulebook, form, never, report)
    _walk_interviews(rulebook, random.Random(seed), walks, report)
    report.interviews = count_paths(rulebook, path_seconds)
    report.problems.extend(f"Befragung endet unentschieden: {given}." for given in report.interviews.undecided)
    report.seconds = round(time.perf_counter() - started, 2)
    return report


def _prove_rule(rulebook: Rulebook, rule: Rule, report: Report) -> Iterator[str]:
    names = _questions_behind(rulebook, [rule])
    truths = {key: rule.when.evaluate(values) for values, key in _states(rulebook, names, [rule], limit=None)}
    report.states += len(truths)
    if Truth.YES not in truths.values():
        yield f"Regel {rule.id} trifft in keiner erreichbaren Lage zu."
    choices = [{key[number] for key in truths} - {None} for number in range(len(names))]
    for key, truth in truths.items():
        open_positions = [number for number, choice in enumerate(key) if choice is None]
        if not open_positions and truth is Truth.OPEN:
            yield f"Regel {rule.id} bleibt offen, obwohl alles beantwortet ist."
            return
        if truth is Truth.OPEN:
            continue
        for number in open_positions:
            for choice in choices[number]:
                if truths[(*key[:number], choice, *key[number + 1 :])] is not truth:
                    yield f"Regel {rule.id}: Entschiedenes kippt, wenn »{names[number]}« beantwortet wird."
                    return


def _walk_form(rulebook: Rulebook, form: Form, never: Mapping[str, str], report: Report) -> None:
    deciding = [rule for rule in rulebook.rules_of_form[form.slug] if rule.effect in DECIDING]
    names = _questions_behind(rulebook, deciding)
    seen: Counter[Verdict] = Counter()
    for values, key in _states(rulebook, names, deciding, limit=MAX_STATES):
        result = _judge(form, deciding, values)
        seen[result.verdict] += 1
        report.states += 1
        if None not in key and not result.firm:
            report.problems.append(f"{form.slug}: alles beantwortet, aber nicht entschieden.")
    report.forms[form.slug] = {verdict.value: seen[verdict] for verdict in Verdict}
    for verdict in Verdict:
        if not seen[verdict] and not (verdict is Verdict.FITS and form.slug in never):
            report.problems.append(f"{form.slug} erreicht nie das Urteil »{verdict.value}«.")
    if seen[Verdict.FITS] and form.slug in never:
        report.problems.append(f"{form.slug} passt doch ohne Bedingung; die Ausnahme in formen.yml ist überholt.")


def _judge(form: Form, rules: list[Rule], values: Values) -> FormResult:
    reasons = []
    for rule in rules:
        truth = rule.when.evaluate(values)
        if truth is not Truth.NO:
            reasons.append(Reason(rule, truth is Truth.OPEN, ()))
    return FormResult(form, tuple(reasons))


def _states(
    rulebook: Rulebook, names: list[str], rules: list[Rule], limit: int | None
) -> Iterator[tuple[Values, tuple[Choice, ...]]]:
    classes = [_classes(rulebook.question_by_id[name], rulebook, rules) for name in names]
    size = 1
    for choices in classes:
        size *= len(choices)
    combinations: Iterator[tuple[Choice, ...]] = product(*classes)
    if limit is not None and size > limit:
        combinations = _sample(rulebook, names, classes, rules, limit)
    base: dict[str, Choice] = {question.id: None for question in rulebook.questions}
    for combination in combinations:
        known = {**base, **dict(zip(names, combination, strict=True))}
        yield settle(rulebook.conditional_questions, known), combination


def _sample(
    rulebook: Rulebook, names: list[str], classes: list[list[Choice]], rules: list[Rule], limit: int
) -> Iterator[tuple[Choice, ...]]:
    """A fixed sample: one half anywhere, the other near the answers that let most rules rest, so that »passt« is met too."""
    source = random.Random(limit)
    resting = [_most_resting(rules, name, choices[1:]) for name, choices in zip(names, classes, strict=True)]
    for number in range(limit):
        near = number % 2
        yield tuple(
            calm if near and source.random() < 0.85 else source.choice(choices)
            for calm, choices in zip(resting, classes, strict=True)
        )


def _most_resting(rules: list[Rule], name: str, choices: list[Choice]) -> Choice:
    def resting(choice: Choice) -> int:
        return sum(rule.when.evaluate({name: choice}) is Truth.NO for rule in rules if name in rule.questions)

    return max(choices, key=resting)


def _classes(question: Question, rulebook: Rulebook, rules: list[Rule]) -> list[Choice]:
    """Open, and one answer for each set of answers that no rule can tell apart."""
    compared = [
        leaf
        for condition in (*(rule.when for rule in rules), *(other.ask_when for other in rulebook.conditional_questions))
        for leaf in leaves(condition)
        if leaf.question == question.id
    ]
    answers: list[tuple[str, ...]] = [(value,) for value in question.values]
    if question.several:
        answers += [(first, second) for first in question.values for second in question.values if first < second]
    classes: dict[tuple[bool, ...], tuple[str, ...]] = {}
    for answer in answers:
        signature = tuple(
            leaf.options.issuperset(answer) if isinstance(leaf, Only) else not leaf.options.isdisjoint(answer)
            for leaf in compared
        )
        classes.setdefault(signature, answer)
    return [None, *classes.values()]


def _questions_behind(rulebook: Rulebook, rules: list[Rule]) -> list[str]:
    names = {name for rule in rules for name in rule.questions}
    while True:
        more = names | {other for name in names for other in rulebook.question_by_id[name].depends_on}
        if more == names:
            return [question.id for question in rulebook.questions if question.id in names]
        names = more


def _walk_interviews(rulebook: Rulebook, source: random.Random, walks: int, report: Report) -> None:
    """Answer at random until nothing is asked any more; on the way every promise of the interview is checked."""
    lengths: list[int] = []
    for _ in range(walks):
        answers = Answers()
        bound: int | None = None
        asked: list[str] = []
        while True:
            evaluation = evaluate(rulebook, answers)
            view = outlook(rulebook, answers, evaluation)
            if bound is not None and view.remaining_at_most >= bound:
                report.problems.append(
                    f"Die Obergrenze sinkt nicht nach »{asked[-1]}«: {bound} → {view.remaining_at_most}."
                )
            bound = view.remaining_at_most
            if view.next_question is None:
                unsure = any(values == (UNKNOWN,) for values in answers.given.values())
                if not evaluation.decided and not unsure:
                    report.problems.append(
                        f"Nichts mehr zu fragen, aber nicht entschieden: {sorted(answers.given.items())}."
                    )
                break
            question = view.next_question
            asked.append(question.id)
            option = source.choice([*question.values, UNKNOWN] if source.random() < 0.15 else list(question.values))
            answers = answers.with_answer(question.id, (option,))
        lengths.append(len(asked))
        _check_order(rulebook, answers, source, report)
        _check_counterfactuals(rulebook, answers, report)
    report.walks = walks
    report.longest_interview = max(lengths, default=0)
    report.median_interview = sorted(lengths)[len(lengths) // 2] if lengths else 0


def _check_order(rulebook: Rulebook, answers: Answers, source: random.Random, report: Report) -> None:
    shuffled = list(answers.given.items())
    source.shuffle(shuffled)
    if evaluate(rulebook, Answers(dict(shuffled))) != evaluate(rulebook, answers):
        report.problems.append("Das Ergebnis hängt von der Reihenfolge der Antworten ab.")


def _check_counterfactuals(rulebook: Rulebook, answers: Answers, report: Report) -> None:
    ranks = {Verdict.FITS: 0, Verdict.FITS_IF: 1, Verdict.EXCLUDED: 2}
    for result in evaluate(rulebook, answers).forms:
        for changes in counterfactuals(rulebook, answers, result.form, result.verdict):
            report.counterfactuals_checked += 1
            changed = answers
            for change in changes:
                changed = changed.with_answer(change.question, change.values)
            reached = _verdict_of(rulebook, changed, result.form)
            if ranks[reached] >= ranks[result.verdict]:
                report.problems.append(f"{result.form.slug}: {changes} ändert nichts.")
            for left_out in changes if len(changes) > 1 else ():
                smaller = answers
                for change in changes:
                    if change != left_out:
                        smaller = smaller.with_answer(change.question, change.values)
                if ranks[_verdict_of(rulebook, smaller, result.form)] <= ranks[reached]:
                    report.problems.append(f"{result.form.slug}: {changes} ist nicht die kleinste Änderung.")


def _verdict_of(rulebook: Rulebook, answers: Answers, form: Form) -> Verdict:
    return next(result.verdict for result in evaluate(rulebook, answers).forms if result.form == form)
