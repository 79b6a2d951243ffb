"""What an evaluation leads to: warnings, obstacles, open points, the ladder, applications and frames."""

from collections.abc import Iterator
from dataclasses import dataclass

from kuemmerer.content.kinds import Instrument, Obstacle
from kuemmerer.content.library import Library
from kuemmerer.navigator.answers import UNKNOWN, Answers
from kuemmerer.navigator.conditions import Values
from kuemmerer.navigator.model import ActiveWarning, Evaluation, FormResult, Level, Rulebook, Rung, Task, Verdict
from kuemmerer.navigator.question import Question
from kuemmerer.navigator.setting import Setting
from kuemmerer.navigator.truth import Truth

MAX_OBSTACLES = 6
_LOUDNESS = (Level.RED, Level.AMBER, Level.GREEN)


@dataclass(frozen=True)
class ClarifyItem:
    """An open answer as a task: find out what, because what depends on it, ask whom and how."""

    question: Question
    because: str
    effect: int


@dataclass(frozen=True)
class Application:
    """An application or funding frame: it needs a carrier, and these are possible here."""

    instrument: Instrument
    carriers: tuple[FormResult, ...]


def active_warnings(
    rulebook: Rulebook, evaluation: Evaluation, values: Values, setting: Setting
) -> tuple[ActiveWarning, ...]:
    """Warnings whose condition holds for a form that is still possible, in the words of the day.

    What concerns the leading form comes first, and the loudest of that; what only concerns other forms follows.
    """
    alive = [result.form.slug for result in evaluation.forms if result.verdict is not Verdict.EXCLUDED]
    found: list[tuple[tuple[bool, int, int], ActiveWarning]] = []
    for warning in rulebook.warnings:
        concerned = tuple(slug for slug in alive if slug in warning.forms)
        if (concerned or not warning.forms) and warning.when.evaluate(values) is Truth.YES:
            # How far up the first form it speaks about stands decides among equally loud ones.
            place = alive.index(concerned[0]) if concerned else 0
            worded = warning.on(setting.today, setting.start)
            rank = (place > 0, _LOUDNESS.index(warning.level), place)
            found.append((rank, ActiveWarning(worded, concerned)))
    return tuple(active for _, active in sorted(found, key=lambda item: item[0]))


def likely_obstacles(rulebook: Rulebook, library: Library, values: Values) -> tuple[Obstacle, ...]:
    """Obstacles to expect, in the order of the file."""
    slugs = [item.obstacle for item in rulebook.obstacles if item.when.evaluate(values) is Truth.YES]
    return library.pick(Obstacle, dict.fromkeys(slugs))[:MAX_OBSTACLES]


def clarify_items(rulebook: Rulebook, answers: Answers, evaluation: Evaluation) -> tuple[ClarifyItem, ...]:
    """One task per »weiß nicht«, the one on which most depends first."""
    items = []
    for question in rulebook.questions:
        if answers.values.get(question.id) != (UNKNOWN,):
            continue
        waiting = [
            result.form.title
            for result in evaluation.forms
            if result.verdict is not Verdict.EXCLUDED
            and any(reason.is_open and question.id in reason.answers for reason in result.reasons)
        ]
        because = _depends(waiting)
        items.append(ClarifyItem(question, because, len(waiting)))
    return tuple(sorted(items, key=lambda item: -item.effect))


def _depends(titles: list[str]) -> str:
    if not titles:
        return "Davon hängt keine Form mehr ab, aber die Reihenfolge und die Vorbereitung."
    if len(titles) == 1:
        return f"Davon hängt ab, ob {titles[0]} möglich ist."
    shown = ", ".join(titles[:4]) + (f" und {len(titles) - 4} weitere" if len(titles) > 4 else "")
    return f"Davon hängt ab, ob diese Formen möglich sind: {shown}."


def applications_for(library: Library, task: Task | None, evaluation: Evaluation) -> tuple[Application, ...]:
    """The application and the frames of the task, each with the carriers that are still possible, in order."""
    return tuple(_applications(library, task, evaluation))


def _applications(library: Library, task: Task | None, evaluation: Evaluation) -> Iterator[Application]:
    if task is None:
        return
    slugs = (task.application, *task.frames) if task.application else task.frames
    for instrument in library.pick(Instrument, slugs):
        carriers = tuple(
            result
            for result in evaluation.forms
            if result.form.slug in instrument.carriers and result.verdict is not Verdict.EXCLUDED
        )
        yield Application(instrument, carriers)


def rungs_for(rulebook: Rulebook, evaluation: Evaluation) -> tuple[Rung, ...]:
    """The steps of the ladder that start at the leading form, then those that lead to it from another possible one."""
    leading = evaluation.leading
    if leading is None:
        return ()
    slug = leading.form.slug
    onward = (rung for rung in rulebook.ladder if rung.start == slug)
    out = {result.form.slug for result in evaluation.forms if result.verdict is Verdict.EXCLUDED}
    toward = (rung for rung in rulebook.ladder if rung.growth == slug and rung.start not in out)
    return (*onward, *toward)
