"""What POST /api/v1/balance takes and answers. Amounts are decimal strings in euro with a point."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from kuemmerer.balance.case import MAX_COMPARED, CostModel
from kuemmerer.balance.game import MAX_PLAYERS
from kuemmerer.balance.model import MAX_ITEMS, MAX_PARTNERS, MAX_YEARS, ItemKind, Recurrence
from kuemmerer.balance.stages import MAX_STAGES
from kuemmerer.balance.votes import MAX_VOTES, Majority, SeatRule

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,40}$")]
Words = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Amount = Annotated[str, StringConstraints(max_length=20)]
Number = (
    Annotated[str, StringConstraints(max_length=40)]
    | Annotated[int, Field(strict=True, ge=0, le=10**15)]
    | Annotated[float, Field(strict=True, ge=0, le=1e15)]
)
Name = Annotated[str, StringConstraints(max_length=80)]
_GROUPS = 2**MAX_PLAYERS
# Bytes of a case with the costs of all groups of twelve partners under ids that can be read.
MAX_CASE = 2 * 1024 * 1024

EXAMPLE: dict[str, JsonValue] = {
    "partners": [
        {"id": "a", "name": "Kirnbach", "figures": {"einwohner": 1200}},
        {"id": "b", "name": "Mittertal", "figures": {"einwohner": 2800}},
        {"id": "c", "name": "Unterfeld", "figures": {"einwohner": 6000}},
    ],
    "items": [
        {"id": "betrieb", "label": "Betrieb", "amount": "220000.00", "key": {"slug": "einwohner", "parameters": {}}}
    ],
    "coalition_costs": {
        "a": "70000.00", "b": "100000.00", "c": "130000.00", "a+b": "140000.00", "a+c": "170000.00", "b+c": "180000.00",
    },
    "votes": {"rule": "einwohner", "per": 1000, "majority": "einfach"},
}  # fmt: skip

EXAMPLE_OF_STAGES: dict[str, JsonValue] = {
    "partners": [
        {"id": "a", "name": "Kirnbach", "figures": {"einwohner": 1200, "nutzung": 800}},
        {"id": "b", "name": "Mittertal", "figures": {"einwohner": 2800, "nutzung": 2400}},
        {"id": "c", "name": "Unterfeld", "figures": {"einwohner": 6000, "nutzung": 5000}},
    ],
    "items": [
        {
            "id": "geraete", "label": "Geräte", "amount": "60000.00",
            "key": {
                "slug": "stufe",
                "parameters": {
                    "stufen": [{"up_to": 2000, "value": 1}, {"up_to": 5000, "value": 2}, {"value": 3}],
                    "hoechstbetraege": {"c": "25000.00"},
                },
            },
        },
        {
            "id": "wasser", "label": "Wasser", "amount": "0.00",
            "key": {
                "slug": "nutzung",
                "parameters": {"preisstufen": [{"up_to": 1000, "value": "2.00"}, {"value": "1.50"}]},
            },
        },
    ],
}  # fmt: skip


class Strict(BaseModel):
    """Unknown names are refused."""

    model_config = ConfigDict(extra="forbid")


class PartnerIn(Strict):
    """A partner with its reference figures. Inhabitants missing and an AGS given: they come from the register."""

    id: Id
    name: Words
    ags: Annotated[str, StringConstraints(pattern=r"^\d{8}$")] | None = None
    figures: dict[Name, Number] = Field(default_factory=dict, max_length=40, description="je Bezugsgröße eine Zahl")


class StageIn(Strict):
    """A stage: up to this figure (missing: beyond all others) counts, or costs, this much."""

    up_to: Number | None = None
    value: Number


class KeyIn(Strict):
    """A levy key by its slug."""

    slug: Name
    parameters: dict[Name, Number | dict[Name, Number] | Annotated[list[StageIn], Field(max_length=MAX_STAGES)]] = (
        Field(default_factory=dict, max_length=20)
    )


class ItemIn(Strict):
    """Something to share."""

    id: Id
    label: Words
    amount: Amount = Field(description="Euro als Dezimaltext mit Punkt, etwa 120000.00")
    key: KeyIn
    kind: ItemKind = Field(ItemKind.COST, description="Kosten oder Ertrag")
    recurrence: Recurrence = Field(Recurrence.ANNUAL, description="jährlich oder einmalig")


class CostModelIn(Strict):
    """A short way to name the costs of all groups: fixed costs plus own ones, or the largest need."""

    model: CostModel
    fixed: Amount = Field("0", description="feste Kosten, die jede Gruppe einmal hat (nur fixkosten)")
    own: dict[Id, Amount] = Field(description="je Partner eigene Kosten oder Anforderung", max_length=MAX_PARTNERS)


class StepIn(Strict):
    """A size class: up to so many inhabitants so many votes."""

    up_to: Annotated[int, Field(strict=True, ge=1)] | None = None
    votes: Annotated[int, Field(strict=True, ge=0, le=MAX_VOTES)]


class VotesIn(Strict):
    """How votes are given out and which majority decides."""

    rule: SeatRule = SeatRule.EQUAL
    majority: Majority = Majority.SIMPLE
    per: Annotated[int, Field(strict=True, ge=1)] = Field(
        1000, description="Einwohner je angefangene Stimme (Regel einwohner)"
    )
    total: Annotated[int, Field(strict=True, ge=1, le=MAX_VOTES)] = Field(20, description="alle Stimmen (Regel anteil)")
    steps: list[StepIn] = Field(default_factory=list, max_length=20, description="Größenklassen (Regel staffel)")
    seats: dict[Id, Annotated[int, Field(strict=True, ge=0, le=MAX_VOTES)]] = Field(
        default_factory=dict, max_length=MAX_PARTNERS, description="Stimmen je Partner (Regel vorgabe)"
    )


class OptionsIn(Strict):
    """Several years, and keys to compare."""

    years: Annotated[int, Field(strict=True, ge=1, le=MAX_YEARS)] = 1
    index: Annotated[str, StringConstraints(max_length=10)] = Field(
        "0", description="jährliche Steigerung, 0.02 sind zwei Prozent"
    )
    compare: list[KeyIn] = Field(default_factory=list, max_length=MAX_COMPARED)


class BalanceIn(BaseModel):
    """A case to share and measure."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE, EXAMPLE_OF_STAGES]})

    partners: list[PartnerIn] = Field(min_length=1, max_length=MAX_PARTNERS)
    items: list[ItemIn] = Field(min_length=1, max_length=MAX_ITEMS)
    coalition_costs: dict[Annotated[str, StringConstraints(max_length=600)], Amount] | None = Field(
        None,
        max_length=_GROUPS + MAX_PARTNERS,
        description="Kosten von Gruppen; der Name sind die sortierten Kennungen, mit + verbunden. Erträge mit Minus.",
    )
    cost_model: CostModelIn | None = Field(None, description="statt coalition_costs")
    votes: VotesIn | None = None
    options: OptionsIn = Field(default_factory=OptionsIn)


class AllocationOut(BaseModel):
    """One item shared."""

    item: str
    shares: dict[str, str]
    shared: str = Field(description="was verteilt wurde: der Betrag nach Abzügen, oder die Summe der Preise")
    uncovered: str = Field(description="was der Schlüssel nicht verteilen kann, weil alle Grenzen erreicht sind")
    rate: str | None = Field(description="Euro je Einheit, nur zur Anzeige")
    explanation: str


class YearOut(BaseModel):
    """One year of the horizon."""

    year: int
    totals: dict[str, str]


class SpreadOut(BaseModel):
    """How far heads bear differently."""

    mean: str
    deviation: dict[str, str] = Field(description="Abweichung vom Mittel, 0.10 sind zehn Prozent mehr")
    span: str
    ratio: str | None
    gini: str | None


class StandAloneOut(BaseModel):
    """Compared with going alone."""

    cost: str
    advantage: str
    passes: bool


class ViolationOut(BaseModel):
    """A group that pays more than it would on its own."""

    coalition: str
    pays: str
    alone: str
    excess: str
    sentence: str


class CoreOut(BaseModel):
    """The test of all groups; `in_core` is null while unknown costs could still change the answer."""

    in_core: bool | None
    violated: list[ViolationOut]
    violations: int = Field(description="wie viele es insgesamt sind; gelistet werden höchstens hundert")
    tested: int
    unknown: int


class PowerOut(BaseModel):
    """Votes and what they are worth."""

    seats: dict[str, int]
    needed: int
    banzhaf: dict[str, str]
    shapley_shubik: dict[str, str]
    decides_alone: list[str]
    blocks_alone: list[str]
    blocks_together: list[list[str]]
    wins_together: list[list[str]]
    without_influence: list[str]


class MeasuresOut(BaseModel):
    """All measures; null where something is not known, and `notes` says what."""

    per_inhabitant: dict[str, str] | None
    per_inhabitant_spread: SpreadOut | None
    levy_base_share: dict[str, str] | None = Field(description="Belastung als Anteil an den Umlagegrundlagen")
    stand_alone: dict[str, StandAloneOut] | None
    core: CoreOut | None
    shapley: dict[str, str] | None
    nucleolus: dict[str, str] | None
    nucleolus_per_head: dict[str, str] | None
    scrb: dict[str, str] | None
    equal_rest: dict[str, str] | None
    equal_gain: dict[str, str] | None
    power: PowerOut | None


class ScenarioOut(BaseModel):
    """The case under another key; `complaint` says why it cannot be computed."""

    title: str
    totals: dict[str, str] | None
    per_inhabitant_span: str | None
    nobody_pays_more_than_alone: bool | None
    in_core: bool | None
    complaint: str | None


class ComparisonOut(BaseModel):
    """Keys side by side; the first one is the case as it was sent."""

    scenarios: list[ScenarioOut]
    best_for: dict[str, str]
    most_even: str | None


class BalanceOut(BaseModel):
    """What everybody bears, how fair that is, and what to know about it."""

    allocations: list[AllocationOut]
    totals: dict[str, str]
    years: list[YearOut]
    measures: MeasuresOut
    comparison: ComparisonOut | None
    notes: list[str]


class ParameterOut(BaseModel):
    """A setting of a key."""

    name: str
    label: str
    kind: str
    required: bool
    default: str | None
    choices: list[str]


class FigureOut(BaseModel):
    """A reference figure."""

    name: str
    label: str
    unit: str
    source: str


class KeyOut(BaseModel):
    """A levy key, with what its article says about it."""

    slug: str
    title: str
    formula: str
    figures: list[str]
    parameters: list[ParameterOut]
    article: str
    url: str | None
    data_needed: list[str]
    legal_basis: list[str]
    typical_use: str
    pro: list[str]
    contra: list[str]


class CatalogueOut(BaseModel):
    """All keys and figures."""

    content_version: str
    keys: list[KeyOut]
    figures: list[FigureOut]
    majorities: list[Literal["einfach", "zwei-drittel", "drei-viertel", "einstimmig"]]
    notice: str
