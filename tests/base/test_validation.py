"""Pydantic's complaints in German: at the right place, once, with the nearest known name."""

from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Literal, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, HttpUrl, ValidationError, model_validator

import kuemmerer.app
from kuemmerer.base.strict_yaml import read_yaml
from kuemmerer.base.validation import complaints, defects_of, fields_at

PATH = PurePosixPath("beispiele/bauhof.md")


class Step(BaseModel):
    model_config = ConfigDict(extra="forbid")

    who: Annotated[str, Field(max_length=10)]
    months: int = 1


class Case(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str
    kind: Literal["vertrag", "verband"] = "vertrag"
    since: date | None = None
    web: HttpUrl | None = None
    steps: tuple[Step, ...] = ()
    answers: dict[str, Annotated[str, Field(min_length=1)] | int | Annotated[list[str], Field(max_length=2)]] = {}

    @model_validator(mode="after")
    def _not_empty(self) -> "Case":
        if self.title == "leer":
            raise ValueError("title darf nicht »leer« heißen")
        return self


def defects(text: str) -> list[str]:
    yaml = read_yaml(text)
    with pytest.raises(ValidationError) as caught:
        Case.model_validate(yaml.data)
    return [str(defect) for defect in defects_of(caught.value, Case, PATH, yaml)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("titel: B\ntitle: B\n", "1: »titel« gibt es hier nicht. Gemeint »title«?"),
        ("title: B\nsteps:\n  - who: A\n    month: 3\n", "4: »steps.0.month« gibt es hier nicht. Gemeint »months«?"),
        ("web: https://a.example\n", "1: Das Feld »title« fehlt."),
        ("title: B\nsteps:\n  - months: 3\n", "3: Das Feld »steps.0.who« fehlt."),
        ("title: 7\n", "1: »title« muss Text sein."),
        ("title: leer\n", "1: title darf nicht »leer« heißen."),
        (
            "title: B\nkind: vertarg\n",
            "2: »vertarg« ist bei »kind« nicht möglich. Gemeint »vertrag«? Möglich sind: vertrag, verband.",
        ),
        ("title: B\nsince: 2026-13-45\n", "2: »since« muss ein Datum (JJJJ-MM-TT) sein."),
        ("title: B\nweb: kirnbach\n", "2: »kirnbach« ist keine vollständige Adresse (https://…)."),
        ("title: B\nweb: ftp://a.example\n", "2: »ftp://a.example« muss mit https:// oder http:// beginnen."),
        ("title: B\nsteps: [A]\n", "2: »steps.0« muss eine Gruppe von Feldern (feld: wert) sein."),
        ("title: B\nanswers:\n  x: {}\n", "3: »answers.x« muss Text, eine ganze Zahl oder eine Liste sein."),
        ("title: B\nanswers:\n  x: ''\n", "3: »answers.x« ist zu kurz (mindestens 1 Zeichen)."),
        ("title: B\nanswers:\n  x: [a, b, c]\n", "3: »answers.x« hat zu viele Einträge (höchstens 2)."),
        ("- B\n", "1: »Inhalt« muss eine Gruppe von Feldern (feld: wert) sein."),
    ],
)
def test_a_wrong_field_is_named_once_with_its_line_and_what_to_do(text: str, message: str) -> None:
    assert defects(text) == [f"{PATH}:{message}"]


def test_everything_wrong_is_reported_at_once() -> None:
    assert len(defects("titel: B\nkind: x\nsince: gestern\n")) == 4


def test_an_endless_value_is_not_repeated_in_full() -> None:
    assert len(defects(f"title: B\nkind: {'x' * 5000}\n")[0]) < 250


def test_the_names_possible_at_a_place_are_found_through_lists() -> None:
    assert fields_at(Case, ("steps", 3)) == ("who", "months")
    assert fields_at(Case, ("answers", "x")) == ()
    assert fields_at(Case, ("nowhere",)) == ()


# --- every model of the house -----------------------------------------------------------------

JUNK: st.SearchStrategy[object] = st.sampled_from(
    [
        None, "", "x", "x" * 3000, "A\nB", "2026-13-45", "2026-01-01T10:00", "ftp://x", "http://", "kein-ort",
        "https://" + "x" * 3000, "https://\x00", 0, -1, 10**30, 1.5, float("inf"), float("nan"), True, [], {}, ["x"] * 70,
        {"x": 1}, [[]], [None],
    ]
)  # fmt: skip


def models(base: type[BaseModel] = BaseModel) -> Iterator[type[BaseModel]]:
    """Every model that reads what somebody wrote: it forbids unknown fields."""
    for model in base.__subclasses__():
        if model.__module__.startswith("kuemmerer.") and model.model_config.get("extra") == "forbid":
            yield model
        yield from models(model)


# What the loader adds itself.
FROM_THE_FILE = {"path", "body", "body_line", "rendered", "gaps"}
MODELS = sorted(set(models()), key=lambda model: (model.__module__, model.__qualname__))


def values(annotation: object) -> st.SearchStrategy[object]:
    """Junk for a field; where models are expected, also groups of fields with junk in them."""
    inner = [junk_fields(model) for model in inside(annotation)]
    return st.one_of(JUNK, *inner, *(st.lists(each, max_size=2) for each in inner))


def inside(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from inside(part)


def junk_fields(model: type[BaseModel]) -> st.SearchStrategy[dict[str, object]]:
    fields = {
        field.alias or name: values(field.annotation)
        for name, field in model.model_fields.items()
        if name not in FROM_THE_FILE
    }
    return st.fixed_dictionaries({}, optional={**fields, "unbekannt": JUNK})


def test_the_models_of_all_rooms_are_known() -> None:
    assert kuemmerer.app is not None
    rooms = {model.__module__.split(".")[1] for model in MODELS}
    assert {"content", "navigator", "places", "search"} <= rooms


@pytest.mark.parametrize("model", MODELS, ids=lambda model: f"{model.__module__}.{model.__qualname__}")
@settings(max_examples=10)
@given(data=st.data())
def test_no_english_word_of_pydantic_reaches_a_reader(model: type[BaseModel], data: st.DataObject) -> None:
    junk = data.draw(junk_fields(model))
    try:
        model.model_validate(junk)
    except ValidationError as error:
        items = error.errors(include_url=False)
        said = complaints(items, junk, model)
        assert said
        for complaint in said:
            assert "der hier nicht passt" not in complaint.message, items
            assert not any(item["msg"] in complaint.message for item in items if item["type"] != "value_error"), items
            assert "Value error" not in complaint.message
