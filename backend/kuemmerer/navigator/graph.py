"""Questions, rules and forms as a drawing for editors (Mermaid)."""

from collections.abc import Iterator

from kuemmerer.navigator.conditions import All, AnyOf, Condition, Is, Not, Only
from kuemmerer.navigator.model import DECIDING, Effect, Rulebook

_ARROWS = {Effect.EXCLUDES: "--x", Effect.REQUIRES: "-.->"}


def mermaid(rulebook: Rulebook) -> str:
    """A flowchart: question, condition on the edge, rule, form. Only rules that decide are drawn."""
    return "\n".join(["flowchart LR", *_lines(rulebook)]) + "\n"


def _lines(rulebook: Rulebook) -> Iterator[str]:
    for form in rulebook.forms:
        yield f'  form_{_id(form.slug)}(["{form.title}"])'
    for question in rulebook.questions:
        yield f'  frage_{_id(question.id)}{{{{"{question.short}"}}}}'
    for rule in rulebook.rules:
        if rule.effect not in DECIDING:
            continue
        yield f'  regel_{rule.id}["{rule.id}: {rule.norm or "ohne Norm"}"]'
        for name in rule.questions:
            yield f'  frage_{_id(name)} -- "{describe(rule.when)}" --> regel_{rule.id}'
        for slug in rule.forms:
            yield f"  regel_{rule.id} {_ARROWS[rule.effect]} form_{_id(slug)}"


def _id(name: str) -> str:
    return name.replace("-", "_")


def describe(condition: Condition) -> str:
    """A condition in a few German words."""
    match condition:
        case Is(question, options):
            return f"{question} = {' oder '.join(sorted(options))}"
        case Only(question, options):
            return f"{question} nur {' oder '.join(sorted(options))}"
        case Not(part):
            return f"nicht ({describe(part)})"
        case All(parts):
            return " und ".join(describe(part) for part in parts) or "immer"
        case AnyOf(parts):
            return "(" + " oder ".join(describe(part) for part in parts) + ")"
