"""What M-Pesa takes from the cooperative for one B2C payment. The member pays nothing.

Source: Safaricom's B2C tariff form of August 2023. A new form is a new row with its first day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from imbuto.errors import BadValue

Band = tuple[int, int]
TARIFFS: tuple[tuple[date, tuple[Band, ...]], ...] = (
    (date(2023, 8, 1), ((100, 0), (1_500, 500), (5_000, 900), (20_000, 1_100), (150_000, 1_300))),
)
"""From a day on: (up to and including so many shillings, fee in cents)."""


def fee_cents(amount_shillings: int, on: date) -> int:
    """The fee of one payment in cents.

    The form's last band ends at KES 150,000 and today's limit is 250,000: what lies between is taken to cost
    as much as the last band. Days before the first form use the first. Raises BadValue below one shilling.
    """
    if amount_shillings < 1:
        raise BadValue("amount_shillings", amount_shillings, "This is no payment.", "Give whole shillings.")
    bands = next((bands for since, bands in reversed(TARIFFS) if since <= on), TARIFFS[0][1])
    return next((fee for ceiling, fee in bands if amount_shillings <= ceiling), bands[-1][1])


def cost_cents(payments: Iterable[tuple[int, int]], on: date) -> int:
    """What payments take from the float with their fees: pairs of the cents of one and how many there are."""
    return sum(count * (cents + fee_cents(max(cents // 100, 1), on)) for cents, count in payments)
