"""A change of where money goes is told to the old numbers when it is proposed and when it is approved."""

from __future__ import annotations

import pytest

from imbuto.aggregates.member import member_id
from imbuto.values import receipt_code

from .house import House, by

OLD, OWN, NEW = "254712345678", "254733000009", "254722000099"
CODE = receipt_code(member_id("0042"))


@pytest.fixture(autouse=True)
def member(house: House) -> None:
    house.register("0042", OLD)


def test_the_old_phone_hears_of_it_before_and_after_and_the_new_one_when_it_counts(house: House) -> None:
    ledger = house.parts.ledger
    ledger.propose_phone("0042", NEW, by("staff:C1"))
    house.work()
    proposed = (
        "Proposed: your new number is ...099. If you did not ask for this, tell the office today. "
        f"No. 0042. {CODE}"
    )
    assert (house.texts(OLD), house.texts(NEW)) == ([proposed], [])

    ledger.approve_phone("0042", NEW, by("staff:M1"))
    house.work()
    assert house.texts(OLD) == [
        proposed,
        proposed.replace("Proposed:", "From now on:"),
    ]
    (told,) = house.texts(NEW)
    assert told.startswith(
        "This is now the M-Pesa number of member No. 0042. If this is wrong, tell the office."
    )
    assert house.sweep() == []


def test_phone_and_payout_number_hear_of_another_payout_number_also_where_receipts_are_off(
    house: House,
) -> None:
    ledger = house.parts.ledger
    ledger.set_messaging(False, by("staff:A1"))
    for number, teller in ((OWN, "staff:C1"), (None, "staff:C2")):
        ledger.propose_payout_phone("0042", number, by(teller))
        ledger.approve_payout_phone("0042", number, by("staff:M1"))
    house.work()
    assert [text.split(".")[0] for text in house.texts(OLD)] == [
        "Proposed: M-Pesa pays you on ",
        "From now on: M-Pesa pays you on ",
        "Proposed: M-Pesa pays you on your own phone",
        "From now on: M-Pesa pays you on your own phone",
    ]
    assert [text.split(".")[0] for text in house.texts(OWN)] == [
        "This is now the M-Pesa number of member No",
        "Proposed: M-Pesa pays you on your own phone",
        "From now on: M-Pesa pays you on your own phone",
    ]


def test_another_way_of_payment_is_told_with_the_end_of_the_account_alone(house: House) -> None:
    ledger = house.parts.ledger
    account = {"account_bank": "EXB01", "account_number": "0110001234", "account_name": "Member 0042"}
    ledger.propose_channel("0042", "bank", by("staff:C1"), **account)
    del account["account_name"]
    ledger.approve_channel("0042", "bank", by("staff:M1"), **account)
    house.work()
    assert all("at bank EXB01, account ...234." in text for text in house.texts(OLD))
    assert len(house.texts(OLD)) == 2
    assert not any("0110001234" in text for text in house.texts(OLD))


def test_what_redis_lost_is_told_by_the_sweep_and_nothing_twice(house: House) -> None:
    house.parts.ledger.propose_phone("0042", NEW, by("staff:C1"))
    house.follow()
    house.queues.connection.flushall()
    assert len(house.sweep()) == 1
    house.work()
    house.work()
    assert len(house.texts(OLD)) == 1


def test_the_message_keeps_which_number_was_told_sealed(house: House) -> None:
    ledger = house.parts.ledger
    ledger.propose_phone("0042", NEW, by("staff:C1"))
    ledger.approve_phone("0042", NEW, by("staff:M1"))
    house.work()
    asked = {fact.kind: fact.to.text for fact in house.facts("message.requested")}
    assert asked == {"payment-proposed": OLD, "payment-approved": OLD, "payment-approved-new": NEW}
    assert OLD not in repr(house.facts("message.requested"))
