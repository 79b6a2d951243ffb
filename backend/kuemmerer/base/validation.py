"""Pydantic's complaints as German sentences, each at its place; about a file, as defects with line and »Gemeint …?«."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel, ValidationError

from kuemmerer.base.defects import Defect
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.base.strict_yaml import YamlText

Location = tuple[str | int, ...]

# What a value must be, for every type of complaint that only says so.
_EXPECTED = {
    "string_type": "Text",
    "int_type": "eine ganze Zahl",
    "int_parsing": "eine ganze Zahl",
    "int_from_float": "eine ganze Zahl",
    "float_type": "eine Zahl",
    "float_parsing": "eine Zahl",
    "finite_number": "eine endliche Zahl",
    "bool_type": "true oder false",
    "bool_parsing": "true oder false",
    "date_type": "ein Datum (JJJJ-MM-TT)",
    "date_parsing": "ein Datum (JJJJ-MM-TT)",
    "date_from_datetime_parsing": "ein Datum (JJJJ-MM-TT)",
    "date_from_datetime_inexact": "ein Datum ohne Uhrzeit (JJJJ-MM-TT)",
    "url_type": "eine vollständige Adresse (https://…)",
    "tuple_type": "eine Liste",
    "list_type": "eine Liste",
    "dict_type": "eine Gruppe von Feldern (feld: wert)",
    "mapping_type": "eine Gruppe von Feldern (feld: wert)",
    "model_type": "eine Gruppe von Feldern (feld: wert)",
    "model_attributes_type": "eine Gruppe von Feldern (feld: wert)",
    "none_required": "leer",
}
_MESSAGES = {
    "missing": "Das Feld »{field}« fehlt.",
    "string_unicode": "»{field}« enthält Zeichen, die kein Text sind.",
    "string_too_short": "»{field}« ist zu kurz (mindestens {min_length} Zeichen).",
    "string_too_long": "»{field}« ist zu lang (höchstens {max_length} Zeichen).",
    "too_short": "»{field}« hat zu wenige Einträge (mindestens {min_length}).",
    "too_long": "»{field}« hat zu viele Einträge (höchstens {max_length}).",
    "string_pattern_mismatch": "»{input}« hat bei »{field}« nicht die erwartete Form ({pattern}).",
    "url_parsing": "»{input}« ist keine vollständige Adresse (https://…).",
    "url_syntax_violation": "»{input}« ist keine vollständige Adresse (https://…).",
    "url_too_long": "Die Adresse bei »{field}« ist zu lang (höchstens {max_length} Zeichen).",
    "url_scheme": "»{input}« muss mit https:// oder http:// beginnen.",
    "int_parsing_size": "Die Zahl bei »{field}« ist zu groß.",
    "greater_than": "»{field}« muss größer als {gt} sein.",
    "greater_than_equal": "»{field}« muss mindestens {ge} sein.",
    "less_than": "»{field}« muss kleiner als {lt} sein.",
    "less_than_equal": "»{field}« darf höchstens {le} sein.",
    "invalid_key": "Der Name des Feldes »{field}« muss Text sein.",
    "json_invalid": "Das ist kein gültiges JSON.",
}
_SHOWN = 80


@dataclass(frozen=True)
class Complaint:
    """What is wrong at one place; `location` are the keys and positions that lead there."""

    location: Location
    message: str

    @property
    def field(self) -> str:
        """The place in one word, for example `answers.aufgabe`."""
        return ".".join(str(step) for step in self.location)


def defects_of(error: ValidationError, model: type[BaseModel], path: PurePosixPath, yaml: YamlText) -> Iterator[Defect]:
    """One defect per place, in the order of the file."""
    for complaint in complaints(error.errors(include_url=False), yaml.data, model):
        yield Defect(path, yaml.line_of(complaint.location), complaint.message)


def complaints(
    items: Iterable[Mapping[str, Any]], data: object, known: type[BaseModel] | Sequence[str] = ()
) -> tuple[Complaint, ...]:
    """Pydantic's errors about `data`, one per place: what no branch of a union accepts is one complaint, not three.

    `known` are the names possible in `data`, or the model that knows them at every depth.
    """
    places: dict[Location, list[Mapping[str, Any]]] = {}
    for item in items:
        places.setdefault(_in_data(item["loc"], data, item["type"]), []).append(item)
    return tuple(Complaint(location, _said(group, location, known)) for location, group in places.items())


def message_of(item: Mapping[str, Any], location: Sequence[str | int], known: Iterable[str] = ()) -> str:
    """One complaint of pydantic as a German sentence; `known` are the names possible at this place."""
    field = ".".join(str(step) for step in location) or "Inhalt"
    kind, context = item["type"], item.get("ctx", {})
    if kind == "extra_forbidden":
        return f"»{field}« gibt es hier nicht.{did_you_mean(str(location[-1]), known)}"
    if kind in ("enum", "literal_error"):
        expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        hint = did_you_mean(str(item["input"]), expected.split(", "))
        return f"»{str(item['input'])[:_SHOWN]}« ist bei »{field}« nicht möglich.{hint} Möglich sind: {expected}."
    if kind == "value_error":
        return f"{field}: {context['error']}." if location else f"{context['error']}."
    if kind in _EXPECTED:
        return f"»{field}« muss {_EXPECTED[kind]} sein."
    template = _MESSAGES.get(kind, "»{field}« hat einen Wert, der hier nicht passt.")
    return template.format(**{**context, "field": field, "input": str(item.get("input", ""))[:_SHOWN]})


def fields_at(model: type[BaseModel], location: Sequence[str | int]) -> tuple[str, ...]:
    """The names possible at a place inside a model; empty where any name is."""
    current: Any = model
    for step in location:
        if isinstance(step, str):
            field = getattr(current, "model_fields", {}).get(step)
            if field is None:
                return ()
            current = _model_in(field.annotation)
    return tuple(getattr(current, "model_fields", ()))


def _said(group: Sequence[Mapping[str, Any]], location: Location, model: type[BaseModel] | Sequence[str]) -> str:
    known = fields_at(model, location[:-1]) if isinstance(model, type) else model
    # The branches of a union: one that had the right type and another fault knows best.
    telling = [item for item in group if item["type"] not in _EXPECTED]
    if len(group) > 1 and not telling:
        *first, last = dict.fromkeys(_EXPECTED[item["type"]] for item in group)
        field = ".".join(str(step) for step in location) or "Inhalt"
        return f"»{field}« muss {' oder '.join((', '.join(first), last)) if first else last} sein."
    return message_of((telling or group)[0], location, known)


def _in_data(steps: Sequence[str | int], data: object, kind: str) -> Location:
    """Where an error stands in what was sent: without the names pydantic gives to branches of unions and to keys."""
    location: list[str | int] = []
    for number, step in enumerate(steps):
        is_key = isinstance(data, Mapping) and step in data
        is_position = isinstance(data, list | tuple) and isinstance(step, int) and step < len(data)
        if is_key or is_position:
            data = data[step]  # type: ignore[index]  # just tested
        elif number and (kind != "missing" or number < len(steps) - 1):
            continue
        location.append(step)
    return tuple(location)


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if (found := _model_in(part)) is not None:
            return found
    return None
