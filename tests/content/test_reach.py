"""How an authority is reached: the contact of the right district, and never an empty promise."""

import pytest

from kuemmerer.content.contact import PublicContact
from kuemmerer.content.kinds import Institution
from kuemmerer.content.library import Library
from kuemmerer.content.reach import contact_of, reach
from kuemmerer.places.authority import MINISTRY, Office
from kuemmerer.places.model import DistrictKey
from kuemmerer.snapshot import Snapshot

OFFICES = "landratsaemter-rechtsaufsicht"
DACHAU, ELSEWHERE = DistrictKey("09174"), DistrictKey("09187")


def contact(label: str, **fields: str) -> PublicContact:
    return PublicContact.model_validate(
        {"label": label, "seen_on": "2026-11-25", "web": "https://amt.example"} | fields
    )


def office_in(district: DistrictKey) -> Office:
    return Office("Landratsamt Kirntal", OFFICES, district)


def test_every_landkreis_of_the_region_has_a_contact_of_its_own(snapshot: Snapshot, library: Library) -> None:
    institution = library.find(Institution, OFFICES)
    assert institution is not None
    region = [district for district in snapshot.gazetteer.districts if 14 in district.planning_regions]
    rural = [district for district in region if district.kind == "Landkreis"]
    assert len(rural) == 8
    for district in rural:
        found = contact_of(institution, {district.key})
        assert found is not None
        assert (found.district, found.label) == (district.key, f"Landratsamt {district.name}")
        reached = reach(library, Office(f"Landratsamt {district.name}", OFFICES, district.key))
        assert reached.contact == found
        assert (found.phone or str(found.web)) in reached.how


def test_a_district_without_its_own_contact_gets_what_holds_for_all(library: Library) -> None:
    reached = reach(library, office_in(ELSEWHERE))
    assert reached.contact is not None
    assert reached.contact.district is None
    assert "bayernportal.de" in reached.how


def test_the_number_of_another_landratsamt_is_never_shown(library: Library) -> None:
    assert "08141" not in reach(library, office_in(DACHAU)).how
    assert "08141" in reach(library, office_in(DistrictKey("09179"))).how


@pytest.mark.parametrize(
    "office",
    [
        MINISTRY,
        office_in(DACHAU),
        Office("Regierung der Oberpfalz", None),
        Office("Landratsamt Kirntal", "gibt-es-nicht", DACHAU),
        Office("das Landratsamt Ihres Landkreises", OFFICES, is_named=False),
    ],
    ids=lambda office: office.name,
)
def test_there_is_always_a_sentence_that_helps(library: Library, office: Office) -> None:
    reached = reach(library, office)
    assert reached.how.endswith(".") or str(reached.contact and reached.contact.web) in reached.how
    assert reached.contact or "Impressum" in reached.how or "Nennen Sie Ihre Gemeinde" in reached.how


def test_an_office_nobody_has_named_shows_no_contact_of_somebody_else(library: Library) -> None:
    reached = reach(library, Office("das Landratsamt Ihres Landkreises", OFFICES, is_named=False))
    assert reached.contact is None
    assert "Nennen Sie Ihre Gemeinde" in reached.how


def test_a_doubtful_number_says_so(library: Library) -> None:
    reached = reach(library, MINISTRY)
    assert reached.contact is not None
    assert reached.contact.confidence == "pruefen"
    assert "089 2192-01" in reached.how
    assert "noch zu prüfen" in reached.how


def test_a_telephone_comes_before_a_website_and_the_own_district_before_all(library: Library) -> None:
    institution = library.find(Institution, OFFICES)
    assert institution is not None
    web, phone = contact("Website"), contact("Zentrale", phone="09198 4711")
    own = contact("Landratsamt Dachau", district=DACHAU)
    many = institution.model_copy(update={"contacts": (web, phone, own)})
    assert contact_of(many, set()) == phone
    assert contact_of(many, {ELSEWHERE}) == phone
    assert contact_of(many, {DACHAU, ELSEWHERE}) == own
    assert contact_of(institution.model_copy(update={"contacts": (own,)}), {ELSEWHERE}) is None


@pytest.mark.parametrize(
    ("phone", "dialled"), [("08141 519-999", "08141519999"), ("+49 (0)89 2192/01", "+4989219201"), ("0800 0268724", "08000268724")]
)  # fmt: skip
def test_a_number_can_be_dialled(phone: str, dialled: str) -> None:
    assert contact("Zentrale", phone=phone).dialled == dialled
