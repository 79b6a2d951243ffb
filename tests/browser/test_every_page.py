"""One page of each kind: accessible, nothing from elsewhere, nothing wider than the screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

# Two items, groups, votes, keys beside it, years: every part of the result.
CALCULATED = (
    "/ausgleich/rechner?name-a=Odelzhausen&name-b=Mittertal&einwohner-b=2.800&betrag-1=220.000&allein-a=200.000&allein-b=150.000"
    "&posten-2=Bau&betrag-2=90.000&schluessel-2=stufe&hoechst-b=9.000&vergleich=gleich&plus=20&regel=einwohner&jahre=2"
)
PAGES = (
    "/",
    "/foerderung",
    "/instrumente/zweckverband",
    "/hemmnisse/vertrauen",
    "/foerderung/rfiz",
    "/beispiele/kif-nienburg",
    "/institutionen/pv-muenchen",
    "/themen/mobilitaet-verkehr",
    "/prozess/idee",
    "/ausgleich/einwohner",
    "/ausgleich/rechner",
    CALCULATED,
    "/ausgleich/rechner?name-a=Emmering&betrag-1=viel&schluessel-1=misch",
    "/dokumente/absichtserklaerung",
    "/vergleich",
    "/vergleich?form=zweckverband&form=zweckvereinbarung&form=gmbh",
    "/vergleich?form=zweckverband",
    "/stand",
    "/datenschutz",
    "/suche?q=bauhof",
    "/navigator",
    "/navigator?aufgabe=bauhof",
    "/navigator?aufgabe=bauhof&gefragt=traeger",
    "/navigator/ergebnis?aufgabe=bauhof",
    "/navigator/gemeinde",
    "/navigator/zeitplan",
    "/navigator/zeitplan?form=zweckverband&start=1.3.2030&foerderung=ja",
    "/navigator/dokumente?aufgabe=bauhof",
    "/navigator/dokumente?vorlage=beschlussvorlage-abschluss&aufgabe=bauhof",
    "/normen",
    "/normen/kommzg",
    "/quellen",
    "/quellen?q=gibt-es-nicht&art=regel",
    "/rueckmeldung?artikel=instrument/zweckverband",
    "/api",
    "/gibt-es-nicht",
)
# Between them these use every colour.
IN_THE_DARK = (
    "/",
    "/foerderung/rfiz",
    "/themen/mobilitaet-verkehr",
    "/vergleich?form=zweckverband",
    "/navigator/ergebnis?aufgabe=bauhof",
    CALCULATED,
)

SMALL_TARGETS = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), summary, select')]
  .filter(e => { const r = e.getBoundingClientRect();
    return r.width && r.height && (r.height < 24 || r.width < 24) && !e.closest('p, li:not(.choice), dd, dt, td, th, h2, h3'); })
  .map(e => e.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize(
    ("path", "width", "scheme"),
    [
        *((path, width, "light") for path in PAGES for width in (320, 1280)),
        *((path, 1280, "dark") for path in IN_THE_DARK),
    ],
)
def test_page_is_accessible_and_keeps_to_itself(
    page: Page, base_url: str, axe: Callable[[], list[str]], path: str, width: int, scheme: str
) -> None:
    foreign: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(base_url) else foreign.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    answer = page.goto(path)
    assert answer is not None
    assert axe() == []
    assert foreign == []
    assert [text for text in complaints if answer.ok or "Failed to load resource" not in text] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(SMALL_TARGETS) == []
