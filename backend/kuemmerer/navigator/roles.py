"""For whom somebody asks, and who decides then: the council, the assembly of the VG, or all councils."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kuemmerer.content.model import Confidence
from kuemmerer.navigator.conditions import Condition, Values
from kuemmerer.navigator.truth import Truth


class Role(StrEnum):
    """For whom the questions are answered; the values stand in addresses and in the API."""

    MUNICIPALITY = "gemeinde"
    JOINT_ADMINISTRATION = "vg"
    SEVERAL = "mehrere"


@dataclass(frozen=True)
class RoleText:
    """How a role is offered and spoken to; `signature` is how it speaks of itself, `authority` what it does about the authority."""

    role: Role
    label: str
    hint: str
    signature: str
    lede: str
    authority: str


@dataclass(frozen=True)
class DecidingBody:
    """A body that has to decide, for the given roles and answers. `by_default` counts while the answers are missing."""

    id: str
    name: str
    decides: str
    roles: frozenset[Role]
    when: Condition
    by_default: bool
    norm: str
    source: str
    checked_on: date
    confidence: Confidence


def deciding_bodies(bodies: Collection[DecidingBody], role: Role, values: Values) -> tuple[DecidingBody, ...]:
    """The bodies whose resolution is needed, in the order of the file."""
    counted = (Truth.YES, Truth.OPEN)
    return tuple(
        body
        for body in bodies
        if role in body.roles and body.when.evaluate(values) in (counted if body.by_default else counted[:1])
    )
