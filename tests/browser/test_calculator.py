"""The calculator in a browser: the result follows the typing, works without a script, and prints whole."""

import re

from playwright.sync_api import Browser, Page, expect

CASE = "/ausgleich/rechner?name-a=Kirnbach&einwohner-a=1.200&name-b=Mittertal&einwohner-b=2.800&betrag-1=40.000"


def test_the_result_follows_the_typing_even_through_what_is_not_yet_a_number(page: Page) -> None:
    page.goto(CASE)
    amount = page.get_by_label("Betrag", exact=True).first
    result = page.get_by_role("region", name="Ergebnis", exact=True)
    amount.fill("80.000,5x")
    expect(result).to_contain_text("ist keine Zahl")
    expect(amount).to_be_focused()
    amount.fill("80.000,50")
    expect(result).to_contain_text("24.000,15")
    expect(amount).to_be_focused()
    expect(page).to_have_url(re.compile(r"betrag-1=80\.000%2C50"))


def test_it_works_without_a_script(browser: Browser, base_url: str) -> None:
    page = browser.new_context(java_script_enabled=False, base_url=base_url, locale="de-DE").new_page()
    page.goto("/ausgleich/flaeche")
    page.get_by_role("link", name="Damit rechnen").click()
    page.get_by_label("Gemeinde", exact=True).nth(0).fill("Odelzhausen")
    page.get_by_label("Fläche", exact=True).nth(0).fill("3.000")
    page.get_by_label("Gemeinde", exact=True).nth(1).fill("Sulzemoos")
    page.get_by_label("Fläche", exact=True).nth(1).fill("1.000")
    page.get_by_label("Betrag", exact=True).first.fill("1.000")
    page.get_by_role("button", name="Berechnen").click()
    expect(page.get_by_role("row", name="Odelzhausen").first).to_contain_text("750,00")
    expect(page.get_by_text("Stand 31. Dezember 2024").first).to_be_visible()


def test_on_paper_stands_the_result_and_not_the_form(page: Page) -> None:
    page.goto(CASE)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Berechnen")).to_be_hidden()
    expect(page.get_by_role("heading", name="Auf einen Blick", exact=True)).to_be_visible()
    expect(page.get_by_text("Rechenbeispiel, kein Bescheid.").first).to_be_visible()


def test_the_link_to_the_upload_unfolds_it(page: Page) -> None:
    page.goto(CASE)
    expect(page.get_by_label("Datei (CSV oder XLSX)")).to_be_hidden()
    page.get_by_role("link", name="Partner aus einer Tabelle einlesen").click()
    expect(page.get_by_label("Datei (CSV oder XLSX)")).to_be_in_viewport()


def test_partners_can_be_chosen_and_computed_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/ausgleich/rechner")
    page.get_by_label("Gemeinde", exact=True).first.focus()
    for name in ("Odelzhaus", "Sulzem"):
        page.keyboard.type(name)
        expect(page.get_by_role("option").first).to_be_visible()
        for key in ("ArrowDown", "Enter", "Tab", "Tab"):
            page.keyboard.press(key)
    page.get_by_label("Bezeichnung").first.focus()
    page.keyboard.type("Bauhof")
    page.keyboard.press("Tab")
    page.keyboard.type("85.300")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name="Odelzhausen").first).to_contain_text("56.710,00")
