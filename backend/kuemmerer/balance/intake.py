"""A case sent by a program: read strictly, every complaint with its place."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from kuemmerer.balance.case import Case, CoalitionCosts
from kuemmerer.balance.figures import FIGURES
from kuemmerer.balance.game import MAX_PLAYERS
from kuemmerer.balance.model import BadEntries, Entry, Item, KeyChoice, Partner
from kuemmerer.balance.parameters import Raw, Reader, read_key
from kuemmerer.balance.register import Filled, filled_in_words, inhabitants_from_register
from kuemmerer.balance.shapes import BalanceIn, ItemIn, KeyIn, PartnerIn, StageIn, VotesIn
from kuemmerer.balance.votes import Step, Votes
from kuemmerer.base.money import Cents, read_plain_euro
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.base.numbers import NotANumber
from kuemmerer.places.bodies import BadPlace, read_ags
from kuemmerer.places.gazetteer import Gazetteer

T = TypeVar("T")
# About a second of computing: one request must not hold the others up.
MAX_SHARES = 30_000
_HINTED = 20
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,12})?")


def plain_number(text: str) -> Fraction:
    """A number as programs write it: digits and a point. Raises NotANumber."""
    if not _NUMBER.fullmatch(text) or not text.isascii():
        raise NotANumber(text, f"»{text[:40]}« ist keine Zahl. Erwartet werden Ziffern mit Punkt, etwa 1200 oder 0.25.")
    return Fraction(text)


PLAIN = Reader(plain_number, plain_number, "1")


def read_case(body: BalanceIn, gazetteer: Gazetteer) -> tuple[Case, tuple[str, ...]]:
    """The case, and notes about what was filled in from the register. Raises BadEntries with every complaint."""
    complaints: list[Entry] = []
    partners, notes = _partners(body.partners, gazetteer, complaints)
    names = {partner.id: partner.name for partner in partners}
    items = _items(body.items, names, complaints)
    costs = _costs(body, names, complaints)
    compare = [
        _key(key, names, f"options.compare.{number}", complaints) for number, key in enumerate(body.options.compare)
    ]
    index = _attempt(complaints, "options.index", plain_number, body.options.index)
    if index is not None and index > 1:
        complaints.append(Entry("options.index", "Die jährliche Steigerung ist zu hoch. 0.02 sind zwei Prozent."))
    if len(body.partners) * len(body.items) * body.options.years > MAX_SHARES:
        message = f"Das sind mehr als {MAX_SHARES} Anteile (Partner × Posten × Jahre). Fragen Sie nach weniger Jahren."
        complaints.append(Entry("options.years", message))
    votes = _votes(body.votes, names, complaints)
    if complaints:
        raise BadEntries(*complaints)
    case = Case(
        partners,
        items,
        costs,
        votes,
        body.options.years,
        index or Fraction(0),
        tuple(key for key in compare if key is not None),
    )
    return case, notes


def _partners(
    sent: list[PartnerIn], gazetteer: Gazetteer, complaints: list[Entry]
) -> tuple[tuple[Partner, ...], tuple[str, ...]]:
    partners: list[Partner] = []
    found: list[Filled] = []
    ids: set[str] = set()
    for number, each in enumerate(sent):
        if each.id in ids:
            complaints.append(Entry(f"partners.{number}.id", f"Die Kennung »{each.id}« kommt zweimal vor."))
            continue
        ids.add(each.id)
        figures = {}
        for name, value in each.figures.items():
            place = f"partners.{each.id}.figures.{name[:40]}"
            if name not in FIGURES:
                hint = _hint(name, FIGURES, complaints) or f" Möglich sind: {', '.join(FIGURES)}."
                complaints.append(Entry(place, f"Die Bezugsgröße »{name[:40]}« gibt es nicht.{hint}"))
                continue
            figure = _attempt(complaints, place, plain_number, _text(value))
            if figure is not None:
                figures[name] = figure
        partner = Partner(each.id, each.name, each.ags, figures)
        if each.ags is not None:
            try:
                municipality = read_ags(gazetteer, each.ags, f"partners.{each.id}.ags")
            except BadPlace as error:
                complaints.append(Entry(error.field, error.message))
            else:
                filled = inhabitants_from_register(municipality)
                if "einwohner" not in figures:
                    partner = replace(partner, figures={**figures, "einwohner": filled.value})
                    found.append(filled)
        partners.append(partner)
    return tuple(partners), filled_in_words(found)


def _items(sent: list[ItemIn], names: Mapping[str, str], complaints: list[Entry]) -> tuple[Item, ...]:
    items: list[Item] = []
    for each in sent:
        where = f"items.{each.id}"
        if each.id in {item.id for item in items}:
            complaints.append(Entry(f"{where}.id", f"Die Kennung »{each.id}« kommt zweimal vor."))
            continue
        amount = _attempt(complaints, f"{where}.amount", read_plain_euro, each.amount)
        if amount is not None and amount < 0:
            message = f"{each.label}: Der Betrag ist negativ. Kennzeichnen Sie Erträge mit kind = revenue."
            complaints.append(Entry(f"{where}.amount", message))
        choice = _key(each.key, names, f"{where}.key", complaints)
        items.append(
            Item(each.id, each.label, amount or Cents(0), choice or KeyChoice("gleich"), each.kind, each.recurrence)
        )
    return tuple(items)


def _key(sent: KeyIn, names: Mapping[str, str], where: str, complaints: list[Entry]) -> KeyChoice | None:
    raw: dict[str, Raw] = {name: _raw(value) for name, value in sent.parameters.items()}
    try:
        return read_key(sent.slug, raw, names, where, PLAIN)
    except BadEntries as error:
        complaints += error.entries
        return None


def _raw(value: str | float | dict[str, str | float] | list[StageIn]) -> Raw:
    if isinstance(value, dict):
        return {name: _text(each) for name, each in value.items()}
    if isinstance(value, list):
        return tuple(("", "" if stage.up_to is None else _text(stage.up_to), _text(stage.value)) for stage in value)
    return _text(value)


def _costs(body: BalanceIn, names: Mapping[str, str], complaints: list[Entry]) -> CoalitionCosts:
    if body.cost_model is None:
        return CoalitionCosts(named=_named(body.coalition_costs or {}, names, complaints))
    if body.coalition_costs:
        complaints.append(
            Entry("cost_model", "Geben Sie entweder »coalition_costs« oder »cost_model« an, nicht beides.")
        )
    own = _amounts("cost_model.own", body.cost_model.own, complaints)
    missing = [who for who in names if who not in body.cost_model.own]
    complaints += [Entry(f"cost_model.own.{who}", f"Bei {names[who]} fehlen die eigenen Kosten.") for who in missing]
    _complain_of_strangers(own, names, "cost_model.own", complaints)
    fixed = _amounts("cost_model", {"fixed": body.cost_model.fixed}, complaints).get("fixed", 0)
    return CoalitionCosts(model=body.cost_model.model, fixed=fixed, own=own)


def _named(sent: Mapping[str, str], names: Mapping[str, str], complaints: list[Entry]) -> dict[frozenset[str], int]:
    found: dict[frozenset[str], int] = {}
    for text, amount in _amounts("coalition_costs", sent, complaints).items():
        members = text.split("+")
        strangers = [who for who in members if who not in names]
        place = f"coalition_costs.{text[:80]}"
        if strangers:
            complaints.append(_stranger(strangers[0], names, place, complaints))
        elif members != sorted(set(members)):
            meant = "+".join(sorted(set(members)))
            complaints.append(
                Entry(place, f"Die Gruppe »{text[:80]}« muss sortiert sein, jeder Partner einmal. Gemeint »{meant}«?")
            )
        elif len(names) > MAX_PLAYERS and 1 < len(members) < len(names):
            message = f"Kosten von Gruppen rechnen wir bis {MAX_PLAYERS} Partner. Darüber sind nur Kosten einzelner Partner möglich."
            complaints.append(Entry(place, message))
        else:
            found[frozenset(members)] = amount
    return found


def _amounts(place: str, sent: Mapping[str, str], complaints: list[Entry]) -> dict[str, int]:
    found = {}
    for name, text in sent.items():
        amount = _attempt(complaints, f"{place}.{name[:80]}", read_plain_euro, text)
        if amount is not None:
            found[name] = int(amount)
    return found


def _votes(sent: VotesIn | None, names: Mapping[str, str], complaints: list[Entry]) -> Votes | None:
    if sent is None:
        return None
    _complain_of_strangers(sent.seats, names, "votes.seats", complaints)
    bounds = [step.up_to for step in sent.steps[:-1]]
    if any(bound is None for bound in bounds) or not _rises(bound for bound in bounds if bound is not None):
        complaints.append(
            Entry("votes.steps", "Die Staffel muss aufsteigen; nur die letzte Stufe darf ohne Obergrenze sein.")
        )
    rule = sent.rule
    steps = tuple(Step(step.up_to, step.votes) for step in sent.steps)
    return Votes(rule, sent.majority, sent.per, sent.total, steps, sent.seats)


def _rises(bounds: Iterable[int]) -> bool:
    known = list(bounds)
    return known == sorted(set(known))


def _complain_of_strangers(sent: Iterable[str], names: Mapping[str, str], where: str, complaints: list[Entry]) -> None:
    for who in sent:
        if who not in names:
            complaints.append(_stranger(who, names, f"{where}.{who}", complaints))


def _stranger(who: str, names: Mapping[str, str], place: str, complaints: Sequence[Entry]) -> Entry:
    return Entry(place, f"Den Partner »{who[:40]}« gibt es nicht.{_hint(who, names, complaints)}")


def _hint(word: str, known: Iterable[str], complaints: Sequence[Entry]) -> str:
    """What may have been meant. Looking for it takes its time, so only the first complaints have it."""
    return did_you_mean(word, known) if len(complaints) < _HINTED else ""


def _text(value: str | float) -> str:
    """A number of JSON as it was written, as far as that can be told: 1200.0 is 1200."""
    return f"{value:.12f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _attempt(complaints: list[Entry], place: str, read: Callable[[str], T], text: str) -> T | None:
    """What was read, or None and a complaint about this place."""
    try:
        return read(text)
    except NotANumber as error:
        complaints.append(Entry(place, error.message))
        return None
