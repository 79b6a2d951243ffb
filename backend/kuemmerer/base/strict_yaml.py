"""YAML as we allow it: no tags, no aliases, no duplicate keys, and every value knows its line. Home of YAML."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

MAX_CHARACTERS = 200_000
_Base: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[valid-type, misc]  # the C loader where PyYAML has it
    """Only true and false are truth values: »on« and »no« are words like any other."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}


class YamlProblem(ValueError):
    """What is wrong with a YAML text, in German, and on which line of that text (from 1)."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True)
class YamlText:
    """A parsed YAML text: the plain data, and the line of each of its parts."""

    data: Any
    _root: yaml.Node
    _offset: int

    def line_of(self, location: Sequence[str | int]) -> int:
        """The line of the value at `location` (keys and positions), or of its nearest parent."""
        node = self._root
        for step in location:
            child = _child(node, step)
            if child is None:
                break
            node = child
        return node.start_mark.line + 1 + self._offset


def read_yaml(text: str, offset: int = 0) -> YamlText:
    """Parse one YAML document; `offset` is added to every line number. Raises YamlProblem."""
    if len(text) > MAX_CHARACTERS:
        raise YamlProblem(1 + offset, f"Die Angaben sind länger als {MAX_CHARACTERS} Zeichen.")
    try:
        _refuse_aliases(text, offset)
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
            if root is None:
                raise YamlProblem(1 + offset, "Hier stehen keine Angaben.")
            _refuse_duplicates(root, offset)
            data = loader.construct_document(root)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        raise YamlProblem(_line(error.problem_mark) + offset, f"Kein gültiges YAML: {error.problem}.") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if isinstance(error, YamlProblem):
            raise
        raise YamlProblem(1 + offset, "Kein gültiges YAML.") from error
    return YamlText(data, root, offset)


def _refuse_aliases(text: str, offset: int) -> None:
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise YamlProblem(_line(event.start_mark) + offset, "Verweise mit * sind hier nicht erlaubt.")
        if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None):
            raise YamlProblem(_line(event.start_mark) + offset, "Typangaben mit ! sind hier nicht erlaubt.")


def _refuse_duplicates(node: yaml.Node, offset: int) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[Hashable] = set()
        for key, value in node.value:
            if key.value in seen:
                raise YamlProblem(key.start_mark.line + 1 + offset, f"»{key.value}« steht hier zweimal.")
            seen.add(key.value)
            _refuse_duplicates(value, offset)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_duplicates(value, offset)


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
