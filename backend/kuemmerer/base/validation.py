"""Pydantic's complaints as German sentences; about a file, as defects with line and »Gemeint …?«."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel, ValidationError

from kuemmerer.base.defects import Defect
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.base.strict_yaml import YamlText

_MESSAGES = {
    "missing": "Das Feld »{field}« fehlt.",
    "string_type": "»{field}« muss Text sein.",
    "string_too_short": "»{field}« ist zu kurz (mindestens {min_length} Zeichen).",
    "string_too_long": "»{field}« ist zu lang (höchstens {max_length} Zeichen).",
    "too_short": "»{field}« braucht mindestens {min_length} Eintrag oder Einträge.",
    "too_long": "»{field}« hat zu viele Einträge (höchstens {max_length}).",
    "string_pattern_mismatch": "»{input}« hat bei »{field}« nicht die erwartete Form ({pattern}).",
    "int_type": "»{field}« muss eine ganze Zahl sein.",
    "int_parsing": "»{field}« muss eine ganze Zahl sein.",
    "bool_parsing": "»{field}« muss true oder false sein.",
    "bool_type": "»{field}« muss true oder false sein.",
    "float_parsing": "»{field}« muss eine Zahl sein.",
    "date_type": "»{field}« muss ein Datum sein (JJJJ-MM-TT).",
    "date_from_datetime_parsing": "»{field}« muss ein Datum sein (JJJJ-MM-TT).",
    "date_parsing": "»{field}« muss ein Datum sein (JJJJ-MM-TT).",
    "url_parsing": "»{input}« ist keine vollständige Adresse (https://…).",
    "url_scheme": "»{input}« muss mit https:// oder http:// beginnen.",
    "tuple_type": "»{field}« muss eine Liste sein.",
    "list_type": "»{field}« muss eine Liste sein.",
    "dict_type": "»{field}« muss Unterangaben haben.",
    "model_type": "»{field}« muss Unterangaben haben.",
    "greater_than_equal": "»{field}« muss mindestens {ge} sein.",
    "less_than_equal": "»{field}« darf höchstens {le} sein.",
}


def defects_of(error: ValidationError, model: type[BaseModel], path: PurePosixPath, yaml: YamlText) -> Iterator[Defect]:
    """One defect per complaint, in the order of the file."""
    for item in error.errors(include_url=False):
        location = [step for step in item["loc"] if isinstance(step, str | int)]
        known = _fields_at(model, location[:-1]) if item["type"] == "extra_forbidden" else []
        yield Defect(path, yaml.line_of(location), message_of(item, location, known))


def message_of(item: Mapping[str, Any], location: Sequence[str | int], known: Sequence[str]) -> str:
    """One complaint of pydantic as a German sentence; `known` are the names possible at this place."""
    field = ".".join(str(step) for step in location)
    kind, context = item["type"], item.get("ctx", {})
    if kind == "extra_forbidden":
        return f"»{field}« gibt es hier nicht.{did_you_mean(str(location[-1]), known)}"
    if kind == "json_invalid":
        return "Das ist kein gültiges JSON."
    if kind in ("enum", "literal_error"):
        expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        hint = did_you_mean(str(item["input"]), expected.split(", "))
        return f"»{item['input']}« ist bei »{field}« nicht möglich.{hint} Möglich sind: {expected}."
    if kind == "value_error":
        return f"{field or 'Kopf'}: {context.get('error', item['msg'])}."
    template = _MESSAGES.get(kind)
    if template is None:
        return f"»{field}«: {item['msg']}."
    return template.format(field=field, input=str(item["input"])[:80], **context)


def _fields_at(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    current: Any = model
    for step in location:
        if isinstance(step, int):
            continue
        field = getattr(current, "model_fields", {}).get(step)
        if field is None:
            return []
        current = _model_in(field.annotation)
    return list(getattr(current, "model_fields", {}))


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if (found := _model_in(part)) is not None:
            return found
    return None
