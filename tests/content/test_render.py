"""Markdown becomes safe HTML: whatever an editor writes, no script, no foreign tag, no broken attribute; and in bounded time."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kuemmerer.content.render import ALLOWED_TAGS, Rendered, TooCostly, render

ADDED_TAGS = {"div", "span"}
ATTRIBUTES = {
    "a": {"href", "rel"}, "ol": {"start", "class"}, "th": {"scope"}, "td": {"class"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"},
    "div": {"class", "role", "aria-label", "tabindex"}, "span": {"class"},
}  # fmt: skip
HREF = re.compile(r"^(?:https?://|mailto:|tel:|/(?![/\\])|#)")
VOID = {"br", "hr"}


class Reader(HTMLParser):
    """Reads HTML as a browser does and remembers what must not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED_TAGS | ADDED_TAGS:
            self.wrong.append(f"<{tag}>")
        self.wrong += [f"{tag} {name}" for name, _ in attrs if name not in ATTRIBUTES.get(tag, set())]
        self.wrong += [f"href {value}" for name, value in attrs if name == "href" and not HREF.match(value or "")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def rendered(text: str) -> Rendered:
    addresses = {"instrument/zweckverband": "/instrumente/zweckverband", "term/umlage": "/glossar/umlage"}
    return render(text, addresses.get, {"schritte": '<ol class="steps"><li>Eins</li></ol>'})


def complaints(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return [*reader.wrong, *(f"open <{tag}>" for tag in reader.open)]


VECTORS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<style>*{}</style>",
    "<base href=//boese.example>", "<form action=x><input>", '<meta http-equiv="refresh" content="0;url=x">', "<iframe src=x>",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))", "[x](<java\nscript:alert(1)>)",
    "[x](&#106;avascript:alert(1))", "[x](&#x6A;avascript:alert(1))", "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)", "[x](//boese.example)", "[x](/\\boese.example)", "[x](\\\\boese.example)", "[x](https:boese.example)",
    "[x](../../geheim)", "[x]( javascript:alert(1))", "![x](javascript:alert(1))", "![x](x\" onerror=\"alert(1))",
    "[x]: javascript:alert(1)\n\n[x]", "<javascript:alert(1)>", "<https://a.example/\"onclick=alert(1)>",
    '[x](https://a.example/" onclick="alert(1))', "[x](https://a.example 'onclick=alert(1)')",
    "[x](<https://a.example/{recht} onclick=alert(1)>)", "[x](<https://a.example/>Umlage>)", "## {recht} x\" onclick=\"y",
    "## <b onmouseover=x>", "| a |\n|---|\n| <td onclick=x> |", "`<script>alert(1)</script>`", "    <script>alert(1)</script>",
    "[[schritte]]<script>", "\u0002klzzwxh:0000\u0003", "\u0002wzxhzdk:0\u0003", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;", "<a href='x' onclick='y'>z</a>", "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "[a](javascript&colon;alert(1))", "[\u202ex](https://a.example)", "<!--><script>alert(1)</script>-->", "<![CDATA[<script>]]>",
    "[x](mailto:a@b.example?subject=\"><script>)", "{{7*7}} {% x %} ${7*7}", "<details open ontoggle=alert(1)>",
)  # fmt: skip


@pytest.mark.parametrize("vector", VECTORS)
def test_an_attack_becomes_text_or_vanishes(vector: str) -> None:
    assert complaints(rendered(vector).html) == []
    assert complaints(rendered(f"> - Text {vector} Text\n\n{vector}").html) == []


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(VECTORS) | st.text(max_size=30) | st.sampled_from(
            ["**", "*", "`", "[", "](", ")", "<", ">", '"', "\n", "\n\n", "- ", "1. ", "| a | b |\n|---|--:|\n", "## ", "{recht}",
             "[[schritte]]", "(term/umlage)", "term\n: x\n"]
        ),
        max_size=12,
    ).map("".join)
)  # fmt: skip
@example("<")
def test_whatever_is_written_the_html_is_safe_and_whole(text: str) -> None:
    try:
        html = rendered(text).html
    except TooCostly:
        return
    assert complaints(html) == []
    assert "<script" not in html.lower()


def test_raw_html_stays_readable_as_text() -> None:
    assert "&lt;b&gt;fett&lt;/b&gt;" in rendered("Das ist <b>fett</b>.").html


def test_an_id_becomes_the_address_of_its_article_and_a_dead_one_loses_its_target() -> None:
    page = rendered("[Verband](instrument/zweckverband), [Verein](instrument/verein), [Stelle](term/umlage#wer-zahlt)")
    assert '<a href="/instrumente/zweckverband">Verband</a>' in page.html
    assert "<a>Verein</a>" in page.html
    assert '<a href="/glossar/umlage#wer-zahlt">Stelle</a>' in page.html
    assert page.article_links == ("instrument/zweckverband", "instrument/verein", "term/umlage")


def test_a_link_that_leaves_the_portal_says_so() -> None:
    page = rendered("[Amt](https://amt.example/a?b=1&c=2)")
    assert 'href="https://amt.example/a?b=1&amp;c=2" rel="noopener external"' in page.html
    assert page.outgoing_links == ("https://amt.example/a?b=1&c=2",)


@pytest.mark.parametrize(
    "target", ["/suche?q=bauhof", "/foerderung#liste", "#wer", "mailto:amt@kirntal.example", "tel:+49 9198 4711"]
)
def test_places_of_the_portal_mail_and_telephone_stay(target: str) -> None:
    assert f'<a href="{target}">' in rendered(f"[x](<{target}>)").html


def test_marks_are_shown_in_words() -> None:
    assert rendered("Das gilt. {recht} Oder? {pruefen}").html == (
        '<p>Das gilt. <span class="mark mark--recht">Recht</span> Oder? <span class="mark mark--pruefen">noch zu prüfen</span></p>'
    )


def test_a_mark_inside_an_address_is_part_of_the_address() -> None:
    assert '<a href="https://a.example/{recht}" rel' in rendered("[x](https://a.example/{recht})").html


def test_blocks_are_filled_and_unknown_ones_vanish() -> None:
    assert rendered("[[schritte]]\n\n[[nichts]]").html.strip() == '<ol class="steps"><li>Eins</li></ol>'


def test_headings_get_anchors_of_their_own_and_no_marks_in_the_contents() -> None:
    page = rendered("## Wer zahlt? {pruefen}\n\n## Wer zahlt?\n\n### Größe & Wert\n\n## Wer zahlt 2")
    assert [(heading.level, heading.anchor, heading.text) for heading in page.headings] == [
        (2, "wer-zahlt", "Wer zahlt?"), (2, "wer-zahlt-2", "Wer zahlt?"), (3, "groesse-wert", "Größe & Wert"),
        (2, "wer-zahlt-2-2", "Wer zahlt 2"),
    ]  # fmt: skip
    assert page.html.count(' id="wer-zahlt-2"') == 1


def test_a_table_can_be_scrolled_by_keyboard_and_names_its_columns() -> None:
    html = rendered("| Wer | Betrag |\n|---|--:|\n| Kirnbach | 12 |").html
    assert '<div class="table-scroll" role="region" aria-label="Tabelle" tabindex="0"><table>' in html
    assert html.count('<th scope="col">') == 2
    assert '<td class="num">12</td>' in html


def test_a_list_may_follow_a_paragraph_at_once() -> None:
    assert "<li>Kirnbach</li>" in rendered("Dabei sind:\n- Kirnbach\n- Mittertal").html


COSTLY = {
    "open brackets": "[" * 4000, "links that never end": "[a](" * 2000, "declarations": "<![" * 2000, "pictures": "![][" * 2000,
    "backticks": "``a`" * 2000, "quotations": "> " * 300 + "a", "lists in lists": "- " * 300 + "a", "one long line": "a" * 11_000,
    "many lines": "a\n" * 500, "rules": "---\n" * 5000, "indentation": " " * 100 + "- a", "brackets in many lines": "[\n" * 200,
    "numbered": "1. " * 300,
}  # fmt: skip


@pytest.mark.parametrize("text", COSTLY.values(), ids=COSTLY)
def test_what_would_stall_the_renderer_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(TooCostly) as caught:
        rendered(f"Ein Absatz davor.\n\n{text}")
    assert caught.value.line >= 3
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "paragraph",
    ["[" * 60 + "]" * 60, "**a *b" * 200, "`a` " * 50, ": x\n" * 400, ">" * 10 + "a", "    - a\n" * 200, "|-|-|\n" * 300,
     "# a\n" * 400, "[a](b)" * 90, "<a@b.example> " * 90],
)  # fmt: skip
def test_a_body_full_of_the_worst_we_allow_is_still_rendered(paragraph: str) -> None:
    text = (paragraph + "\n\n") * (20_000 // len(paragraph))
    assert complaints(rendered(text).html) == []
