"""What M-Pesa takes for a payment, band by band."""

from __future__ import annotations

from datetime import date

import pytest

from imbuto.errors import BadValue
from imbuto.gateways import daraja_tariff
from imbuto.gateways.daraja_tariff import fee_cents

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("shillings", "cents"),
    [
        (1, 0), (100, 0), (101, 500), (1_500, 500), (1_501, 900), (5_000, 900), (5_001, 1_100),
        (20_000, 1_100), (20_001, 1_300), (150_000, 1_300), (150_001, 1_300), (250_000, 1_300),
    ],
)  # fmt: skip
def test_each_band_has_its_fee_to_its_last_shilling(shillings: int, cents: int) -> None:
    assert fee_cents(shillings, TODAY) == cents


def test_a_later_form_counts_from_its_day_on(monkeypatch: pytest.MonkeyPatch) -> None:
    later = (date(2027, 1, 1), ((250_000, 700),))
    monkeypatch.setattr(daraja_tariff, "TARIFFS", (*daraja_tariff.TARIFFS, later))
    assert fee_cents(50, date(2026, 12, 31)) == 0
    assert fee_cents(50, date(2027, 1, 1)) == 700


def test_days_before_the_first_form_use_the_first() -> None:
    assert fee_cents(1_000, date(2020, 1, 1)) == 500


@pytest.mark.parametrize("shillings", [0, -5])
def test_no_amount_has_no_fee(shillings: int) -> None:
    with pytest.raises(BadValue):
        fee_cents(shillings, TODAY)
