"""How much room the rules leave, and what a charge of everybody asks for."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from imbuto.aggregates.deductions import DeductionRules, Purse, Standing, room_cents, standing_claim
from tests.aggregates.deducting import rules


@pytest.mark.parametrize(
    ("gross", "carried", "by", "room"),
    [
        (45_000, 0, None, 45_000),
        (45_000, -50_000, None, 0),
        (45_000, 0, rules(), 45_000),
        (45_000, 5_000, rules("100"), 45_000),
        (45_000, 5_000, rules("0.01"), 4),  # 0.01 % of 450.00 = 4.5 cents, half even 4
        (55_000, 0, rules("0.01"), 6),  # 5.5 cents, half even 6
        (45_000, 0, rules(take_home=45_000), 0),
        (45_000, 1, rules(take_home=45_000), 1),
        (-1, 0, rules(), 0),
    ],
)
def test_the_room_there_is(gross: int, carried: int, by: DeductionRules | None, room: int) -> None:
    assert room_cents(Purse(gross, carried, Decimal(10)), by) == room


@pytest.mark.parametrize(
    ("basis", "rate", "litres", "arrears", "due"),
    [
        ("litre", 20, "100", 0, 2_000),  # 0.20 x 100 l
        ("litre", 20, "100.01", 0, 2_000),  # 2000.2
        ("litre", 50, "0.25", 0, 12),  # 12.5, to even
        ("litre", 50, "0.27", 0, 14),  # 13.5, to even
        ("litre", 20, "0", 350, 350),  # no milk: only what waits from before
        ("litre", 20, "-3", 0, 0),
        ("run", 5_000, "0.01", 0, 5_000),
        ("run", 5_000, "0", 0, 0),  # fixed, but only of members with milk in this run
        ("run", 5_000, "0", 5_000, 5_000),
        ("run", 5_000, "12", 2_500, 7_500),
    ],
)
def test_a_charge_of_everybody_asks_by_litre_or_by_run(
    basis: str, rate: int, litres: str, arrears: int, due: int
) -> None:
    levy = Standing(UUID(int=7), "levy", "KDB", "levy", basis, rate, 10, None, 3)
    claim = standing_claim(levy, Decimal(litres), arrears)
    assert (claim.due_cents, claim.remaining_cents, claim.priority, claim.order) == (due, None, 10, 3)
