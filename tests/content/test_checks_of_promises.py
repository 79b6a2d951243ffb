"""The promises of the knowledge base: one planted defect each, and each is found with file and line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kuemmerer.base.defects import Level
from kuemmerer.cli import app
from kuemmerer.content.checked import Checked
from kuemmerer.content.checks import CHECKS, check_freshness
from kuemmerer.content.kinds import Funding
from kuemmerer.navigator.funding import FundingState, funding_for
from kuemmerer.navigator.setting import Setting
from kuemmerer.snapshot import Snapshot, check_content

TODAY = date(2026, 11, 25)
HEADER = """title: {title}
summary: Eine Zusammenfassung, die lang genug ist und allein verständlich.
owner: kuemmerer-redaktion
checked_on: 2026-11-01
review_by: 2027-05-01
confidence: sicher
"""
SOURCE = """sources:
  - {title: Satzung, url: "https://kirnbach.example/satzung", supports: Auskunft, seen_on: 2026-11-01}
"""
KINDS = {
    "hemmnisse": 'frequency: oft\nphases: [idee]\nremedies: [{text: "Fragen Sie früh."}]\nhelpers: [bkpv]\n',
    "glossar": "",
    "themen": "typical_forms: [zweckverband]\nlevel: Gemeinde\ninstitutions: [bkpv]\n",
    "institutionen": (
        "type: fachstelle\nremit: [Bayern]\nremit_text: Bayern\nservices: [Rat]\n"
        'contacts: [{label: Zentrale, phone: "089 123456", seen_on: 2026-11-01}]\n'
    ),
}
Check = Callable[..., list[str]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Write some articles and answer what is wrong with them, other files left aside."""

    def check(*files: tuple[str, str, str], source: str = SOURCE, kinds: bool = True) -> list[str]:
        for path, extra, body in files:
            folder = path.split("/")[0]
            title = path.split("/")[1].capitalize()
            header = HEADER.format(title=title) + (KINDS[folder] if kinds else "") + extra + source
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / f"{path}.md").write_text(f"---\n{header}---\n{body}\n", "utf-8")
        names = {f"{path}.md" for path, _, _ in files}
        return [str(defect) for defect in check_content(tmp_path, TODAY) if str(defect.path) in names]

    return check


def about(defects: list[str], *words: str) -> list[str]:
    return [text for text in defects if any(word in text for word in words)]


def test_a_page_nobody_names_is_reported(check: Check) -> None:
    defects = check(("hemmnisse/zeit", "related: [obstacle/geld]\n", "Text."), ("hemmnisse/geld", "", "Text."))
    assert [text.split(":")[0] for text in about(defects, "verweist niemand")] == ["hemmnisse/zeit.md"]


@pytest.mark.parametrize(
    ("extra", "body"),
    [
        ("related: [obstacle/zeit]\n", "Text."),
        ("", "Lesen Sie [mehr](obstacle/zeit) dazu."),
    ],
)
def test_a_link_in_header_or_text_is_enough(check: Check, extra: str, body: str) -> None:
    defects = check(("hemmnisse/zeit", "", "Text."), ("hemmnisse/geld", extra, body))
    assert "hemmnisse/zeit.md" not in [text.split(":")[0] for text in about(defects, "verweist niemand")]


def test_a_page_cannot_name_itself(check: Check) -> None:
    assert about(check(("hemmnisse/zeit", "related: [obstacle/zeit]\n", "Text.")), "verweist niemand")


def test_a_page_of_a_topic_is_named_by_it(check: Check) -> None:
    assert not about(check(("hemmnisse/zeit", "topics: [wasser]\n", "Text.")), "verweist niemand")


def test_a_term_is_named_where_its_word_is_used(check: Check) -> None:
    used = check(("glossar/umlage", "spellings: [Umlagen]\n", "Wort."), ("hemmnisse/geld", "", "Die Umlagen steigen."))
    assert not about([text for text in used if text.startswith("glossar")], "verweist niemand")


def test_a_term_nobody_uses_is_reported(check: Check) -> None:
    unused = check(("glossar/umlage", "", "Wort."), ("hemmnisse/geld", "", "Die Umlagekraft steigt."))
    assert about([text for text in unused if text.startswith("glossar")], "verweist niemand")


def test_a_topic_names_what_it_lacks(check: Check) -> None:
    defects = check(("themen/wasser", "", "Text."), ("institutionen/amt", "topics: [wasser]\n", "Text."))
    (defect,) = about(defects, "Zu diesem Thema fehlt")
    assert "Organisationsformen, Förderung, Beispiele" in defect
    assert "Hinweis" not in defect


@pytest.mark.parametrize(("field", "missing"), [
    ('remedies: [{text: "Fragen Sie früh."}]\n', "remedies"), ("helpers: [bkpv]\n", "helpers"),
])  # fmt: skip
def test_an_obstacle_without_remedy_or_helper_is_refused(tmp_path: Path, field: str, missing: str) -> None:
    (tmp_path / "hemmnisse").mkdir()
    header = HEADER.format(title="Zeit") + KINDS["hemmnisse"].replace(field, "") + SOURCE
    (tmp_path / "hemmnisse/zeit.md").write_text(f"---\n{header}---\nText.\n", "utf-8")
    assert any(missing in defect.message and defect.level is Level.ERROR for defect in check_content(tmp_path, TODAY))


def test_an_institution_without_remit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "institutionen").mkdir()
    header = HEADER.format(title="Amt") + KINDS["institutionen"].replace("remit: [Bayern]\n", "") + SOURCE
    (tmp_path / "institutionen/amt.md").write_text(f"---\n{header}---\nText.\n", "utf-8")
    assert any("»remit« fehlt" in defect.message for defect in check_content(tmp_path, TODAY))


@pytest.mark.parametrize(
    ("contacts", "message"),
    [
        ("{label: Zentrale, seen_on: 2026-11-01}", "kein Weg"),
        ('{label: A, phone: "09174 11", district: "09174", seen_on: 2026-11-01}, ' * 2, "zweimal"),
        ('{label: A, phone: "09174 11", district: "09274", seen_on: 2026-11-01}', "remit"),
        ('{label: A, phone: "09174 11", district: "9174", seen_on: 2026-11-01}', "district"),
    ],
)
def test_a_contact_leads_somewhere_and_each_district_has_one(check: Check, contacts: str, message: str) -> None:
    header = KINDS["institutionen"].split("contacts:")[0].replace("[Bayern]", '["091"]')
    defects = check(("institutionen/amt", header + f"contacts: [{contacts.rstrip(', ')}]\n", ""), kinds=False)
    assert about(defects, message), defects


def test_contacts_need_a_source_with_an_address(check: Check) -> None:
    assert about(check(("institutionen/amt", "", "Text."), source=""), "Kontaktdaten fehlt eine Quelle")
    assert not about(check(("institutionen/amt", "", "Text.")), "Kontaktdaten fehlt eine Quelle")


@pytest.mark.parametrize(
    "text",
    [
        "Rufen Sie an: 089 539802-0.",
        "Schreiben Sie an poststelle@kirnbach.example.",
        "Tel. 08141/5190",
        "+49 89 123456",
    ],
)
def test_contact_data_in_a_text_is_sent_to_the_header(check: Check, text: str) -> None:
    assert about(check(("hemmnisse/zeit", "", f"Erster Satz.\n\n{text}")), "hemmnisse/zeit.md:17:")


@pytest.mark.parametrize(
    "text",
    ["Das kostet 17.500 €.", "2020 bis 2026", "AGS 09184", "(BayMBl. 2019 Nr. 489)", "Az. 0123/2019", "1 : 1000"],
)
def test_numbers_are_no_contact_data(check: Check, text: str) -> None:
    assert not about(check(("hemmnisse/zeit", "", text)), "gehört mit Quelle")


@pytest.mark.parametrize(
    "text",
    [
        "Fragen Sie Frau Muster.",
        "Das sagt Dr. Beispiel im Rat.",
        "Bürgermeister Karl Muster hat es erklärt.",
        "Landrätin Eva Muster-Beispiel stimmte zu.",
    ],
)
def test_persons_are_noticed(check: Check, text: str) -> None:
    (defect,) = about(check(("hemmnisse/zeit", "", text)), "sieht nach einer Person aus")
    assert defect.startswith("hemmnisse/zeit.md:15: Hinweis:")


def test_persons_in_the_header_are_noticed_with_their_line(check: Check) -> None:
    extra = 'questions: ["Was macht Herr Muster?"]\n'
    assert about(check(("glossar/amt", extra, "Text.")), "glossar/amt.md:8:")


@pytest.mark.parametrize(
    "text",
    [
        "Der Bürgermeister und der Gemeinderat entscheiden.",
        "Frau und Mann",
        "Dr.-Karl-Straße 5",
        "Landrat und Kreistag stimmen ab.",
    ],
)
def test_offices_are_no_persons(check: Check, text: str) -> None:
    assert not about(check(("hemmnisse/zeit", "", text)), "Person")


ASKED = "questions: [Wer hilft?, Was nun?, Wann geht es los?, Wer zahlt?, Lohnt es sich?]\n"


def test_a_page_with_few_questions_is_a_hint(check: Check) -> None:
    (defect,) = about(check(("hemmnisse/zeit", "questions: [Was nun?]\n", "Text.")), "Fragen;")
    assert "hemmnisse/zeit.md:12: Hinweis: Hier stehen 1 Fragen; 5" in defect, defect
    assert not about(check(("hemmnisse/zeit", ASKED, "Text."), ("glossar/umlage", "", "Wort.")), "Fragen;")


def test_a_question_stands_once_in_all_pages(check: Check) -> None:
    defects = check(("hemmnisse/zeit", ASKED, "Text."), ("hemmnisse/geld", "questions: [Was nun?]\n", "Text."))
    assert [text.split(":")[0] for text in about(defects, "»Was nun?« steht zweimal")] == [
        "hemmnisse/geld.md",
        "hemmnisse/zeit.md",
    ]


def test_every_check_stands_in_the_table_once() -> None:
    names = [check.__name__ for check in CHECKS]
    assert len(set(names)) == len(names)
    assert {
        "check_orphans",
        "check_topics",
        "check_persons",
        "check_contacts",
        "check_summaries",
        "check_freshness",
    } <= set(names)


def test_the_line_of_a_defect_is_right_after_blank_lines(check: Check) -> None:
    assert about(
        check(("hemmnisse/zeit", "", "\n\nText mit [totem Link](obstacle/nirgends).")), "zeit.md:17: Der Verweis"
    )


# --- what will be stale, and what it does -------------------------------------------------------


def worn(snapshot: Snapshot, day: str) -> set[str]:
    """The files that are past their check or their end on this day."""
    nothing = frozenset[str]()
    today = date.fromisoformat(day)
    checked = Checked(snapshot.loaded, snapshot.library, snapshot.views, nothing, nothing, nothing, today)
    return {str(defect.path) for defect in check_freshness(checked)}


def test_on_a_later_day_more_is_stale_and_nothing_becomes_fresh(snapshot: Snapshot) -> None:
    first, second, third = (worn(snapshot, day) for day in ("2026-11-25", "2027-01-01", "2027-06-01"))
    assert first < second < third


def test_check_on_a_day_names_what_ends_before_it() -> None:
    result = CliRunner().invoke(app, ["check", "--on", "2027-01-01", "--only", "foerderung"])
    assert "foerderung/kommklimafoer-2023.md" in result.output
    assert "Abgelaufen am 31. Dezember 2026." in result.output.replace("\u00a0", " ")


def test_check_refuses_what_is_no_day() -> None:
    assert CliRunner().invoke(app, ["check", "--on", "morgen"]).exit_code == 2


def test_the_report_shows_the_length_of_sentences_by_kind() -> None:
    result = CliRunner().invoke(app, ["check", "--report"])
    assert result.exit_code == 0
    row = next(line for line in result.output.split("\n") if line.startswith("Hemmnisse"))
    assert 5 < float(row.split()[3].replace(",", ".")) < 20


def test_an_expired_programme_is_never_possible(snapshot: Snapshot) -> None:
    """Every programme, task and form, on days before and after every end."""
    ends = sorted({programme.valid_until for programme in snapshot.library.of(Funding) if programme.valid_until})
    days = [TODAY, date(2027, 1, 1), *ends, date(2035, 1, 1)]
    forms = [form.slug for form in snapshot.rulebook.forms]
    groups = [[], *([form, *forms[:3]] for form in forms)]
    seen = 0
    for day in days:
        for task in snapshot.rulebook.tasks:
            for group in groups:
                for option in funding_for(snapshot.library, task, group, Setting(day)):
                    ended = option.funding.valid_until is not None and option.funding.valid_until < day
                    if ended or option.funding.programme_status == "abgelaufen":
                        seen += 1
                        states = {option.state, *(row.state for row in option.by_form)}
                        assert states == {FundingState.EXPIRED}, (option.funding.slug, task.slug, group, day)
    assert seen > 1000


@pytest.mark.parametrize(
    ("summary", "is_too_long"),
    [
        ("Das Programm endet am 31. Dezember 2026. Fragen Sie vorher die Regierung.", False),
        ("Das Programm endet bald. Fragen Sie vorher. Sonst ist es zu spät.", True),
    ],
)
def test_a_summary_has_at_most_two_sentences_and_a_date_ends_none(
    tmp_path: Path, summary: str, is_too_long: bool
) -> None:
    header = HEADER.format(title="Zeit").replace(
        "Eine Zusammenfassung, die lang genug ist und allein verständlich.", summary
    )
    (tmp_path / "hemmnisse").mkdir()
    (tmp_path / "hemmnisse" / "zeit.md").write_text(f"---\n{header}{KINDS['hemmnisse']}{SOURCE}---\nText.\n", "utf-8")
    defects = [str(defect) for defect in check_content(tmp_path, TODAY)]
    assert bool(about(defects, "Sätze; höchstens zwei")) == is_too_long
