"""A payout that waits for a new number goes by itself when the number has cooled, and not before."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from imbuto.jobs import cooled

from .house import House, by
from .money import state

PHONE, NEW = "254712345678", "254722000099"


@pytest.fixture(autouse=True)
def member(house: House) -> None:
    house.register("1", PHONE)


def change_phone(house: House) -> None:
    house.parts.ledger.propose_phone("1", NEW, by("staff:C1", house.now))
    house.parts.ledger.approve_phone("1", NEW, by("staff:M1", house.now))


def paid_under_another_name(house: House) -> UUID:
    """A payout to a number of which M-Pesa told another name before."""
    payout = UUID(int=7)
    house.parts.ledger.see_payee("1", PHONE, "JUMA BARAKA", payout, by("gateway:daraja", house.now))
    return house.payout()


def accept_name(house: House, number: str = PHONE) -> None:
    house.parts.ledger.propose_payee_acceptance("1", number, "her son's", by("staff:C1", house.now))
    house.parts.ledger.accept_payee("1", number, by("staff:M1", house.now))


def may_go(house: House) -> list[UUID]:
    house.parts.views.catch_up()
    return list(cooled.to_let_go(house.parts, house.now))


def test_it_waits_until_the_number_has_cooled_and_then_goes_to_it(house: House) -> None:
    change_phone(house)
    payout = house.payout()
    assert (state(house, payout), house.parts.ledger.payout(payout).cause) == ("held", "number_changed")
    house.later(days=7, microseconds=-1)
    assert may_go(house) == []
    house.do_twice("cooled", payout)
    assert state(house, payout) == "held"

    house.later(microseconds=1)
    assert f"cooled-{payout}" in house.sweep()
    assert may_go(house) == [payout]
    house.do_twice("cooled", payout)

    released = house.parts.ledger.payout(payout)
    assert (released.state, released.released_by) == ("requested", "job:cooled")
    assert released.msisdn is not None
    assert released.msisdn.text == NEW
    assert may_go(house) == []


def test_it_goes_when_two_officials_have_accepted_the_name(house: House) -> None:
    payout = paid_under_another_name(house)
    assert (state(house, payout), house.parts.ledger.payout(payout).cause) == ("held", "name_mismatch")
    assert may_go(house) == []
    accept_name(house)
    assert may_go(house) == [payout]
    house.do("cooled", payout)
    assert state(house, payout) == "requested"


def test_a_name_that_differs_waits_for_the_new_number_to_cool(house: House) -> None:
    payout = paid_under_another_name(house)
    change_phone(house)
    house.later(days=6)
    assert may_go(house) == []
    house.later(days=1)
    assert may_go(house) == [payout]
    house.do("cooled", payout)
    assert state(house, payout) == "requested"


@pytest.mark.parametrize("why", ["suspended", "another name", "by hand"])
def test_it_stays_held_while_something_else_speaks_against_it(house: House, why: str) -> None:
    ledger = house.parts.ledger
    if why == "by hand":
        payout = house.payout()
        ledger.hold_payout(payout, "the member asked", by("staff:T1", house.now))
    else:
        change_phone(house)
        payout = house.payout()
    if why == "suspended":
        ledger.suspend_member("1", "unpaid shares", by("staff:M1", house.now))
    if why == "another name":
        ledger.see_payee("1", NEW, "JUMA BARAKA", UUID(int=7), by("gateway:daraja", house.now))
    house.later(days=8)
    assert may_go(house) == []
    house.do_twice("cooled", payout)
    assert state(house, payout) == "held"


def test_shorter_cooling_counts_for_what_is_held_already(house: House) -> None:
    change_phone(house)
    payout = house.payout()
    house.later(days=2)
    rules = house.parts.ledger.cooperative().payment_rules
    shorter = UUID(int=77)
    house.parts.ledger.propose_payment_rules(
        shorter, replace(rules, cooling_days=2), by("staff:T1", house.now)
    )
    house.parts.ledger.approve_payment_rules(shorter, by("staff:M1", house.now))
    assert may_go(house) == [payout]
    house.do("cooled", payout)
    assert state(house, payout) == "requested"
