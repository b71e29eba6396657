"""What the milk of some days would have been worth under another price; nothing is saved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from imbuto.aggregates.price_rules import PriceRules
from imbuto.aggregates.prices import Price
from imbuto.aggregates.what_if import Milk, Sums, WhatIf, what_if
from imbuto.ledger.book import Book
from imbuto.values import By

_NOBODYS = UUID(int=0)
"""The price has no id of its own: it is not proposed."""


def thought_of(
    ledger: Book, centre: str | None, cents_per_litre: int, effective_from: date, rules: PriceRules, by: By
) -> Price:
    """The price as it would be proposed. Raises BadValue and Unknown as a proposal does."""
    if centre is not None:
        ledger.cooperative().require_centre(centre)
    price = Price(_NOBODYS, centre, cents_per_litre, effective_from, by.who, rules=rules)
    price.require_plausible()
    return price


def worth_under(ledger: Book, price: Price, milk: Iterable[Milk], day_from: date, day_to: date) -> WhatIf:
    """All of this milk, as if that price had been in force through these days."""
    return what_if(ledger.cooperative(), price, milk, day_from, day_to)


__all__ = ["Sums", "WhatIf", "thought_of", "worth_under"]
