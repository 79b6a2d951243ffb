"""Reading the form: what stands in the address becomes a case, or sentences at the fields."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from kuemmerer.balance.case import MAX_COMPARED, Case, CoalitionCosts, CostModel
from kuemmerer.balance.fields import euro_in, number_in, whole_in
from kuemmerer.balance.figures import FIGURES
from kuemmerer.balance.form import (
    BOUNDS,
    COMPARE,
    DEFAULTS,
    ITEMS,
    LETTERS,
    PER_ITEM,
    PER_PARTNER,
    PRESETS,
    YEARS,
    Form,
    ItemRow,
    PartnerRow,
    kind_of,
)
from kuemmerer.balance.keys import LEVY_KEYS, ParameterKind, figures_for, follows_from_prices
from kuemmerer.balance.model import BadEntries, Entry, Figure, Item, ItemKind, Partner, Recurrence
from kuemmerer.balance.parameters import MAX_MIXED, Raw, Reader, read_key, read_stages
from kuemmerer.balance.register import filled_in_words, inhabitants_from_register
from kuemmerer.balance.scenarios import Change
from kuemmerer.balance.stages import BadStages, read_lines
from kuemmerer.balance.votes import MAX_VOTES, Majority, SeatRule, Step, Votes
from kuemmerer.base.money import Cents, read_euro, round_alone
from kuemmerer.base.numbers import NotANumber, german_decimal, read_number
from kuemmerer.base.text import fold
from kuemmerer.places.gazetteer import Gazetteer
from kuemmerer.places.model import Municipality

_LEAST_ROWS = 3
_SPARE_ROWS = 1


def _percent(text: str) -> Fraction:
    return read_number(text) / 100


GERMAN = Reader(read_number, _percent, "100 %")


def read_form(values: Mapping[str, str], compared: tuple[str, ...], gazetteer: Gazetteer) -> Form:
    """Read everything; complaints are collected at their fields and all entries are kept.

    Names alone are what a link brings along: nobody has been asked for an amount yet, so none is missing.
    """
    complaints: list[Entry] = []
    rows = _rows(values, gazetteer)
    names = {row.letter: row.name for row in rows if row.name}
    items, item_rows = _items(values, names, complaints)
    chosen = [item.key for item in items] + [PRESETS[slug] for slug in compared]
    wanted = dict.fromkeys(("einwohner", *(name for choice in chosen for name in figures_for(choice))))
    columns = tuple(FIGURES[name] for name in wanted if name != "alternativkosten")
    limits = any(item.key.slug == "stufe" for item in items)
    form = Form(values, compared, rows, item_rows, columns, limits)
    if form.is_empty:
        return form
    partners, notes = _partners(values, rows, columns, complaints)
    if not partners:
        complaints.append(Entry("name-a", "Nennen Sie mindestens einen Partner."))
    if all(kind_of(name) == "name" for name in values) and not complaints:
        return replace(form, notes=notes)
    if not any(kind_of(name) in PER_ITEM for name in values):
        complaints.append(Entry("betrag-1", "Geben Sie an, welcher Betrag geteilt werden soll."))
    costs = _costs(values, names, complaints)
    if len(compared) > MAX_COMPARED:
        complaints.append(Entry(COMPARE, f"Vergleichen Sie höchstens {MAX_COMPARED} Schlüssel auf einmal."))
    years = whole_in(values, "jahre", 1, YEARS, complaints) or 1
    index = number_in(values, "index", complaints, low=Fraction(-50), high=Fraction(100)) or Fraction(0)
    votes = _votes(values, names, complaints)
    change = _change(values, partners, complaints)
    if complaints:
        return replace(form, errors=tuple(complaints), notes=notes)
    compare = tuple(PRESETS[slug] for slug in compared)
    case = Case(partners, items, costs, votes, years, index / 100, compare)
    return replace(form, case=case, change=change, notes=notes)


def with_complaints(form: Form, error: BadEntries) -> Form:
    """The form after computing failed: each complaint at its field."""
    return replace(form, case=None, errors=tuple(Entry(_place(entry.field), entry.message) for entry in error.entries))


def _place(path: str) -> str:
    """The field of the form for the path of a complaint."""
    match path.split("."):
        case ["partners", letter, "figures", "alternativkosten"]:
            return f"allein-{letter}"
        case ["partners", letter, "figures", name]:
            return f"{name}-{letter}"
        case ["items", number, "key", "parameters", name, *rest] if name in BOUNDS:
            return f"{BOUNDS[name]}-{rest[0] if rest else LETTERS[0]}"
        case ["items", number, "key", "parameters", "gewichte", *_]:
            return f"anteil1-{number}"
        case ["items", number, "key", "parameters", "schluessel"]:
            return f"grund-{number}"
        case ["items", number, "key", "parameters", name]:
            return f"{name}-{number}"
        case ["items", number, *_]:
            return f"schluessel-{number}"
        case ["coalition_costs", *_]:
            return f"allein-{LETTERS[0]}"
        case ["votes", "steps"]:
            return "staffel"
        case ["votes", "seats", letter]:
            return f"stimmen-{letter}"
        case _:
            return "regel"


# --- partners ---


def _rows(values: Mapping[str, str], gazetteer: Gazetteer) -> tuple[PartnerRow, ...]:
    """Every row that says something, and at least one empty one as long as there is room."""
    used = [
        number for number, letter in enumerate(LETTERS) if any(f"{name}-{letter}" in values for name in PER_PARTNER)
    ]
    shown = min(max(_LEAST_ROWS, (used[-1] if used else -1) + 1 + _SPARE_ROWS), len(LETTERS))
    return tuple(_row(letter, values.get(f"name-{letter}", ""), gazetteer) for letter in LETTERS[:shown])


def _row(letter: str, name: str, gazetteer: Gazetteer) -> PartnerRow:
    found = municipalities_named(gazetteer, name) if name else ()
    if len(found) == 1:
        return PartnerRow(letter, found[0].label, inhabitants_from_register(found[0]))
    return PartnerRow(letter, name, None, found)


def municipalities_named(gazetteer: Gazetteer, name: str) -> tuple[Municipality, ...]:
    """The municipalities of exactly this name, label or key; a place that only resembles is nobody of ours."""
    by_key = gazetteer.get(name)
    if by_key is not None:
        return (by_key,)
    folded = fold(name)
    labelled = [each.municipality for each in gazetteer.spellings if each.label == folded]
    return tuple(labelled or [each.municipality for each in gazetteer.spellings if folded in each.names])


def without_register_figures(values: Mapping[str, str], gazetteer: Gazetteer) -> dict[str, str]:
    """Inhabitants that the register says as well are not said again: the address stays short, and the date true."""
    kept = dict(values)
    for row in _rows(values, gazetteer):
        text = kept.get(f"einwohner-{row.letter}", "")
        if row.filled is not None and text in (str(row.filled.value), german_decimal(row.filled.value, 0)):
            del kept[f"einwohner-{row.letter}"]
    return kept


def _partners(
    values: Mapping[str, str], rows: Iterable[PartnerRow], columns: Iterable[Figure], complaints: list[Entry]
) -> tuple[tuple[Partner, ...], tuple[str, ...]]:
    partners, filled = [], []
    for row in rows:
        letter = row.letter
        if not row.name:
            if any(f"{name}-{letter}" in values for name in PER_PARTNER):
                complaints.append(Entry(f"name-{letter}", f"Partner {letter.upper()} hat Zahlen, aber keinen Namen."))
            continue
        figures = {}
        for figure in columns:
            number = number_in(values, f"{figure.name}-{letter}", complaints)
            if number is not None:
                figures[figure.name] = number
        if row.filled is not None and "einwohner" not in figures and f"einwohner-{letter}" not in values:
            figures["einwohner"] = row.filled.value
            filled.append(row.filled)
        partners.append(Partner(letter, row.name, row.filled.ags if row.filled else None, figures))
    return tuple(partners), filled_in_words(filled)


# --- items ---


def _items(
    values: Mapping[str, str], names: Mapping[str, str], complaints: list[Entry]
) -> tuple[tuple[Item, ...], tuple[ItemRow, ...]]:
    items: list[Item] = []
    used = [number for number in range(1, ITEMS + 1) if any(f"{name}-{number}" in values for name in PER_ITEM)]
    rows = []
    for number in range(1, min(max(used, default=0) + 1, ITEMS) + 1):
        slug = values.get(f"schluessel-{number}", DEFAULTS["schluessel"])
        rows.append(ItemRow(number, slug, LEVY_KEYS[slug].parameters if slug in LEVY_KEYS else ()))
        item = _item(values, number, slug, names, complaints) if number in used else None
        items += [item] if item is not None else []
    return tuple(items), tuple(rows)


def _item(
    values: Mapping[str, str], number: int, slug: str, names: Mapping[str, str], complaints: list[Entry]
) -> Item | None:
    label = values.get(f"posten-{number}", "") or f"Posten {number}"
    amount = _amount(values, number, complaints)
    try:
        choice = read_key(slug, _raw(values, number, slug, names), names, f"items.{number}.key", GERMAN)
    except BadEntries as error:
        complaints += [Entry(_place(entry.field), entry.message) for entry in error.entries]
        return None
    if f"betrag-{number}" not in values and not follows_from_prices(choice):
        complaints.append(Entry(f"betrag-{number}", f"{label}: Geben Sie den Betrag an, der geteilt werden soll."))
    kind = ItemKind.REVENUE if values.get(f"art-{number}") == "ertrag" else ItemKind.COST
    recurrence = Recurrence.ONE_OFF if values.get(f"turnus-{number}") == "einmalig" else Recurrence.ANNUAL
    return Item(str(number), label, amount, choice, kind, recurrence)


def _amount(values: Mapping[str, str], number: int, complaints: list[Entry]) -> Cents:
    amount = euro_in(values, f"betrag-{number}", complaints) or 0
    if amount < 0:
        message = "Der Betrag ist negativ. Wählen Sie »Ertrag«, wenn Geld hereinkommt."
        complaints.append(Entry(f"betrag-{number}", message))
    return Cents(max(amount, 0))


def _raw(values: Mapping[str, str], number: int, slug: str, names: Mapping[str, str]) -> dict[str, Raw]:
    """The parameters of a key as they stand in the form."""
    raw: dict[str, Raw] = {}
    for parameter in LEVY_KEYS[slug].parameters if slug in LEVY_KEYS else ():
        match parameter.kind:
            case ParameterKind.SHARE_PER_KEY:
                pairs = (
                    (values.get(f"teil{n}-{number}", ""), values.get(f"anteil{n}-{number}", ""))
                    for n in range(1, MAX_MIXED + 1)
                )
                raw[parameter.name] = {part: share for part, share in pairs if part and share}
            case ParameterKind.EURO_PER_PARTNER:
                column = BOUNDS[parameter.name]
                raw[parameter.name] = {who: text for who in names if (text := values.get(f"{column}-{who}", ""))}
            case ParameterKind.STAGES | ParameterKind.PRICE_STAGES:
                try:
                    raw[parameter.name] = read_lines(values.get(f"{parameter.name}-{number}", ""))
                except BadStages as error:
                    raise BadEntries(Entry(f"items.{number}.key.parameters.{parameter.name}", str(error))) from None
            case ParameterKind.KEY:
                raw[parameter.name] = values.get(f"grund-{number}", "") or parameter.default
            case _:
                raw[parameter.name] = values.get(f"{parameter.name}-{number}", "") or parameter.default
    return raw


# --- going alone, votes, changes ---


def _costs(values: Mapping[str, str], names: Mapping[str, str], complaints: list[Entry]) -> CoalitionCosts:
    alone = {who: amount for who in names if (amount := euro_in(values, f"allein-{who}", complaints)) is not None}
    model = values.get("modell", "")
    if not model:
        return CoalitionCosts(
            named={frozenset({who}): amount for who, amount in alone.items()} | _groups(values, names, complaints)
        )
    missing = [who for who in names if who not in alone]
    complaints += [Entry(f"allein-{who}", f"Bei {names[who]} fehlen die Kosten im Alleingang.") for who in missing]
    if model == CostModel.LARGEST_NEED.value:
        return CoalitionCosts(model=CostModel.LARGEST_NEED, own=alone)
    fixed = euro_in(values, "fest", complaints)
    if fixed is None:
        complaints.append(Entry("fest", "Geben Sie an, welche festen Kosten jede Gruppe einmal hätte."))
    too_low = [who for who, amount in alone.items() if fixed is not None and amount < fixed]
    complaints += [
        Entry(f"allein-{who}", f"Bei {names[who]} liegen die Kosten im Alleingang unter den festen Kosten.")
        for who in too_low
    ]
    return CoalitionCosts(
        model=CostModel.FIXED_PLUS_OWN,
        fixed=fixed or 0,
        own={who: amount - (fixed or 0) for who, amount in alone.items()},
    )


def _groups(values: Mapping[str, str], names: Mapping[str, str], complaints: list[Entry]) -> dict[frozenset[str], int]:
    """Lines like »A+B: 140.000«."""
    found: dict[frozenset[str], int] = {}
    for line in values.get("gruppen", "").replace(";", "\n").splitlines():
        if not line.strip():
            continue
        group, colon, amount = line.replace("=", ":").partition(":")
        members = [part.strip().lower() for part in group.replace(" ", "").split("+")]
        if not colon or any(who not in names for who in members) or len(set(members)) < max(len(members), 2):
            message = f"Die Zeile »{line.strip()[:60]}« ist nicht lesbar. Schreiben Sie zum Beispiel A+B: 140.000."
            complaints.append(Entry("gruppen", message))
            continue
        try:
            found[frozenset(members)] = read_euro(amount)
        except NotANumber as error:
            complaints.append(Entry("gruppen", f"Gruppe {group.strip()[:40]}: {error.message}"))
    return found


def _votes(values: Mapping[str, str], names: Mapping[str, str], complaints: list[Entry]) -> Votes | None:
    rule = values.get("regel", "")
    if not rule:
        return None
    majority = Majority(values.get("mehrheit") or Majority.SIMPLE.value)
    per = whole_in(values, "je", 1, 10**6, complaints) or 1000
    total = whole_in(values, "sitze", 1, MAX_VOTES, complaints) or 20
    seats = {
        who: number
        for who in names
        if (number := whole_in(values, f"stimmen-{who}", 0, MAX_VOTES, complaints)) is not None
    }
    return Votes(SeatRule(rule), majority, per, total, _steps(values, complaints), seats)


def _steps(values: Mapping[str, str], complaints: list[Entry]) -> tuple[Step, ...]:
    """Size classes like »bis 1.000: 1; bis 3.000: 2; darüber: 3«."""
    text = values.get("staffel", "")
    if not text:
        return ()
    try:
        stages = read_stages(read_lines(text), "Staffel", "staffel", GERMAN)
    except BadStages as error:
        complaints.append(Entry("staffel", str(error)))
        return ()
    except BadEntries as error:
        complaints += error.entries
        return ()
    numbers = [number for stage in stages for number in (stage.value, stage.up_to or Fraction(0))]
    if any(number.denominator != 1 for number in numbers) or any(stage.value > MAX_VOTES for stage in stages):
        most = german_decimal(Fraction(MAX_VOTES), 0)
        complaints.append(Entry("staffel", f"Grenzen und Stimmen sind ganze Zahlen, Stimmen höchstens {most}."))
    return tuple(Step(None if stage.up_to is None else int(stage.up_to), int(stage.value)) for stage in stages)


def _change(values: Mapping[str, str], partners: Sequence[Partner], complaints: list[Entry]) -> Change:
    without = values.get("ohne") or None
    if without is not None and without not in {partner.id for partner in partners}:
        complaints.append(Entry("ohne", "Dieser Partner ist nicht dabei. Wählen Sie einen anderen."))
    if without is not None and len(partners) < 2:
        complaints.append(Entry("ohne", "Ohne diesen Partner bleibt niemand übrig."))
    plus = number_in(values, "plus", complaints, low=Fraction(-100), high=Fraction(1000)) or Fraction(0)
    future = {each.id: number for each in partners if (number := _future(values, each, complaints)) is not None}
    return Change(without, plus / 100, future)


def _future(values: Mapping[str, str], partner: Partner, complaints: list[Entry]) -> Fraction | None:
    """Inhabitants of a later year: a number, or »+5 %« on those of today, rounded to whole people."""
    name = f"kuenftig-{partner.id}"
    text = values.get(name, "")
    if not text.endswith("%"):
        return number_in(values, name, complaints)
    percent = number_in({name: text.lstrip("+ ")}, name, complaints, low=Fraction(-100), high=Fraction(1000))
    today = partner.figures.get("einwohner")
    if today is None:
        complaints.append(Entry(name, f"Für Prozent fehlen die heutigen Einwohner von {partner.name}."))
    if percent is None or today is None:
        return None
    return Fraction(round_alone(today * (100 + percent) / 100))
