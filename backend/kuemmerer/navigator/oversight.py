"""Notice, approval, submission or nothing: which way past the authority a form takes under the given answers."""

from dataclasses import dataclass

from kuemmerer.content.oversight import Oversight
from kuemmerer.navigator.conditions import Values
from kuemmerer.navigator.model import OversightRule, Rulebook
from kuemmerer.navigator.truth import Truth

# What takes longest comes first: while answers are missing, the stricter way is assumed.
_STRICTEST_FIRST = (Oversight.BY_LAW, Oversight.APPROVAL, Oversight.SUBMISSION, Oversight.NOTICE, Oversight.NONE)


@dataclass(frozen=True)
class FormOversight:
    """The rule that counts for a form; `is_open` while missing answers could still lead to another."""

    rule: OversightRule
    is_open: bool


def oversight_of(rulebook: Rulebook, form: str, values: Values) -> FormOversight | None:
    """The first rule that holds, else the strictest that still can; None for a form nobody wrote a rule for."""
    open_rules = []
    for rule in rulebook.oversight:
        if form in rule.forms:
            truth = rule.when.evaluate(values)
            if truth is Truth.YES:
                return FormOversight(rule, is_open=False)
            if truth is Truth.OPEN:
                open_rules.append(rule)
    if not open_rules:
        return None
    return FormOversight(min(open_rules, key=lambda rule: _STRICTEST_FIRST.index(rule.way)), is_open=True)
