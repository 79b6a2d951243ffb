"""content/navigator/*.yml become a rulebook and a list of defects."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from kuemmerer.base.defects import Defect
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.base.typed_files import TypedFolder
from kuemmerer.content.kinds import Grades, Instrument
from kuemmerer.content.library import Library
from kuemmerer.content.model import Confidence, Nature
from kuemmerer.navigator import files
from kuemmerer.navigator.conditions import read_condition
from kuemmerer.navigator.load_surroundings import (
    deciding_bodies,
    form_exits,
    former_questions,
    oversight_rules,
    role_texts,
)
from kuemmerer.navigator.model import (
    TASK_QUESTION,
    DatedText,
    Effect,
    Form,
    LikelyObstacle,
    Rule,
    Rulebook,
    Rung,
    Task,
    Warning,
)
from kuemmerer.navigator.question import Clarify, Option, Question, Variant

FOLDER = "navigator"
# What a grade of the matrix does: 3 is a core strength, 0 means the form does not provide it.
GRADE_EFFECTS = {3: (Effect.FAVOURS, 2), 2: (Effect.FAVOURS, 1), 1: (Effect.DISFAVOURS, 1), 0: (Effect.DISFAVOURS, 2)}


def load_rulebook(root: Path, library: Library) -> tuple[Rulebook, list[Defect]]:
    """Read the navigator's files. A broken file leaves its part empty and is reported."""
    reader = TypedFolder(root, FOLDER, [])
    forms = _forms(reader, library)
    tasks = _tasks(reader)
    rulebook = Rulebook(
        questions=_questions(reader, tasks),
        tasks=tasks,
        forms=forms,
        rules=(*_rules(reader), *_matrix(reader, library, forms)),
        warnings=_warnings(reader),
        ladder=_ladder(reader),
        obstacles=_obstacles(reader),
        oversight=oversight_rules(reader),
        roles=role_texts(reader),
        bodies=deciding_bodies(reader),
        leaving=form_exits(reader),
        former=former_questions(reader),
    )
    return rulebook, reader.defects


def load_exceptions(root: Path) -> Mapping[str, str]:
    """The written exceptions: forms that can never simply fit, each with its reason."""
    loaded = TypedFolder(root, FOLDER, []).read("formen.yml", files.FormsFile)
    return loaded[0].never_fits if loaded else {}


def _questions(reader: TypedFolder, tasks: tuple[Task, ...]) -> tuple[Question, ...]:
    loaded = reader.read("fragen.yml", files.QuestionsFile)
    if loaded is None:
        return ()
    return tuple(
        Question(
            id=item.id,
            text=item.text,
            short=item.short,
            help=item.help,
            why=item.why,
            options=(
                *((Option(task.slug, task.title) for task in tasks) if item.id == TASK_QUESTION else ()),
                *(Option(option.value, option.text, option.hint) for option in item.options),
            ),
            several=item.several,
            changeable=item.changeable,
            default=item.default,
            clarify=Clarify(item.clarify.what, item.clarify.ask, item.clarify.wording),
            ask_when=read_condition(item.ask_when),
            accepts=item.accepts,
            variants={role: Variant(variant.text, variant.help) for role, variant in item.variants.items()},
        )
        for item in loaded[0].questions
    )


def _tasks(reader: TypedFolder) -> tuple[Task, ...]:
    loaded = reader.read("aufgaben.yml", files.TasksFile)
    if loaded is None:
        return ()
    return tuple(
        Task(
            slug=item.slug,
            title=item.title,
            topic=item.topic,
            words=item.words,
            assumptions={
                name: (values,) if isinstance(values, str) else values for name, values in item.assumptions.items()
            },
            application=item.application,
            frames=item.frames,
            institutions=item.institutions,
        )
        for item in loaded[0].tasks
    )


def _forms(reader: TypedFolder, library: Library) -> tuple[Form, ...]:
    loaded = reader.read("formen.yml", files.FormsFile)
    if loaded is None:
        return ()
    forms = []
    known = [instrument.slug for instrument in library.of(Instrument)]
    for number, slug in enumerate(loaded[0].forms):
        instrument = library.find(Instrument, slug)
        if instrument is None:
            line = loaded[1].line_of(("forms", number))
            message = f"Die Organisationsform »{slug}« gibt es nicht.{did_you_mean(slug, known)}"
            reader.defects.append(Defect(PurePosixPath(FOLDER) / "formen.yml", line, message))
        else:
            forms.append(Form(slug, instrument.title, instrument.effort))
    return tuple(forms)


def _rules(reader: TypedFolder) -> Iterator[Rule]:
    for name in reader.files("regeln"):
        loaded = reader.read(name, files.RulesFile)
        if loaded is None:
            continue
        for item in loaded[0].rules:
            yield Rule(
                id=item.id,
                forms=item.forms,
                effect=item.effect,
                when=read_condition(item.when),
                text=item.text,
                norm=item.norm,
                source=item.source or loaded[0].source,
                checked_on=item.checked_on or loaded[0].checked_on,
                nature=item.nature,
                confidence=item.confidence,
                weight=item.weight,
            )


def _matrix(reader: TypedFolder, library: Library, forms: tuple[Form, ...]) -> Iterator[Rule]:
    """One rule per criterion and grade, for the forms that have this grade."""
    loaded = reader.read("matrix.yml", files.MatrixFile)
    if loaded is None:
        return
    grades = {form.slug: _grades(library, form.slug) for form in forms}
    for criterion in loaded[0].criteria:
        for grade, text in sorted(criterion.texts.items(), reverse=True):
            slugs = tuple(slug for slug, row in grades.items() if row.get(criterion.id) == grade)
            if not slugs:
                continue
            effect, factor = GRADE_EFFECTS[grade]
            yield Rule(
                id=f"{criterion.id}-{grade}",
                forms=slugs,
                effect=effect,
                when=read_condition(criterion.when),
                text=text,
                norm=None,
                source=loaded[0].source,
                checked_on=loaded[0].checked_on,
                nature=Nature.ESTIMATE,
                confidence=Confidence.ESTIMATE,
                weight=factor * criterion.weight,
            )


def _grades(library: Library, slug: str) -> Mapping[str, int | None]:
    instrument = library.find(Instrument, slug)
    grades: Grades | None = instrument.grades if instrument else None
    return grades.model_dump() if grades else {}


def _warnings(reader: TypedFolder) -> tuple[Warning, ...]:
    loaded = reader.read("hinweise.yml", files.WarningsFile)
    if loaded is None:
        return ()
    return tuple(
        Warning(
            id=item.id,
            area=item.area,
            level=item.level,
            forms=item.forms,
            when=read_condition(item.when),
            title=item.title,
            text=item.text,
            questions=item.questions,
            norm=item.norm,
            source=item.source or loaded[0].source,
            checked_on=loaded[0].checked_on,
            confidence=item.confidence,
            dated=tuple(DatedText(text.today_from, text.start_from, text.title, text.text) for text in item.dated),
        )
        for item in loaded[0].warnings
    )


def _ladder(reader: TypedFolder) -> tuple[Rung, ...]:
    loaded = reader.read("leiter.yml", files.LadderFile)
    return (
        tuple(Rung(item.start, item.growth, item.trigger, item.clause) for item in loaded[0].ladder) if loaded else ()
    )


def _obstacles(reader: TypedFolder) -> tuple[LikelyObstacle, ...]:
    loaded = reader.read("hemmnisse.yml", files.ObstaclesFile)
    if loaded is None:
        return ()
    return tuple(LikelyObstacle(item.obstacle, read_condition(item.when)) for item in loaded[0].obstacles)
