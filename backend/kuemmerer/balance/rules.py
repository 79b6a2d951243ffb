"""How the keys share an amount: one function per way of sharing, all exact until the last step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kuemmerer.balance.dividing import divide_short_pot
from kuemmerer.balance.fairness import scrb
from kuemmerer.balance.figures import FIGURES, figure_of
from kuemmerer.balance.game import Game
from kuemmerer.balance.model import Allocation, BadEntries, Entry, Item, KeyChoice, Partner
from kuemmerer.balance.stages import in_words, price_of
from kuemmerer.base.money import Cents, WeightsUnusable, german_euro, round_alone, round_together, split
from kuemmerer.base.numbers import german_decimal

Weights = dict[str, Fraction]
HUNDRED_EURO = 100 * 100
PRICES_OF_USE = (("preis", "nutzung"), ("preisstufen", "nutzung"))


@dataclass(frozen=True)
class Basis:
    """What a key works on: the partners in official order, the item, and what groups would pay on their own."""

    partners: tuple[Partner, ...]
    item: Item
    choice: KeyChoice
    game: Game | None
    weigh: "Callable[[Basis], Weights]"  # the weights of any other key, for keys that build on one

    @property
    def amount(self) -> Cents:
        """What there is to share."""
        return self.item.amount

    def named(self, slug: str) -> Weights:
        """The weights by another key, without parameters."""
        return self.weigh(Basis(self.partners, self.item, KeyChoice(slug), self.game, self.weigh))

    def refuse(self, parameter: str, message: str) -> BadEntries:
        """A complaint about a parameter of this key."""
        return BadEntries(Entry(f"items.{self.item.id}.key.parameters.{parameter}", message))


Weigh = Callable[[Basis], Weights]
Share = Callable[[Basis], Allocation]


# --- weights ---


def by_figure(name: str) -> Weigh:
    """Each partner counts as much as its figure."""

    def weigh(basis: Basis) -> Weights:
        return figures(basis, name)

    return weigh


def figures(basis: Basis, name: str) -> Weights:
    """The figure of each partner. Raises BadEntries that names every partner without it."""
    found = {partner.id: figure_of(partner, name) for partner in basis.partners}
    missing = [partner for partner in basis.partners if found[partner.id] is None]
    if missing:
        raise BadEntries(*(_missing(partner, name) for partner in missing))
    return {who: value for who, value in found.items() if value is not None}


def _missing(partner: Partner, name: str) -> Entry:
    figure = FIGURES[name]
    message = f"Bei {partner.name} fehlt die Angabe »{figure.label}«. Sie finden sie hier: {figure.source}."
    return Entry(f"partners.{partner.id}.figures.{name}", message)


def equally(basis: Basis) -> Weights:
    """Everybody counts one."""
    return {partner.id: Fraction(1) for partner in basis.partners}


def with_base_share(basis: Basis) -> Weights:
    """A share of the amount in equal parts, the rest by another key."""
    base = basis.choice.number("sockel")
    weights = basis.named(basis.choice.text("schluessel", "einwohner"))
    return _mixed(((base, equally(basis)), (1 - base, weights)))


def mixed(basis: Basis) -> Weights:
    """Up to three keys with a share each."""
    return _mixed(tuple((share, basis.named(slug)) for slug, share in basis.choice.table("gewichte").items()))


def _mixed(parts: tuple[tuple[Fraction, Weights], ...]) -> Weights:
    found: Weights = {}
    for share, weights in parts:
        whole = sum(weights.values(), Fraction(0))
        if whole == 0 and share:
            raise WeightsUnusable("Die Summe der Bezugsgrößen ist null. So lässt sich nicht teilen.")
        for who, weight in weights.items():
            found[who] = found.get(who, Fraction(0)) + (share * weight / whole if share else 0)
    return found


def by_stand_alone_costs(basis: Basis) -> Weights:
    """Each partner counts what it would pay alone: as a figure, or out of the costs of the groups."""
    known = {partner.id: partner.figures.get("alternativkosten") for partner in basis.partners}
    if basis.game is not None:
        for who in known:
            alone = basis.game.alone(who)
            known[who] = Fraction(alone, 100) if known[who] is None and alone is not None else known[who]
    missing = [partner for partner in basis.partners if known[partner.id] is None]
    if missing:
        raise BadEntries(*(_missing(partner, "alternativkosten") for partner in missing))
    return {who: cost for who, cost in known.items() if cost is not None}


def by_separable_costs(basis: Basis) -> Weights:
    """Separable costs and a share of the rest by remaining benefit, as a proportion of what there is to share."""
    exact = scrb(basis.game) if basis.game is not None else None
    if exact is None:
        raise BadEntries(
            Entry(
                "coalition_costs",
                "Für diesen Schlüssel fehlen Kosten. Geben Sie an, was jede Gemeinde allein zahlt und was alle ohne sie zahlen.",
            )
        )
    if any(amount < 0 for amount in exact.values()):
        raise WeightsUnusable("Ein Betrag nach diesem Verfahren ist negativ. Als Schlüssel taugt das Ergebnis nicht.")
    return {partner.id: exact[partner.id] for partner in basis.partners}


# --- sharing ---


def by_weight(weigh: Weigh, unit: str = "") -> Share:
    """The amount by weight. With a unit the rate per unit is shown."""

    def share(basis: Basis) -> Allocation:
        weights = weigh(basis)
        shares = split(basis.amount, weights)
        whole = sum(weights.values(), Fraction(0))
        rate = Fraction(basis.amount, 100) / whole if unit else None
        text = f"{german_euro(basis.amount)} im Verhältnis der Anteile."
        if rate is not None:
            text = f"{german_euro(basis.amount)} auf {german_decimal(whole, 0)} {unit}: {german_decimal(rate, 6)} € je Einheit."
        return Allocation(basis.item, shares, basis.amount, text, rate=rate, rate_unit=unit)

    return share


def at_prices(prices: tuple[tuple[str, str], ...]) -> Share:
    """Prices times quantities: `prices` are pairs of parameter and figure. What is shared follows from them.

    A price with stages holds for the part of the quantity within each stage.
    """

    def share(basis: Basis) -> Allocation:
        exact = {partner.id: Fraction(0) for partner in basis.partners}
        for parameter, name in prices:
            stages = basis.choice.stages(parameter)
            if stages:
                for who, quantity in figures(basis, name).items():
                    exact[who] += price_of(stages, quantity) * 100
        staged = [stages for parameter, _ in prices if len(stages := basis.choice.stages(parameter)) > 1]
        told = "".join(f" Preise: {in_words(stages)}. Jeder gilt für die Menge in seiner Stufe." for stages in staged)
        return priced(basis, {who: round_alone(amount) for who, amount in exact.items()}, told)

    return share


def priced(basis: Basis, shares: Mapping[str, Cents], told: str = "") -> Allocation:
    """Shares that follow from prices, `told` beside; a note says how far they cover the amount, if one was given."""
    total = Cents(sum(shares.values()))
    text = f"Preise mal Mengen ergeben zusammen {german_euro(total)}.{told}"
    notes: tuple[str, ...] = ()
    if basis.amount:
        gap = basis.amount - total
        said = f"es fehlen {german_euro(gap)}" if gap > 0 else f"das sind {german_euro(-gap)} mehr als nötig"
        covered = "genau gedeckt" if gap == 0 else said
        notes = (
            f"{basis.item.label}: Von {german_euro(basis.amount)} bringen die Preise {german_euro(total)}, {covered}.",
        )
    return Allocation(basis.item, shares, total, text, notes)


def by_use(basis: Basis) -> Allocation:
    """By counted use: the amount in proportion, or at a price per unit if there is one, the same for all or in stages."""
    flat, staged = basis.choice.stages("preis"), basis.choice.stages("preisstufen")
    if flat and staged:
        raise basis.refuse("preisstufen", "Geben Sie entweder einen Preis oder eine Preisstaffel an, nicht beides.")
    if flat or staged:
        return at_prices(PRICES_OF_USE)(basis)
    return by_weight(by_figure("nutzung"), FIGURES["nutzung"].unit)(basis)


def trade_tax(basis: Basis) -> Allocation:
    """Revenue of a joint business park: first the Gewerbesteuerumlage, then the costs of the area, then the shares.

    The levy is simplified: revenue × Vervielfältiger ÷ Hebesatz (§ 6 GFRG, to be checked). What a municipality has taken
    in already is deducted, so the one where the businesses stand may have to pay out.
    """
    rate = basis.choice.number("hebesatz")
    if rate <= 0:
        raise basis.refuse("hebesatz", "Der Hebesatz muss größer als null sein. Geben Sie Prozent an, etwa 350.")
    levy = round_alone(basis.amount * basis.choice.number("vervielfaeltiger") / rate)
    costs = round_alone(basis.choice.number("kosten") * 100)
    net = Cents(basis.amount - levy - costs)
    if net < 0:
        raise basis.refuse("kosten", "Nach Gewerbesteuerumlage und Kosten bleibt nichts zu verteilen.")
    parts = split(net, basis.named(basis.choice.text("schluessel", "gleich")))
    own = {partner.id: round_alone(partner.figures.get("eigenanteil", Fraction(0)) * 100) for partner in basis.partners}
    shares = {who: Cents(part - own[who]) for who, part in parts.items()}
    text = f"{german_euro(basis.amount)} − Umlage {german_euro(levy)} − Kosten {german_euro(costs)} = {german_euro(net)} zu teilen."
    payers = [partner.name for partner in basis.partners if shares[partner.id] < 0]
    notes = (
        (f"{basis.item.label}: Wer schon mehr eingenommen hat als seinen Anteil, zahlt aus: {', '.join(payers)}.",)
        if payers
        else ()
    )
    return Allocation(basis.item, shares, Cents(sum(shares.values())), text, notes)


def fund(basis: Basis) -> Allocation:
    """A compensation fund: paying in a percentage rounded up to full hundreds (Nienburg), or paying out a short pot."""
    if basis.choice.text("richtung", "einzahlung") == "auszahlung":
        claims = {who: claim * 100 for who, claim in figures(basis, "anspruch").items()}
        exact = divide_short_pot(Fraction(basis.amount), claims)
        paid = Cents(int(sum(exact.values(), Fraction(0))))
        left = Cents(basis.amount - paid)
        notes = (f"{basis.item.label}: {german_euro(left)} bleiben im Fonds.",) if left else ()
        text = f"{german_euro(paid)} an {len(claims)} Antragsteller. Reicht das Geld nicht, werden kleine Anträge geschont."
        return Allocation(basis.item, round_together(paid, exact), paid, text, notes)
    percent = basis.choice.number("prozent")
    if percent <= 0:
        raise basis.refuse("prozent", "Geben Sie den Beitrag in Prozent der Bemessungsgrundlage an, etwa 1.")
    exact = {who: percent * base for who, base in figures(basis, "kreisumlage").items()}  # per cent of euro: cents
    return priced(basis, {who: Cents(-int(-amount // HUNDRED_EURO) * HUNDRED_EURO) for who, amount in exact.items()})


def company_levy(basis: Basis) -> Allocation:
    """A company that lives on its shareholders: the same fixed amount for each, or the uncovered plan by a key."""
    fixed = basis.choice.number("festbetrag")
    if fixed:
        return priced(basis, {partner.id: round_alone(fixed * 100) for partner in basis.partners})
    income = round_alone(basis.choice.number("einnahmen") * 100)
    if income > basis.amount:
        raise basis.refuse("einnahmen", "Die eigenen Einnahmen sind höher als der Bedarf. Es gibt nichts umzulegen.")
    need = Cents(basis.amount - income)
    shares = split(need, basis.named(basis.choice.text("schluessel", "gleich")))
    text = f"{german_euro(basis.amount)} − eigene Einnahmen {german_euro(income)} = {german_euro(need)} umzulegen."
    return Allocation(basis.item, shares, need, text)
