"""Norms in a page become links, and nothing else changes."""

import re

from hypothesis import given
from hypothesis import strategies as st
from tests.norms.conftest import LAWS

from kuemmerer.norms.link import link_norms
from kuemmerer.norms.parse import CitationFinder


def test_a_norm_leads_to_the_page_of_its_law(finder: CitationFinder) -> None:
    linked = link_norms("<p>Anzeige (Art. 12 Abs. 1 KommZG). Steuer: § 2b UStG.</p>", finder)
    assert linked == (
        '<p>Anzeige (<a class="norm-link" href="/normen/kommzg#art-12">Art. 12 Abs. 1 KommZG</a>). '
        'Steuer: <a class="norm-link" href="/normen/ustg#par-2b">§ 2b UStG</a>.</p>'
    )


def test_headings_links_and_buttons_stay_as_they_are(finder: CitationFinder) -> None:
    html = (
        '<h2 id="a">Was sagt Art. 12 KommZG?</h2><p><a href="https://x.example/">Art. 12 KommZG</a> '
        '<button type="button">§ 2b UStG</button> <code>§ 2b UStG</code></p>'
    )
    assert link_norms(html, finder) == html


def test_text_after_a_heading_is_linked_again(finder: CitationFinder) -> None:
    assert link_norms("<h2>GO</h2><p>Art. 1 GO</p>", finder).count("<a ") == 1


TEXT = st.lists(
    st.sampled_from(
        [
            "Art. 12 KommZG",
            "§ 2b UStG",
            " ",
            "&amp;",
            "<p>",
            "</p>",
            "<strong>",
            "</strong>",
            "<h2>",
            "</h2>",
            "Rat",
            ", ",
        ]
    )
).map("".join)


@given(TEXT)
def test_without_its_links_the_page_is_what_it_was(html: str) -> None:
    assert re.sub(r"<a [^>]*>|</a>", "", link_norms(html, CitationFinder(LAWS))) == html
