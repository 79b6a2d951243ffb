"""Small faults planted into the rulebook: one comparison turned round, one option forgotten, one form forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kuemmerer.navigator.conditions import All, AnyOf, Condition, Is, Not, Only
from kuemmerer.navigator.model import DECIDING, Rule, Rulebook


@dataclass(frozen=True)
class Mutant:
    """A rule with one fault; the name says which."""

    name: str
    original: Rule
    rule: Rule

    def planted(self, rulebook: Rulebook) -> Rulebook:
        """The rulebook with the faulty rule in place of the right one."""
        return replace(rulebook, rules=tuple(self.rule if rule is self.original else rule for rule in rulebook.rules))


def mutants(rulebook: Rulebook) -> Iterator[Mutant]:
    """Every single fault in every rule that decides about a verdict."""
    for rule in rulebook.rules:
        if rule.effect not in DECIDING:
            continue
        for name, condition in _faults(rule.when):
            yield Mutant(f"{rule.id} {name}", rule, replace(rule, when=condition))
        if len(rule.forms) > 1:
            for slug in rule.forms:
                forms = tuple(form for form in rule.forms if form != slug)
                yield Mutant(f"{rule.id} ohne {slug}", rule, replace(rule, forms=forms))


def _faults(condition: Condition) -> Iterator[tuple[str, Condition]]:
    match condition:
        case Is(_, options) | Only(_, options):
            yield f"nicht {_named(condition)}", Not(condition)
            if len(options) > 1:
                for option in sorted(options):
                    yield f"{_named(condition)} ohne {option}", replace(condition, options=options - {option})
        case Not(part):
            for name, faulty in _faults(part):
                yield name, Not(faulty)
        case All(parts) | AnyOf(parts):
            for number, part in enumerate(parts):
                for name, faulty in _faults(part):
                    yield name, replace(condition, parts=(*parts[:number], faulty, *parts[number + 1 :]))


def _named(leaf: Is | Only) -> str:
    return f"{'nur ' if isinstance(leaf, Only) else ''}{leaf.question}={'|'.join(sorted(leaf.options))}"
