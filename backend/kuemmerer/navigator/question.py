"""A question of the navigator: its options, its words for each role, and when it arises."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kuemmerer.navigator.conditions import Condition, questions_of
from kuemmerer.navigator.roles import Role


@dataclass(frozen=True)
class Option:
    """One possible answer."""

    value: str
    text: str
    hint: str | None = None


@dataclass(frozen=True)
class Clarify:
    """What to do about »weiß nicht«: what to find out, whom to ask, and how to put it."""

    what: str
    ask: tuple[str, ...]
    wording: str


@dataclass(frozen=True)
class Variant:
    """A question in the words of a role."""

    text: str
    help: str


@dataclass(frozen=True)
class Question:
    """One question. `several` allows more than one option; `accepts` maps other spellings to options.

    `default` is assumed, visibly, until somebody says otherwise; `changeable` is false for facts nobody can choose.
    """

    id: str
    text: str
    short: str
    help: str
    why: str
    options: tuple[Option, ...]
    several: bool
    changeable: bool
    default: str | None
    clarify: Clarify
    ask_when: Condition
    accepts: Mapping[str, str]
    variants: Mapping[Role, Variant]

    def worded(self, role: Role) -> "Question":
        """The question as it is put to this role."""
        variant = self.variants.get(role)
        return replace(self, text=variant.text, help=variant.help) if variant else self

    @cached_property
    def depends_on(self) -> tuple[str, ...]:
        """The questions that decide whether this one arises."""
        return questions_of(self.ask_when)

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The values of all options."""
        return tuple(option.value for option in self.options)

    def label(self, value: str) -> str:
        """The text of an option; the value itself where there is none."""
        return next((option.text for option in self.options if option.value == value), value)
