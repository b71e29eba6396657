"""What a litre is worth and why: a quote for some milk, and the price that a delivery was given."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from imbuto.api.parts import ledger, views
from imbuto.errors import BadValue
from imbuto.ledger import Price, PricedMilk
from imbuto.projections.deliveries import DeliveryAnswer
from imbuto.values import centilitres


def quote(
    centre: str,
    date: date,
    grade: str | None,
    fat: Decimal | None,
    snf: Decimal | None,
    as_of_position: int | None,
    as_of: datetime | None,
) -> dict[str, Any]:
    """The price of such milk. Raises NoPrice, and Unknown for a centre that was not open then."""
    if as_of_position is not None and as_of_position > ledger().position():
        raise BadValue(
            "as_of_position", as_of_position, "The ledger is not that long.", "Leave it out for now."
        )
    cooperative = ledger().cooperative_as_of(as_of_position, as_of)
    cooperative.require_centre(centre)
    priced = cooperative.priced(centre, date, grade, fat, snf)
    return {
        "centre": centre,
        "date": date,
        "cents_per_litre": priced.cents_per_litre,
        "rule": priced.rule,
        "parts": priced.rule.split("; "),
        "price": cooperative.price(priced.price_id),
    }


def price_of_delivery(delivery: DeliveryAnswer) -> dict[str, Any]:
    """The price that was fixed with the milk, and each difference that was approved about it since."""
    milk = ledger().priced_milk(delivery.id)
    price = ledger().cooperative_as_of().prices.get(milk.price_id) if milk and milk.price_id else None
    rule = _rule(milk, price)
    return {
        "delivery": delivery.id,
        "member": delivery.member,
        "centre": delivery.centre,
        "date": delivery.day,
        "state": delivery.state,
        "litres": centilitres(milk.litres) if milk else 0,
        "grade": milk and milk.grade,
        "fat_percent": milk and milk.fat_percent,
        "snf_percent": milk and milk.snf_percent,
        "rejection_reason": delivery.rejection_reason,
        "cents_per_litre": milk.cents_per_litre if milk else 0,
        "value_cents": delivery.value_cents,
        "rule": rule,
        "parts": [part for part in rule.split("; ") if part],
        "price": price,
        "differences": _differences(delivery),
    }


def _rule(milk: PricedMilk | None, price: Price | None) -> str:
    """The rule kept with the milk; milk that was recorded before rules were kept had a flat price."""
    if milk is None:
        return ""
    return milk.rule or (price.of().rule if price else "")


def _differences(delivery: DeliveryAnswer) -> list[dict[str, Any]]:
    about = views().price_differences.about(delivery.day, delivery.centre)
    others = [difference.id for difference in about]
    return [
        {**vars(difference), "cents": added.cents}
        for difference in about
        for added in ledger().differences_of(difference.id, [delivery.id], others)
    ]
