"""What the business pays Safaricom for one B2C payment; the customer pays nothing.

Source: Safaricom's B2C tariff form of August 2023. The form stops at KES 150,000; its last band is carried
on to today's limit of KES 250,000.
"""

from __future__ import annotations

# (up to and including this many shillings, fee in shillings)
BANDS = ((100, 0), (1_500, 5), (5_000, 9), (20_000, 11), (250_000, 13))


def fee_shillings(amount_shillings: int) -> int:
    """The business's fee for a payment of this many whole shillings."""
    for ceiling, fee in BANDS:
        if amount_shillings <= ceiling:
            return fee
    return BANDS[-1][1]
