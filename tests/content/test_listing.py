from collections.abc import Mapping
from datetime import date

import pytest

from kuemmerer.content.kinds import KINDS, Funding, Instrument, Term
from kuemmerer.content.library import Library
from kuemmerer.content.listing import FACET_LABELS, FACETS, LEADS, Facet, Listing, known_values, listing
from kuemmerer.content.model import Article

TODAY = date(2026, 11, 25)


def listed(
    library: Library, kind: type[Article], words: str = "", on: date = TODAY, chosen: Mapping[str, str] | None = None
) -> Listing:
    articles = library.of(kind)
    facets = tuple(
        Facet(name, FACET_LABELS[name], known_values(articles, name, library, on), (chosen or {}).get(name, ""))
        for name in FACETS[kind.kind]
    )
    return listing(articles, facets, words, library, on)


def titles(found: Listing) -> list[str]:
    return [entry.article.title for group in found.groups for entry in group.items]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_an_unfiltered_overview_shows_every_article_once(library: Library, kind: type[Article]) -> None:
    found = listed(library, kind)
    assert sorted(titles(found)) == sorted(article.title for article in library.of(kind))
    assert not found.is_filtered
    assert LEADS[kind.kind]


def test_the_count_beside_an_option_is_what_choosing_it_shows(library: Library) -> None:
    for facet in listed(library, Funding).facets:
        for option in facet.options:
            assert listed(library, Funding, chosen={facet.name: option.value}).shown == option.count


def test_words_find_titles_without_regard_to_umlauts_and_case(library: Library) -> None:
    assert "Gemeinsames Kommunalunternehmen" in titles(listed(library, Instrument, "KOMMUNALUNTERNEHMEN gemeinsames"))
    assert titles(listed(library, Instrument, "oeffentlich-rechtlicher vertrag"))[0] == "Öffentlich-rechtlicher Vertrag"


def test_filters_narrow_down_together(library: Library) -> None:
    both = set(titles(listed(library, Instrument, chosen={"thema": "wasser", "art": "traeger"})))
    assert both == set(titles(listed(library, Instrument, chosen={"thema": "wasser"}))) & set(
        titles(listed(library, Instrument, chosen={"art": "traeger"}))
    )


def test_forms_stand_from_light_to_firm(library: Library) -> None:
    for group in listed(library, Instrument).groups:
        efforts = [entry.article.effort for entry in group.items if isinstance(entry.article, Instrument)]
        assert efforts == sorted(efforts)


def test_a_programme_moves_to_the_expired_ones_when_its_day_has_passed(library: Library) -> None:
    programme = library.find(Funding, "rfiz")
    assert programme is not None
    assert programme.valid_until is not None
    assert programme.title in titles(listed(library, Funding, chosen={"stand": "abgelaufen"}))
    before = listed(library, Funding, on=programme.valid_until)
    expired = [entry.article.slug for group in before.groups if group.title == "Abgelaufen" for entry in group.items]
    assert (programme.slug in expired) == (programme.programme_status == "abgelaufen")


def test_the_glossary_stands_under_letters(library: Library) -> None:
    heads = [group.title for group in listed(library, Term).groups]
    assert heads == sorted(heads, key=lambda head: "" if not head.isalpha() else head)
