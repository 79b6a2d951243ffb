"""Which contact fits, and a sentence on how an authority is reached; it never promises a number that nobody has read."""

from collections.abc import Collection
from dataclasses import dataclass

from kuemmerer.base.dates import german_date
from kuemmerer.content.contact import PublicContact
from kuemmerer.content.kinds import Institution
from kuemmerer.content.library import Library
from kuemmerer.content.model import Confidence
from kuemmerer.places.authority import Office

_NO_NUMBER = "Eine geprüfte Telefonnummer haben wir nicht"
_ON_THE_SITE = f"{_NO_NUMBER}, sie steht auf dieser Website:"
_NOTHING = f"{_NO_NUMBER}. Sie steht im Impressum des Amts."
_NAMELESS = "Nennen Sie Ihre Gemeinde, dann steht hier der Weg zum richtigen Amt."


@dataclass(frozen=True)
class ReachableOffice:
    """An authority with the way to it: its article and its contact where we have them, and a sentence in any case."""

    office: Office
    article: Institution | None
    contact: PublicContact | None
    how: str

    @property
    def page(self) -> str | None:
        """The page about it, with the place of its own contact."""
        if self.article is None:
            return None
        own = self.contact.district if self.contact else None
        return f"{self.article.url}#kontakt-{own}" if own else self.article.url

    @property
    def hint(self) -> str:
        """What to say next to the contact when it has no number."""
        if self.contact is None:
            return self.how
        if self.contact.phone:
            return ""
        return _ON_THE_SITE if self.contact.web else f"{_NO_NUMBER}."


def contact_of(institution: Institution, districts: Collection[str]) -> PublicContact | None:
    """The contact for these districts, or one that holds for all; a telephone comes before a website."""
    own = [contact for contact in institution.contacts if contact.district in districts]
    fitting = own or [contact for contact in institution.contacts if contact.district is None]
    return next((contact for contact in fitting if contact.phone), fitting[0] if fitting else None)


def reach(library: Library, office: Office) -> ReachableOffice:
    """How this authority is reached. What holds for one district is never shown for another."""
    article = library.find(Institution, office.institution) if office.institution else None
    if not office.is_named:
        return ReachableOffice(office, article, None, _NAMELESS)
    contact = contact_of(article, {office.district} if office.district else set()) if article else None
    return ReachableOffice(office, article, contact, sentence(contact) if contact else _NOTHING)


def sentence(contact: PublicContact) -> str:
    """The contact in words, for papers and the API."""
    doubt = "" if contact.confidence is Confidence.SURE else ", noch zu prüfen"
    if contact.phone:
        return f"Telefon {contact.phone} (gesehen am {german_date(contact.seen_on)}{doubt})."
    if contact.web:
        return f"{_ON_THE_SITE} {contact.web}"
    return f"{_NO_NUMBER}. Erreichbar über: {contact.email or contact.address}."
