"""Reading with the keyboard, without a script, enlarged, on paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect


def test_the_first_key_leads_past_the_menu(page: Page) -> None:
    page.goto("/instrumente/zweckverband")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()


def test_the_focus_is_visible_at_every_stop(page: Page) -> None:
    page.goto("/")
    stops = 0
    for _ in range(40):
        page.keyboard.press("Tab")
        ring = page.evaluate(
            """() => { const e = document.activeElement; if (e === document.body) return null;
                 const boxes = [e, e.closest('.tile'), e.closest('.chip')].filter(Boolean).map(x => getComputedStyle(x));
                 return Math.max(...boxes.map(s => s.outlineStyle === 'none' ? 0 : parseFloat(s.outlineWidth))); }"""
        )
        if ring is None:
            break
        stops += 1
        assert ring >= 2, page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
    assert stops > 25


@pytest.fixture
def plain(browser: Browser, base_url: str) -> Page:
    """A small screen and no script."""
    context = browser.new_context(
        java_script_enabled=False, base_url=base_url, viewport={"width": 360, "height": 740}, locale="de-DE"
    )
    return context.new_page()


def test_menu_filter_and_comparison_work_without_a_script(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_role("button", name="Menü").click()
    plain.get_by_role("navigation", name="Hauptmenü").get_by_role("link", name="Förderung").click()
    plain.get_by_label("Stand des Programms").select_option("abgelaufen")
    plain.get_by_role("button", name="Eingrenzen").click()
    expect(plain.get_by_role("heading", name="Abgelaufen")).to_be_visible()
    expect(plain.get_by_role("heading", name="Offen", exact=False)).to_have_count(0)

    plain.goto("/vergleich")
    plain.get_by_label("Zweckverband", exact=True).check()
    plain.get_by_role("button", name="Nebeneinander zeigen").click()
    expect(plain.get_by_role("alert")).to_contain_text("Wählen Sie mindestens zwei")
    plain.get_by_label("Zweckvereinbarung", exact=True).check()
    plain.get_by_role("button", name="Nebeneinander zeigen").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("2 Formen im Vergleich")


def test_a_list_follows_the_typing(page: Page) -> None:
    page.goto("/beispiele")
    page.get_by_label("Begriff", exact=True).press_sequentially("bauhof")
    expect(page).to_have_url(re.compile(r"\?q=bauhof$"))
    expect(page.locator(".browse__count")).to_contain_text("von")
    expect(page.get_by_label("Begriff", exact=True)).to_be_focused()


def test_an_error_is_focused_and_named_in_the_title(page: Page) -> None:
    page.goto("/vergleich?form=zweckverband")
    expect(page.locator("#fehler")).to_be_focused()
    expect(page).to_have_title(re.compile("^Fehler: "))


def test_search_opens_on_a_phone_and_takes_the_focus(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/")
    page.get_by_role("button", name="Suche", exact=True).click()
    expect(page.get_by_role("combobox", name="Suchbegriff")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox", name="Suchbegriff")).to_be_hidden()


def test_a_suggestion_can_be_taken_with_the_keyboard(page: Page, axe: Callable[[], list[str]]) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="Wonach suchen Sie?")
    box.press_sequentially("zweckverb")
    listbox = page.get_by_role("listbox", name="Wonach suchen Sie?")
    expect(listbox.get_by_role("option").first).to_be_visible()
    assert axe() == []
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "start-q-liste-0")
    box.press("Escape")
    expect(listbox).to_be_hidden()
    box.press_sequentially("a")
    expect(listbox.get_by_role("option", name="Zweckverband Organisationsform", exact=True)).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/instrumente/zweckverband$"))


def test_a_suggested_task_leads_to_its_first_question_and_a_word_to_the_search(page: Page) -> None:
    page.goto("/suche")
    box = page.get_by_role("combobox", name="Suchbegriff oder Frage")
    box.press_sequentially("bauhof")
    page.get_by_role("option", name="Aufgabe").first.click()
    expect(page).to_have_url(re.compile(r"/navigator\?aufgabe=bauhof"))
    page.goto("/suche")
    box.press_sequentially("schneepflu")
    page.get_by_role("option", name="Schneepflug", exact=True).click()
    expect(page).to_have_url(re.compile(r"/suche\?q=Schneepflug"))


def test_the_contents_show_where_the_reader_is(page: Page) -> None:
    page.goto("/instrumente/zweckverband")
    page.locator("#steckbrief").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('steckbrief').scrollIntoView()")
    expect(page.locator(".toc [aria-current]")).to_have_text("Steckbrief")


@pytest.mark.parametrize("path", ["/", "/instrumente/zweckverband", "/vergleich?form=zweckverband&form=gmbh"])
def test_text_twice_as_large_still_fits(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 640, "height": 800})
    page.goto(path)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


def test_on_the_smallest_screen_nothing_leaves_its_box(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto("/")
    assert page.evaluate(
        """[...document.querySelectorAll('.door')].every(
             door => door.getBoundingClientRect().right <= door.parentElement.getBoundingClientRect().right)"""
    )


def test_on_paper_the_text_is_whole_and_the_menu_gone(page: Page) -> None:
    page.goto("/foerderung/rfiz")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Hauptmenü")).to_be_hidden()
    expect(page.get_by_role("button", name="Menü")).to_be_hidden()
    expect(page.get_by_role("heading", name="Was wird gefördert?")).to_be_visible()
    document = page.pdf(prefer_css_page_size=True, tagged=True)
    assert b"/StructTreeRoot" in document
    assert 2 <= pages_of(document) <= 6


def pages_of(document: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", document))


def test_on_paper_a_comparison_loses_no_column(page: Page) -> None:
    page.goto("/vergleich?form=zweckvereinbarung&form=zweckverband&form=gmbh")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 631, "height": 900})  # A4 less its margins
    assert page.evaluate(
        "[...document.querySelectorAll('.compare')].every(t => t.scrollWidth <= t.parentElement.clientWidth)"
    )


def test_on_paper_a_result_is_as_long_as_it_is_shown(page: Page) -> None:
    page.goto("/navigator/ergebnis?aufgabe=bauhof&person=nein&private=keine&personal=bei-einem-partner&ausstieg=mittel")
    closed = pages_of(page.pdf(prefer_css_page_size=True))
    assert closed <= 12
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert pages_of(page.pdf(prefer_css_page_size=True)) > closed
