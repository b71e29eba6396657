"""When M-Pesa does not take a payment: what waits, what fails, and what stops everybody."""

from __future__ import annotations

from dataclasses import replace

import pytest
import redis

from imbuto.aggregates.member import member_id
from imbuto.errors import Busy
from imbuto.jobs import till_gate
from imbuto.jobs.queues import connect

from .house import Door, House, by
from .money import PHONE, state, topics


@pytest.fixture(autouse=True)
def member(house: House) -> None:
    house.register("1", PHONE)


def test_a_throttled_send_is_deferred_and_sent_again_under_the_same_id(
    house: House, door: Door, redis_client: redis.Redis
) -> None:
    house.mpesa_behaves(PHONE, "throttled_once")
    payout = house.payout()
    house.work()
    assert state(house, payout) == "requested"
    assert 0 < till_gate.pause(house.parts).left_seconds() <= 60

    redis_client.delete("imbuto:pay:pause")
    house.later(minutes=2)
    house.sweep()
    house.work()
    door.wait_for(1)

    assert state(house, payout) == "paid"
    (payment,) = house.mpesa()["payments"]
    (requested,) = house.facts("payout.requested")
    assert payment["originator_id"] == str(requested.attempt_id)


def test_while_mpesa_is_out_of_reach_one_is_tried_and_all_wait(
    house: House, door: Door, redis_client: redis.Redis
) -> None:
    for number in range(2, 8):
        house.register(str(number), f"25471234567{number}")
        house.deliver(str(number))
    house.payout()
    address = house.parts.daraja._base_url
    house.parts.daraja._base_url = "http://127.0.0.1:9"

    house.work()

    assert topics(house).count("submitted") == 1
    assert topics(house).count("deferred") == 1
    house.parts.daraja._base_url = address
    redis_client.delete("imbuto:pay:pause")
    house.later(minutes=2)
    house.sweep()
    for answers in range(1, 8):
        house.work()
        door.wait_for(answers)
    assert topics(house).count("paid") == 7
    assert house.mpesa()["turned_away"] == []


def test_a_key_of_ours_that_is_refused_stops_all_workers_loudly_and_fails_no_payout(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    payout = house.payout()
    client = house.parts.daraja
    client._credentials = replace(client._credentials, consumer_secret="wrong")

    house.work()
    house.later(minutes=3)
    house.sweep()
    house.work()

    assert (state(house, payout), topics(house).count("deferred")) == ("requested", 1)
    assert house.parts.ledger.till().state == "stopped"
    assert "PAYMENTS STOPPED" in caplog.text


def test_a_report_that_blames_our_credential_stops_the_rest_of_the_batch(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.register("2", "254712345679")
    house.deliver("2")
    first = house.payout()
    sent = house.parts.ledger.submit_payout(first, by("job:pay", house.now))
    assert sent is not None
    told = by("gateway:daraja", house.now)
    house.parts.ledger.record_payment_failure(first, sent.attempt_id, "2001", "wrong initiator", told)

    house.work()

    assert house.mpesa()["payments"] == []
    assert "PAYMENTS STOPPED" in caplog.text
    till = house.parts.ledger.till()
    assert (till.state, till.code, state(house, first)) == ("stopped", "2001", "failure_reported")


def test_what_was_sent_before_people_let_payments_go_again_stops_nobody(house: House) -> None:
    payout = house.payout()
    sent = house.parts.ledger.submit_payout(payout, by("job:pay", house.now))
    assert sent is not None
    house.parts.ledger.stop_payments("credential", "2001", "wrong initiator", by("job:till", house.now))
    house.later(minutes=5)
    house.parts.ledger.resume_payments("a new password", by("staff:M1", house.now))
    told = by("gateway:daraja", house.now)
    house.parts.ledger.record_payment_failure(payout, sent.attempt_id, "2001", "wrong initiator", told)

    house.work()

    assert house.parts.ledger.till().state == "open"


def test_a_payout_is_given_up_only_when_its_time_is_over_and_a_late_answer_still_counts(
    house: House, door: Door
) -> None:
    house.mpesa_behaves(PHONE, "lost_callback")
    payout = house.payout()
    house.do("send", payout)
    house.do("give-up", payout)
    assert state(house, payout) == "accepted"
    house.parts.ledger.put_payout_to_review(payout, "a day of silence", by("job:pay", house.now))

    house.do("ask", payout, 1)
    door.wait_for(1)

    assert state(house, payout) == "paid"


def test_without_redis_a_payment_waits_and_nothing_is_recorded(house: House) -> None:
    payout = house.payout()
    house.prove()
    position = house.parts.ledger.position()
    house.parts.redis.close()
    house.parts.__dict__["redis"] = connect("unix:///nonexistent/imbuto.sock")

    with pytest.raises(Busy):
        house.do("send", payout)

    assert house.parts.ledger.position() == position


def test_a_number_that_mpesa_can_never_pay_is_a_definite_failure_before_any_call(house: House) -> None:
    house.register("9", "12345")
    house.deliver("9")
    run = house.parts.ledger.payout(house.payout()).run
    for payout in house.payouts(run):
        if house.parts.ledger.payout(payout).member == "9":
            house.do("send", payout)

    (failed,) = house.facts("payout.failed")
    assert (failed.member, failed.code) == ("9", "bad-value")
    assert failed.reason.startswith("msisdn: ")


def test_a_payout_to_a_person_who_was_forgotten_is_held(house: House) -> None:
    payout = house.payout()
    house.parts.people.keyring.erase(member_id("1").hex)

    house.do("send", payout)

    assert state(house, payout) == "held"
    assert house.mpesa()["payments"] == []
