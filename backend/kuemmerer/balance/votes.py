"""Who can outvote whom: votes by a rule, majorities, and how often each partner tips the scales."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import factorial

from kuemmerer.balance.model import BadEntries, Entry, Partner
from kuemmerer.base.money import Cents, WeightsUnusable, split

MAX_VOTERS = 60
MAX_VOTES = 2_000
_SLOT = 64  # bits for one count; there are fewer than 2**60 groups
_TOGETHER = 3  # members of the groups that are listed
_LISTED = 20


class SeatRule(StrEnum):
    """How votes are given out; the values are the words of the API."""

    EQUAL = "gleich"
    INHABITANTS = "einwohner"  # one for each `per` inhabitants begun
    SHARE = "anteil"  # `total` votes in proportion to what is borne
    STEPS = "staffel"  # by size classes
    GIVEN = "vorgabe"


class Majority(StrEnum):
    """How many votes a decision needs."""

    SIMPLE = "einfach"
    TWO_THIRDS = "zwei-drittel"
    THREE_QUARTERS = "drei-viertel"
    UNANIMOUS = "einstimmig"


# With equal votes for and against a motion is lost (Art. 33 KommZG), so a simple majority is more than half.
_SHARES = {
    Majority.TWO_THIRDS: Fraction(2, 3),
    Majority.THREE_QUARTERS: Fraction(3, 4),
    Majority.UNANIMOUS: Fraction(1),
}


@dataclass(frozen=True)
class Step:
    """A size class: up to so many inhabitants (None: any number) so many votes."""

    up_to: int | None
    votes: int


@dataclass(frozen=True)
class Votes:
    """The rule by which votes are given out and the majority that decides."""

    rule: SeatRule = SeatRule.EQUAL
    majority: Majority = Majority.SIMPLE
    per: int = 1000
    total: int = 20
    steps: tuple[Step, ...] = ()
    seats: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Power:
    """Votes and what they are worth. Indices assume that every group, or every order, is equally likely."""

    seats: Mapping[str, int]
    needed: int
    banzhaf: Mapping[str, Fraction]
    shapley_shubik: Mapping[str, Fraction]
    decides_alone: tuple[str, ...]
    blocks_alone: tuple[str, ...]
    blocks_together: tuple[tuple[str, ...], ...]
    wins_together: tuple[tuple[str, ...], ...]
    without_influence: tuple[str, ...]

    @property
    def all_seats(self) -> int:
        """All votes."""
        return sum(self.seats.values())


def seats_of(votes: Votes, partners: Sequence[Partner], totals: Mapping[str, Cents]) -> dict[str, int]:
    """The votes of each partner. Raises BadEntries if a figure is missing or nothing can be given out."""
    if votes.rule is SeatRule.EQUAL:
        return {partner.id: 1 for partner in partners}
    if votes.rule is SeatRule.GIVEN:
        missing = [partner for partner in partners if partner.id not in votes.seats]
        if missing:
            raise BadEntries(
                *(Entry(f"votes.seats.{each.id}", f"Bei {each.name} fehlt die Zahl der Stimmen.") for each in missing)
            )
        return {partner.id: votes.seats[partner.id] for partner in partners}
    if votes.rule is SeatRule.SHARE:
        borne = {partner.id: abs(Fraction(totals[partner.id])) for partner in partners}
        try:
            parts = split(Cents(votes.total), borne)
        except WeightsUnusable:
            raise BadEntries(
                Entry("votes.rule", "Niemand trägt etwas. Nach Anteil lassen sich keine Stimmen verteilen.")
            ) from None
        return {who: int(seats) for who, seats in parts.items()}
    inhabitants = _inhabitants(partners)
    if votes.rule is SeatRule.INHABITANTS:
        return {who: max(1, -int(-number // votes.per)) for who, number in inhabitants.items()}
    return {who: _class_of(number, votes.steps) for who, number in inhabitants.items()}


def _inhabitants(partners: Sequence[Partner]) -> dict[str, Fraction]:
    known = {partner.id: partner.figures.get("einwohner") for partner in partners}
    missing = [partner for partner in partners if known[partner.id] is None]
    if missing:
        raise BadEntries(
            *(
                Entry(f"partners.{each.id}.figures.einwohner", f"Für die Stimmen fehlen bei {each.name} die Einwohner.")
                for each in missing
            )
        )
    return {who: number for who, number in known.items() if number is not None}


def _class_of(inhabitants: Fraction, steps: Sequence[Step]) -> int:
    if not steps:
        raise BadEntries(
            Entry("votes.steps", "Nennen Sie die Größenklassen, zum Beispiel: bis 1.000: 1; bis 3.000: 2; darüber: 3")
        )
    for step in steps:
        if step.up_to is None or inhabitants <= step.up_to:
            return step.votes
    raise BadEntries(Entry("votes.steps", "Die Staffel endet zu früh. Die letzte Stufe braucht keine Obergrenze."))


def needed(majority: Majority, all_votes: int) -> int:
    """The least number of votes that carries a motion."""
    share = _SHARES.get(majority)
    return all_votes // 2 + 1 if share is None else -int(-share * all_votes // 1)


def power(seats: Mapping[str, int], majority: Majority) -> Power:
    """The worth of votes. Raises BadEntries beyond 60 voters or 2,000 votes, or if nobody has any."""
    everything = sum(seats.values())
    if len(seats) > MAX_VOTERS or everything > MAX_VOTES:
        raise BadEntries(
            Entry(
                "votes",
                f"Stimmgewichte rechnen wir bis {MAX_VOTERS} Partner und {MAX_VOTES} Stimmen. Teilen Sie alle Stimmen durch dieselbe Zahl.",
            )
        )
    if everything == 0:
        raise BadEntries(Entry("votes", "Niemand hat Stimmen."))
    quota = needed(majority, everything)
    swings = {who: list(_swings(seats, who, quota)) for who in seats}
    counts = {who: sum(by_size) for who, by_size in swings.items()}
    all_swings = sum(counts.values())
    orders = factorial(len(seats))
    pivotal = {
        who: Fraction(
            sum(count * factorial(size) * factorial(len(seats) - 1 - size) for size, count in enumerate(by_size)),
            orders,
        )
        for who, by_size in swings.items()
    }
    blocks = tuple(who for who in seats if everything - seats[who] < quota)
    decides = tuple(who for who in seats if seats[who] >= quota)
    return Power(
        seats=dict(seats),
        needed=quota,
        banzhaf={who: Fraction(count, all_swings) for who, count in counts.items()},
        shapley_shubik=pivotal,
        decides_alone=decides,
        blocks_alone=blocks,
        blocks_together=tuple(_smallest(seats, everything - quota + 1)),
        wins_together=tuple(_smallest(seats, quota)),
        without_influence=tuple(who for who, count in counts.items() if count == 0),
    )


def _swings(seats: Mapping[str, int], who: str, quota: int) -> Iterator[int]:
    """By size: how many groups of the others lose without this voter and win with it.

    All groups of the others are counted at once: one long number per size, with one slot for each sum of votes.
    """
    by_size = [1] + [0] * (len(seats) - 1)
    for other, votes in seats.items():
        if other != who:
            for size in range(len(seats) - 1, 0, -1):
                by_size[size] += by_size[size - 1] << (_SLOT * votes)
    low = max(quota - seats[who], 0)
    mask = (1 << _SLOT) - 1
    for counts in by_size:
        window = counts >> (_SLOT * low)
        yield sum(window >> (_SLOT * offset) & mask for offset in range(quota - low))


def _smallest(seats: Mapping[str, int], wanted: int) -> Iterator[tuple[str, ...]]:
    """Groups of two or three that reach so many votes and need each member; the first twenty."""
    listed = 0
    for size in range(2, _TOGETHER + 1):
        for group in combinations(seats, size):
            votes = sum(seats[who] for who in group)
            if votes >= wanted and votes - min(seats[who] for who in group) < wanted:
                yield group
                listed += 1
                if listed == _LISTED:
                    return
