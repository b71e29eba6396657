"""Entries on a member's account: which facts change what a member is owed, and by how much.

The member's balance, the statements, the journal and the auditor all read facts through this one table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from imbuto.aggregates.adjustment import OPENING_SAVINGS, Adjustment
from imbuto.aggregates.base import Fact
from imbuto.aggregates.delivery import Delivery
from imbuto.values import centilitres


@dataclass(frozen=True)
class Entry:
    """A change of what a member is owed: litres in hundredths, money in cents, both signed.

    `kind` is "milk", which comes from a centre, or "adjustment".
    """

    member: str
    date: date
    centilitres: int
    cents: int
    centre: str | None = None
    kind: str = "milk"


Amounts = tuple[Decimal, int] | None
"""Litres and cents that a fact changes on the milk account; None when it changes another account."""


def entry_of(fact: Fact) -> Entry | None:
    """The entry a fact makes on its member's account, or None."""
    amounts_of = ENTRIES.get(type(fact))
    amounts = amounts_of(fact) if amounts_of else None
    if amounts is None:
        return None
    litres, cents = amounts
    about: Any = fact
    if fact.TOPIC.startswith("delivery."):
        return Entry(about.member, about.date, centilitres(litres), cents, about.centre)
    return Entry(about.member, about.day, centilitres(litres), cents, None, "adjustment")


def _recorded(fact: Delivery.Recorded) -> Amounts:
    return (Decimal(0) if fact.rejection_reason else fact.litres), fact.value_cents


def _changed(fact: Delivery.Corrected | Delivery.Voided | Delivery.Sampled) -> Amounts:
    return fact.change_litres, fact.change_cents


def _sampled(fact: Delivery.Sampled) -> Amounts:
    """Readings that change neither litres nor money are no entry."""
    return (fact.change_litres, fact.change_cents) if fact.change_litres or fact.change_cents else None


def _disputed(fact: Delivery.Disputed) -> Amounts:
    return -fact.held_litres, -fact.held_cents


def _resolved(fact: Delivery.DisputeResolved) -> Amounts:
    return fact.released_litres + fact.change_litres, fact.released_cents + fact.change_cents


def _adjusted(fact: Adjustment.Approved) -> Amounts:
    return None if fact.kind == OPENING_SAVINGS else (fact.litres, fact.cents)


def _granted(fact: Adjustment.Granted) -> Amounts:
    """The litres that a price difference is for were counted when they were weighed."""
    return Decimal(0), fact.cents


ENTRIES: dict[type[Fact], Callable[[Any], Amounts]] = {
    Delivery.Recorded: _recorded,
    Delivery.Corrected: _changed,
    Delivery.Voided: _changed,
    Delivery.Sampled: _sampled,
    Delivery.Disputed: _disputed,
    Delivery.DisputeResolved: _resolved,
    Adjustment.Approved: _adjusted,
    Adjustment.Granted: _granted,
}
