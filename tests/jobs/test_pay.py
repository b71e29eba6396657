"""Sending money, with the real stores and M-Pesa's simulator over HTTP: once, and with a receipt."""

from __future__ import annotations

import threading

import pytest

from .house import Door, House, by
from .money import PHONE, state, topics, wallet


@pytest.fixture(autouse=True)
def member(house: House) -> None:
    house.register("1", PHONE)


def test_a_run_becomes_money_on_the_phone_and_a_message_by_the_reactions_alone(
    house: House, door: Door
) -> None:
    house.deliver("1", "8.5")
    run = house.approved_run()

    house.work()
    door.wait_for(1)
    house.work()

    (payout,) = house.payouts(run)
    assert state(house, payout) == "paid"
    assert wallet(house) == 425
    receipt = house.parts.ledger.payout(payout).receipt
    assert f"Paid KES 425 by M-Pesa, milk of 1-15 Oct 2026. Receipt {receipt}." in house.texts(PHONE)[-1]
    house.sweep()
    house.work()
    assert house.parts.views.settlements.get(run).state == "completed"
    assert house.sweep() == []


def test_the_intent_is_recorded_before_the_call_under_the_id_that_was_fixed_before(
    house: House, door: Door
) -> None:
    payout = house.payout()
    house.do("send", payout)
    door.wait_for(1)

    requested, submitted = house.facts("payout.requested")[0], house.facts("payout.submitted")[0]
    (payment,) = house.mpesa()["payments"]
    assert payment["originator_id"] == str(requested.attempt_id) == str(submitted.attempt_id)
    assert payment["remarks"] == "Milk 2026-10-A member 1"
    assert sorted(topics(house)) == ["accepted", "paid", "requested", "submitted"]


def test_the_same_job_twice_sends_once(house: House, door: Door) -> None:
    payout = house.payout()
    house.do("send", payout)
    door.wait_for(1)
    house.do("send", payout)
    house.do("send-again", payout)
    house.do("ask", payout, 1)
    house.do("give-up", payout)

    assert state(house, payout) == "paid"
    assert len(house.mpesa()["payments"]) == 1
    assert house.mpesa()["turned_away"] == []


def test_many_workers_at_once_send_once(house: House, door: Door) -> None:
    payout = house.payout()
    hands = [threading.Thread(target=house.do, args=("send", payout)) for _ in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    door.wait_for(1)

    assert topics(house).count("submitted") == 1
    assert wallet(house) == 425


def test_a_callback_that_comes_twice_pays_once(house: House, door: Door) -> None:
    house.mpesa_behaves(PHONE, "duplicate_callback")
    payout = house.payout()
    house.do("send", payout)
    door.wait_for(2)

    assert topics(house).count("paid") == 1
    assert state(house, payout) == "paid"
    assert "contradicted" not in topics(house)


def test_a_failure_that_mpesa_confirms_is_recorded_and_only_an_official_tries_again(
    house: House, door: Door
) -> None:
    house.mpesa_behaves(PHONE, "not_registered")
    payout = house.payout()
    house.do("send", payout)
    door.wait_for(1)
    assert state(house, payout) == "failure_reported"
    house.do("ask", payout, 1)
    door.wait_for(2)
    assert state(house, payout) == "failed"
    house.later(hours=2)
    assert not {f"send-{payout}", f"again-{payout}-1"} & set(house.sweep())

    house.mpesa_behaves(PHONE, "ok")
    house.parts.ledger.retry_payout(payout, by("staff:T1", house.now))
    house.work()
    door.wait_for(3)

    assert state(house, payout) == "paid"
    assert len({payment["originator_id"] for payment in house.mpesa()["payments"]}) == 2


def test_a_held_payout_is_not_sent_and_its_release_sends_it(house: House, door: Door) -> None:
    payout = house.payout()
    house.parts.ledger.hold_payout(payout, "the name does not match", by("staff:T1", house.now))
    house.work()
    assert house.mpesa()["payments"] == []

    house.parts.ledger.release_payout(payout, by("staff:T1", house.now))
    house.work()
    door.wait_for(1)

    assert state(house, payout) == "paid"
