"""What a template can say without anybody typing it: names, form, authority, days. Unknown facts are gaps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kuemmerer.base.dates import german_date
from kuemmerer.content.oversight import OVERSIGHT_LABELS
from kuemmerer.documents.occasion import Occasion
from kuemmerer.navigator.model import VERDICT_LABELS


@dataclass(frozen=True)
class Known:
    """A fact: what belongs into the gap if it is missing, how to find it, and whether each partner has its own."""

    gap: str
    find: Callable[[Occasion], str | None]
    differs: bool = False


def listed(names: Sequence[str]) -> str:
    """»A, B und C«."""
    return " und ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def _authority(occasion: Occasion) -> str | None:
    return " oder ".join(office.name for office in occasion.consultation.authority.offices) or None


def _way_to_the_authority(occasion: Occasion) -> str | None:
    """How each office is reached, once somebody has said which it is."""
    return " ".join(f"{each.office.name}: {each.how}" for each in occasion.consultation.named_offices) or None


def _way(occasion: Occasion) -> str | None:
    found = occasion.consultation.oversight.get(occasion.form.form.slug) if occasion.form else None
    return OVERSIGHT_LABELS[found.rule.way] if found and not found.is_open else None


def _start(occasion: Occasion) -> str | None:
    if occasion.timetable is None or occasion.timetable.wish.start is None:
        return None
    return german_date(occasion.timetable.start)


def _resolution(occasion: Occasion) -> str | None:
    row = occasion.timetable.resolution if occasion.timetable else None
    return german_date(row.safe_day(occasion.consultation.setting.today) or row.latest) if row else None


FACTS: Mapping[str, Known] = {
    "gemeinde": Known("Ihre Gemeinde", lambda occasion: occasion.own, differs=True),
    "beteiligte": Known("Namen aller Partner", lambda occasion: listed(occasion.everybody) or None),
    "aufgabe": Known("Aufgabe", lambda occasion: occasion.consultation.task.title if occasion.consultation.task else None),
    "form": Known("Form der Zusammenarbeit", lambda occasion: occasion.form.form.title if occasion.form else None),
    "urteil": Known("Ergebnis der Prüfung", lambda occasion: VERDICT_LABELS[occasion.form.verdict] if occasion.form else None),
    "aufsicht": Known("zuständige Rechtsaufsicht", _authority),
    "aufsicht-kontakt": Known("Telefon der Rechtsaufsicht", _way_to_the_authority),
    "aufsichtsweg": Known("Anzeige, Genehmigung oder Vorlage", _way),
    "beginn": Known("Beginn", _start),
    "beschluss-bis": Known("letzter Tag für die Beschlüsse", _resolution),
    "heute": Known("Datum", lambda occasion: german_date(occasion.consultation.setting.today)),
}  # fmt: skip
