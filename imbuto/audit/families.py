"""Which of the things on a screen a fact may have changed: one visible table, for screens that keep up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from imbuto.audit.about import kind_of, members_of
from imbuto.ledger.looking_back import LookingBack, Stored

MOST_LOOKED_AT = 1_000
ALL = "all"
KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "cooperative": ("cooperative",),
        "member": ("member",),
        "delivery": ("delivery",),
        "sample": ("sample",),
        "settlement": ("settlement",),
        "statement": ("statement", "settlement"),
        "adjustment": ("adjustment",),
        "price_difference": ("price_difference",),
        "charge": ("charge",),
        "remittance": ("remittance",),
        "payout": ("payout",),
        "pay_file": ("pay_file",),
        "message": ("message",),
        "staff": ("staff",),
        "bulk": ("bulk",),
        "voucher": ("voucher",),
        "till": ("till",),
        "top_up": ("top_up", "till"),
        "portal_statement": ("reconciliation",),
        "reconciliation": ("reconciliation",),
        "access": ("access",),
    }
)
"""By the thing that has the fact."""
TOPICS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "delivery.disputed": ("delivery", "dispute"),
        "delivery.dispute_resolved": ("delivery", "dispute"),
        "cooperative.centre_": ("centre",),
        "cooperative.route_": ("centre",),
        "cooperative.price_": ("price",),
        "cooperative.limits_": ("limits",),
        "cooperative.run_": ("settlement",),
        "cooperative.rhythm_": ("settlement",),
        "cooperative.variance_": ("bulk",),
        "cooperative.payment_rules_": ("payment_rules", "till"),
        "cooperative.pay_format_": ("pay_file",),
        "cooperative.message_": ("message",),
        "cooperative.messaging_": ("message",),
        "cooperative.creditor_": ("creditor",),
        "cooperative.standing_charge_": ("charge",),
        "cooperative.deduction_rules_": ("charge",),
        "cooperative.statutory_cap_": ("charge",),
    }
)
"""By how a topic begins: what is more exactly known than by the thing."""


@dataclass(frozen=True)
class Changes:
    """Where the ledger stands, and what has changed since, in words."""

    position: int
    families: list[str]


def families_of(topic: str) -> tuple[str, ...]:
    """The words for what a fact of this topic may have changed."""
    found = next((words for beginning, words in TOPICS.items() if topic.startswith(beginning)), None)
    return found or KINDS[kind_of(topic)]


def changes(log: LookingBack, after: int | None, member: str | None = None) -> Changes:
    """What facts behind a position changed; of a member's only what is about the member. More facts than are
    looked at may have changed anything, as may a ledger that is shorter than it was."""
    position = log.position()
    if after is None or after == position:
        return Changes(position, [])
    if not 0 <= position - after <= MOST_LOOKED_AT:
        return Changes(position, [ALL])
    stored = log.behind(after, MOST_LOOKED_AT)
    position = max(position, *(one.id for one in stored))
    if member is not None:
        stored = _about(log, member, stored)
    return Changes(position, sorted({word for one in stored for word in families_of(one.topic)}))


def _about(log: LookingBack, member: str, stored: list[Stored]) -> list[Stored]:
    """Those of the facts that are about the member. Of messages and access not each names the number."""
    number = json.dumps(member).encode()
    likely = [one for one in stored if number in one.state or kind_of(one.topic) in ("message", "access")]
    about = members_of(log, likely)
    return [one for one in likely if about.get(one.id) == member]
