"""A pay run that is opened between an official's look and the saving, in each store: what must not be done
alone any more, or has to wait, is refused as if it had come later."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from imbuto.aggregates import Delivery
from imbuto.errors import WindowClosed, WrongState
from imbuto.ledger import Ledger, Readings, SampleOf
from tests.ledger.examples import CLERK, DAY, JOB, MANAGER, PERIOD, record
from tests.ledger.test_payments_at_once import Dairies, two
from tests.ledger.verbs_about_charges import CHARGE, make, propose_write_off

__all__ = ("two",)
ACTS: dict[str, Callable[[Ledger, Any], object]] = {
    "correct": lambda ledger, id: ledger.correct_delivery(id, Decimal("5"), None, "a slip", CLERK),
    "void": lambda ledger, id: ledger.void_delivery(id, "twice", CLERK),
}


@pytest.mark.parametrize("act", ACTS)
def test_milk_that_a_run_took_meanwhile_is_not_changed_by_one_alone(two: Dairies, act: str) -> None:
    ledger, overtaken = two
    milk = record(ledger)
    overtaken.before_save = partial(ledger.open_settlement, PERIOD, JOB)
    with pytest.raises(WindowClosed):
        ACTS[act](overtaken, milk)
    assert [type(fact) for _, fact in ledger.story(milk)] == [Delivery.Recorded]


def test_a_sample_of_milk_that_a_run_took_meanwhile_leaves_its_money(two: Dairies) -> None:
    ledger, overtaken = two
    milk = record(ledger)
    about, readings = SampleOf("KIA", DAY, "AM", delivery=milk), Readings(antibiotic="positive")
    overtaken.before_save = partial(ledger.open_settlement, PERIOD, JOB)
    overtaken.record_sample(uuid4(), about, readings, [milk], MANAGER)
    (*_, sampled) = (fact for _, fact in ledger.story(milk))
    assert (type(sampled), sampled.counted) == (Delivery.Sampled, False)


def test_a_charge_is_not_written_off_under_a_run_that_was_opened_meanwhile(two: Dairies) -> None:
    ledger, overtaken = two
    make(ledger)
    propose_write_off(ledger)
    overtaken.before_save = partial(ledger.open_settlement, PERIOD, JOB)
    with pytest.raises(WrongState):
        overtaken.approve_charge_change(CHARGE, "write-off", MANAGER)
    assert ledger.charge(CHARGE).settled_cents == 0
