"""Checks on people and how to reach them: no private persons, and contact data only where it has a source and a date."""

import re
from collections import Counter
from collections.abc import Iterator

from kuemmerer.base.defects import Defect, Level
from kuemmerer.content.checked import Checked, body_lines
from kuemmerer.content.kinds import Institution
from kuemmerer.content.texts import header_texts

_NAME = r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?"
_OFFICES = (
    r"(?:Ober|Alt)?[Bb]ürgermeister(?:in)?|Landr(?:at|ätin)|(?:Staats)?[Mm]inister(?:in)?|Geschäfts(?:führer|leiter)(?:in)?|"
    r"Kämmerer|Kämmerin|Vorsitzende[rn]?|Präsident(?:in)?|Stadtr(?:at|ätin)|Gemeinder(?:at|ätin)"
)
# Somebody addressed, somebody with a title, or an office with first and last name.
_PERSONS = re.compile(
    rf"\b(?:Herrn?|Frau)\s+(?:(?:Dr|Prof)\.\s*)*{_NAME}|\b(?:Prof|Dr)\.\s+(?:Dr\.\s+)?{_NAME}|\b(?:{_OFFICES})\s+{_NAME}\s+{_NAME}"
)
_EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b")
# A file number looks like a telephone number, but says what it is.
_PHONE = re.compile(r"(?<![\d/-])(?<!Az\. )(?:\+49[ /-]?|0)[1-9]\d{1,4}[ /-]{1,3}\d{3,}(?:[ /-]?\d+)*")
# Titles of sources quote what others wrote; names of institutions may hold the name of somebody long dead.
_QUOTED = frozenset({"sources", "keywords", "owner", "aliases"})


def check_persons(checked: Checked) -> Iterator[Defect]:
    """Nobody is named who does not have to be: offices and roles stay, people change."""
    for item in checked.loaded:
        for header in header_texts(item.article):
            if header.field not in _QUOTED:
                for match in _PERSONS.finditer(header.text):
                    yield Defect(
                        item.article.path, item.header.line_of(header.location), _person(match.group(0)), Level.WARNING
                    )
    for article, number, line in body_lines(checked):
        for match in _PERSONS.finditer(line):
            yield Defect(article.path, number, _person(match.group(0)), Level.WARNING)


def check_contacts(checked: Checked) -> Iterator[Defect]:
    """Contacts stand in the header of an institution, each with its day; the institution names where they were read.

    Each leads somewhere, and a district has one at most, inside the remit.
    """
    for item in checked.loaded:
        article = item.article
        if isinstance(article, Institution) and article.contacts and not any(source.url for source in article.sources):
            place = item.header.line_of(("contacts",))
            yield Defect(article.path, place, "Für die Kontaktdaten fehlt eine Quelle mit Adresse (sources).")
        if isinstance(article, Institution):
            for number, message in _faults(article):
                yield Defect(article.path, item.header.line_of(("contacts", number)), message)
    for article, number, line in body_lines(checked):
        for match in (*_EMAIL.finditer(line), *_PHONE.finditer(line)):
            message = f"»{match.group(0)}« gehört mit Quelle und Tag in den Kopf einer Anlaufstelle (contacts), nicht in den Text."
            yield Defect(article.path, number, message)


def _faults(institution: Institution) -> Iterator[tuple[int, str]]:
    claims = Counter(contact.district for contact in institution.contacts if contact.district)
    everywhere = {"Bayern", "Deutschland"} & set(institution.remit)
    for number, contact in enumerate(institution.contacts):
        district = contact.district
        if not contact.leads_somewhere:
            yield (
                number,
                f"Zum Kontakt »{contact.label}« führt kein Weg: Telefon, E-Mail, Website oder Anschrift fehlt.",
            )
        if district and claims[district] > 1:
            yield number, f"Der Landkreis {district} steht zweimal in contacts."
        if district and not everywhere and not district.startswith(institution.remit):
            yield number, f"Der Landkreis {district} liegt außerhalb von remit."


def _person(words: str) -> str:
    return f"»{words}« sieht nach einer Person aus. Nennen Sie das Amt oder die Stelle."
