"""The supervising authority follows from all partners (Art. 52 KommZG), and open points stay open."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.places.conftest import JENSEITS, KIRNBACH, KIRNTAL, MITTERTAL, TALSTADT, UNTERFELD

from kuemmerer.places.authority import AuthorityLevel, Certainty, authority_for
from kuemmerer.places.bodies import Level, enter_by_hand, read_ags
from kuemmerer.places.gazetteer import Gazetteer
from kuemmerer.places.load import load_gazetteer
from kuemmerer.places.model import Municipality
from kuemmerer.settings import ROOT

REAL = load_gazetteer(ROOT / "content")[0]


def test_municipalities_of_one_district_are_supervised_by_its_landratsamt(village: Gazetteer) -> None:
    authority = authority_for(village, [KIRNBACH, MITTERTAL], ["gemeinden"])
    assert authority.level is AuthorityLevel.DISTRICT_OFFICE
    assert [(office.name, office.institution) for office in authority.offices] == [
        ("Landratsamt Kirntal", "landratsaemter-rechtsaufsicht")
    ]
    assert authority.certainty is Certainty.SURE
    assert authority.norm == "Art. 52 KommZG"


def test_several_districts_leave_open_which_landratsamt(village: Gazetteer) -> None:
    authority = authority_for(village, [UNTERFELD, KIRNBACH, MITTERTAL])
    assert [office.name for office in authority.offices] == ["Landratsamt Kirntal", "Landratsamt Unterland"]
    assert authority.certainty is Certainty.TO_CHECK
    assert "Kirntal: Kirnbach und Mittertal; Unterland: Unterfeld" in authority.because


@pytest.mark.parametrize("levels", [["landkreis"], ["gemeinden", "kreisfreie-stadt"]])
def test_a_district_or_an_independent_city_brings_the_regierung(village: Gazetteer, levels: list[str]) -> None:
    authority = authority_for(village, [KIRNBACH], levels)
    assert authority.level is AuthorityLevel.GOVERNMENT
    assert [office.name for office in authority.offices] == ["Regierung von Oben"]
    assert authority.certainty is Certainty.SURE


def test_a_city_or_a_landkreis_by_name_needs_no_answer(village: Gazetteer) -> None:
    for body in (TALSTADT, KIRNTAL):
        assert authority_for(village, [KIRNBACH, body]).level is AuthorityLevel.GOVERNMENT


def test_two_regierungsbezirke_leave_open_which_regierung(village: Gazetteer) -> None:
    authority = authority_for(village, [TALSTADT, JENSEITS])
    assert [office.name for office in authority.offices] == ["Regierung von Drüben", "Regierung von Oben"]
    assert authority.certainty is Certainty.TO_CHECK


@pytest.mark.parametrize("level", ["bezirk", "staat", "ausserhalb"])
def test_bezirk_state_or_somebody_from_outside_brings_the_ministry(village: Gazetteer, level: str) -> None:
    authority = authority_for(village, [KIRNBACH, TALSTADT], [level, "landkreis"])
    assert authority.level is AuthorityLevel.MINISTRY
    assert authority.offices[0].institution == "stmi-kommunale-zusammenarbeit"


@pytest.mark.parametrize("level", ["landkreis", "kreisfreie-stadt", "ausserhalb"])
def test_for_a_company_or_a_mere_contract_each_municipality_still_asks_its_own_landratsamt(
    village: Gazetteer, level: str
) -> None:
    assert "fragt jede Gemeinde ihr Landratsamt" in authority_for(village, [KIRNBACH], [level]).because
    assert "fragt jede Gemeinde ihr Landratsamt" in authority_for(village, [], ["gemeinden", level]).because
    assert "fragt jede Gemeinde" not in authority_for(village, [], [level]).because


def test_a_zweckverband_as_partner_has_to_be_clarified(village: Gazetteer) -> None:
    authority = authority_for(village, [KIRNBACH, MITTERTAL], ["gemeinden", "zweckverband"])
    assert authority.certainty is Certainty.TO_CHECK
    assert "bestätigen" in authority.because


def test_without_any_name_the_answer_is_not_empty(village: Gazetteer) -> None:
    assert authority_for(village, []).offices[0].name == "das Landratsamt Ihres Landkreises"
    assert authority_for(village, [], ["landkreis"]).offices[0].name == "die Regierung Ihres Regierungsbezirks"
    assert authority_for(village, []).certainty is Certainty.TO_CHECK


def test_a_municipality_entered_by_hand_counts_with_its_landkreis(village: Gazetteer) -> None:
    by_hand = enter_by_hand(village, "Neudorf", "09902")
    assert [office.name for office in authority_for(village, [UNTERFELD, by_hand]).offices] == ["Landratsamt Unterland"]
    assert authority_for(village, [KIRNBACH, by_hand]).certainty is Certainty.TO_CHECK


@pytest.mark.parametrize(
    ("partners", "name", "institution"),
    [
        (["09174115", "09162000"], "Regierung von Oberbayern", "regierung-oberbayern"),
        (["09174115", "09174126"], "Landratsamt Dachau", "landratsaemter-rechtsaufsicht"),
    ],
)
def test_real_partners(real: Gazetteer, partners: list[str], name: str, institution: str) -> None:
    authority = authority_for(real, [read_ags(real, ags) for ags in partners])
    assert [(office.name, office.institution) for office in authority.offices] == [(name, institution)]


def test_a_regierung_without_an_article_is_named_plainly(real: Gazetteer) -> None:
    nuremberg = real.district("09564")
    assert nuremberg is not None
    office = authority_for(real, [nuremberg]).offices[0]
    assert (office.name, office.institution) == ("Regierung von Mittelfranken", None)


def test_every_institution_named_here_has_an_article(real: Gazetteer) -> None:
    answers = [
        authority_for(real, [district], [level]) for district in real.districts for level in ("gemeinden", "bezirk")
    ]
    slugs = {office.institution for answer in answers for office in answer.offices if office.institution}
    missing = [slug for slug in sorted(slugs) if not (ROOT / "content/institutionen" / f"{slug}.md").is_file()]
    assert missing == []


SOME_PARTNERS = st.lists(st.sampled_from(REAL.municipalities), max_size=6)
SOME_LEVELS = st.sets(st.sampled_from(list(Level)))


@given(SOME_PARTNERS, SOME_LEVELS, st.randoms())
def test_the_order_of_partners_does_not_matter(
    partners: list[Municipality], levels: set[Level], random: Random
) -> None:
    shuffled = list(partners)
    random.shuffle(shuffled)
    one, other = authority_for(REAL, partners, levels), authority_for(REAL, shuffled, levels)
    assert (one.level, one.offices, one.certainty) == (other.level, other.offices, other.certainty)


@given(SOME_PARTNERS, SOME_LEVELS, st.sampled_from(REAL.municipalities))
def test_another_partner_never_lowers_the_authority(
    partners: Sequence[Municipality], levels: set[Level], another: Municipality
) -> None:
    ranks = list(AuthorityLevel)
    before, after = authority_for(REAL, partners, levels), authority_for(REAL, [*partners, another], levels)
    assert ranks.index(after.level) >= ranks.index(before.level)
    assert after.offices
