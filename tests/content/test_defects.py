# ruff: noqa: E501 (tables with one case a line)
"""One defect at a time, planted in the village: each is named with file, line and sentence, and everything else is served."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from kuemmerer.base.defects import Defect, Level
from kuemmerer.content.model import Article
from kuemmerer.snapshot import Snapshot, check_content, load_snapshot

TODAY = date(2026, 11, 25)
TERM = "glossar/umlage.md"
FORM = "instrumente/zweckvereinbarung.md"
EXAMPLE = "beispiele/bauhof-kirnbach-mittertal.md"


@dataclass(frozen=True)
class Planted:
    """A change to one file of the village: `old` becomes `new`, and this is what is said about the line of `marked`."""

    path: str
    old: str
    new: str
    message: str
    marked: str = ""


# What keeps an article from being served.
BROKEN = {
    "unknown field": Planted(TERM, "spellings:", "speling:", "»speling« gibt es hier nicht. Gemeint »spellings«?"),
    "unknown field inside": Planted(EXAMPLE, "    seen_on:", "    sen_on:", "»sources.0.sen_on« gibt es hier nicht. Gemeint »seen_on«?"),
    "missing field": Planted(EXAMPLE, "outcome: running\n", "", "Das Feld »outcome« fehlt.", "title: Bauhof"),
    "unknown option": Planted(EXAMPLE, "outcome: running", "outcome: runing", "»runing« ist bei »outcome« nicht möglich. Gemeint »running«?"),
    "impossible date": Planted(TERM, "checked_on: 2026-11-22", "checked_on: 2026-11-31", "»checked_on« muss ein Datum (JJJJ-MM-TT) sein."),
    "dates in the wrong order": Planted(TERM, "review_by: 2027-05-31", "review_by: 2026-05-31", "review_by muss nach checked_on liegen.", "title: Umlage"),
    "law without a norm": Planted(FORM, ', norm: "Art. 42 KommZG"', "", "braucht eine Norm", "financing:"),
    "address without scheme": Planted(EXAMPLE, "https://amtsblatt.kirntal.example/2026", "amtsblatt", "»amtsblatt« ist keine vollständige Adresse"),
    "title over two lines": Planted(TERM, "title: Umlage", 'title: "Um\\nlage"', "nicht die erwartete Form"),
    "field twice": Planted(TERM, "title: Umlage", "title: Umlage\ntitle: Umlage 2", "»title« steht hier zweimal.", "title: Umlage 2"),
    "alias of YAML": Planted(TERM, "spellings: [Umlagen]", "spellings: *andere", "Verweise mit * sind hier nicht erlaubt."),
    "anchor of YAML": Planted(TERM, "spellings: [Umlagen]", "spellings: &wort [Umlagen]", "Marken mit & sind hier nicht erlaubt."),
    "tag of YAML": Planted(TERM, "title: Umlage", "title: !!python/name:os.system x", "Typangaben mit ! sind hier nicht erlaubt."),
    "tab": Planted(TERM, "  - title: Amtsblatt", "\t- title: Amtsblatt", "nicht mit Tabulator"),
    "name that is no word": Planted(TERM, "spellings: [Umlagen]", "? [spellings]\n: Umlagen", "Der Name eines Feldes muss ein einzelnes Wort sein.", "? ["),
    "name that is a number": Planted(TERM, "spellings: [Umlagen]", "7: Umlagen", "Die Feldnamen im Kopf müssen Text sein.", "title: Umlage"),
    "reserved name": Planted(TERM, "spellings: [Umlagen]", "slug: anders", "»slug« ergibt sich aus der Datei"),
    "control character": Planted(TERM, "Die Umlage steht", "Die \x07Umlage steht", "Steuerzeichen"),
    "hidden control character": Planted(TERM, "title: Umlage", 'title: "Um\\0lage"', "Steuerzeichen"),
    "text direction turned round": Planted(TERM, "Die Umlage steht", "Die \u202eUmlage steht", "Steuerzeichen"),
    "costly brackets": Planted(TERM, "Die Umlage steht im", "Die Umlage " + "[" * 80 + " steht im", "offene eckige oder spitze Klammern"),
    "costly nesting": Planted(TERM, "Die Umlage steht", "> " * 20 + "Die Umlage steht", "zu tief verschachtelt"),
    "header too long": Planted(TERM, "spellings: [Umlagen]", f"spellings: [{'x' * 60_000}]", "länger als 60000 Zeichen", "---"),
    "body too long": Planted(TERM, "Die Umlage steht im Haushalt.", "Die Umlage\n\n" * 6000, "Der Text ist länger als 60000 Zeichen.", "\nDie"),
    "number that is none": Planted(FORM, "effort: 3", "effort: leicht", "»effort« muss eine ganze Zahl sein."),
    "number out of bounds": Planted(FORM, "effort: 3", "effort: 11", "»effort« darf höchstens 10 sein."),
    "endless number": Planted(FORM, "effort: 3", f"effort: {'9' * 5000}", "Diese Zahl ist zu lang."),
    "no header": Planted(TERM, "---\ntitle", "title", "Die Datei muss mit --- und ihren Kopfangaben beginnen.", "title"),
    "header without end": Planted(TERM, "---\n\nDie Umlage", "\nDie Umlage", "Das Ende der Kopfangaben", "---"),
    "header that is a list": Planted(TERM, "title: Umlage", "- title: Umlage", "Prüfen Sie in dieser Zeile Einrückung", "summary:"),
}  # fmt: skip
# What is served all the same, but fails `kuemmerer check`.
WRONG = {
    "dead id": Planted(TERM, "related: [levy-key/einwohner]", "related: [levy-key/einwoner]", "»levy-key/einwoner« gibt es nicht. Gemeint »levy-key/einwohner«?"),
    "dead slug": Planted(EXAMPLE, "form: zweckvereinbarung", "form: zweckvereinbahrung", "»instrument/zweckvereinbahrung« gibt es nicht. Gemeint »instrument/zweckvereinbarung«?"),
    "dead link": Planted(TERM, "Die Umlage steht im", "Die [Umlage](levy-key/einwoner) steht im", "Der Verweis »levy-key/einwoner« führt ins Leere. Gemeint »levy-key/einwohner«?"),
    "dead page": Planted(TERM, "Die Umlage steht im", "Die [Umlage](/nirgends) steht im", "Die Seite »/nirgends« gibt es nicht."),
    "link to another host in disguise": Planted(TERM, "Die Umlage steht im", "Die [Umlage](//boese.example) steht im", "Die Seite »//boese.example« gibt es nicht."),
    "unknown topic": Planted(EXAMPLE, "topics: [verwaltungszusammenarbeit]", "topics: [verwaltungszusamenarbeit]", "»topic/verwaltungszusamenarbeit« gibt es nicht."),
    "unknown task": Planted(EXAMPLE, "tasks: [bauhof]", "tasks: [bauhoff]", "Die Aufgabe »bauhoff« gibt es nicht. Gemeint »bauhof«?"),
    "unknown mark": Planted(TERM, "{praxis}", "{praksis}", "Die Kennzeichnung »{praksis}« gibt es nicht. Gemeint »praxis«?"),
    "unknown block": Planted(FORM, "[[schritte]]", "[[schrite]]", "Den Baustein »schrite« gibt es nicht. Gemeint »schritte«?"),
    "title repeated as heading": Planted(FORM, "## Was ist zu klären?", "# Was ist zu klären?", "beginnt der Text mit ##"),
    "heading level skipped": Planted(FORM, "## Wie gründen Sie sie?", "### Wie gründen Sie sie?", "fehlt eine Überschrift der Ebene 2", "Eine Gemeinde erledigt"),
    "alias of an article": Planted(FORM, "keywords:", "aliases: [zweckverband]\nkeywords:", "Der frühere Name »zweckverband« ist schon vergeben.", "aliases:"),
    "alias taken twice": Planted(FORM, "keywords:", "aliases: [verband]\nkeywords:", "Der frühere Name »verband« ist schon vergeben.", "aliases:"),
    "no source": Planted(EXAMPLE, "sources:\n  - title: Amtsblatt des Landkreises Kirntal\n    url: https://amtsblatt.kirntal.example/2026\n    supports: die Angaben dieser Seite\n    seen_on: 2026-11-22\n", "sources: []\n", "sources fehlt."),
    "read tomorrow": Planted(EXAMPLE, "    seen_on: 2026-11-22", "    seen_on: 2026-11-26", "seen_on liegt in der Zukunft."),
    "checked tomorrow": Planted(TERM, "checked_on: 2026-11-22", "checked_on: 2026-11-26", "checked_on liegt in der Zukunft."),
}  # fmt: skip


def plant(root: Path, planted: Planted) -> int:
    """Change the file; answers the line that must be named."""
    path = root / planted.path
    text = path.read_text("utf-8")
    assert planted.old in text, "the village has changed"
    changed = text.replace(planted.old, planted.new, 1)
    path.write_bytes(changed.encode())
    marked = planted.marked or planted.new
    return changed.count("\n", 0, changed.index(marked)) + 1


def found(root: Path, path: str) -> list[Defect]:
    return [defect for defect in check_content(root, TODAY) if str(defect.path) == path]


@pytest.mark.parametrize("planted", BROKEN.values(), ids=BROKEN)
def test_a_broken_article_is_named_and_the_others_are_served(
    planted: Planted, village: Snapshot, village_copy: Path
) -> None:
    line = plant(village_copy, planted)
    defects = found(village_copy, planted.path)
    assert any(planted.message in defect.message and defect.line == line for defect in defects), defects
    notes = [defect.message for defect in defects if defect.level is Level.WARNING]
    assert all("Solange diese Datei nicht zu lesen ist" in note for note in notes)
    gone = {article.id for article in village.library} - {article.id for article in load_snapshot(village_copy).library}
    assert gone == {article.id for article in village.library if str(article.path) == planted.path}


@pytest.mark.parametrize("planted", WRONG.values(), ids=WRONG)
def test_a_wrong_statement_is_named_and_still_served(planted: Planted, village: Snapshot, village_copy: Path) -> None:
    line = plant(village_copy, planted)
    (defect,) = found(village_copy, planted.path)
    assert planted.message in defect.message
    assert (defect.line, defect.level) == (line, Level.ERROR)
    assert [article.id for article in load_snapshot(village_copy).library] == [
        article.id for article in village.library
    ]


def _link(path: Path) -> None:
    path.rename(path.with_suffix(".alt"))
    path.symlink_to(path.with_suffix(".alt"))


def _dangle(path: Path) -> None:
    path.unlink()
    path.symlink_to("/nirgends")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "not UTF-8": (lambda path: path.write_bytes("---\ntitle: Umläge\n".encode("latin-1")), "2: Die Datei ist nicht als UTF-8 gespeichert."),
    "UTF-16": (lambda path: path.write_bytes("---\ntitle: x\n".encode("utf-16")), "1: Die Datei ist nicht als UTF-8 gespeichert."),
    "byte order mark": (lambda path: path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes()), "1: Vor dem Text steht eine unsichtbare Marke (BOM)."),
    "empty": (lambda path: path.write_bytes(b""), "1: Die Datei muss mit --- und ihren Kopfangaben beginnen."),
    "symlink": (_link, "1: Das ist keine gewöhnliche Datei"),
    "dangling symlink": (_dangle, "1: Das ist keine gewöhnliche Datei"),
    "folder": (_folder, "1: Das ist keine gewöhnliche Datei"),
    "huge": (lambda path: path.write_bytes(b"x" * 600_000), "1: Die Datei ist zu groß"),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "message"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_text_is_named_and_the_others_are_served(
    spoil: Callable[[Path], object], message: str, village: Snapshot, village_copy: Path
) -> None:
    spoil(village_copy / TERM)
    assert any(str(defect).startswith(f"{TERM}:{message}") for defect in found(village_copy, TERM))
    assert len(load_snapshot(village_copy).library) == len(village.library) - 1


def test_a_name_with_capitals_is_no_slug(village_copy: Path) -> None:
    (village_copy / TERM).rename(village_copy / "glossar/Umlage.md")
    (defect,) = found(village_copy, "glossar/Umlage.md")
    assert defect.message.startswith("»Umlage« hat bei »slug« nicht die erwartete Form")


def test_a_linked_folder_is_not_followed(village_copy: Path, tmp_path: Path) -> None:
    (village_copy / "glossar").rename(tmp_path / "woanders")
    (village_copy / "glossar").symlink_to(tmp_path / "woanders")
    assert load_snapshot(village_copy).library.get("term/umlage") is None


def test_a_folder_nobody_knows_is_named_with_the_nearest(village_copy: Path) -> None:
    (village_copy / "glosar").mkdir()
    (defect,) = found(village_copy, "glosar")
    assert defect.message == "Diesen Ordner kennt der Inhalt nicht. Gemeint »glossar«?"


def test_a_file_nobody_reads_is_noted_and_stops_nothing(village_copy: Path) -> None:
    (village_copy / "glossar/umlage.markdown").write_text("---\n", "utf-8")
    (defect,) = found(village_copy, "glossar/umlage.markdown")
    assert defect.level is Level.WARNING


def test_windows_line_ends_are_fine(village_copy: Path) -> None:
    path = village_copy / TERM
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert found(village_copy, TERM) == []


def test_everything_wrong_with_a_file_is_reported_at_once(
    read: Callable[[str], tuple[Article | None, list[Defect]]],
) -> None:
    """
    ---
    titel: Umlage
    summary: Zu kurz.
    owner: landratsamt-kirntal
    checked_on: gestern
    review_by: 2027-05-31
    confidence: sicher
    ---
    """
    article, defects = read(TERM)
    assert article is None
    assert [defect.line for defect in defects] == [2, 2, 3, 5]


def test_a_dead_reference_names_file_and_line(read: Callable[[str], tuple[Article | None, list[Defect]]]) -> None:
    """
    ---
    title: Umlage
    summary: Der Beitrag, mit dem die Partner den Rest tragen.
    related: [instrument/zweckverbnad]
    owner: landratsamt-kirntal
    checked_on: 2026-11-22
    review_by: 2027-05-31
    confidence: sicher
    ---
    """
    article, defects = read(TERM)
    assert article is not None
    assert str(defects[0]) == f"{TERM}:4: »instrument/zweckverbnad« gibt es nicht. Gemeint »instrument/zweckverband«?"


def test_what_is_past_its_check_is_a_note_and_no_error(village_copy: Path) -> None:
    later = [defect for defect in check_content(village_copy, date(2027, 6, 1)) if str(defect.path) == TERM]
    assert [(defect.level, defect.line) for defect in later] == [(Level.WARNING, 8)]
    assert "Prüfung fällig seit" in later[0].message


def test_the_village_itself_has_no_defects(village_copy: Path) -> None:
    assert check_content(village_copy, TODAY) == []
