"""When M-Pesa does not answer, or a worker is killed: never twice, never a guess."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import Payout
from imbuto.bootstrap import Parts
from imbuto.gateways.daraja import DarajaClient
from imbuto.gateways.daraja_outcomes import Rejected, SendOutcome
from imbuto.jobs.held import by_job

from .house import Door, House
from .money import PHONE, Killed, killed_in_call, state, topics, wallet


@pytest.fixture(autouse=True)
def member(house: House) -> None:
    house.register("1", PHONE)


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
    for minute in [1, 3, 6, 14, 16, 61, 200, 361, 1379, 1381, 1400, 1427]:
        house.now = datetime.fromtimestamp(sent_at.timestamp() + minute * 60, UTC)
        before = topics(house).count("status_asked")
        house.sweep()
        house.work()
        asked.append(topics(house).count("status_asked") - before)

    assert asked == [0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0]
    assert state(house, payout) == "needs_review"
    assert house.sweep() == []


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


def test_what_was_sent_long_ago_is_asked_about_and_never_sent_again(
    house: House, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine was off over the weekend, right after the intent: M-Pesa may have forgotten the id."""
    payout = house.payout()
    killed_in_call(house, monkeypatch, after=False)
    with pytest.raises(Killed):
        house.do("send", payout)
    house.later(hours=60)
    house.do("send-again", payout)
    assert f"ask-{payout}-1" in house.sweep()
    house.work()
    assert (topics(house).count("status_asked"), house.mpesa()["payments"]) == (1, [])
    assert state(house, payout) == "submitted"


def test_an_outcome_unknown_for_long_is_asked_about_and_never_sent_again(house: House) -> None:
    house.mpesa_behaves(PHONE, "timeout_before_accept")
    payout = house.payout()
    house.do("send", payout)
    house.mpesa_behaves(PHONE, "ok")
    house.later(hours=60)
    house.do("ask", payout, 1)
    assert (topics(house).count("status_asked"), house.mpesa()["payments"]) == (1, [])


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


def test_a_refusal_that_is_noted_while_another_worker_sends_it_again_is_no_failure(
    house: House, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first worker stood still for minutes before it noted what it had heard; the second one's send is
    paid."""
    payout = house.payout()
    killed_in_call(house, monkeypatch, after=False)
    with pytest.raises(Killed):
        house.do("send", payout)
    house.later(minutes=3)
    house.parts.__dict__["daraja"] = Overtaking(house.parts, house.parts.daraja)
    house.do("send-again", payout)
    door.wait_for(1)
    assert "failed" not in topics(house)
    house.later(minutes=1)
    house.sweep()
    house.work()
    door.wait_for(2)
    assert (state(house, payout), wallet(house)) == ("paid", 425)


@pytest.mark.parametrize("again", [False, True], ids=["the first send", "the send after a crash"])
def test_a_machine_that_slept_between_intent_and_call_does_not_send(
    house: House, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    """It wakes hours later: people may have settled the payment, and M-Pesa may have forgotten the id."""
    payout = house.payout()
    if again:
        killed_in_call(house, monkeypatch, after=False)
        with pytest.raises(Killed):
            house.do("send", payout)
        house.later(minutes=3)
    ledger = house.parts.ledger
    verb = "lose_sight_of_payout" if again else "submit_payout"
    asleep = getattr(ledger, verb)

    def sleeps(*given: Any, **named: Any) -> Any:
        saved = asleep(*given, **named)
        house.later(hours=3)
        return saved

    monkeypatch.setattr(ledger, verb, sleeps)
    house.do("send-again" if again else "send", payout)
    assert house.mpesa()["payments"] == []
    assert state(house, payout) == ("outcome_unknown" if again else "submitted")


class Overtaking:
    """M-Pesa's door, in front of which another worker notes that M-Pesa refused its own, earlier send."""

    def __init__(self, parts: Parts, client: DarajaClient) -> None:
        self._parts, self._client = parts, client

    def pay(self, id: str, *words: Any) -> SendOutcome:
        (sent,) = [
            fact for _, fact in self._parts.ledger.facts(0, 1_000) if isinstance(fact, Payout.Submitted)
        ]
        by = by_job(self._parts, "pay", "the slow worker")
        code, payout = "400.002.02", sent.originator_id
        self._parts.ledger.record_payment_failure(payout, UUID(id), code, "bad", by, evidence="reply")
        return self._client.pay(id, *words)

    def ask_status(self, *words: str) -> SendOutcome:
        return self._client.ask_status(*words)


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
