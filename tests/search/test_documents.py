"""An article says everything it says to the search, and nothing of its machinery."""

from datetime import date
from pathlib import PurePosixPath

import pytest

from kuemmerer.content.load import parse_article
from kuemmerer.search.documents import document_of
from kuemmerer.search.model import Document

ARTICLE = """---
title: Bauhof Kirnbach und Mittertal
summary: Kirnbach und Mittertal betreiben ihren Bauhof seit 2021 gemeinsam im Zweckverband.
topics: [verwaltungszusammenarbeit]
related: [instrument/zweckverband]
keywords: [Winterdienst]
questions: [Wie teilen zwei Gemeinden einen Bauhof?]
owner: kuemmerer-redaktion
checked_on: 2026-11-22
review_by: 2027-11-30
confidence: sicher
sources: [{title: Geheime Quelle, supports: alles, seen_on: 2026-11-22}]
partners: [Gemeinde Kirnbach, Gemeinde Mittertal]
districts: ["09178"]
form: zweckverband
form_text: "Zweckverband nach Art. 17 KommZG"
sharing: Die Kosten werden nach Stunden geteilt.
outcome: running
lessons: [Früh mit den Beschäftigten reden]
---
## Was wurde gemacht?

Die Gemeinden gründeten einen **Zweckverband** ([mehr](instrument/zweckverband)). {recht}

[[beispiele]]

| Jahr | Kosten |
|---|---:|
| 2021 | 5 € |
"""


@pytest.fixture
def document() -> Document:
    loaded = parse_article(ARTICLE.encode(), PurePosixPath("beispiele/bauhof-kirnbach.md"))
    assert not isinstance(loaded, list), loaded
    return document_of(loaded.article, date(2026, 11, 25))


def test_the_fields_of_its_kind_are_part_of_the_text(document: Document) -> None:
    for sentence in (
        "Gemeinde Kirnbach",
        "Die Kosten werden nach Stunden geteilt.",
        "Früh mit den Beschäftigten reden",
    ):
        assert sentence in document.body


def test_markdown_becomes_plain_lines(document: Document) -> None:
    assert document.body.splitlines()[:5] == [
        "Was wurde gemacht?",
        "Die Gemeinden gründeten einen Zweckverband (mehr).",
        "Jahr Kosten",
        "2021 5 €",
        "Gemeinde Kirnbach",
    ]


def test_sources_slugs_and_dates_are_not_found(document: Document) -> None:
    text = repr((document.keywords, document.body))
    for machinery in (
        "Geheime Quelle",
        "kuemmerer-redaktion",
        "09178",
        "running",
        "2026-11-22",
        "{recht}",
        "beispiele",
    ):
        assert machinery not in text


def test_state_and_links_come_along(document: Document) -> None:
    assert (document.id, document.url) == ("example/bauhof-kirnbach", "/beispiele/bauhof-kirnbach")
    assert (document.state, document.retired, document.related) == ("aktuell", False, ("instrument/zweckverband",))
    assert document.districts == ("09178",)
