"""Every condition of every deciding rule is watched: turn one round, forget one option or one form, and a case notices."""

from collections.abc import Iterator

from kuemmerer.base.strict_yaml import read_yaml
from kuemmerer.navigator.answers import Answers
from kuemmerer.navigator.conditions import Values
from kuemmerer.navigator.evaluate import effective_values, evaluate
from kuemmerer.navigator.model import Rulebook

from .cases import Case, failures, load_cases
from .conftest import CONTENT
from .mutants import Mutant, mutants

LISTED = CONTENT.parent / "tests" / "navigator" / "mutation_survivors.yml"
Prepared = list[tuple[Case, Answers, Values]]


def prepared(rulebook: Rulebook) -> Prepared:
    read = [(case, case.read(rulebook)) for case in load_cases()]
    return [(case, answers, effective_values(rulebook, answers)) for case, answers in read]


def speaks_differently(mutant: Mutant, values: Values) -> bool:
    """Whether the fault shows at all for these answers; spares the evaluation where it does not."""
    original, faulty = mutant.original, mutant.rule
    return original.forms != faulty.forms or original.when.evaluate(values) is not faulty.when.evaluate(values)


def is_noticed(mutant: Mutant, rulebook: Rulebook, cases: Prepared) -> bool:
    planted = mutant.planted(rulebook)
    return any(
        next(failures(case, evaluate(planted, answers)), None)
        for case, answers, values in cases
        if speaks_differently(mutant, values)
    )


def survivors(rulebook: Rulebook) -> Iterator[str]:
    cases = prepared(rulebook)
    return (mutant.name for mutant in mutants(rulebook) if not is_noticed(mutant, rulebook, cases))


def test_no_fault_in_a_deciding_rule_goes_unnoticed_but_those_listed_with_a_reason(rulebook: Rulebook) -> None:
    listed = read_yaml(LISTED.read_text("utf-8")).data["survivors"]
    assert all(item["because"] for item in listed)
    assert sorted(survivors(rulebook)) == sorted(item["mutant"] for item in listed)


def test_the_faults_cover_every_deciding_rule(rulebook: Rulebook) -> None:
    deciding = {rule.id for rule in rulebook.rules if rule.effect in ("excludes", "requires") and rule.questions}
    assert {mutant.original.id for mutant in mutants(rulebook)} >= deciding
    names = [mutant.name for mutant in mutants(rulebook)]
    assert len(names) > 300
