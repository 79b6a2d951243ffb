"""The small condition language of rules: read from YAML, evaluate to three values, name its questions.

when: {hoheit: ja}                      one answer
when: {private: [mitglied, kapital]}    one of several
when: {hoheit: nein, dauer: befristet}  all of them
when: {any: [{…}, {…}]}                 at least one
when: {not: {ebenen: gemeinden}}        not
when: {only: {ebenen: [gemeinden]}}     nothing but these (for questions with several answers)
when: always                            in every case
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kuemmerer.navigator.truth import Truth

Values = Mapping[str, tuple[str, ...] | None]


class Doubtful(tuple[str, ...]):
    """An answer to a question of which it is not yet known whether it arises. If it does not, no option is chosen."""


class BadCondition(ValueError):
    """A condition that cannot be read; the message is German and names the part."""


@dataclass(frozen=True)
class Is:
    """True if one of the chosen options is among `options`."""

    question: str
    options: frozenset[str]

    def evaluate(self, values: Values) -> Truth:
        """OPEN while the question is open."""
        chosen = values.get(self.question)
        if chosen is None:
            return Truth.OPEN
        if self.options.isdisjoint(chosen):
            return Truth.NO
        return Truth.OPEN if isinstance(chosen, Doubtful) else Truth.YES


@dataclass(frozen=True)
class Only:
    """True if every chosen option is among `options`."""

    question: str
    options: frozenset[str]

    def evaluate(self, values: Values) -> Truth:
        """OPEN while the question is open."""
        chosen = values.get(self.question)
        if chosen is None:
            return Truth.OPEN
        if self.options.issuperset(chosen):
            return Truth.YES
        return Truth.OPEN if isinstance(chosen, Doubtful) else Truth.NO


@dataclass(frozen=True)
class Not:
    """The opposite."""

    part: "Condition"

    def evaluate(self, values: Values) -> Truth:
        """OPEN stays OPEN."""
        truth = self.part.evaluate(values)
        if truth is Truth.OPEN:
            return truth
        return Truth.NO if truth is Truth.YES else Truth.YES


@dataclass(frozen=True)
class All:
    """True if all parts are; an empty one is always true."""

    parts: tuple["Condition", ...]

    def evaluate(self, values: Values) -> Truth:
        """One NO decides."""
        result = Truth.YES
        for part in self.parts:
            truth = part.evaluate(values)
            if truth is Truth.NO:
                return truth
            if truth is Truth.OPEN:
                result = truth
        return result


@dataclass(frozen=True)
class AnyOf:
    """True if at least one part is."""

    parts: tuple["Condition", ...]

    def evaluate(self, values: Values) -> Truth:
        """One YES decides."""
        result = Truth.NO
        for part in self.parts:
            truth = part.evaluate(values)
            if truth is Truth.YES:
                return truth
            if truth is Truth.OPEN:
                result = truth
        return result


Condition = Is | Only | Not | All | AnyOf
ALWAYS = All(())


def read_condition(data: object) -> Condition:
    """Turn the YAML under `when` into a condition. Raises BadCondition."""
    if data == "always":
        return ALWAYS
    if isinstance(data, list):
        return All(tuple(read_condition(part) for part in data))
    if not isinstance(data, dict) or not data:
        raise BadCondition(f"»{data}« ist keine Bedingung; erwartet wird {{frage: option}}.")
    parts = tuple(_part(str(key), value) for key, value in data.items())
    return parts[0] if len(parts) == 1 else All(parts)


def _part(key: str, value: object) -> Condition:
    if key == "all" and isinstance(value, list):
        return All(tuple(read_condition(part) for part in value))
    if key == "any" and isinstance(value, list):
        return AnyOf(tuple(read_condition(part) for part in value))
    if key == "not":
        return Not(read_condition(value))
    if key == "only" and isinstance(value, dict) and len(value) == 1:
        question, options = next(iter(value.items()))
        return Only(str(question), _options(value, options))
    if key in ("all", "any", "only"):
        raise BadCondition(f"Unter »{key}« fehlen die Bedingungen.")
    return Is(key, _options(key, value))


def _options(place: object, value: object) -> frozenset[str]:
    options = value if isinstance(value, list) else [value]
    if not options or not all(isinstance(option, str) for option in options):
        raise BadCondition(f"Bei »{place}« müssen Optionen als Text stehen.")
    return frozenset(options)


def leaves(condition: Condition) -> Iterator[Is | Only]:
    """Every comparison in a condition, from left to right."""
    match condition:
        case Is() | Only():
            yield condition
        case Not(part):
            yield from leaves(part)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)


def open_leaves(condition: Condition, values: Values) -> Iterator[Is | Only]:
    """The comparisons that can still decide an open condition; none if it is decided."""
    if condition.evaluate(values) is not Truth.OPEN:
        return
    match condition:
        case Is() | Only():
            yield condition
        case Not(part):
            yield from open_leaves(part, values)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from open_leaves(part, values)


def questions_of(condition: Condition) -> tuple[str, ...]:
    """The questions a condition depends on, each once, in order."""
    return tuple(dict.fromkeys(leaf.question for leaf in leaves(condition)))
