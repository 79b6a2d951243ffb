"""/ausgleich/rechner: the calculator. All state stands in the address; nothing is stored."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, File, Request, UploadFile
from fastapi import Form as FormField
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kuemmerer.balance import csv_table, ods, workbook
from kuemmerer.balance.case import MAX_COMPARED
from kuemmerer.balance.cells import Cell, Sheet
from kuemmerer.balance.form import (
    COMPARE,
    FIELDS,
    ITEMS,
    KINDS,
    LETTERS,
    MAJORITIES,
    MODELS,
    PAGE,
    PER_PARTNER,
    PRESETS,
    RECURRENCES,
    SEAT_RULES,
    Form,
    compact,
    kind_of,
)
from kuemmerer.balance.form_reading import read_form, with_complaints, without_register_figures
from kuemmerer.balance.import_table import BadTable, read_table
from kuemmerer.balance.keys import LEVY_KEYS, PLAIN_KEYS, title_of
from kuemmerer.balance.measures import NO_NOTICE, Measures, measure
from kuemmerer.balance.model import MAX_PARTNERS, BadEntries, Entry
from kuemmerer.balance.sheets import ALONE, OVERVIEW, sheets
from kuemmerer.balance.show import sections
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.snapshot import Snapshot
from kuemmerer.web.bodies import MEGABYTE, takes_up_to
from kuemmerer.web.context import SnapshotDep
from kuemmerer.web.errors import unusable
from kuemmerer.web.params import choices, only_known, single, text
from kuemmerer.web.templates import prepared_page, render_page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

TABLE = f"{PAGE}/tabelle"
UPLOAD = f"{PAGE}/einlesen"
TEMPLATE = f"{PAGE}/vorlage.csv"
EXPORTS = (
    ("Tabelle mit Formeln für Excel (XLSX)", f"{TABLE}.xlsx"),
    ("Tabelle mit Formeln für LibreOffice (ODS)", f"{TABLE}.ods"),
    ("Nur die Zahlen (CSV)", f"{TABLE}.csv"),
)
# Where the Landesamt für Statistik explains its forecasts, that of each municipality included; seen on 2026-11-25.
FORECAST = (
    "https://www.statistik.bayern.de/statistik/gebiet_bevoelkerung/demographischer_wandel/vorausberechnungen/index.html"
)
_MAX_STATE = 7600
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


@router.get(f"{TABLE}.xlsx")
def show_xlsx(request: Request, snapshot: SnapshotDep) -> Response:
    """The result as a workbook."""
    return _file(request, snapshot, "xlsx", workbook.MEDIA_TYPE, workbook.write_xlsx)


@router.get(f"{TABLE}.ods")
def show_ods(request: Request, snapshot: SnapshotDep) -> Response:
    """The result as an OpenDocument spreadsheet."""
    return _file(request, snapshot, "ods", ods.MEDIA_TYPE, ods.write_ods)


@router.get(f"{TABLE}.csv")
def show_csv(request: Request, snapshot: SnapshotDep) -> Response:
    """The result as one table of numbers."""
    return _file(request, snapshot, "csv", csv_table.MEDIA_TYPE, lambda found: csv_table.write_csv(found[0]))


def _file(
    request: Request, snapshot: Snapshot, suffix: str, media_type: str, write: Callable[[tuple[Sheet, ...]], bytes]
) -> Response:
    """What the page shows, as a file; what cannot be computed goes back to the page, which says why."""
    form, measures = compute(read_form(*_values(request), snapshot.gazetteer))
    if form.case is None or measures is None:
        return RedirectResponse(form.address, status_code=303)
    data = write(sheets(form.case, measures, form.notes))
    return _download(data, f"ausgleich.{suffix}", media_type)


@router.get(TEMPLATE)
def show_template(request: Request) -> Response:
    """An empty table with its headings and one invented line."""
    only_known(request)
    head, line = ("Name", "Einwohner", "Umlagegrundlagen", ALONE), ("Kirnbach", "1200", "1200000,00", "70000,00")
    sheet = Sheet(OVERVIEW, (tuple(map(Cell, head)), tuple(map(Cell, line))))
    return _download(csv_table.write_csv(sheet), "vorlage.csv", csv_table.MEDIA_TYPE)


def _download(data: bytes, name: str, media_type: str) -> Response:
    return Response(data, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})


@router.post(UPLOAD)
@takes_up_to(MEGABYTE)
def take_over_table(
    request: Request,
    snapshot: SnapshotDep,
    datei: Annotated[UploadFile | None, File()] = None,
    bisher: Annotated[str, FormField(max_length=_MAX_STATE)] = "",
) -> Response:
    """Partners out of a file take the place of those in the form; everything else stays. Nothing is kept on the server."""
    before = [(name, value) for name, value in parse_qsl(bisher) if name in FIELDS]
    compared = tuple(value for name, value in before if name == COMPARE and value in PRESETS)
    others = {name: value for name, value in before if name != COMPARE}
    try:
        partners = read_table(datei.file.read() if datei is not None else b"")
    except BadTable as error:
        form = read_form(others, compared, snapshot.gazetteer)
        complaints = tuple(Entry("datei", message) for message in error.messages)
        return show(request, replace(form, case=None, errors=complaints), None)
    kept = {name: value for name, value in others.items() if kind_of(name) not in PER_PARTNER}
    return RedirectResponse(Form({**partners, **kept}, compared, (), (), (), False).address, status_code=303)


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
        presets=[(slug, title_of(choice)) for slug, choice in PRESETS.items()],
        kinds=KINDS,
        recurrences=RECURRENCES,
        models=MODELS,
        seat_rules=SEAT_RULES,
        majorities=MAJORITIES,
        max_compared=MAX_COMPARED,
        example=EXAMPLE_ADDRESS,
        notice=NO_NOTICE,
        max_partners=len(LETTERS),
        max_partners_api=MAX_PARTNERS,
        forecast=FORECAST,
        partner_pairs=[(row.letter, row.name) for row in form.partners if row.name],
        exports=EXPORTS,
        upload=UPLOAD,
        table_template=TEMPLATE,
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
