import re
from pathlib import Path

from kuemmerer.web.assets import Assets


def built(folder: Path) -> Assets:
    (folder / "app.css").write_text(
        '@font-face{src:url("fira.woff2")}a{mask:url(arrow.svg)}b{background:url(none.png)}', "utf-8"
    )
    (folder / "fira.woff2").write_bytes(b"font")
    (folder / "arrow.svg").write_text("<svg/>", "utf-8")
    return Assets(folder)


def test_the_address_changes_with_the_content(tmp_path: Path) -> None:
    before = built(tmp_path).url("fira.woff2")
    (tmp_path / "fira.woff2").write_bytes(b"another font")
    assert re.fullmatch(r"/static/fira\.[0-9a-f]{10}\.woff2", before)
    assert Assets(tmp_path).url("fira.woff2") != before


def test_a_stylesheet_names_its_files_as_the_pages_do_so_that_none_loads_twice(tmp_path: Path) -> None:
    assets = built(tmp_path)
    sheet = assets.find(assets.url("app.css").rsplit("/", 1)[1])
    assert sheet is not None
    assert f"url({assets.url('fira.woff2')})" in sheet.body.decode()
    assert f"url({assets.url('arrow.svg')})" in sheet.body.decode()


def test_a_file_that_was_not_built_has_no_address_of_its_own(tmp_path: Path) -> None:
    assets = built(tmp_path)
    assert not assets.has("other.css")
    assert assets.url("other.css") == "/static/other.css"
    assert assets.find("other.css") is None


def test_a_missing_folder_is_an_empty_one(tmp_path: Path) -> None:
    assert Assets(tmp_path / "static").names() == ()
