"""Whom to call for what: task, topic and area lead to institutions, with a chain that never ends empty."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kuemmerer.content.kinds import Institution, Topic
from kuemmerer.content.library import Library
from kuemmerer.navigator.model import ActiveWarning, Task
from kuemmerer.places.authority import Authority, AuthorityLevel

MAX_CONTACTS = 8
# Who helps when nothing more specific is known.
FALLBACK = ("landkreise-kreisentwicklung", "landratsaemter-rechtsaufsicht", "bay-gemeindetag", "pv-muenchen")
# Our region comes first; shown when nobody has named a municipality yet.
_NEAREST_GOVERNMENT = "regierung-oberbayern"
_BY_AREA = {
    "steuer": ("bkpv", "Umsatzsteuer und Ertragsteuern vorab klären"),
    "vergabe": ("abz-bayern", "Vergaberecht klären"),
}


@dataclass(frozen=True)
class Contact:
    """An institution and why to call it; `phase` is the phase in which it helps first."""

    institution: Institution
    why: str
    phase: str | None


def contacts_for(
    library: Library,
    task: Task | None,
    authority: Authority,
    warnings: Iterable[ActiveWarning],
    districts: frozenset[str],
) -> tuple[Contact, ...]:
    """The institutions to ask, most specific first. `districts` are the Kreis keys of the partners, if known."""
    found: dict[str, Contact] = {}
    for slug, why in _candidates(library, task, authority, warnings):
        institution = library.find(Institution, slug)
        if institution is not None and slug not in found and _covers(institution, districts):
            phase = institution.phases[0] if institution.phases else None
            found[slug] = Contact(institution, why, phase)
    return tuple(found.values())[:MAX_CONTACTS]


def _candidates(
    library: Library, task: Task | None, authority: Authority, warnings: Iterable[ActiveWarning]
) -> Iterator[tuple[str, str]]:
    for office in authority.offices:
        if office.institution is not None:
            yield office.institution, f"Rechtsaufsicht ({office.name}): früh einbinden, vor dem Vertragsentwurf"
    if authority.level is AuthorityLevel.GOVERNMENT and not any(office.institution for office in authority.offices):
        yield (
            _NEAREST_GOVERNMENT,
            "Rechtsaufsicht in Oberbayern; in anderen Regierungsbezirken fragen Sie Ihre Regierung",
        )
    if task is not None:
        for slug in task.institutions:
            yield slug, f"Kennt sich mit der Aufgabe „{task.title}“ aus"
    for area in dict.fromkeys(active.warning.area for active in warnings):
        if area in _BY_AREA:
            yield _BY_AREA[area]
    if task is not None:
        topic = library.find(Topic, task.topic)
        for slug in topic.institutions if topic else ():
            yield slug, f"Ansprechstelle für das Thema „{topic.title if topic else task.topic}“"
    for slug in FALLBACK:
        yield slug, "Hilft beim Einstieg und nennt weitere Stellen"


def _covers(institution: Institution, districts: frozenset[str]) -> bool:
    """Whether the remit reaches the partners; unknown partners are never turned away."""
    if not districts or {"Bayern", "Deutschland"} & set(institution.remit):
        return True
    return any(district.startswith(area) for district in districts for area in institution.remit)
