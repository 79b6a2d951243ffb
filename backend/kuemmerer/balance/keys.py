"""LEVY_KEYS: one entry per key. Form, API, help and tests walk this table.

What a key is good for, its legal basis and what speaks for and against it stand in its article under content/ausgleich/
and nowhere else; `article` names it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kuemmerer.balance.figures import FIGURES
from kuemmerer.balance.game import Game
from kuemmerer.balance.limits import Limits, between_limits, limits_of
from kuemmerer.balance.model import (
    Allocation,
    BadEntries,
    Entry,
    Item,
    KeyChoice,
    Partner,
    Stage,
    Value,
    in_official_order,
)
from kuemmerer.balance.rules import (
    PRICES_OF_USE,
    Basis,
    Share,
    Weigh,
    Weights,
    at_prices,
    by_figure,
    by_separable_costs,
    by_stand_alone_costs,
    by_use,
    by_weight,
    company_levy,
    equally,
    fund,
    mixed,
    trade_tax,
    with_base_share,
)
from kuemmerer.base.money import WeightsUnusable
from kuemmerer.base.numbers import german_decimal


class ParameterKind(StrEnum):
    """How a parameter is read and shown."""

    EURO = "euro"
    PERCENT = "percent"  # 350 means 350 %
    SHARE = "share"  # between 0 and 1; pages ask for per cent
    KEY = "key"  # the slug of a key that can stand inside others
    CHOICE = "choice"
    EURO_PER_PARTNER = "euro_per_partner"
    STAGES = "stages"  # what a figure counts by size class
    PRICE_STAGES = "price_stages"  # prices of parts of a quantity
    SHARE_PER_KEY = "share_per_key"


@dataclass(frozen=True)
class Parameter:
    """One setting of a key. Without a default it has to be given, unless it is optional."""

    name: str
    label: str
    kind: ParameterKind
    default: str = ""
    is_required: bool = False
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class LevyKey:
    """A levy key. Those with `weigh` can stand inside others and be compared; the rest fix prices or deduct first."""

    slug: str
    title: str
    formula: str
    share: Share
    weigh: Weigh | None = None
    figures: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    notes: tuple[str, ...] = ()
    prices: tuple[tuple[str, str], ...] = ()  # parameters that are prices, each with the figure it is times

    @property
    def article(self) -> str:
        """The id of the article about it."""
        return f"levy-key/{self.slug}"

    @property
    def is_plain(self) -> bool:
        """True for a key that needs nothing but figures: it can stand inside others."""
        return self.weigh is not None and not any(each.is_required for each in self.parameters)


def _proportional(slug: str, title: str, formula: str, figure: str) -> LevyKey:
    weigh = by_figure(figure)
    return LevyKey(slug, title, formula, by_weight(weigh, FIGURES[figure].unit), weigh, (figure,))


def _priced(
    slug: str, title: str, formula: str, prices: Mapping[str, Parameter], notes: tuple[str, ...] = ()
) -> LevyKey:
    """A key with a price for each of some figures."""
    pairs = tuple((parameter.name, figure) for figure, parameter in prices.items())
    return LevyKey(
        slug, title, formula, at_prices(pairs), None, tuple(prices), tuple(prices.values()), notes, prices=pairs
    )


_BASE_KEY = Parameter("schluessel", "Grundschlüssel", ParameterKind.KEY, "einwohner")
_CHECK = "Das ist kein fester Rechtssatz: Lassen Sie es vor dem Beschluss von der Rechtsaufsicht prüfen."

LEVY_KEYS: dict[str, LevyKey] = {
    key.slug: key
    for key in (
        _proportional("einwohner", "Einwohner", "Betrag × eigene Einwohner ÷ alle Einwohner", "einwohner"),
        _priced(
            "einwohner-satz", "Fester Satz je Einwohner", "Satz × Einwohner",
            {"einwohner": Parameter("satz", "Satz je Einwohner", ParameterKind.EURO, is_required=True)},
        ),
        _proportional("umlagekraft", "Umlagegrundlagen", "Betrag × eigene Umlagegrundlagen ÷ Summe", "umlagekraft"),
        LevyKey(
            "nutzung", "Tatsächliche Nutzung", "Betrag × eigene Nutzung ÷ gesamte Nutzung, oder Preis × Nutzung", by_use,
            by_figure("nutzung"), ("nutzung",),
            (
                Parameter("preis", "Preis je Einheit (statt Umlage)", ParameterKind.EURO),
                Parameter("preisstufen", "Oder Preise nach Menge", ParameterKind.PRICE_STAGES),
            ),
            prices=PRICES_OF_USE,
        ),
        _priced(
            "stundenpreis", "Stundenpreis und Fallpreis", "Stundenpreis × Stunden + Fallpreis × Fälle",
            {
                "stunden": Parameter("stundenpreis", "Preis je Stunde", ParameterKind.EURO),
                "faelle": Parameter("fallpreis", "Preis je Fall", ParameterKind.EURO),
            },
        ),
        _proportional("flaeche", "Fläche", "Betrag × eigene Fläche ÷ gesamte Fläche", "flaeche"),
        _proportional("schueler", "Schülerzahl", "Betrag × eigene Schüler ÷ alle Schüler", "schueler"),
        _proportional("einwohnerwert", "Einwohnerwerte", "Betrag × eigene Einwohnerwerte ÷ Summe", "einwohnerwert"),
        _proportional("investition", "Investitionsanteil", "Betrag × eigene Investition ÷ Summe", "investition"),
        LevyKey("gleich", "Gleiche Teile", "Betrag ÷ Zahl der Partner", by_weight(equally, "Partner"), equally),
        LevyKey(
            "sockel", "Sockel und variabler Teil", "Sockel in gleichen Teilen, der Rest nach dem Grundschlüssel",
            by_weight(with_base_share), with_base_share, (),
            (Parameter("sockel", "Sockel", ParameterKind.SHARE, is_required=True), _BASE_KEY),
        ),
        LevyKey(
            "misch", "Mischschlüssel", "Summe aus Gewicht × Anteil nach jedem Schlüssel", by_weight(mixed), mixed, (),
            (Parameter("gewichte", "Gewichte der Schlüssel", ParameterKind.SHARE_PER_KEY, is_required=True),),
        ),
        LevyKey(
            "stufe", "Höchstbetrag und Staffel",
            "Grundschlüssel oder Anteile nach Größenklasse; was über einem Höchstbetrag liegt, tragen die anderen",
            between_limits, None, (),
            (
                _BASE_KEY,
                Parameter("stufen", "Anteile nach Größenklasse", ParameterKind.STAGES),
                Parameter("hoechstbetraege", "Höchstbetrag", ParameterKind.EURO_PER_PARTNER),
                Parameter("mindestbetraege", "Mindestbetrag", ParameterKind.EURO_PER_PARTNER),
            ),
        ),
        _proportional("vorteil", "Vorteilsmaßstab", "Betrag × eigene Vorteilspunkte ÷ alle Punkte", "vorteil"),
        LevyKey(
            "alternativkosten", "Kosten im Alleingang", "Betrag × eigene Kosten im Alleingang ÷ Summe",
            by_weight(by_stand_alone_costs), by_stand_alone_costs, ("alternativkosten",),
        ),
        LevyKey(
            "scrb", "Trennbare Kosten, verbleibender Nutzen (SCRB)", "eigene trennbare Kosten + Anteil am Rest",
            by_weight(by_separable_costs), by_separable_costs,
        ),
        _proportional("boden", "Bodenwert und Flächenpool", "Erlös × eigener Wert ÷ Wert aller Einlagen", "boden"),
        _priced(
            "oekopunkte", "Ökopunkte", "Punkte × Preis je Punkt",
            {"oekopunkte": Parameter("preis", "Preis je Punkt", ParameterKind.EURO, is_required=True)},
            ("Ob der Ausgleich in der Nachbargemeinde anerkannt wird, entscheidet die untere Naturschutzbehörde.",),
        ),
        LevyKey(
            "gewst", "Gewerbesteuer teilen", "(Aufkommen − Gewerbesteuerumlage − Kosten) × Anteil − schon eingenommen",
            trade_tax, None, (),
            (
                Parameter("hebesatz", "Hebesatz", ParameterKind.PERCENT, is_required=True),
                Parameter("vervielfaeltiger", "Vervielfältiger der Umlage", ParameterKind.PERCENT, "35"),
                Parameter("kosten", "Kosten des Gebiets", ParameterKind.EURO),
                Parameter("schluessel", "Verteilung", ParameterKind.KEY, "gleich"),
            ),
            (
                "Die Gewerbesteuerumlage ist vereinfacht (Aufkommen × Vervielfältiger ÷ Hebesatz); der Vervielfältiger 35 ist nach "
                "§ 6 GFRG zu prüfen.",
                "Kreisumlage und Schlüsselzuweisungen folgen der Steuerkraft. Sie werden hier nicht gerechnet. Nur ein gemeinsamer "
                "Antrag beim Landesamt für Statistik lässt die Verteilung im Finanzausgleich zählen; ohne ihn trägt die "
                "Standortgemeinde die Folgen allein.",
            ),
        ),
        LevyKey(
            "fonds", "Ausgleichsfonds", "Einzahlung: Prozentsatz × Grundlage, auf volle 100 € aufgerundet; Auszahlung: nach Anspruch",
            fund, None, (),
            (
                Parameter(
                    "richtung", "Einzahlung oder Auszahlung", ParameterKind.CHOICE, "einzahlung",
                    choices=(("einzahlung", "Einzahlung"), ("auszahlung", "Auszahlung")),
                ),
                Parameter("prozent", "Beitrag", ParameterKind.PERCENT),
            ),
            (f"Ein Ausgleichsfonds ist in Bayern nicht erprobt. {_CHECK}",),
        ),
        LevyKey(
            "umlage-gmbh", "Umlage einer Gesellschaft", "Festbetrag je Gesellschafter, oder (Bedarf − Einnahmen) × Anteil",
            company_levy, None, (),
            (
                Parameter("festbetrag", "Festbetrag je Gesellschafter", ParameterKind.EURO),
                Parameter("einnahmen", "Eigene Einnahmen", ParameterKind.EURO),
                Parameter("schluessel", "Schlüssel", ParameterKind.KEY, "gleich"),
            ),
            ("Klären Sie Umsatzsteuer und Beihilfe, bevor Sie zahlen.",),
        ),
    )
}  # fmt: skip
PLAIN_KEYS = tuple(key for key in LEVY_KEYS.values() if key.is_plain)


def weights_of(basis: Basis) -> Weights:
    """The weights by the chosen key."""
    weigh = LEVY_KEYS[basis.choice.slug].weigh
    assert weigh is not None
    return weigh(basis)


def share_item(item: Item, partners: Sequence[Partner], game: Game | None) -> Allocation:
    """One item by its key. Raises BadEntries if figures are missing or nothing can be split by them."""
    basis = Basis(in_official_order(partners), item, item.key, game, weights_of)
    try:
        return LEVY_KEYS[item.key.slug].share(basis)
    except WeightsUnusable as error:
        raise BadEntries(Entry(f"items.{item.id}.key", f"{item.label}: {error}")) from None


def item_weights(item: Item, partners: Sequence[Partner], game: Game | None) -> Weights | None:
    """The weights by which an item is shared; None for keys with prices, limits or deductions."""
    weigh = LEVY_KEYS[item.key.slug].weigh
    return weigh(Basis(in_official_order(partners), item, item.key, game, weights_of)) if weigh is not None else None


def item_limits(item: Item, partners: Sequence[Partner], game: Game | None) -> Limits | None:
    """The stages and bounds between which an item is shared; None for keys without."""
    if LEVY_KEYS[item.key.slug].share is not between_limits:
        return None
    return limits_of(Basis(in_official_order(partners), item, item.key, game, weights_of))


def item_prices(item: Item) -> dict[str, tuple[Stage, ...]]:
    """The prices of an item by the figure each is times, a flat one as a single stage; empty where nothing is priced."""
    prices = {figure: item.key.stages(parameter) for parameter, figure in LEVY_KEYS[item.key.slug].prices}
    return {figure: stages for figure, stages in prices.items() if stages}


def figures_for(choice: KeyChoice) -> tuple[str, ...]:
    """The figures a key asks for with these parameters, those of the keys inside it included."""
    names = list(LEVY_KEYS[choice.slug].figures)
    match choice.slug:
        case "fonds":
            names.append("anspruch" if choice.text("richtung", "einzahlung") == "auszahlung" else "kreisumlage")
        case "gewst":
            names.append("eigenanteil")
        case "stundenpreis":
            prices = (("stunden", "stundenpreis"), ("faelle", "fallpreis"))
            names = [name for name, price in prices if choice.number(price)] or names
    for slug in keys_inside(choice):
        names += LEVY_KEYS[slug].figures
    return tuple(dict.fromkeys(names))


def keys_inside(choice: KeyChoice) -> tuple[str, ...]:
    """The keys that a choice builds on."""
    if choice.slug == "misch":
        return tuple(choice.table("gewichte"))
    if choice.slug == "umlage-gmbh" and choice.number("festbetrag"):
        return ()
    parameters = LEVY_KEYS[choice.slug].parameters
    return tuple(choice.text(each.name, each.default) for each in parameters if each.kind is ParameterKind.KEY)


def title_of(choice: KeyChoice) -> str:
    """The key in words, with the shares that tell it from others of its kind."""
    match choice.slug:
        case "sockel":
            rest = LEVY_KEYS[choice.text("schluessel", "einwohner")].title
            return f"{german_decimal(choice.number('sockel') * 100, 0)} % Sockel, Rest nach {rest}"
        case "misch":
            parts = choice.table("gewichte").items()
            return " und ".join(f"{german_decimal(share * 100, 0)} % {LEVY_KEYS[slug].title}" for slug, share in parts)
        case "stufe":
            base = LEVY_KEYS[choice.text("schluessel", "einwohner")].title
            bounded = choice.table("hoechstbetraege") or choice.table("mindestbetraege")
            return f"{'Staffel nach ' if choice.stages('stufen') else ''}{base}{' mit Grenzen' if bounded else ''}"
    return LEVY_KEYS[choice.slug].title


def follows_from_prices(choice: KeyChoice) -> bool:
    """True where the key says what each partner pays, whatever the amount: then no amount has to be given."""
    match choice.slug:
        case "einwohner-satz" | "stundenpreis" | "oekopunkte":
            return True
        case "nutzung":
            return bool(choice.stages("preis") or choice.stages("preisstufen"))
        case "fonds":
            return choice.text("richtung", "einzahlung") == "einzahlung"
        case "umlage-gmbh":
            return bool(choice.number("festbetrag"))
    return False


def with_prices_times(choice: KeyChoice, factor: Fraction) -> KeyChoice:
    """The same key with all its prices risen by a factor; caps stay, they do not follow an index on their own."""
    kinds = {each.name: each.kind for each in LEVY_KEYS[choice.slug].parameters}
    return KeyChoice(
        choice.slug, {name: _risen(kinds[name], value, factor) for name, value in choice.parameters.items()}
    )


def _risen(kind: ParameterKind, value: Value, factor: Fraction) -> Value:
    if kind is ParameterKind.EURO and isinstance(value, Fraction):
        return value * factor
    if kind is ParameterKind.PRICE_STAGES and isinstance(value, tuple):
        return tuple(Stage(stage.up_to, stage.value * factor) for stage in value)
    return value
