"""YAML as we allow it: no tags, no aliases, no duplicate keys, and every value knows its line. Home of YAML."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from kuemmerer.base.text import has_forbidden_characters

MAX_CHARACTERS = 200_000
MAX_DEPTH = 20
_TEXT = "tag:yaml.org,2002:str"
# Without one of these a text has neither aliases nor anchors nor tags, and need not be read twice.
_SHORTHAND = re.compile(r"[&*!]")
_MAX_DIGITS = 18
_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[valid-type, misc]  # the C loader where PyYAML has it
    """Only true and false are truth values; »on« and »no« are words, and a date is text until a model reads it.

    Read by YAML, an impossible date would be an error without a line.
    """


_UNUSED_TAGS = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:merge"}
_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in _UNUSED_TAGS and (tag != "tag:yaml.org,2002:bool" or first in "tTfF")
    ]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}
# What the parser says, and what an editor can do about it. Both parsers of PyYAML use these words.
_SENTENCES = (
    (
        "cannot start any token",
        "Mit diesem Zeichen kann kein Wert beginnen. Rücken Sie mit Leerzeichen ein (nicht mit Tabulator), nutzen Sie Anführungszeichen.",
    ),
    (
        "mapping values are not allowed",
        "Ein Doppelpunkt mit Leerzeichen ist hier nicht erlaubt. Prüfen Sie die Einrückung oder setzen Sie den Text in Anführungszeichen.",
    ),
    ("unexpected end of stream", "Ein Anführungszeichen oder eine Klammer wird nicht geschlossen."),
    ("expected ','", "Hier fehlt ein Komma oder eine schließende Klammer."),
    ("another document", "Eine Zeile mit --- ist zwischen den Angaben nicht erlaubt."),
    ("nesting depth", "Die Angaben sind zu tief verschachtelt."),
    (
        "escape",
        "Nach dem umgekehrten Schrägstrich steht etwas, das es so nicht gibt. Nehmen Sie einfache Anführungszeichen.",
    ),
)
_CONTROL = "Hier steht ein Steuerzeichen, das im Text nichts zu suchen hat."
_OTHERWISE = "Das ist kein gültiges YAML. Prüfen Sie in dieser Zeile Einrückung, Doppelpunkte und Anführungszeichen."


class YamlProblem(ValueError):
    """What is wrong with a YAML text, in German, and on which line of that text (from 1)."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True)
class YamlLines:
    """The line of each part of a YAML text.

    The tree that knows the lines is made again when somebody asks: it is ten times as large as the text, and a portal that
    serves hardly ever asks.
    """

    _text: str
    _offset: int

    def line_of(self, location: Sequence[str | int]) -> int:
        """The line of the value at `location` (keys and positions), or of its nearest parent."""
        node = _tree(self._text)
        for step in location:
            child = _child(node, step)
            if child is None:
                break
            node = child
        return node.start_mark.line + 1 + self._offset


@dataclass(frozen=True)
class YamlText:
    """A parsed YAML text: the plain data, and the lines of its parts, which may be kept without the data."""

    data: Any
    lines: YamlLines

    def line_of(self, location: Sequence[str | int]) -> int:
        """The line of the value at `location`, as `YamlLines` has it."""
        return self.lines.line_of(location)


def read_yaml(text: str, offset: int = 0) -> YamlText:
    """Parse one YAML document; `offset` is added to every line number. Raises YamlProblem."""
    if len(text) > MAX_CHARACTERS:
        raise YamlProblem(1 + offset, f"Die Angaben sind länger als {MAX_CHARACTERS} Zeichen.")
    _refuse_controls(text, offset)
    try:
        if _SHORTHAND.search(text):
            _refuse_shorthand(text, offset)
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
            if root is None:
                raise YamlProblem(1 + offset, "Hier stehen keine Angaben.")
            data = _data(loader, root, offset)
        finally:
            loader.dispose()
    except YamlProblem:
        raise
    except yaml.MarkedYAMLError as error:
        # What is never closed is found at the end of the file; the editor looks for where it was opened.
        mark = error.context_mark if "end of stream" in str(error.problem) else error.problem_mark
        raise YamlProblem(_line(mark) + offset, _in_german(str(error.problem))) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise YamlProblem(1 + offset, _OTHERWISE) from error
    return YamlText(data, YamlLines(text, offset))


@lru_cache(maxsize=1024)
def _tree(text: str) -> yaml.Node:
    node = yaml.compose(text, Loader=_Loader)
    assert node is not None  # it was read before
    return node


def _in_german(problem: str) -> str:
    return next((sentence for words, sentence in _SENTENCES if words in problem), _OTHERWISE)


def _refuse_controls(text: str, offset: int) -> None:
    if has_forbidden_characters(text):
        line = next(number for number, row in enumerate(text.split("\n"), 1) if has_forbidden_characters(row))
        raise YamlProblem(line + offset, _CONTROL)


def _refuse_shorthand(text: str, offset: int) -> None:
    for event in yaml.parse(text, Loader=_Loader):
        line = _line(event.start_mark) + offset
        if isinstance(event, yaml.AliasEvent):
            raise YamlProblem(line, "Verweise mit * sind hier nicht erlaubt.")
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            raise YamlProblem(line, "Marken mit & sind hier nicht erlaubt. Setzen Sie den Text in Anführungszeichen.")
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
            raise YamlProblem(
                line, "Typangaben mit ! sind hier nicht erlaubt. Setzen Sie den Text in Anführungszeichen."
            )


def _data(loader: _Loader, node: yaml.Node, offset: int, depth: int = 0) -> Any:
    """The plain data of a node. Refuses what is valid YAML and no honest header has."""
    if isinstance(node, yaml.ScalarNode):
        if node.tag == _TEXT:
            if has_forbidden_characters(node.value):
                raise YamlProblem(_line(node.start_mark) + offset, _CONTROL)
            return node.value
        if node.tag == "tag:yaml.org,2002:int" and len(node.value) > _MAX_DIGITS:
            raise YamlProblem(_line(node.start_mark) + offset, "Diese Zahl ist zu lang.")
        return loader.construct_object(node)
    if depth == MAX_DEPTH:
        raise YamlProblem(_line(node.start_mark) + offset, "Die Angaben sind zu tief verschachtelt.")
    if isinstance(node, yaml.SequenceNode):
        return [_data(loader, item, offset, depth + 1) for item in node.value]
    seen: set[str] = set()
    data = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise YamlProblem(_line(key.start_mark) + offset, "Der Name eines Feldes muss ein einzelnes Wort sein.")
        if key.value in seen:
            raise YamlProblem(_line(key.start_mark) + offset, f"»{key.value}« steht hier zweimal.")
        seen.add(key.value)
        data[_data(loader, key, offset)] = _data(loader, value, offset, depth + 1)
    return data


def _line(mark: object) -> int:
    # The C parser has marks of its own class, and leaves some out.
    return int(getattr(mark, "line", 0)) + 1


def _child(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item: yaml.Node = node.value[step]
        return item
    return None
