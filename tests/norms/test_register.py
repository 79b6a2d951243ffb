"""The register knows who says what about which norm, and what must be looked at when it changes."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kuemmerer.cli import app
from kuemmerer.content.model import Nature
from kuemmerer.norms.affected import affected
from kuemmerer.norms.places import statement_places
from kuemmerer.norms.register import LawEntry
from kuemmerer.settings import ROOT
from kuemmerer.snapshot import Snapshot, load_snapshot


@pytest.fixture
def snapshot(content: Path) -> Snapshot:
    return load_snapshot(content)


@pytest.fixture
def kommzg(snapshot: Snapshot) -> LawEntry:
    entry = snapshot.norms.entry("kommzg")
    assert entry is not None
    return entry


def test_a_sentence_is_quoted_with_its_marks_and_its_line(kommzg: LawEntry) -> None:
    said = next(said for said in kommzg.by_number["44"].said if said.article.id == "obstacle/ausstieg")
    quoted = {use.passage.text: use for use in said.uses}
    use = quoted["Der Austritt braucht zwei Drittel (Art. 44 Abs. 1 KommZG)."]
    assert (use.passage.nature, use.passage.to_check, use.line) == (Nature.LAW, True, 17)
    assert "häufig, siehe Art. 44 KommZG" in quoted
    assert not any("Ein Verband endet selten" in text or "abgerechnet" in text for text in quoted)


def test_what_a_source_supports_counts_but_is_no_sentence(kommzg: LawEntry) -> None:
    said = next(said for said in kommzg.by_number["45"].said if said.article.id == "obstacle/ausstieg")
    assert said.uses == ()


def test_a_statement_is_quoted_by_its_text_not_by_its_norm(kommzg: LawEntry) -> None:
    texts = [use.passage.text for said in kommzg.by_number["23"].said for use in said.uses]
    assert "Ja, eigene Beschäftigte." in texts


def test_a_run_has_its_place_at_its_first_article_and_touches_all(kommzg: LawEntry) -> None:
    assert "36" in kommzg.by_number
    assert "38" not in kommzg.by_number
    assert any("Art. 36 bis 39" in use.passage.text for use in kommzg.uses.on("38").articles)


def test_rules_and_warnings_stand_beside_what_rests_on_the_same_norm(kommzg: LawEntry) -> None:
    provision = kommzg.by_number["12"]
    assert "X01c" in [rule.id for rule in provision.rules]
    assert "R12" in [warning.id for warning in provision.warnings]


@pytest.mark.parametrize(
    ("number", "what"),
    [
        ("12", "Aufsicht W03"),
        ("14", "Ausstieg, Frist"),
        ("7", "Zeitplan: Vertrag entwerfen und prüfen, ob er eine Aufgabe überträgt"),
    ],
)
def test_what_else_the_navigator_says_stands_there_too(kommzg: LawEntry, content: Path, number: str, what: str) -> None:
    """Who decides, what the authority does, how one leaves, the timetable: a change of the law touches them as well."""
    assert what in [each.what for each in kommzg.by_number[number].statements]
    assert any(
        f"{what}, Art. {number}" in str(place).replace("\u00a0", " ")
        for place in affected(kommzg.uses.on(number), content)
    )


def test_every_line_of_a_statement_holds_its_words() -> None:
    """Read in the real content: the line named is the line to open."""
    snapshot = load_snapshot(ROOT / "content")
    places = statement_places(ROOT / "content", snapshot.norms.statements)
    assert len(set(places.values())) == len(places)
    for statement, place in places.items():
        line = (ROOT / "content" / place.path).read_text("utf-8").split("\n")[place.line - 1]
        assert statement.needles[-1] in line


def test_the_oldest_check_dates_a_provision(kommzg: LawEntry) -> None:
    assert kommzg.by_number["44"].checked_on.isoformat() == "2026-03-01"


def test_articles_of_a_law_stand_in_its_order(kommzg: LawEntry) -> None:
    numbers = [int(provision.number) for provision in kommzg.provisions]
    assert numbers == sorted(numbers)


def test_affected_places_name_file_and_line(content: Path, kommzg: LawEntry) -> None:
    lines = [str(place) for place in affected(kommzg.uses.on("12"), content)]
    rules = (content / "navigator/regeln/ausschluesse.yml").read_text("utf-8").split("\n")
    line = next(number for number, text in enumerate(rules, 1) if "id: X01c" in text)
    assert any(text.startswith(f"navigator/regeln/ausschluesse.yml:{line}: Regel X01c") for text in lines)
    assert any(text.startswith("navigator/hinweise.yml:") and "Hinweis R12" in text for text in lines)


def test_every_affected_line_really_holds_the_norm() -> None:
    """Read in the real content: the line named is the line to open."""
    snapshot = load_snapshot(ROOT / "content")
    for entry in snapshot.norms.entries:
        for use in entry.uses.articles:
            line = (ROOT / "content" / use.article.path).read_text("utf-8").split("\n")[use.line - 1]
            assert use.citation.number in line or line.endswith((">", "|", ">-")), f"{use.article.path}:{use.line}"


def test_a_draft_is_no_secret_reader_of_the_register(content: Path) -> None:
    path = content / "hemmnisse" / "ausstieg.md"
    path.write_text(path.read_text("utf-8").replace("owner:", "status: draft\nowner:"), "utf-8")
    entry = load_snapshot(content).norms.entry("kommzg")
    assert entry is not None
    assert "obstacle/ausstieg" not in [use.article.id for use in entry.uses.articles]


@pytest.fixture
def run(content: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("KUEMMERER_CONTENT", str(content))
    return CliRunner()


def test_norms_lists_what_rests_on_an_article(run: CliRunner) -> None:
    result = run.invoke(app, ["norms", "KommZG", "44"])
    assert result.exit_code == 0
    assert "hemmnisse/ausstieg.md:17: Art. 44 Abs. 1: Der Austritt braucht zwei Drittel" in result.output.replace(
        "\u00a0", " "
    )
    assert "Stellen" in result.output.split("\n")[-2]


def test_norms_without_a_number_lists_the_whole_law(run: CliRunner) -> None:
    assert "§ 2b" in run.invoke(app, ["norms", "UStG"]).output.replace("\u00a0", " ")


def test_norms_names_the_nearest_law(run: CliRunner) -> None:
    result = run.invoke(app, ["norms", "KomZG", "12"])
    assert result.exit_code == 2
    assert "KommZG" in result.output


def test_norms_refuses_what_is_no_number(run: CliRunner) -> None:
    assert run.invoke(app, ["norms", "KommZG", "zwölf"]).exit_code == 2


def test_an_article_nobody_cites_has_nothing_to_look_at(run: CliRunner) -> None:
    result = run.invoke(app, ["norms", "KommZG", "399"])
    assert (result.exit_code, result.output) == (0, "0 Stellen.\n")
