from pathlib import Path

from kuemmerer.content.site_pages import SITE_PAGES, check_site_pages, load_site_pages
from kuemmerer.settings import ROOT

PAGE = """---
title: Impressum
summary: Wer dieses Portal betreibt und wie man ihn erreicht.
checked_on: 2026-11-25
---

## Betreiber

[vom Betreiber zu ergänzen: Name der Stelle]
"""


def written(root: Path, text: str) -> Path:
    (root / "seiten").mkdir()
    (root / "seiten" / "impressum.md").write_text(text, "utf-8")
    return root


def test_a_gap_is_marked_on_the_page_and_named_with_its_line(tmp_path: Path) -> None:
    pages, defects = load_site_pages(written(tmp_path, PAGE), lambda _: None)
    assert defects == ()
    assert '<mark class="gap">[vom Betreiber zu ergänzen: Name der Stelle]</mark>' in pages[0].rendered.html
    found = [str(defect) for defect in check_site_pages(pages)]
    assert "seiten/impressum.md:9: Hinweis: Noch offen: vom Betreiber zu ergänzen: Name der Stelle." in found


def test_a_broken_page_is_left_out_and_becomes_a_defect_with_its_line(tmp_path: Path) -> None:
    pages, defects = load_site_pages(written(tmp_path, PAGE.replace("title:", "titel:")), lambda _: None)
    assert pages == ()
    assert [str(defect) for defect in defects] == [
        "seiten/impressum.md:2: Das Feld »title« fehlt.",
        "seiten/impressum.md:2: »titel« gibt es hier nicht. Gemeint »title«?",
    ]


def test_a_name_that_is_a_number_breaks_the_page_and_not_the_portal(tmp_path: Path) -> None:
    pages, defects = load_site_pages(written(tmp_path, PAGE.replace("title:", "7: x\ntitle:")), lambda _: None)
    assert pages == ()
    assert [str(defect) for defect in defects] == ["seiten/impressum.md:2: Der Name des Feldes »7« muss Text sein."]


def test_a_missing_page_is_a_defect_because_every_page_links_to_it(tmp_path: Path) -> None:
    pages, _ = load_site_pages(tmp_path, lambda _: None)
    assert [defect.path.stem for defect in check_site_pages(pages)] == list(SITE_PAGES)


def test_our_own_pages_are_complete() -> None:
    pages, defects = load_site_pages(ROOT / "content", lambda _: None)
    assert defects == ()
    assert [page.slug for page in pages] == list(SITE_PAGES)
