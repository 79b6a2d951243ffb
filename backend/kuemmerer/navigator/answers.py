"""What a municipality told us, and what follows from it: answers keyed by question id."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

UNKNOWN = "weiss-nicht"


@dataclass(frozen=True)
class Assumption:
    """An answer nobody gave yet that follows from something else; an explicit answer always wins."""

    question: str
    values: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Answers:
    """Explicit answers and assumptions. A value is a tuple of options; (UNKNOWN,) is »weiß nicht«."""

    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    assumptions: tuple[Assumption, ...] = ()

    def __post_init__(self) -> None:
        values = {assumption.question: assumption.values for assumption in reversed(self.assumptions)}
        values.update(self.given)
        object.__setattr__(self, "values", MappingProxyType(values))

    values: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def known(self, question: str) -> tuple[str, ...] | None:
        """The chosen options, or None if the question is open (not asked, or »weiß nicht«)."""
        values = self.values.get(question)
        return None if values is None or values == (UNKNOWN,) else values

    def with_answer(self, question: str, values: tuple[str, ...]) -> "Answers":
        """The same with one answer changed."""
        return Answers({**self.given, question: values}, self.assumptions)

    def without(self, question: str) -> "Answers":
        """The same with one answer taken back."""
        return Answers({name: values for name, values in self.given.items() if name != question}, self.assumptions)

    def is_settled(self, question: str) -> bool:
        """True when nobody has to ask: answered, also with »weiß nicht«, or assumed."""
        return question in self.values
