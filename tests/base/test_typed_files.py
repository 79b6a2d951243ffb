"""Typed files of a folder: a broken one leaves its defects, with file and line, and answers None."""

from pathlib import Path

from kuemmerer.base.defects import Defect
from kuemmerer.base.typed_files import TypedFolder
from kuemmerer.content.model import Fact, Line


class Names(Fact):
    names: tuple[Line, ...]


def read(tmp_path: Path, text: bytes | None) -> tuple[Names | None, list[str]]:
    (tmp_path / "ordner").mkdir()
    if text is not None:
        (tmp_path / "ordner" / "namen.yml").write_bytes(text)
    defects: list[Defect] = []
    loaded = TypedFolder(tmp_path, "ordner", defects).read("namen.yml", Names)
    return (loaded[0] if loaded else None), [str(defect) for defect in defects]


def test_a_good_file_is_its_model(tmp_path: Path) -> None:
    names, defects = read(tmp_path, b"names: [eins, zwei]")
    assert names == Names(names=("eins", "zwei"))
    assert defects == []


def test_what_is_wrong_is_named_with_file_and_line(tmp_path: Path) -> None:
    names, defects = read(tmp_path, b"names: [eins]\nnmes: [zwei]")
    assert names is None
    assert defects[0].startswith("ordner/namen.yml:2: ")
    assert "Gemeint »names«?" in defects[0]


def test_a_missing_file_and_a_foreign_encoding_are_defects(tmp_path: Path) -> None:
    assert read(tmp_path, None) == (None, ["ordner/namen.yml:1: Diese Datei fehlt."])
    (tmp_path / "zwei").mkdir()
    assert "UTF-8" in read(tmp_path / "zwei", b"names: [\xe4]")[1][0]


def test_a_link_and_a_folder_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "ordner").mkdir()
    (tmp_path / "ordner" / "echt.yml").write_text("names: [eins]", "utf-8")
    (tmp_path / "ordner" / "link.yml").symlink_to("echt.yml")
    (tmp_path / "ordner" / "tief.yml").mkdir()
    defects: list[Defect] = []
    folder = TypedFolder(tmp_path, "ordner", defects)
    assert folder.read("echt.yml", Names) is not None
    assert folder.read("link.yml", Names) is None
    assert folder.read("tief.yml", Names) is None
    assert [str(defect.path) for defect in defects] == ["ordner/link.yml", "ordner/tief.yml"]
