"""Whom to call for what: task, topic and area lead to institutions, with a chain that never ends empty."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kuemmerer.content.contact import PublicContact
from kuemmerer.content.kinds import Institution, Topic
from kuemmerer.content.library import Library
from kuemmerer.content.reach import contact_of
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
    """An institution and why to call it; `phase` is the phase in which it helps first, `public_contact` how."""

    institution: Institution
    why: str
    phase: str | None
    public_contact: PublicContact | None

    @property
    def meta(self) -> str:
        """Where it works, and its number."""
        return " · ".join(filter(None, (self.institution.remit_text, self.number)))

    @property
    def number(self) -> str | None:
        """Its telephone number in short; that of one district says whose it is."""
        if self.public_contact is None or self.public_contact.phone is None:
            return None
        whose = f"{self.public_contact.label}, " if self.public_contact.district else ""
        return f"{whose}Tel. {self.public_contact.phone}"


def contacts_for(
    library: Library,
    task: Task | None,
    authority: Authority,
    warnings: Iterable[ActiveWarning],
    districts: frozenset[str],
) -> tuple[Contact, ...]:
    """The institutions to ask, most specific first. `districts` are the Kreis keys of the partners, if known."""
    found: dict[str, Contact] = {}
    # With partners in several districts the contact of one of them would mislead the others.
    at_hand = districts if len(districts) == 1 else frozenset[str]()
    for slug, why in _candidates(library, task, authority, warnings):
        institution = library.find(Institution, slug)
        if institution is not None and slug not in found and _covers(institution, districts):
            phase = institution.phases[0] if institution.phases else None
            found[slug] = Contact(institution, why, phase, contact_of(institution, at_hand))
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
