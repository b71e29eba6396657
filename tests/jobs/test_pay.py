"""Sending money, with the real stores and M-Pesa's simulator over HTTP: never twice, never a guess."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import redis

from imbuto.aggregates.member import member_id
from imbuto.errors import Busy
from imbuto.gateways.daraja import DarajaClient
from imbuto.gateways.daraja_outcomes import Rejected, SendOutcome
from imbuto.jobs import pay
from imbuto.jobs.queues import connect

from .house import Door, House, by

PHONE = "254712345678"


class Killed(BaseException):
    """The worker is no more."""


@pytest.fixture(autouse=True)
def member(house: House) -> None:
    house.register("1", PHONE)


def wallet(house: House) -> int:
    """What M-Pesa has put on the member's phone, in shillings."""
    wallets: dict[str, int] = house.mpesa()["wallets"]
    return wallets.get(PHONE, 0)


def state(house: House, payout: UUID) -> str:
    return house.parts.ledger.payout(payout).state


def topics(house: House) -> list[str]:
    return [type(fact).TOPIC.removeprefix("payout.") for fact in house.facts("payout.")]


def killed_in_call(house: House, monkeypatch: pytest.MonkeyPatch, *, after: bool) -> None:
    """The next call to M-Pesa kills the worker: before it is made, or before its answer is recorded."""
    real = DarajaClient.pay

    def pay(client: DarajaClient, *args: Any) -> Any:
        monkeypatch.setattr(DarajaClient, "pay", real)
        if after:
            real(client, *args)
        raise Killed

    monkeypatch.setattr(DarajaClient, "pay", pay)


# ------------------------------------------------------------------ the good way


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


def test_a_definite_failure_is_recorded_and_only_an_official_tries_again(house: House, door: Door) -> None:
    house.mpesa_behaves(PHONE, "not_registered")
    payout = house.payout()
    house.do("send", payout)
    door.wait_for(1)
    assert state(house, payout) == "failed"
    house.later(hours=2)
    assert f"send-{payout}" not in house.sweep()

    house.mpesa_behaves(PHONE, "ok")
    house.parts.ledger.retry_payout(payout, by("staff:T1", house.now))
    house.work()
    door.wait_for(2)

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


# ------------------------------------------------------------------ silence


def test_a_lost_callback_is_asked_about_after_two_minutes_and_found_paid(house: House, door: Door) -> None:
    house.mpesa_behaves(PHONE, "lost_callback")
    payout = house.payout()
    house.do("send", payout)
    assert f"ask-{payout}-1" not in house.sweep()

    house.later(minutes=2, seconds=1)
    assert f"ask-{payout}-1" in house.sweep()
    house.do("ask", payout, 1)
    house.do("ask", payout, 1)
    door.wait_for(1)

    assert door.heard == ["status"]
    assert state(house, payout) == "paid"
    assert house.facts("payout.paid")[0].evidence == "status"
    assert topics(house).count("status_asked") == 1


def test_a_queue_timeout_notice_is_no_failure_and_is_asked_about(house: House, door: Door) -> None:
    house.mpesa_behaves(PHONE, "queue_timeout")
    payout = house.payout()
    house.do("send", payout)
    door.wait_for(1)
    assert state(house, payout) == "outcome_unknown"

    house.later(minutes=3)
    house.sweep()
    house.work()
    door.wait_for(2)

    assert state(house, payout) == "failed"
    assert wallet(house) == 0
    assert len(house.mpesa()["payments"]) == 1


def test_a_time_out_after_acceptance_is_never_paid_twice(house: House, door: Door) -> None:
    house.mpesa_behaves(PHONE, "timeout_after_accept")
    payout = house.payout()

    house.work()
    door.wait_for(1)
    for _ in range(3):
        house.later(minutes=10)
        house.sweep()
        house.work()

    assert state(house, payout) == "paid"
    assert wallet(house) == 425, "the ledger and the wallet agree"
    assert topics(house).count("paid") == 1
    assert topics(house).count("submitted") == 1


def test_a_time_out_after_acceptance_whose_callback_is_lost_too_is_found_by_its_id(
    house: House, callbacks: tuple[str, dict[str, Door]]
) -> None:
    house.mpesa_behaves(PHONE, "timeout_after_accept")
    payout = house.payout()
    house.do("send", payout)
    assert state(house, payout) == "outcome_unknown"

    callbacks[1]["open"] = door = Door(house)
    house.later(minutes=3)
    house.sweep()
    house.work()
    door.wait_for(1)
    callbacks[1].clear()

    assert state(house, payout) == "paid"
    assert wallet(house) == 425
    assert len(house.mpesa()["payments"]) == 1


def test_a_time_out_before_acceptance_is_sent_again_under_its_own_id(house: House, door: Door) -> None:
    house.mpesa_behaves(PHONE, "timeout_before_accept")
    payout = house.payout()
    house.do("send", payout)
    assert state(house, payout) == "outcome_unknown"
    assert house.mpesa()["payments"] == []

    house.mpesa_behaves(PHONE, "ok")
    house.later(minutes=3)
    house.sweep()
    house.work()
    door.wait_for(1)

    assert state(house, payout) == "paid"
    assert wallet(house) == 425
    (payment,) = house.mpesa()["payments"]
    assert payment["originator_id"] == str(house.facts("payout.requested")[0].attempt_id)


def test_questions_follow_the_timetable_and_then_people_decide(house: House) -> None:
    house.mpesa_behaves(PHONE, "lost_callback")
    payout = house.payout()
    sent_at = house.now
    house.do("send", payout)

    asked: list[int] = []
    for minute in [1, 3, 6, 14, 16, 61, 200, 361, 1439, 1441, 1460, 1502]:
        house.now = datetime.fromtimestamp(sent_at.timestamp() + minute * 60, UTC)
        before = topics(house).count("status_asked")
        house.sweep()
        house.work()
        asked.append(topics(house).count("status_asked") - before)

    assert asked == [0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0]
    assert state(house, payout) == "needs_review"
    assert house.sweep() == []


# ------------------------------------------------------------------ not taken


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


# ------------------------------------------------------------------ crashes


@pytest.mark.parametrize("after", [False, True], ids=["before the call", "before its answer is recorded"])
def test_a_send_cut_off_by_a_crash_is_made_again_under_the_same_id_and_pays_once(
    house: House, door: Door, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    payout = house.payout()
    killed_in_call(house, monkeypatch, after=after)
    with pytest.raises(Killed):
        house.do("send", payout)
    if after:
        door.wait_for(1)
    house.do("send", payout)
    house.later(minutes=3)
    house.sweep()
    house.work()
    door.wait_for(1)

    assert state(house, payout) == "paid"
    assert wallet(house) == 425
    assert len(house.mpesa()["payments"]) == 1


def test_after_a_crash_a_send_that_was_not_taken_leaves_the_outcome_unknown(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.mpesa_behaves(PHONE, "lost_callback")
    payout = house.payout()
    killed_in_call(house, monkeypatch, after=True)
    with pytest.raises(Killed):
        house.do("send", payout)
    house.parts.daraja._base_url = "http://127.0.0.1:9"

    house.do("send-again", payout)

    assert state(house, payout) == "outcome_unknown", "the send before the crash did arrive"


def test_after_a_lost_answer_a_refusal_of_the_same_send_is_no_failure(house: House) -> None:
    house.mpesa_behaves(PHONE, "timeout_after_accept")
    payout = house.payout()
    house.do("send", payout)
    house.parts.__dict__["daraja"] = Refusing(house.parts.daraja)

    house.do("ask", payout, 1)

    assert state(house, payout) == "outcome_unknown"
    assert house.parts.daraja.asked == 1, "its status is asked for as well"


class Refusing:
    """M-Pesa's door on a bad day: it refuses the send and takes the question."""

    def __init__(self, client: DarajaClient) -> None:
        self._client = client
        self.asked = 0

    def pay(self, *_: Any) -> Rejected:
        return Rejected("400.002.02", "Bad Request - Invalid Remarks")

    def ask_status(self, *words: str) -> SendOutcome:
        self.asked += 1
        return self._client.ask_status(*words)
