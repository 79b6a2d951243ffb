"""What stands around the verdicts: who decides, which way past the authority, how to get out, what to ask the adviser."""

import random
from dataclasses import replace
from datetime import date

import pytest

from kuemmerer.content.kinds import Funding
from kuemmerer.content.oversight import Oversight
from kuemmerer.navigator.answers import Answers
from kuemmerer.navigator.checks import check_rulebook
from kuemmerer.navigator.consult import Consultation, consult
from kuemmerer.navigator.evaluate import effective_values
from kuemmerer.navigator.former import FormerFile, FormerQuestion
from kuemmerer.navigator.funding import FundingState
from kuemmerer.navigator.intake import read_answers
from kuemmerer.navigator.model import Rulebook, Verdict
from kuemmerer.navigator.oversight import oversight_of
from kuemmerer.navigator.present import evaluation_out
from kuemmerer.navigator.roles import Role
from kuemmerer.navigator.setting import BadSetting, Setting, read_setting
from kuemmerer.navigator.situation import read_situation
from kuemmerer.snapshot import Snapshot

TODAY = date(2026, 11, 25)


def consulted(real: Snapshot, setting: Setting | None = None, **given: str) -> Consultation:
    situation = read_situation(real.gazetteer, None, [])
    answers = read_answers(real.rulebook, {name.replace("_", "-"): value.split() for name, value in given.items()})
    authority = situation.authority(answers)
    return consult(
        real.rulebook, real.library, answers, authority, situation.districts, (), setting or Setting(TODAY)
    )  # fmt: skip


def bodies(real: Snapshot, role: Role, **given: str) -> list[str]:
    return [body.id for body in consulted(real, Setting(TODAY, role), **given).bodies]


# --- who decides -------------------------------------------------------------------------------


def test_the_council_decides_for_a_municipality_and_each_partner_for_itself(real: Snapshot) -> None:
    assert bodies(real, Role.MUNICIPALITY, aufgabe="bauhof") == ["gemeinderat", "raete-der-partner"]


def test_for_a_vg_both_the_councils_of_its_members_and_its_assembly_decide(real: Snapshot) -> None:
    assert bodies(real, Role.JOINT_ADMINISTRATION, aufgabe="bauhof") == [
        "raete-der-mitglieder", "gemeinschaftsversammlung",
    ]  # fmt: skip


def test_with_a_landkreis_the_kreistag_decides_too(real: Snapshot) -> None:
    found = bodies(real, Role.SEVERAL, aufgabe="oepnv", ebenen="gemeinden landkreis")
    assert found == ["alle-raete", "kreistag"]


def test_two_landkreise_need_no_gemeinderat(real: Snapshot) -> None:
    assert bodies(real, Role.MUNICIPALITY, aufgabe="gesundheitsversorgung", ebenen="landkreis") == ["kreistag"]


def test_the_registry_office_needs_two_thirds_everywhere(real: Snapshot) -> None:
    assert "zwei-drittel-standesamt" in bodies(real, Role.MUNICIPALITY, aufgabe="standesamt")


@pytest.mark.parametrize("role", list(Role))
def test_somebody_decides_in_every_role_whoever_takes_part(real: Snapshot, role: Role) -> None:
    for level in real.rulebook.question_by_id["ebenen"].values:
        found = consulted(real, Setting(TODAY, role), ebenen=level).bodies
        assert all(body.norm and body.source for body in found)
        assert found or level in ("ausserhalb", "staat")


def test_a_role_changes_the_words_of_a_question_and_no_verdict(real: Snapshot) -> None:
    question = real.rulebook.question_by_id["vg"]
    assert question.worded(Role.JOINT_ADMINISTRATION).text != question.text
    assert question.worded(Role.JOINT_ADMINISTRATION).options == question.options
    one, other = (consulted(real, Setting(TODAY, role), aufgabe="bauhof") for role in (Role.MUNICIPALITY, Role.SEVERAL))
    assert one.evaluation == other.evaluation


# --- the way past the authority ----------------------------------------------------------------


def way(rulebook: Rulebook, form: str, **given: str) -> tuple[Oversight, bool]:
    answers = Answers({name.replace("_", "-"): tuple(value.split()) for name, value in given.items()})
    found = oversight_of(rulebook, form, effective_values(rulebook, answers))
    assert found is not None
    return found.rule.way, found.is_open


def test_powers_make_the_difference_between_notice_and_approval(rulebook: Rulebook) -> None:
    known = {"aufgabe": "bauhof", "satzung": "nein"}
    assert way(rulebook, "zweckvereinbarung", hoheit="nein", **known) == (Oversight.NOTICE, False)
    assert way(rulebook, "zweckvereinbarung", hoheit="ja", **known) == (Oversight.APPROVAL, False)


def test_while_nobody_knows_the_stricter_way_is_assumed(rulebook: Rulebook) -> None:
    assert way(rulebook, "zweckvereinbarung", aufgabe="bauhof") == (Oversight.APPROVAL, True)


def test_the_registry_office_needs_consent_whatever_is_said_about_powers(rulebook: Rulebook) -> None:
    assert way(rulebook, "zweckvereinbarung", aufgabe="standesamt", hoheit="nein") == (Oversight.APPROVAL, False)


def test_a_new_vg_is_a_law_and_an_existing_one_a_notice(rulebook: Rulebook) -> None:
    assert way(rulebook, "verwaltungsgemeinschaft", vg="nein", ebenen="gemeinden") == (Oversight.BY_LAW, False)
    known = {"ebenen": "gemeinden", "hoheit": "nein", "satzung": "nein"}
    assert way(rulebook, "verwaltungsgemeinschaft", vg="dieselben", **known) == (Oversight.NOTICE, False)


def test_answered_in_full_every_form_has_exactly_one_way(rulebook: Rulebook) -> None:
    source = random.Random(3)
    for _ in range(40):
        answers = Answers({question.id: (source.choice(question.values),) for question in rulebook.questions})
        values = effective_values(rulebook, answers)
        for form in rulebook.forms:
            found = oversight_of(rulebook, form.slug, values)
            assert found is not None, form.slug
            assert not found.is_open, form.slug


def test_an_existing_vg_takes_over_in_the_steps_of_an_agreement_not_of_a_law(real: Snapshot) -> None:
    known = {"aufgabe": "it", "ebenen": "gemeinden", "person": "vorhanden", "private": "keine"}
    consultation = consulted(real, None, **known, vg="dieselben", vg_leistet="ja")
    assert consultation.leading is not None
    assert consultation.leading.slug == "verwaltungsgemeinschaft"
    steps = [step.step for step in consultation.steps]
    assert "Anzeigen oder genehmigen lassen" in steps
    assert not any("Gesetz" in step for step in steps)


# --- getting out -------------------------------------------------------------------------------


def test_every_possible_form_says_how_to_get_out(real: Snapshot) -> None:
    consultation = consulted(real, aufgabe="bauhof", person="nein")
    possible = [r.form.slug for r in consultation.evaluation.forms if r.verdict is not Verdict.EXCLUDED]
    assert [preview.form.slug for preview in consultation.exits] == possible
    for preview in consultation.exits:
        assert [label for label, _ in preview.detail.aspects] == [
            "Frist", "Mehrheit", "Genehmigung", "Vermögen", "Personal", "Geld",
        ]  # fmt: skip


def test_leaving_a_zweckverband_takes_two_thirds_and_approval(rulebook: Rulebook) -> None:
    out = rulebook.exit_of_form["zweckverband"]
    assert (out.majority.norm, out.majority.confidence) == ("Art. 44 Abs. 1 KommZG", "sicher")
    assert "Zwei Drittel" in out.majority.text
    assert out.assets.confidence == "pruefen"


# --- the letter to the adviser -----------------------------------------------------------------


def test_the_letter_carries_every_question_an_adviser_is_asked(real: Snapshot) -> None:
    consultation = consulted(real, aufgabe="energieerzeugung", private="kapital", person="ja")
    assert consultation.letter is not None
    asked = [item.warning for item in consultation.warnings if item.warning.area in ("steuer", "vergabe", "beihilfe")]
    assert {warning.area for warning in asked} == {"steuer", "vergabe", "beihilfe"}
    for warning in asked:
        for question in warning.questions:
            assert question in consultation.letter


def test_what_is_not_known_stays_a_gap_in_the_letter(real: Snapshot) -> None:
    letter = consulted(real, aufgabe="bauhof").letter
    assert letter is not None
    assert "[bitte ergänzen: alle Partner]" in letter
    assert "Geplanter Beginn: [bitte ergänzen: Monat und Jahr]" in letter
    dated = consulted(real, Setting(TODAY, start=date(2027, 3, 1)), aufgabe="bauhof").letter
    assert dated is not None
    assert "Geplanter Beginn: März 2027" in dated


def test_where_nothing_is_possible_there_is_no_letter(real: Snapshot) -> None:
    assert consulted(real, steuern="ja").letter is None


@pytest.mark.parametrize(
    ("today", "start", "words"),
    [
        (date(2026, 12, 31), None, "endet am 31. Dezember 2026"),
        (date(2026, 12, 31), date(2026, 12, 1), "endet am 31. Dezember 2026"),
        (date(2026, 12, 31), date(2027, 1, 1), "Beginn nach dem 31. Dezember 2026"),
        (date(2027, 1, 1), None, "gilt seit 1. Januar 2027 für alle"),
        (date(2027, 1, 1), date(2028, 5, 1), "gilt seit 1. Januar 2027 für alle"),
    ],
)
def test_the_sentence_on_turnover_tax_follows_the_day(
    real: Snapshot, today: date, start: date | None, words: str
) -> None:
    warnings = consulted(real, Setting(today, start=start), aufgabe="bauhof").warnings
    (tax,) = [item.warning for item in warnings if item.warning.id == "R30"]
    assert words in tax.title


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"aufgabe": "glasfaser"}, "V57"),
        ({"aufgabe": "nahversorgung"}, "V57"),
        ({"aufgabe": "gewerbegebiet"}, "V59"),
        ({"aufgabe": "energieberatung", "private": "kapital"}, "V58"),
    ],
)
def test_money_for_an_economic_activity_raises_state_aid(real: Snapshot, given: dict[str, str], expected: str) -> None:
    assert expected in {item.warning.id for item in consulted(real, None, **given).warnings}


def test_a_registry_office_raises_no_state_aid(real: Snapshot) -> None:
    assert "beihilfe" not in {item.warning.area for item in consulted(real, aufgabe="standesamt").warnings}


# --- funding by start --------------------------------------------------------------------------


def states(real: Snapshot, setting: Setting, **given: str) -> dict[str, FundingState]:
    return {option.funding.slug: option.state for option in consulted(real, setting, **given).funding}


def test_a_programme_that_ends_before_the_start_counts_as_expired(real: Snapshot) -> None:
    programme = next(each for each in real.library.of(Funding) if each.valid_until == date(2026, 12, 31) and each.tasks)
    task = programme.tasks[0]
    assert states(real, Setting(TODAY), aufgabe=task)[programme.slug] is not FundingState.EXPIRED
    before, after = (Setting(TODAY, start=day) for day in (date(2026, 12, 1), date(2027, 1, 1)))
    assert states(real, before, aufgabe=task)[programme.slug] is not FundingState.EXPIRED
    assert states(real, after, aufgabe=task)[programme.slug] is FundingState.EXPIRED


def test_a_project_that_has_begun_is_blocked_where_the_grant_comes_first(real: Snapshot) -> None:
    for option in consulted(real, Setting(TODAY, begun=True), aufgabe="klaeranlage").funding:
        if option.funding.before_start and option.state is not FundingState.EXPIRED:
            assert option.state is FundingState.BLOCKED
            assert option.stop_sign is None


def test_the_matrix_names_a_state_for_each_possible_form(real: Snapshot) -> None:
    consultation = consulted(real, aufgabe="klaeranlage", hoheit="ja", satzung="ja")
    possible = [r.form.slug for r in consultation.evaluation.forms if r.verdict is not Verdict.EXCLUDED]
    for option in consultation.funding:
        assert [cell.form for cell in option.by_form] == possible[:4]
        assert option.state is option.by_form[0].state


# --- the setting -------------------------------------------------------------------------------


def test_a_setting_survives_the_address() -> None:
    setting = Setting(TODAY, Role.SEVERAL, date(2027, 3, 1), begun=True)
    values = dict(setting.query())
    assert read_setting(TODAY, values["rolle"], values["beginn"], values["begonnen"]) == setting
    assert Setting(TODAY).query() == []


@pytest.mark.parametrize(
    "typed", ["2027-03", "3.2027", "03.2027", "3/2027", "1.3.2027", "März 2027", "märz 2027", " 3. 2027"]
)
def test_a_month_is_written_as_people_write_it(typed: str) -> None:
    assert read_setting(TODAY, start=typed).start == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("role", "start", "begun", "field", "words"),
    [
        ("gemeinden", "", "", "rolle", "Gemeint »gemeinde«?"),
        ("", "2027", "", "beginn", "3.2027"),
        ("", "13.2027", "", "beginn", "kein Monat"),
        ("", "März", "", "beginn", "kein Monat"),
        ("", "2027-13", "", "beginn", "kein Monat"),
        ("", "0001-01", "", "beginn", "kein Monat"),
        ("", "٢٠٢٧-٠٣", "", "beginn", "kein Monat"),
        ("", "", "vielleicht", "begonnen", "ja, nein"),
    ],
)
def test_what_is_no_setting_is_named(role: str, start: str, begun: str, field: str, words: str) -> None:
    with pytest.raises(BadSetting) as caught:
        read_setting(TODAY, role, start, begun)
    assert caught.value.field == field
    assert words in caught.value.message


# --- old fingerprints, checks ------------------------------------------------------------------


def test_page_and_api_carry_the_same_surroundings(real: Snapshot) -> None:
    consultation = consulted(real, Setting(TODAY, Role.SEVERAL), aufgabe="bauhof", person="nein")
    out = evaluation_out(consultation, real.rulebook, "v1", [], [])
    assert out.role == "mehrere"
    assert [body.id for body in out.deciding_bodies] == [body.id for body in consultation.bodies]
    assert [item.form for item in out.exit_previews] == [preview.form.slug for preview in consultation.exits]
    assert out.adviser_letter == consultation.letter
    assert {form.slug: form.oversight.way for form in out.forms if form.oversight} == {
        slug: found.rule.way for slug, found in consultation.oversight.items()
    }


def test_a_planted_hole_is_found(real: Snapshot) -> None:
    assert real.rulebook.leaving is not None
    broken = replace(
        real.rulebook,
        oversight=tuple(way for way in real.rulebook.oversight if "gmbh" not in way.forms),
        leaving=real.rulebook.leaving.model_copy(update={"exits": real.rulebook.exits[1:]}),
        roles=real.rulebook.roles[1:],
        former=FormerFile(
            questions=(
                FormerQuestion(former="alt", now="hoheitt", because="umbenannt"),
                FormerQuestion(former="neu", now="hoheit", options={"ja": "jaa"}, because="umbenannt"),
            )
        ),
    )
    messages = [defect.message for defect in check_rulebook(broken, real.library)]
    assert "aufsichtswege.yml: Für die Form »gmbh« fehlt der Weg bei der Aufsicht." in messages
    assert "ausstieg.yml: Für die Form »informelle-zusammenarbeit« fehlt der Ausstieg." in messages
    assert "rollen.yml: Die Rolle »gemeinde« fehlt." in messages
    assert any("Gemeint »hoheit«?" in message for message in messages)
    assert any("»jaa«" in message and "Gemeint »ja«?" in message for message in messages)


def test_a_programme_made_for_one_other_task_is_not_offered(real: Snapshot) -> None:
    fire_engines = "fwzr"
    assert fire_engines in states(real, Setting(TODAY), aufgabe="feuerwehr")
    assert fire_engines not in states(real, Setting(TODAY), aufgabe="bauhof")


def test_a_programme_for_other_tasks_of_the_topic_is_never_simply_possible(real: Snapshot) -> None:
    for task in real.rulebook.tasks:
        for option in consulted(real, aufgabe=task.slug).funding:
            named = option.funding.tasks
            if named and task.slug not in named and not option.funding.general:
                assert option.state is not FundingState.POSSIBLE, (task.slug, option.funding.slug)


# --- what concerns the leading form ------------------------------------------------------------


def test_warnings_for_the_leading_form_come_before_louder_ones_for_another(real: Snapshot) -> None:
    consultation = consulted(real, aufgabe="bauhof", person="nein", ebenen="gemeinden")
    assert consultation.leading is not None
    concerns = [not item.forms or consultation.leading.slug in item.forms for item in consultation.warnings]
    assert False in concerns, "no warning about another form: choose other answers"
    assert concerns == sorted(concerns, reverse=True)


def test_the_ladder_is_that_of_the_leading_form(real: Snapshot) -> None:
    consultation = consulted(real, aufgabe="bauhof", person="nein", ebenen="gemeinden")
    assert consultation.leading is not None
    assert consultation.ladder
    possible = {r.form.slug for r in consultation.evaluation.forms if r.verdict is not Verdict.EXCLUDED}
    assert all(consultation.leading.slug in (rung.start, rung.growth) for rung in consultation.ladder)
    assert all(rung.start in possible for rung in consultation.ladder)


def test_what_is_to_be_clarified_names_no_form_that_is_out(real: Snapshot) -> None:
    unknown = dict.fromkeys(("person", "private", "ebenen", "personal", "nachbar", "dauer", "ausstieg"), "weiss-nicht")
    consultation = consulted(real, None, aufgabe="standesamt", **unknown)
    out = {r.form.title for r in consultation.evaluation.forms if r.verdict is Verdict.EXCLUDED}
    assert out
    for item in consultation.clarify:
        assert not [title for title in out if title in item.because], item.because


def test_what_is_said_about_money_is_whole_sentences(real: Snapshot) -> None:
    for task in real.rulebook.tasks:
        for option in consulted(real, aufgabe=task.slug).funding:
            for cell in option.by_form:
                for sentence in cell.because.split(". "):
                    assert not sentence[:1].islower(), cell.because
                assert cell.because.endswith((".", "!", "?")), cell.because
