"""A CSV table becomes records; every row that is not right becomes a defect with its line."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import TypeVar

from pydantic import ValidationError

from kuemmerer.base.defects import Defect
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.base.validation import message_of
from kuemmerer.places.model import Record

R = TypeVar("R", bound=Record)


def read_table(
    raw: bytes, path: PurePosixPath, model: type[R], ignored: Collection[str] = ()
) -> tuple[list[tuple[int, R]], list[Defect]]:
    """The rows of a UTF-8 table with a header, each with its line number. `ignored` columns may be there and are not read."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return [], [
            Defect(path, line, "Die Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie neu als CSV (UTF-8).")
        ]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, R]] = []
    defects: list[Defect] = []
    try:
        header = next(reader, [])
        if wrong := list(_wrong_columns(header, path, model, ignored)):
            return [], wrong
        for values in reader:
            if not values:
                continue
            line = reader.line_num
            if len(values) != len(header):
                message = f"Die Zeile hat {len(values)} Spalten, die erste Zeile nennt {len(header)}."
                defects.append(Defect(path, line, message))
                continue
            cells = {name: value for name, value in zip(header, values, strict=True) if name not in ignored}
            result = checked(cells, line, path, model)
            if isinstance(result, Record):
                rows.append((line, result))
            else:
                defects += result
    except csv.Error as error:
        defects.append(Defect(path, reader.line_num, f"Keine gültige CSV-Zeile: {error}."))
    return rows, defects


def checked(cells: Mapping[str, str], line: int, path: PurePosixPath, model: type[R]) -> R | list[Defect]:
    """One row as a record, or everything that is wrong with it."""
    try:
        return model.model_validate(cells)
    except ValidationError as error:
        return [
            Defect(path, line, message_of(item, [step for step in item["loc"] if isinstance(step, str | int)], ()))
            for item in error.errors(include_url=False)
        ]


def write_table(records: Sequence[Record]) -> bytes:
    """The same the other way round: header, comma, LF, empty cells for what is not known."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_columns(type(records[0])))
    writer.writerows([_cell(value) for value in record.model_dump(mode="json").values()] for record in records)
    return out.getvalue().encode()


def _wrong_columns(
    header: Sequence[str], path: PurePosixPath, model: type[Record], ignored: Collection[str]
) -> Iterator[Defect]:
    columns = _columns(model)
    for name in header:
        if name not in columns and name not in ignored:
            yield Defect(path, 1, f"Die Spalte »{name}« gibt es hier nicht.{did_you_mean(name, columns)}")
        if header.count(name) > 1:
            yield Defect(path, 1, f"Die Spalte »{name}« steht zweimal in der ersten Zeile.")
    for name, is_needed in columns.items():
        if is_needed and name not in header:
            yield Defect(path, 1, f"Die Spalte »{name}« fehlt.")


def _columns(model: type[Record]) -> dict[str, bool]:
    return {field.alias or name: field.is_required() for name, field in model.model_fields.items()}


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ";".join(str(part) for part in value)
    return "" if value is None else str(value)
