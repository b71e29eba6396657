"""How much may leave by M-Pesa at once: decided by two officials; before that, what M-Pesa allows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import Cooperative
from imbuto.aggregates.payment_rules import PaymentRules
from imbuto.errors import BadValue, DifferentContent, SamePerson, Unknown, WrongState
from tests.history import MANAGER, TREASURER, by

FIRST, SECOND = UUID(int=1), UUID(int=2)
TIGHT = PaymentRules(5_000_000, 10_000_000, 900_000_000, 14)


def test_before_anybody_decides_mpesas_own_limits_hold() -> None:
    rules = Cooperative().payment_rules
    assert rules == PaymentRules(25_000_000, 50_000_000, None, 7)


def test_what_was_approved_last_holds_at_once() -> None:
    cooperative = Cooperative()
    cooperative.propose_payment_rules(FIRST, TIGHT, by(TREASURER))
    cooperative.propose_payment_rules(SECOND, replace(TIGHT, cooling_days=0), by(TREASURER))
    assert cooperative.payment_rules.cooling_days == 7
    cooperative.approve_payment_rules(SECOND, by(MANAGER))
    cooperative.approve_payment_rules(FIRST, by(MANAGER))
    cooperative.approve_payment_rules(SECOND, by(MANAGER))
    assert cooperative.payment_rules == TIGHT


def test_nobody_approves_what_they_proposed_and_refused_is_refused() -> None:
    cooperative = Cooperative()
    cooperative.propose_payment_rules(FIRST, TIGHT, by(TREASURER))
    cooperative.propose_payment_rules(FIRST, TIGHT, by(MANAGER))
    with pytest.raises(DifferentContent):
        cooperative.propose_payment_rules(FIRST, PaymentRules(), by(TREASURER))
    with pytest.raises(SamePerson):
        cooperative.approve_payment_rules(FIRST, by(TREASURER))
    cooperative.refuse_payment_rules(FIRST, "too tight", by(MANAGER))
    cooperative.refuse_payment_rules(FIRST, "too tight", by(MANAGER))
    with pytest.raises(WrongState):
        cooperative.approve_payment_rules(FIRST, by(MANAGER))
    with pytest.raises(Unknown):
        cooperative.approve_payment_rules(SECOND, by(MANAGER))


@pytest.mark.parametrize(
    "wrong",
    [
        {"most_per_payment_cents": 999},
        {"most_per_payment_cents": 25_000_001},
        {"most_per_member_day_cents": 50_000_001},
        {"most_per_run_cents": 0},
        {"cooling_days": -1},
        {"cooling_days": 61},
    ],
)
def test_limits_that_cannot_be_meant_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        Cooperative().propose_payment_rules(FIRST, replace(TIGHT, **wrong), by(TREASURER))
