from kuemmerer.web.templates import german_number, plural


def test_numbers_are_written_the_german_way() -> None:
    assert german_number(1234567) == "1.234.567"
    assert german_number(1234.5, 2) == "1.234,50"


def test_the_noun_follows_the_number_and_stays_with_it() -> None:
    assert plural(1, "Seite", "Seiten") == "1\u00a0Seite"
    assert plural(0, "Seite", "Seiten") == "0\u00a0Seiten"
    assert plural(1200, "Seite", "Seiten") == "1.200\u00a0Seiten"
