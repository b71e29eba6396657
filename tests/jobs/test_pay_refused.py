"""When M-Pesa does not take a payment: what waits, what fails, and what stops everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import redis

from imbuto.aggregates import Payout
from imbuto.aggregates.member import member_id
from imbuto.errors import Busy
from imbuto.jobs import till_gate
from imbuto.jobs.queues import connect
from imbuto.ledger import PaymentRules, next_opening

from .house import PERIOD, Door, House, by
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
    house.work()
    door.wait_for(7)
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


# ------------------------------------------------------------------ tried again by themselves


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


# ------------------------------------------------------------------ limits


def limit(house: House, **limits: int) -> None:
    rules = UUID(int=5)
    house.parts.ledger.propose_payment_rules(rules, PaymentRules(**limits), by("staff:T1"))
    house.parts.ledger.approve_payment_rules(rules, by("staff:M1"))


def test_what_else_was_sent_to_the_member_today_counts_for_the_limit_of_the_day(
    house: House,
) -> None:
    """KES 300,000 is more than M-Pesa takes at once, and its second part more than is paid in a day here."""
    limit(house, most_per_member_day_cents=26_000_000)
    for day in range(1, 3):
        house.deliver("1", "2000", day=PERIOD.start + timedelta(days=day))
    run = house.parts.ledger.payout(house.payout(shillings=100_000)).run
    first, second = sorted(house.payouts(run), key=lambda id: house.parts.ledger.payout(id).part)
    house.do("send", first)
    attempt, told = house.parts.ledger.payout(first).attempt_id, by("gateway:daraja", house.now)
    house.parts.ledger.record_payment(first, attempt, "SKX1", 1300, house.now, "callback", told)

    house.do("send", second)

    found = house.parts.ledger.payout(second)
    assert (found.state, found.not_before) == ("requested", next_opening(house.now))
    assert (state(house, first), topics(house)[-1]) == ("paid", "postponed")


def test_what_else_was_sent_of_the_run_counts_for_the_limit_of_the_run(house: House, door: Door) -> None:
    limit(house, most_per_run_cents=80_000)
    house.register("2", "254712345679")
    house.deliver("2", "8.5")
    first = house.payout()
    (second,) = [one for one in house.payouts(house.parts.ledger.payout(first).run) if one != first]
    house.do("send", first)
    door.wait_for(1)

    house.do("send", second)

    found = house.parts.ledger.payout(second)
    assert (found.state, found.cause) == ("held", "over_limit")


@pytest.mark.parametrize("limited", ["day", "run"])
def test_of_two_sent_at_the_same_instant_one_gives_way_to_a_limit(
    house: House, monkeypatch: pytest.MonkeyPatch, limited: str
) -> None:
    """Both workers look, both find room for one more payment, and both record that they are about to send."""
    if limited == "day":
        limit(house, most_per_member_day_cents=26_000_000)
        for day in range(1, 3):
            house.deliver("1", "2000", day=PERIOD.start + timedelta(days=day))
    else:
        limit(house, most_per_run_cents=80_000)
        house.register("2", "254712345679")
        house.deliver("2", "8.5")
    run = house.parts.ledger.payout(house.payout(shillings=100_000 if limited == "day" else 425)).run
    first, second = house.payouts(run)
    ledger = house.parts.ledger
    submit = ledger.submit_payout

    def overtaken(id: UUID, *given: Any, **told: int) -> Payout | None:
        assert submit(first, by("job:pay", house.now)) is not None, "the other worker"
        return submit(id, *given, **told)

    monkeypatch.setattr(ledger, "submit_payout", overtaken)
    house.do("send", second)

    assert house.mpesa()["payments"] == []
    assert (state(house, first), state(house, second)) == ("submitted", "requested")
    monkeypatch.undo()
    house.later(minutes=3)
    house.do("send", second)
    assert (state(house, second), topics(house)[-1]) == (
        ("requested", "postponed") if limited == "day" else ("held", "held")
    )


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
