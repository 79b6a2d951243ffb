"""/ausgleich/rechner: the calculator. All state stands in the address; nothing is stored."""

from collections.abc import Collection, Mapping
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kuemmerer.balance.case import MAX_COMPARED
from kuemmerer.balance.form import (
    COMPARE,
    FIELDS,
    ITEMS,
    KINDS,
    MAJORITIES,
    MODELS,
    PAGE,
    PRESETS,
    RECURRENCES,
    SEAT_RULES,
    Form,
    compact,
)
from kuemmerer.balance.form_reading import read_form, with_complaints, without_register_figures
from kuemmerer.balance.keys import LEVY_KEYS, PLAIN_KEYS
from kuemmerer.balance.measures import NO_NOTICE, Measures, measure
from kuemmerer.balance.model import BadEntries
from kuemmerer.balance.show import sections
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.web.context import SnapshotDep
from kuemmerer.web.errors import unusable
from kuemmerer.web.params import choices, only_known, single, text
from kuemmerer.web.templates import prepared_page, render_page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

EXPORTS: tuple[tuple[str, str], ...] = ()
_LONG = {"gruppen": 2000}
# The invented villages of the articles: the same numbers there and here.
EXAMPLE = {
    "name-a": "Kirnbach", "einwohner-a": "1.200", "allein-a": "70.000", "name-b": "Mittertal", "einwohner-b": "2.800",
    "allein-b": "100.000", "name-c": "Unterfeld", "einwohner-c": "6.000", "allein-c": "130.000", "posten-1": "Bauhof",
    "betrag-1": "220.000", "gruppen": "A+B: 140.000; A+C: 170.000; B+C: 180.000", "regel": "einwohner",
}  # fmt: skip
EXAMPLE_ADDRESS = f"{PAGE}?{urlencode([*EXAMPLE.items(), (COMPARE, 'gleich'), (COMPARE, 'sockel')])}"


@router.get(PAGE)
def show_calculator(request: Request, snapshot: SnapshotDep) -> Response:
    """The form, and below it the result as soon as everything is there. Mistakes are shown at their fields, with 422."""
    values, compared = _values(request)
    short = without_register_figures(compact(values), snapshot.gazetteer)
    if short != {name: request.query_params[name] for name in request.query_params if name != COMPARE}:
        return RedirectResponse(Form(short, compared, (), (), (), False).address, status_code=303)
    form, measures = compute(read_form(short, compared, snapshot.gazetteer))
    return show(request, form, measures)


def compute(form: Form) -> tuple[Form, Measures | None]:
    """The measures of the case, or the form with complaints."""
    if form.case is None:
        return form, None
    try:
        return form, measure(form.case)
    except BadEntries as error:
        return with_complaints(form, error), None


def show(request: Request, form: Form, measures: Measures | None) -> HTMLResponse:
    """The page."""
    case = form.case
    render = prepared_page if form.is_empty else render_page
    page = render(
        request,
        "balance/calculator.html",
        form=form,
        result=sections(case, measures, form.change) if case is not None and measures is not None else None,
        notes=[*measures.notes, *form.notes] if measures is not None else [],
        errors=[{"field": entry.field, "message": entry.message} for entry in form.errors],
        keys=LEVY_KEYS,
        key_pairs=[(key.slug, key.title) for key in LEVY_KEYS.values()],
        plain_pairs=[(key.slug, key.title) for key in PLAIN_KEYS],
        presets=PRESETS,
        kinds=KINDS,
        recurrences=RECURRENCES,
        models=MODELS,
        seat_rules=SEAT_RULES,
        majorities=MAJORITIES,
        max_compared=MAX_COMPARED,
        example=EXAMPLE_ADDRESS,
        notice=NO_NOTICE,
        partner_pairs=[(row.letter, row.name) for row in form.partners if row.name],
        exports=EXPORTS if measures is not None else (),
    )
    if form.errors:
        page.status_code = 422
    return page


def _values(request: Request) -> tuple[dict[str, str], tuple[str, ...]]:
    """Every field once, none unknown, choices only from their lists."""
    only_known(request, FIELDS)
    values = {}
    for name in request.query_params:
        if name == COMPARE:
            continue
        limit = _LONG.get(name)
        values[name] = text(name, request.query_params[name], limit) if limit else single(request, name)
        if len(request.query_params.getlist(name)) > 1:
            raise unusable(name, f"Der Parameter »{name}« darf nur einmal vorkommen.")
    for name, known in _choices().items():
        _check(values, name, known)
    return values, choices(request, COMPARE, PRESETS)


def _choices() -> Mapping[str, Collection[str]]:
    numbers = range(1, ITEMS + 1)
    return {
        **{f"schluessel-{number}": LEVY_KEYS for number in numbers},
        **{f"art-{number}": dict(KINDS) for number in numbers},
        **{f"turnus-{number}": dict(RECURRENCES) for number in numbers},
        "modell": dict(MODELS),
        "regel": dict(SEAT_RULES),
        "mehrheit": dict(MAJORITIES),
    }


def _check(values: Mapping[str, str], name: str, known: Collection[str]) -> None:
    value = values.get(name, "")
    if value and value not in known:
        raise unusable(name, f"»{value[:40]}« gibt es bei »{name}« nicht.{did_you_mean(value, known)}")


def addresses() -> list[str]:
    """The pages that can be prepared."""
    return [PAGE]
