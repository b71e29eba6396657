"""A delivery as its facts up to some position tell it: how many litres count, and by which price and rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.delivery import Delivery


@dataclass(frozen=True)
class PricedMilk:
    """Accepted milk and its price. The litres are those that count: without what a dispute holds back.
    Fat and SNF are percent as last read, or computed, None where they never were."""

    delivery: UUID
    member: str
    centre: str
    day: date
    litres: Decimal
    grade: str | None
    fat_percent: Decimal | None
    snf_percent: Decimal | None
    price_id: UUID | None
    cents_per_litre: int
    rule: str


def priced_milk(facts: Sequence[Fact]) -> PricedMilk | None:
    """The milk that these facts of one delivery tell of; None when rejected, voided, or not there."""
    if not facts:
        return None
    delivery = Delivery.from_facts(facts[0].originator_id, facts)
    if delivery.rejection_reason is not None or delivery.state == "voided":
        return None
    held = delivery.dispute.held_litres if delivery.dispute and delivery.state == "disputed" else Decimal(0)
    return PricedMilk(
        delivery.id,
        delivery.member,
        delivery.centre,
        delivery.date,
        delivery.litres - held,
        delivery.grade,
        *delivery.fat_and_snf,
        delivery.price_id,
        delivery.price_cents_per_litre,
        delivery.price_rule,
    )
