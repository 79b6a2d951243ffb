"""Links outlive questions: answers to former questions and options become answers to the present ones, or fall away, said aloud."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from kuemmerer.content.model import Fact, Line, Slug


class FormerQuestion(Fact):
    """A question id that once stood in links. `options` maps its options; None drops what has no counterpart.

    `now` is None where the whole question is gone; `because` tells the reader why.
    """

    former: Slug
    now: Slug | None = None
    options: dict[Slug, Slug | None] = Field(default_factory=dict)
    because: Line


class FormerFile(Fact):
    """fruehere-fragen.yml: `forms` are the orders of forms that former fingerprints were written in."""

    questions: tuple[FormerQuestion, ...]
    forms: tuple[tuple[Slug, ...], ...] = ()


@dataclass(frozen=True)
class Migrated:
    """The answers under present names, and one sentence for each that was renamed or dropped."""

    answers: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]


def migrate(
    former: Mapping[str, FormerQuestion], given: Mapping[str, Sequence[str]], current: Mapping[str, Sequence[str]]
) -> Migrated:
    """Translate what an old link says; `current` are today's questions with their options.

    An answer given under the present name outweighs a translated one. What is unknown altogether stays as it is: the
    door that reads it will name it.
    """
    answers: dict[str, tuple[str, ...]] = {}
    notes = []
    for name, values in given.items():
        rule = former.get(name)
        if rule is None:
            answers[name] = tuple(values)
            continue
        now = rule.now
        known = current.get(now, ()) if now else ()
        found = [value if value in known else rule.options.get(value, value) for value in values]
        kept = tuple(dict.fromkeys(value for value in found if value is not None))
        if now is None or not kept:
            notes.append(f"Die frühere Antwort »{name}« entfällt. {rule.because}")
        elif now == name or now not in given:
            answers[now] = kept
            if now != name or kept != tuple(values):
                notes.append(f"Die frühere Antwort »{name}« wurde übertragen. {rule.because}")
    return Migrated(answers, tuple(notes))
