"""The shipped templates, and papers made from the shortest and the longest input there is."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from kuemmerer.balance.intake import read_case
from kuemmerer.balance.measures import Measures, measure
from kuemmerer.balance.shapes import BalanceIn
from kuemmerer.documents.intake import Knowledge, make_occasion, read_order
from kuemmerer.documents.occasion import Occasion
from kuemmerer.documents.templates import Paper
from kuemmerer.navigator.intake import read_answers
from kuemmerer.navigator.setting import read_setting
from kuemmerer.navigator.situation import read_situation
from kuemmerer.snapshot import Snapshot, load_snapshot
from kuemmerer.timetable.wanted import Wanted

CONTENT = Path(__file__).parents[2] / "content"
TODAY = date(2026, 11, 25)
REAL = load_snapshot(CONTENT)
PAPERS = REAL.papers.papers
# What must stay text whatever reads it: markup, templates, Typst, formulas, signs no font has, a word without end.
TRICKY = (
    '<b>&amp;</b> {{ 7*7 }} {% for %} #set text(red) $x$ *a* _b_ \\ "q" =HYPERLINK("http://x") 漢字 😀 ' + "Donau" * 40
)
BALANCE = {
    "partners": [
        {"id": "a", "name": "Kirnbach", "figures": {"einwohner": 1200}},
        {"id": "b", "name": "Mittertal", "figures": {"einwohner": 3000}},
        {"id": "c", "name": "Unterfeld", "figures": {"einwohner": 9500}},
    ],
    "items": [
        {"id": "betrieb", "label": "Betrieb", "amount": "120000.00", "key": {"slug": "einwohner"}},
        {"id": "bau", "label": "Neubau", "amount": "999999.99", "key": {"slug": "gleich"}},
    ],
    "coalition_costs": {"a": "70000.00", "b": "100000.00", "c": "200000.00"},
}
# An answer to most questions, some of them open.
ANSWERS: Mapping[str, list[str]] = {
    "aufgabe": ["bauhof"], "vorhaben": ["erledigen"], "person": ["weiss-nicht"], "hoheit": ["nein"], "satzung": ["nein"],
    "private": ["weiss-nicht"], "ebenen": ["gemeinden", "landkreis"], "personal": ["geliehen"], "dauer": ["befristet"],
    "partner": ["mehr-als-zehn"], "ausgleich": ["ja"], "fuehrung": ["gleichrangig"], "invest": ["mittel"],
}  # fmt: skip
Make = Callable[..., Occasion]


def knowledge(snapshot: Snapshot = REAL) -> Knowledge:
    return Knowledge(snapshot.rulebook, snapshot.library, snapshot.procedures, snapshot.papers, snapshot.version)


def measures() -> Measures:
    return measure(read_case(BalanceIn.model_validate(BALANCE), REAL.gazetteer)[0])


def occasion_for(
    paper: Paper,
    answers: Mapping[str, list[str]] | None = None,
    fields: Mapping[str, str] | None = None,
    with_balance: bool = False,
    start: str = "",
    form: str = "",
    wanted: Wanted | None = None,
    municipality: str | None = None,
) -> Occasion:
    """A paper for these answers and texts."""
    known = knowledge()
    order = read_order(known, paper.template, paper.variant, form, fields or {})
    situation = read_situation(REAL.gazetteer, municipality, [])
    given = read_answers(REAL.rulebook, answers or {}, situation.assumptions)
    setting = read_setting(TODAY, "", start)
    balance = measures() if with_balance else None
    return make_occasion(known, order, given, situation, setting, balance, wanted or Wanted())


def shortest(paper: Paper) -> Occasion:
    """Nothing was answered, nothing was typed."""
    return occasion_for(paper)


def longest(paper: Paper) -> Occasion:
    """Sixty partners, every field filled to its limit with what breaks weaker programs, and a calculation."""
    fields = {
        field.id: ((TRICKY + "\n") * 20 if field.long else TRICKY * 2)[: field.limit] for field in REAL.papers.fields
    }
    fields["gemeinde"] = "Kirnbach"
    fields["beteiligte"] = ", ".join(["Kirnbach", *(f"Gemeinde {n}" for n in range(1, 30))])[:300]
    return occasion_for(paper, ANSWERS, fields, with_balance=True, start="2028-01")


def paper_named(template: str, variant: str) -> Paper:
    return next(paper for paper in PAPERS if (paper.template, paper.variant) == (template, variant))


@pytest.fixture(params=PAPERS, ids=lambda paper: f"{paper.template}-{paper.variant}")
def paper(request: pytest.FixtureRequest) -> Paper:
    """Each paper in turn."""
    chosen: Paper = request.param
    return chosen
