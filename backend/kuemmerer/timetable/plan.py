"""Which steps a wish needs, and what each waits for: the form's own steps in a line, the funding beside them."""

from dataclasses import dataclass, replace

from kuemmerer.timetable.model import Days, Kind, Procedures, Step, Wish


@dataclass(frozen=True)
class Planned:
    """A step that applies, with the ids of the steps that must be over before; those stand earlier in the plan."""

    step: Step
    after: tuple[str, ...]


def plan_steps(procedures: Procedures, wish: Wish) -> tuple[Planned, ...]:
    """The steps that are still ahead, in the order of the file; the last one is the start.

    What is done already, and all before it, is left out. A grant is waited for from the resolutions to the first step that
    counts as the beginning.
    """
    line = [step for step in procedures.steps[wish.form] if not step.ways or wish.way in step.ways]
    line = [_for_councils(step, procedures, wish.councils) for step in line]
    planned = [Planned(step, (before.id,) if before else ()) for step, before in zip(line, [None, *line], strict=False)]
    if wish.with_funding:
        planned = _with_funding(planned, procedures.funding)
    return _ahead(planned, wish.done)


def _for_councils(step: Step, procedures: Procedures, councils: int) -> Step:
    """More councils need longer for a round of resolutions, at worst."""
    if step.kind is not Kind.MEETING:
        return step
    more = procedures.days_per_further_council * max(0, councils - 2)
    return replace(step, days=Days(step.days.min, step.days.max + more))


def _with_funding(line: list[Planned], funding: tuple[Step, ...]) -> list[Planned]:
    """The grant is applied for after the resolutions, or at once where none is needed, and holds up the beginning."""
    resolved = next((number for number, item in enumerate(line) if item.step.kind is Kind.MEETING), 0)
    begins = next(number for number, item in enumerate(line) if item.step.commits or number == len(line) - 1)
    anchor = line[resolved].step.id
    branch = []
    for step in funding:
        branch.append(Planned(step, (anchor,)))
        anchor = step.id
    held_up = replace(line[begins], after=(*line[begins].after, anchor))
    return [*line[:begins], *branch, held_up, *line[begins + 1 :]]


def _ahead(planned: list[Planned], done: str | None) -> tuple[Planned, ...]:
    behind: set[str] = set()
    if done is not None:
        waiting = [done]
        by_id = {item.step.id: item for item in planned}
        while waiting:
            name = waiting.pop()
            if name not in behind and name in by_id:
                behind.add(name)
                waiting.extend(by_id[name].after)
    return tuple(
        replace(item, after=tuple(name for name in item.after if name not in behind))
        for item in planned
        if item.step.id not in behind
    )
