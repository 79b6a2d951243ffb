"""What stands in content/navigator/*.yml: the typed form of each file."""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints

from kuemmerer.content.model import Confidence, Fact, Line, Nature, Paragraph, Slug
from kuemmerer.content.oversight import Oversight
from kuemmerer.navigator.conditions import BadCondition, read_condition
from kuemmerer.navigator.model import Effect, Level
from kuemmerer.navigator.roles import Role


def _readable(data: Any) -> Any:
    try:
        read_condition(data)
    except BadCondition as error:
        raise ValueError(str(error)) from None
    return data


When = Annotated[Any, AfterValidator(_readable)]
OneOrMore = Slug | tuple[Slug, ...]
RuleId = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{2}[a-z]?$")]


class OptionFile(Fact):
    """An option of a question."""

    value: Slug
    text: Line
    hint: Line | None = None


class ClarifyFile(Fact):
    """What »weiß nicht« leads to."""

    what: Paragraph
    ask: tuple[Slug, ...] = Field(min_length=1)
    wording: Paragraph


class VariantFile(Fact):
    """A question in the words of a role."""

    text: Line
    help: Paragraph


class QuestionFile(Fact):
    """A question."""

    id: Slug
    text: Line
    short: Line
    help: Paragraph
    why: Paragraph
    options: tuple[OptionFile, ...] = Field(min_length=1)
    several: bool = False
    changeable: bool = True
    default: Slug | None = None
    clarify: ClarifyFile
    ask_when: When = "always"
    accepts: dict[str, Slug] = Field(default_factory=dict)
    variants: dict[Role, VariantFile] = Field(default_factory=dict)


class QuestionsFile(Fact):
    """fragen.yml"""

    questions: tuple[QuestionFile, ...]


class TaskFile(Fact):
    """A task."""

    slug: Slug
    title: Line
    topic: Slug
    words: tuple[Line, ...] = Field(min_length=1)
    assumptions: dict[Slug, OneOrMore] = Field(default_factory=dict)
    application: Slug | None = None
    frames: tuple[Slug, ...] = ()
    institutions: tuple[Slug, ...] = ()


class TasksFile(Fact):
    """aufgaben.yml"""

    tasks: tuple[TaskFile, ...]


class FormsFile(Fact):
    """formen.yml: the instruments the navigator judges."""

    forms: tuple[Slug, ...] = Field(min_length=2)
    never_fits: dict[Slug, Line] = Field(default_factory=dict)


class RuleFile(Fact):
    """A rule."""

    id: RuleId
    forms: tuple[Slug, ...] = Field(min_length=1)
    effect: Effect
    when: When
    text: Paragraph
    norm: Line | None = None
    source: Line | None = None
    checked_on: date | None = None
    nature: Nature = Nature.LAW
    confidence: Confidence = Confidence.SURE
    weight: int = Field(default=2, ge=1, le=9)


class RulesFile(Fact):
    """regeln/*.yml: `source` and `checked_on` hold for every rule that names none of its own."""

    source: Line
    checked_on: date
    rules: tuple[RuleFile, ...]


class CriterionFile(Fact):
    """One column of the decision matrix and the answers under which it counts."""

    id: Annotated[str, StringConstraints(pattern=r"^K\d{1,2}$")]
    title: Line
    when: When
    weight: int = Field(ge=1, le=4)
    texts: dict[int, Line]


class MatrixFile(Fact):
    """matrix.yml; the grades stand in the instruments' own files."""

    source: Line
    checked_on: date
    criteria: tuple[CriterionFile, ...]


class DatedTextFile(Fact):
    """How a warning reads from a day on: the day it is read, or the day the project starts."""

    today_from: date | None = None
    start_from: date | None = None
    title: Line
    text: Paragraph


class WarningFile(Fact):
    """A warning. `dated` are other wordings; the first whose day has come counts."""

    id: RuleId
    area: Slug
    level: Level
    forms: tuple[Slug, ...] = ()
    when: When
    title: Line
    text: Paragraph
    questions: tuple[Line, ...] = ()
    norm: Line | None = None
    source: Line | None = None
    confidence: Confidence = Confidence.SURE
    dated: tuple[DatedTextFile, ...] = ()


class WarningsFile(Fact):
    """hinweise.yml"""

    source: Line
    checked_on: date
    warnings: tuple[WarningFile, ...]


class RungFile(Fact):
    """A step of the ladder."""

    start: Slug
    growth: Slug
    trigger: Paragraph
    clause: Paragraph


class LadderFile(Fact):
    """leiter.yml"""

    ladder: tuple[RungFile, ...]


class ObstacleFile(Fact):
    """An obstacle to expect."""

    obstacle: Slug
    when: When


class ObstaclesFile(Fact):
    """hemmnisse.yml"""

    obstacles: tuple[ObstacleFile, ...]


class OversightFile(Fact):
    """One way past the authority."""

    id: RuleId
    forms: tuple[Slug, ...] = Field(min_length=1)
    way: Oversight
    steps_of: Slug | None = None
    when: When
    text: Paragraph
    norm: Line | None = None
    source: Line | None = None
    confidence: Confidence = Confidence.SURE


class OversightsFile(Fact):
    """aufsichtswege.yml"""

    source: Line
    checked_on: date
    ways: tuple[OversightFile, ...]


class RoleFile(Fact):
    """A role."""

    role: Role
    label: Line
    hint: Line
    signature: Line
    lede: Line
    authority: Paragraph


class RolesFile(Fact):
    """rollen.yml"""

    roles: tuple[RoleFile, ...] = Field(min_length=3)


class BodyFile(Fact):
    """A deciding body."""

    id: Slug
    name: Line
    decides: Paragraph
    roles: tuple[Role, ...] = Field(min_length=1)
    when: When
    by_default: bool = False
    norm: Line
    source: Line | None = None
    confidence: Confidence = Confidence.SURE


class BodiesFile(Fact):
    """gremien.yml"""

    source: Line
    checked_on: date
    bodies: tuple[BodyFile, ...]
