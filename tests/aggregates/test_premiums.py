"""Volume premiums by hand: litres beyond each step or all of them, of one centre or of all."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from imbuto.aggregates.deductions import Slab, SlabPrice
from imbuto.aggregates.premiums import premiums_of

PRICE, OTHER = UUID(int=50), UUID(int=51)


def slabs(
    *steps: tuple[str, int], way: str = "above", centre: str | None = None, id: UUID = PRICE
) -> SlabPrice:
    found = tuple(Slab(Decimal(litres), cents) for litres, cents in steps)
    return SlabPrice(id, centre, "volume", found, way)


@pytest.mark.parametrize(
    ("litres", "way", "then"),
    [
        ("99.99", "above", []),
        ("100", "above", []),  # nothing lies beyond the step
        ("100.01", "above", [("0.01", 1)]),  # 0.01 l x 1.00 = 1
        ("250", "above", [("150", 15_000)]),  # (250 - 100) x 1.00
        ("300", "above", [("200", 20_000)]),  # (300 - 100) x 1.00
        ("300.25", "above", [("200", 20_000), ("0.25", 38)]),  # 0.25 x 1.50 = 37.5 -> 38
        ("300.15", "above", [("200", 20_000), ("0.15", 22)]),  # 0.15 x 1.50 = 22.5 -> 22
        ("500", "above", [("200", 20_000), ("200", 30_000)]),  # up to 300, then beyond it
        ("99.99", "all", []),
        ("100", "all", [("100", 10_000)]),  # the step is reached: all litres
        ("299.99", "all", [("299.99", 29_999)]),
        ("300", "all", [("300", 45_000)]),  # 300 x 1.50
        ("0", "all", []),
        ("-5", "above", []),
        ("-5", "all", []),
    ],
)
def test_a_volume_premium_counts_litres_beyond_a_step_or_all(
    litres: str, way: str, then: list[tuple[str, int]]
) -> None:
    price = slabs(("100", 100), ("300", 150), way=way)
    found = premiums_of([price], {"KIA": int(Decimal(litres) * 100)})
    assert [(one.litres, one.cents) for one in found] == [(Decimal(litres), cents) for litres, cents in then]


def test_a_step_from_nothing_on_counts_every_litre_and_none_of_none() -> None:
    price = slabs(("0", 100), way="above")
    assert [one.cents for one in premiums_of([price], {"KIA": 250})] == [250]
    assert premiums_of([price], {}) == ()
    assert premiums_of([slabs(("0", 100), way="all")], {}) == ()


def test_a_centre_s_own_price_takes_its_litres_from_the_general_one() -> None:
    general, own = slabs(("10", 100)), slabs(("10", 300), centre="KIA", id=OTHER)
    litres = {"KIA": 1500, "LIM": 800, "NDU": 700, None: 100}
    found = premiums_of([general, own], litres)
    # general: 8 + 7 + 1 = 16 l, 6 beyond 10; KIA: 15 l, 5 beyond 10 at 3.00
    assert [(one.price_id, one.litres, one.cents) for one in found] == [
        (PRICE, Decimal(6), 600),
        (OTHER, Decimal(5), 1500),
    ]
    without = slabs(centre="KIA", id=OTHER)
    assert [one.litres for one in premiums_of([general, without], litres)] == [Decimal(6)]
