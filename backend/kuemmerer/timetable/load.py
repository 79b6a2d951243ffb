"""content/navigator/zeitplan.yml becomes procedures and a list of defects."""

from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from kuemmerer.base.defects import Defect
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.base.typed_files import TypedFolder
from kuemmerer.timetable.files import SharedStepFile, StepFile, TimetableFile
from kuemmerer.timetable.model import Days, Kind, Procedures, Step

FILE = "zeitplan.yml"
_PATH = PurePosixPath("navigator") / FILE


def load_procedures(root: Path) -> tuple[Procedures, list[Defect]]:
    """Read the file. If it is broken there are no procedures, and the defects say why."""
    folder = TypedFolder(root, "navigator", [])
    loaded = folder.read(FILE, TimetableFile)
    if loaded is None:
        return Procedures({}, (), 0), folder.defects
    file, yaml = loaded
    steps: dict[str, tuple[Step, ...]] = {}
    for number, procedure in enumerate(file.procedures):
        line = yaml.line_of(("procedures", number))
        if procedure.form in steps:
            folder.defects.append(Defect(_PATH, line, f"Die Form »{procedure.form}« steht zweimal da."))
        for item in procedure.steps:
            if isinstance(item, str) and item not in file.common:
                message = f"Den gemeinsamen Schritt »{item}« gibt es nicht.{did_you_mean(item, file.common)}"
                folder.defects.append(Defect(_PATH, line, message))
        steps[procedure.form] = tuple(_steps(procedure.steps, file))
    funding = tuple(_step(item.id, item, file) for item in file.funding)
    return Procedures(steps, funding, file.days_per_further_council), folder.defects


def check_procedures(procedures: Procedures, forms: Collection[str]) -> Iterator[Defect]:
    """What must hold: every form has a procedure, ids are unique, somebody decides at most once, the last step is no wait."""
    for form in forms:
        if form not in procedures.steps:
            yield Defect(_PATH, 1, f"Für die Form »{form}« fehlt der Zeitplan.")
    for form, steps in procedures.steps.items():
        if form not in forms:
            yield Defect(_PATH, 1, f"Die Form »{form}« gibt es nicht.{did_you_mean(form, forms)}")
        ids = [step.id for step in steps] + [step.id for step in procedures.funding]
        for name in dict.fromkeys(ids):
            if ids.count(name) > 1:
                yield Defect(_PATH, 1, f"{form}: Der Schritt »{name}« steht zweimal da.")
        if sum(step.kind is Kind.MEETING for step in steps) > 1:
            yield Defect(_PATH, 1, f"{form}: Es darf nur eine Beschlussrunde geben.")
        if not steps or steps[-1].kind is not Kind.EVENT:
            yield Defect(_PATH, 1, f"{form}: Der letzte Schritt muss ein Ereignis sein, der Beginn.")


def _steps(items: tuple[str | StepFile, ...], file: TimetableFile) -> Iterator[Step]:
    for item in items:
        if isinstance(item, StepFile):
            yield _step(item.id, item, file)
        elif item in file.common:
            yield _step(item, file.common[item], file)


def _step(name: str, item: SharedStepFile, file: TimetableFile) -> Step:
    return Step(
        id=name,
        title=item.title,
        who=item.who,
        kind=item.kind,
        days=Days(item.days.min, item.days.max),
        nature=item.nature,
        norm=item.norm,
        source=item.source or file.source,
        checked_on=file.checked_on,
        confidence=item.confidence,
        note=item.note,
        stop=item.stop,
        ways=frozenset(item.ways),
        commits=item.commits,
    )
