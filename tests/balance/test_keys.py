"""Every key on its worked example: real Bavarian levies to the printed digit, invented ones to the cent."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from kuemmerer.balance.allocate import allocate
from kuemmerer.balance.figures import FIGURES
from kuemmerer.balance.keys import LEVY_KEYS, figures_for
from kuemmerer.balance.model import Allocation, BadEntries, Item, ItemKind, KeyChoice, Partner, Recurrence, Value
from kuemmerer.base.money import german_euro, read_euro
from kuemmerer.base.numbers import german_decimal
from kuemmerer.content.kinds import LevyKeyArticle
from kuemmerer.content.load import load_articles
from kuemmerer.settings import ROOT

Figures = Mapping[str, tuple[int | str, ...]]
COURT: Figures = {"einwohner": (1343, 2092, 5206), "umlagekraft": (1_200_000, 2_600_000, 6_900_000)}


def partners(figures: Figures) -> tuple[Partner, ...]:
    names = "ABCDEF"[: len(next(iter(figures.values())))]
    return tuple(
        Partner(name.lower(), name, None, {key: Fraction(values[number]) for key, values in figures.items()})
        for number, name in enumerate(names)
    )


def share(
    amount: str, slug: str, figures: Figures, kind: ItemKind = ItemKind.COST, /, **parameters: Value
) -> Allocation:
    item = Item("x", "Betrieb", read_euro(amount), KeyChoice(slug, parameters), kind)
    return allocate(partners(figures), [item]).allocations[0]


def euros(allocation: Allocation) -> list[str]:
    return [german_euro(amount).replace("\u00a0€", "") for amount in allocation.shares.values()]


@pytest.mark.parametrize(
    ("amount", "slug", "units", "printed"),
    [
        ("1.218.638,00", "schueler", 333, "3.659,5736"),  # Mittelschulverband Reichertshofen 2023
        ("27.400,00", "schueler", 333, "82,2823"),
        ("665.000,00", "schueler", 275, "2.418,1818"),  # Schulverband Scheßlitz (Grundschule) 2025
        ("25.750,00", "schueler", 275, "93,6364"),
        ("264.300,00", "schueler", 124, "2.131,45"),  # Mittelschulverband, Mitteilungsblatt 3/2026
        ("31.400,00", "schueler", 124, "253,23"),
        ("221.000,00", "schueler", 100, "2.210,00"),  # Schulverband Kirchberg 2018
        ("1.220.700,00", "einwohner", 7861, "155,285587"),  # VG Welden, Nachtrag 2022
    ],
)
def test_rates_of_real_levies_are_those_of_the_by_laws(amount: str, slug: str, units: int, printed: str) -> None:
    rate = share(amount, slug, {slug: (units - 40, 40)}).rate
    assert rate is not None
    assert german_decimal(rate, len(printed.rpartition(",")[2])) == printed


def test_largest_remainder_where_rounding_would_create_a_cent() -> None:
    assert euros(share("1.000.000", "einwohner", COURT)) == ["155.421,83", "242.101,61", "602.476,56"]


def test_a_mixed_key() -> None:
    halves = {"einwohner": Fraction(1, 2), "umlagekraft": Fraction(1, 2)}
    assert euros(share("1.000.000", "misch", COURT, gewichte=halves)) == ["133.785,68", "242.546,13", "623.668,19"]


def test_a_base_share_of_a_fifth_makes_a_head_in_the_small_village_dearer_by_23_per_cent() -> None:
    found = share("1.000.000", "sockel", COURT, sockel=Fraction(1, 5))
    assert euros(found) == ["191.004,13", "260.347,95", "548.647,92"]
    heads = [amount / 100 / number for amount, number in zip(found.shares.values(), (1343, 2092, 5206), strict=True)]
    assert [round(head, 2) for head in heads] == [142.22, 124.45, 105.39]


def test_levy_base_is_tax_strength_plus_four_fifths_of_the_grants() -> None:
    figures: Figures = {"steuerkraft": (1_000_000, 2_000_000), "schluesselzuweisungen": (500_000, 0)}
    assert euros(share("340.000", "umlagekraft", figures)) == ["140.000,00", "200.000,00"]


def test_caps_are_redistributed_until_none_is_passed() -> None:
    caps = {"a": Fraction(8000), "b": Fraction(29_000)}
    found = share("100.000", "stufe", {"einwohner": (1200, 2800, 6000)}, hoechstbetraege=caps)
    assert euros(found) == ["8.000,00", "29.000,00", "63.000,00"]
    assert "A, B" in found.notes[0]


def test_caps_that_do_not_suffice_leave_a_shortfall_and_say_so() -> None:
    caps = {"a": Fraction(8000), "b": Fraction(29_000), "c": Fraction(60_000)}
    found = share("100.000", "stufe", {"einwohner": (1200, 2800, 6000)}, hoechstbetraege=caps)
    assert (found.uncovered, found.shared) == (300_000, 9_700_000)
    assert "3.000,00\u00a0€ bleiben ungedeckt" in found.notes[-1]


def test_a_least_amount_is_taken_from_the_others() -> None:
    found = share("100.000", "stufe", {"einwohner": (1200, 2800, 6000)}, mindestbetraege={"a": Fraction(20_000)})
    assert euros(found) == ["20.000,00", "25.454,55", "54.545,45"]


@pytest.mark.parametrize(
    ("slug", "figures", "parameters", "expected"),
    [
        ("einwohner-satz", {"einwohner": (1200, 3000)}, {"satz": Fraction("5.5")}, ["6.600,00", "16.500,00"]),  # Zusmarshausen
        ("einwohner-satz", {"einwohner": (144_562, 10)}, {"satz": Fraction("0.06")}, ["8.673,72", "0,60"]),  # Ebersberg, EMM
        ("stundenpreis", {"stunden": (50, 5), "faelle": (120, 0)}, {"stundenpreis": Fraction(30), "fallpreis": Fraction(6)},
         ["2.220,00", "150,00"]),
        ("nutzung", {"nutzung": (100, 300)}, {"preis": Fraction("1.80")}, ["180,00", "540,00"]),
        ("oekopunkte", {"oekopunkte": (25_000, 15_000)}, {"preis": Fraction("1.80")}, ["45.000,00", "27.000,00"]),
        ("fonds", {"kreisumlage": ("61234567", "100")}, {"prozent": Fraction(1)}, ["612.400,00", "100,00"]),
        ("umlage-gmbh", {"einwohner": (1, 2)}, {"festbetrag": Fraction(150_000)}, ["150.000,00", "150.000,00"]),
    ],
)  # fmt: skip
def test_prices_times_quantities(
    slug: str, figures: Figures, parameters: Mapping[str, Value], expected: list[str]
) -> None:
    assert euros(share("0", slug, figures, **parameters)) == expected


def test_prices_say_how_far_they_cover_the_costs() -> None:
    found = share("30.000", "einwohner-satz", {"einwohner": (1200, 3000)}, satz=Fraction("5.5"))
    assert "es fehlen 6.900,00\u00a0€" in found.notes[0]


def test_trade_tax_is_shared_after_levy_and_costs() -> None:
    figures: Figures = {"eigenanteil": (300_000, 0)}
    found = share(
        "400.000", "gewst", figures, ItemKind.REVENUE,
        hebesatz=Fraction(350), vervielfaeltiger=Fraction(35), kosten=Fraction(60_000), schluessel="gleich",
    )  # fmt: skip
    assert "Umlage 40.000,00\u00a0€" in found.explanation
    assert euros(found) == ["−150.000,00", "150.000,00"]
    assert "zahlt aus: A" in found.notes[0]


def test_a_fund_that_is_too_small_spares_small_claims() -> None:
    found = share(
        "200.000", "fonds", {"anspruch": (100_000, 200_000, 300_000)}, ItemKind.REVENUE, richtung="auszahlung"
    )
    assert euros(found) == ["50.000,00", "75.000,00", "75.000,00"]


def test_what_a_company_earns_itself_is_not_levied() -> None:
    found = share(
        "100.000", "umlage-gmbh", {"einwohner": (1200, 2800)}, einnahmen=Fraction(60_000), schluessel="einwohner"
    )
    assert euros(found) == ["12.000,00", "28.000,00"]


def test_a_land_pool_pays_out_by_value() -> None:
    found = share("250.000", "boden", {"boden": (600_000, 900_000, 1_500_000)}, ItemKind.REVENUE)
    assert euros(found) == ["50.000,00", "75.000,00", "125.000,00"]


def test_several_items_with_their_own_keys_and_several_years_with_an_index() -> None:
    items = [
        Item("bau", "Bau", read_euro("300.000"), KeyChoice("gleich"), recurrence=Recurrence.ONE_OFF),
        Item("betrieb", "Betrieb", read_euro("100.000"), KeyChoice("einwohner")),
        Item("erloes", "Erlös", read_euro("10.000"), KeyChoice("gleich"), ItemKind.REVENUE),
    ]
    balance = allocate(partners({"einwohner": (1000, 3000)}), items, years=3, index=Fraction(2, 100))
    assert balance.totals == {"a": 17_000_000, "b": 22_000_000}
    assert [sum(year.totals.values()) for year in balance.years] == [39_000_000, 9_180_000, 9_363_600]
    assert balance.horizon == {
        "a": sum(year.totals["a"] for year in balance.years),
        "b": sum(year.totals["b"] for year in balance.years),
    }


def test_ties_are_broken_by_the_official_key_wherever_a_partner_stands() -> None:
    item = Item("x", "Betrieb", read_euro("0,01"), KeyChoice("gleich"))
    one, other = Partner("z", "Z", "09174111"), Partner("a", "A", "09174112")
    for order in ((one, other), (other, one)):
        assert allocate(order, [item]).totals == {"z": 1, "a": 0}


@pytest.mark.parametrize(
    ("slug", "figures", "parameters", "place", "sentence"),
    [
        ("einwohner", {"flaeche": (1, 2)}, {}, "partners.a.figures.einwohner", "Bei A fehlt die Angabe »Einwohner«"),
        ("einwohner", {"einwohner": (0, 0)}, {}, "items.x.key", "Summe der Bezugsgrößen ist null"),
        ("misch", {"einwohner": (0, 0)}, {"gewichte": {"einwohner": Fraction(1)}}, "items.x.key", "ist null"),
        ("scrb", {"einwohner": (1, 2)}, {}, "coalition_costs", "fehlen Kosten"),
        ("alternativkosten", {"einwohner": (1, 2)}, {}, "partners.a.figures.alternativkosten", "Kosten im Alleingang"),
        ("stufe", {"einwohner": (1, 2)}, {"mindestbetraege": {"a": Fraction(2000)}},
         "items.x.key.parameters.mindestbetraege", "mehr als zu verteilen"),
        ("stufe", {"einwohner": (1, 2)}, {"mindestbetraege": {"a": Fraction(9)}, "hoechstbetraege": {"a": Fraction(8)}},
         "items.x.key.parameters.hoechstbetraege.a", "unter dem Mindestbetrag"),
        ("gewst", {"einwohner": (1, 2)}, {"hebesatz": Fraction(0)}, "items.x.key.parameters.hebesatz", "größer als null"),
        ("gewst", {"einwohner": (1, 2)}, {"hebesatz": Fraction(350), "kosten": Fraction(2000)},
         "items.x.key.parameters.kosten", "bleibt nichts"),
        ("fonds", {"kreisumlage": (1, 2)}, {}, "items.x.key.parameters.prozent", "in Prozent"),
        ("umlage-gmbh", {"einwohner": (1, 2)}, {"einnahmen": Fraction(2000)}, "items.x.key.parameters.einnahmen", "nichts umzulegen"),
    ],
)  # fmt: skip
def test_what_cannot_be_shared_is_refused_at_its_place(
    slug: str, figures: Figures, parameters: Mapping[str, Value], place: str, sentence: str
) -> None:
    with pytest.raises(BadEntries) as caught:
        share("1.000", slug, figures, **parameters)
    assert caught.value.entries[0].field == place
    assert sentence in caught.value.entries[0].message


@pytest.mark.parametrize("key", LEVY_KEYS.values(), ids=lambda key: key.slug)
def test_every_key_has_an_article_that_tells_use_data_and_both_sides(key: object) -> None:
    from kuemmerer.balance.keys import LevyKey

    assert isinstance(key, LevyKey)
    articles = {item.article.id: item.article for item in load_articles(ROOT / "content")[0]}
    article = articles[key.article]
    assert isinstance(article, LevyKeyArticle)
    assert article.formula
    assert article.typical_use
    assert article.pro
    assert article.contra
    assert set(key.figures) <= set(FIGURES)
    assert set(figures_for(KeyChoice(key.slug))) <= set(FIGURES)


def test_every_article_about_a_key_has_its_key() -> None:
    articles = [item.article for item in load_articles(ROOT / "content")[0]]
    keys = {each.slug for each in articles if isinstance(each, LevyKeyArticle) and each.category == "schluessel"}
    assert keys <= set(LEVY_KEYS)
