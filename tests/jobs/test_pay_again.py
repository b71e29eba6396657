"""What M-Pesa refused for a while is tried again by itself; what people must mend is left to them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from .house import Door, House, by
from .money import PHONE, state


@pytest.fixture(autouse=True)
def member(house: House) -> None:
    house.register("1", PHONE)


def refused(house: House, code: str) -> Any:
    """A payout that M-Pesa refused at once with that code."""
    payout = house.payout()
    sent = house.parts.ledger.submit_payout(payout, by("job:pay", house.now))
    assert sent is not None
    house.parts.ledger.record_payment_failure(
        payout, sent.attempt_id, code, "no", by("job:pay", house.now), evidence="reply"
    )
    return payout


@pytest.mark.parametrize(
    ("code", "waits"),
    [("26", timedelta(minutes=15)), ("4", timedelta(hours=21)), ("1", None), ("2001", None)],
)
def test_a_failure_that_is_nobodys_is_tried_again_in_its_time(
    house: House, code: str, waits: timedelta | None
) -> None:
    payout = refused(house, code)
    assert f"again-{payout}-1" in house.sweep()
    house.do_twice("again", payout, 1)

    found = house.parts.ledger.payout(payout)
    assert (found.state, found.attempt) == ("requested", 2)
    assert found.not_before == (house.now + waits if waits else None)


@pytest.mark.parametrize("code", ["2040", "8", "3", "400.002.02", "SFC_IC0003"])
def test_a_failure_that_people_must_mend_is_left_to_them(house: House, code: str) -> None:
    payout = refused(house, code)
    assert f"again-{payout}-1" not in house.sweep()
    house.do("again", payout, 1)
    assert state(house, payout) == "failed"


def test_a_job_about_an_earlier_attempt_tries_nothing_again(house: House) -> None:
    payout = refused(house, "26")
    house.do("again", payout, 1)
    house.later(minutes=20)
    sent = house.parts.ledger.submit_payout(payout, by("job:pay", house.now))
    assert sent is not None
    told = by("job:pay", house.now)
    house.parts.ledger.record_payment_failure(payout, sent.attempt_id, "26", "busy", told, evidence="reply")
    house.do("again", payout, 1)
    assert (state(house, payout), house.parts.ledger.payout(payout).attempt) == ("failed", 2)


def test_what_is_postponed_is_not_sent_before_its_time(house: House, door: Door) -> None:
    payout = refused(house, "26")
    house.do("again", payout, 1)
    house.work()
    assert house.mpesa()["payments"] == []
    house.later(minutes=15)
    assert f"send-{payout}" in house.sweep()
    house.do("send", payout)
    door.wait_for(1)
    assert state(house, payout) == "paid"
