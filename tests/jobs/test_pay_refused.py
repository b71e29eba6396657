"""When M-Pesa does not take a payment: what waits, what fails, and what stops everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import redis

from imbuto.aggregates.member import member_id
from imbuto.errors import Busy
from imbuto.jobs import pay
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
    assert 0 < redis_client.ttl("imbuto:pay:pause") <= 60

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
    house.work()
    door.wait_for(7)
    assert topics(house).count("paid") == 7
    assert house.mpesa()["turned_away"] == []


def test_a_wrong_credential_stops_all_workers_loudly_and_fails_no_payout(
    house: House, redis_client: redis.Redis, caplog: pytest.LogCaptureFixture
) -> None:
    payout = house.payout()
    client = house.parts.daraja
    client._credentials = replace(client._credentials, consumer_secret="wrong")

    house.work()
    house.sweep()
    house.work()

    assert state(house, payout) == "requested"
    assert topics(house).count("deferred") == 1
    assert "PAYMENTS STOPPED" in caplog.text
    assert redis_client.ttl("imbuto:pay:pause") > 200


def test_a_result_that_blames_our_credential_stops_the_rest_of_the_batch(
    house: House, redis_client: redis.Redis, caplog: pytest.LogCaptureFixture
) -> None:
    house.register("2", "254712345679")
    house.deliver("2")
    first = house.payout()
    sent = house.parts.ledger.submit_payout(first, by("job:pay", house.now))
    assert sent is not None
    told = by("gateway:daraja", house.now)
    house.parts.ledger.record_payment_failure(first, sent.attempt_id, "2001", "wrong initiator", told)

    house.work()

    assert house.done.index(f"brake-{first}-3") < min(
        number for number, id in enumerate(house.done) if id.startswith("send-")
    )
    assert house.mpesa()["payments"] == []
    assert "PAYMENTS STOPPED" in caplog.text
    assert 200 < redis_client.ttl("imbuto:pay:pause") <= 300


def test_an_old_failure_stops_nobody(house: House, redis_client: redis.Redis) -> None:
    payout = house.payout()
    sent = house.parts.ledger.submit_payout(payout, by("job:pay", house.now))
    assert sent is not None
    told = by("gateway:daraja", house.now)
    house.parts.ledger.record_payment_failure(payout, sent.attempt_id, "2001", "wrong initiator", told)
    house.later(minutes=6)

    house.work()

    assert not redis_client.exists("imbuto:pay:pause")


def test_a_failure_dated_ahead_stops_payments_no_longer_than_one_of_now(
    house: House, redis_client: redis.Redis
) -> None:
    payout = house.payout()
    sent = house.parts.ledger.submit_payout(payout, by("job:pay", house.now))
    assert sent is not None
    told = by("gateway:daraja", house.now + timedelta(days=30))
    house.parts.ledger.record_payment_failure(payout, sent.attempt_id, "2001", "wrong initiator", told)

    house.work()

    assert 200 < redis_client.ttl("imbuto:pay:pause") <= 300


def test_a_payout_that_is_given_up_waits_for_people_and_a_late_answer_still_counts(
    house: House, door: Door
) -> None:
    house.mpesa_behaves(PHONE, "lost_callback")
    payout = house.payout()
    house.do("send", payout)
    house.do_twice("give-up", payout)
    assert state(house, payout) == "needs_review"

    house.do("ask", payout, 1)
    door.wait_for(1)

    assert state(house, payout) == "paid"


def test_without_redis_a_payment_waits_and_nothing_is_recorded(house: House) -> None:
    payout = house.payout()
    position = house.parts.ledger.position()
    house.parts.redis.close()
    house.parts.__dict__["redis"] = connect("unix:///nonexistent/imbuto.sock")

    with pytest.raises(Busy):
        house.do("send", payout)

    assert house.parts.ledger.position() == position


def test_a_number_that_mpesa_can_never_pay_is_a_definite_failure_before_any_call(house: House) -> None:
    house.register("9", "12345")
    house.deliver("9")
    house.payout()
    house.work()

    (failed,) = house.facts("payout.failed")
    assert (failed.member, failed.code) == ("9", "bad-value")
    assert failed.reason.startswith("msisdn: ")


def test_a_payout_to_a_person_who_was_forgotten_is_held(house: House) -> None:
    payout = house.payout()
    house.parts.people.keyring.erase(member_id("1").hex)

    house.do("send", payout)

    assert state(house, payout) == "held"
    assert house.mpesa()["payments"] == []


def test_payments_keep_the_pace_that_all_workers_share(
    house: House, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pay, "CALLS_PER_SECOND", 2)
    monkeypatch.setattr(pay, "LONGEST_WAIT_SECONDS", 0)
    for number in (2, 3):
        house.register(str(number), f"25471234567{number}")
        house.deliver(str(number))
    house.payout()

    house.work()

    assert topics(house).count("submitted") == 2
    monkeypatch.setattr(pay, "LONGEST_WAIT_SECONDS", 5)
    house.sweep()
    house.work()
    assert topics(house).count("submitted") == 3
