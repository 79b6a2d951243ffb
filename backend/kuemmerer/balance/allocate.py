"""Sharing several items over several years: every item by its own key, annual ones with an index."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kuemmerer.balance.game import Game
from kuemmerer.balance.keys import share_item, with_prices_times
from kuemmerer.balance.model import Allocation, BadEntries, Balance, Entry, Item, Partner, Recurrence, Year
from kuemmerer.base.money import Cents, round_alone


def allocate(
    partners: Sequence[Partner],
    items: Sequence[Item],
    game: Game | None = None,
    years: int = 1,
    index: Fraction = Fraction(0),
) -> Balance:
    """Share all items. `index` is the yearly rise of annual items (0.02 for two per cent); one-off items fall into year one.

    The amount of each later year is the first one times (1 + index) to the power of the years, rounded to the cent, and
    shared anew. Raises BadEntries with every complaint about every item.
    """
    first: list[Allocation] = []
    complaints: list[Entry] = []
    for item in items:
        try:
            first.append(share_item(item, partners, game))
        except BadEntries as error:
            complaints += error.entries
    if complaints:
        raise BadEntries(*dict.fromkeys(complaints))
    found = [Year(1, _totals(partners, first))]
    annual = [item for item in items if item.recurrence is Recurrence.ANNUAL]
    for number in range(2, years + 1):
        factor = (1 + index) ** (number - 1)
        risen = [grown(item, factor) for item in annual]
        found.append(Year(number, _totals(partners, [share_item(item, partners, game) for item in risen])))
    return Balance(tuple(partners), tuple(first), found[0].totals, tuple(found))


def grown(item: Item, factor: Fraction) -> Item:
    """The same item with its amount, rounded to the cent, and its prices times a factor."""
    return replace(item, amount=round_alone(item.amount * factor), key=with_prices_times(item.key, factor))


def _totals(partners: Sequence[Partner], allocations: Sequence[Allocation]) -> dict[str, Cents]:
    return {
        partner.id: Cents(sum(allocation.sign * allocation.shares[partner.id] for allocation in allocations))
        for partner in partners
    }
