"""Words of the glossary are explained where they stand, once a page, and never inside a link or a heading."""

from html import escape

from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.content.glossary import Glossary
from kuemmerer.content.kinds import Term
from kuemmerer.content.render import TAG, render
from kuemmerer.snapshot import Snapshot

CARD = '<div popover id="begriff-umlage" class="term-card">'


def glossary(village: Snapshot, **changes: object) -> Glossary:
    """The village's one term, with changes."""
    (term,) = village.library.of(Term)
    return Glossary([term.model_copy(update=changes)])


def explained(village: Snapshot, text: str, **changes: object) -> str:
    return glossary(village, **changes).explain(render(text, lambda _: None, {}).html, "")


def test_the_first_mention_is_a_button_and_its_explanation_follows_once(village: Snapshot) -> None:
    html = explained(village, "Die Umlage steigt. Alle Umlagen steigen.\n\nDie Umlage.")
    assert html.count('<button type="button" class="term" popovertarget="begriff-umlage">') == 1
    assert ">Umlage</button> steigt." in html
    assert html.count(CARD) == 1


def test_other_spellings_are_found_and_parts_of_longer_words_are_not(village: Snapshot) -> None:
    assert ">Umlagen</button>" in explained(village, "Alle Umlagen steigen.")
    assert "<button" not in explained(village, "Die Kreisumlage, der Umlageschlüssel und die Umlage-Satzung steigen.")


def test_headings_links_and_code_stay_as_they_are(village: Snapshot) -> None:
    text = "## Umlage\n\n[Umlage](https://a.example) und `Umlage`\n\nUmlage\n: eine Last"
    assert "<button" not in explained(village, text)


def test_a_page_does_not_explain_itself(village: Snapshot) -> None:
    html = "<p>Die Umlage</p>"
    assert glossary(village).explain(html, "term/umlage") == html


def test_a_word_inside_an_address_is_left_alone(village: Snapshot) -> None:
    html = explained(village, "[x](<https://a.example/>Umlage>)")
    assert "<button" not in html


def test_signs_in_words_and_explanations_are_escaped(village: Snapshot) -> None:
    html = explained(
        village, "Kosten & Nutzen sind verschieden.", title="Kosten & Nutzen", summary="<b>Last</b> & Lust"
    )
    assert ">Kosten &amp; Nutzen</button>" in html
    assert "&lt;b&gt;Last&lt;/b&gt; &amp; Lust" in html


def test_without_terms_nothing_changes() -> None:
    assert Glossary([]).explain("<p>Umlage</p>", "") == "<p>Umlage</p>"


@given(st.text(st.sampled_from("Umlage n<>&\"'-.*`[]()#\n"), max_size=60))
def test_explaining_adds_buttons_and_changes_no_word(village: Snapshot, text: str) -> None:
    html = render(text, lambda _: None, {}).html
    after = glossary(village).explain(html, "").partition(CARD)[0]
    assert words(after) == words(html)


def words(html: str) -> str:
    return "".join(part for part in TAG.split(html) if not part.startswith("<"))


def test_the_page_shows_the_card_and_the_api_does_not(village: Snapshot) -> None:
    article = village.library.get("instrument/zweckverband")
    assert article is not None
    view = village.views.of(article)
    assert CARD in view.page_html
    assert "popover" not in view.html
    assert escape("Der Beitrag, mit dem") in view.page_html
