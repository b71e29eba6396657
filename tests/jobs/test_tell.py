"""Telling members by SMS, with the real stores and the SMS simulator over HTTP."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import redis

from imbuto.aggregates.member import member_id
from imbuto.jobs import specs
from imbuto.ledger import Readings, SampleOf
from imbuto.values import receipt_code

from .house import PERIOD, House, by

PHONE = "254712345678"


@pytest.fixture(autouse=True)
def member(house: House) -> None:
    house.register("0042", PHONE)
    house.now = datetime(2026, 10, 2, 18, 0, tzinfo=UTC)


def test_a_recorded_delivery_becomes_one_sms_with_the_running_litres(house: House) -> None:
    house.deliver("0042", "10.25", PERIOD.start)
    second = house.deliver("0042", "8.5", PERIOD.start + timedelta(days=1), "PM")

    house.work()

    texts = house.texts(PHONE)
    assert len(texts) == 2
    assert texts[1] == (
        "Milk 2 Oct PM: 8.5 litres. This period: 18.75 litres. No. 0042. "
        f"Reply 1 to confirm, 2 and litres to dispute. {receipt_code(second)}"
    )


def test_what_was_sent_and_what_it_cost_are_facts(house: House) -> None:
    house.deliver("0042")

    house.work()

    requested, sent = house.facts("message.")
    assert (requested.kind, requested.member, requested.to.text) == ("receipt", "0042", PHONE)
    assert requested.who == "job:tell"
    assert (sent.cost_cents, sent.parts) == (80, 1)


def test_a_delivery_is_told_once_though_its_job_runs_twice_and_redis_is_emptied_between(
    house: House, redis_client: redis.Redis
) -> None:
    delivery = house.deliver("0042")
    house.do("tell", "receipt", delivery, 1, "0042")
    redis_client.flushall()
    house.do("tell", "receipt", delivery, 1, "0042")

    assert house.sweep() == []
    assert len(house.texts(PHONE)) == 1


def test_messages_lost_with_redis_are_told_after_the_next_sweep(
    house: House, redis_client: redis.Redis
) -> None:
    deliveries = [house.deliver("0042", shift=shift) for shift in ("AM", "PM")]
    house.follow()
    redis_client.flushall()
    assert house.follow() == 0, "the follower's place is kept with the facts"

    assert house.sweep() == sorted(f"tell-receipt-{delivery}-1" for delivery in deliveries)
    house.work()

    assert len(house.texts(PHONE)) == 2
    assert house.sweep() == []


def test_many_workers_at_once_send_one_message(house: House) -> None:
    delivery = house.deliver("0042")
    hands = [
        threading.Thread(target=house.do, args=("tell", "receipt", delivery, 1, "0042")) for _ in range(5)
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    assert len(house.texts(PHONE)) == 1
    assert len(house.facts("message.requested")) == 1


def test_the_receipt_says_what_was_weighed_though_it_was_corrected_before_it_was_told(house: House) -> None:
    delivery = house.deliver("0042", "8.5")
    house.parts.ledger.correct_delivery(delivery, Decimal("9.5"), None, "misread", by(at=house.now))

    house.work()

    receipt, correction = house.texts(PHONE)
    assert "Milk 1 Oct AM: 8.5 litres." in receipt
    assert "Milk 1 Oct AM corrected: 9.5 litres. Reason: misread." in correction


def test_members_who_share_a_phone_are_told_to_answer_with_the_code(house: House) -> None:
    house.register("0043", PHONE)
    code = receipt_code(house.deliver("0042"))
    house.work()
    assert house.texts(PHONE)[0].endswith(f"Reply 1 {code} to confirm, 2 and litres and {code} to dispute.")


def test_a_void_and_the_outcome_of_a_dispute_are_told(house: House) -> None:
    ledger = house.parts.ledger
    voided, disputed = house.deliver("0042", "7"), house.deliver("0042", "8.5", shift="PM")
    ledger.void_delivery(voided, "recorded twice", by(at=house.now))
    at = house.facts("delivery.recorded")[1].recorded_at
    ledger.dispute_delivery(disputed, "quantity", Decimal("9.5"), None, by("member:0042", at))
    ledger.resolve_dispute(disputed, "adjusted", Decimal(9), "weighed again", by("staff:M1", house.now))

    house.work()

    assert [text for text in house.texts(PHONE) if "was removed. Reason: recorded twice." in text]
    assert [text for text in house.texts(PHONE) if "now 9 litres. weighed again." in text]
    assert house.sweep() == []


def test_a_sample_that_rejects_milk_is_told_to_each_who_shared_the_can_and_to_nobody_else(
    house: House,
) -> None:
    house.register("0043", "254722000043")
    house.limits()
    mine = house.deliver("0042", "10", container="C-1")
    theirs = house.deliver("0043", "8", container="C-1")
    house.deliver("0043", "6", shift="PM", container="C-2")
    about = SampleOf("KIA", PERIOD.start, "AM", container="C-1")
    who = by("staff:C1", house.now)
    house.parts.ledger.record_sample(uuid4(), about, Readings(antibiotic="positive"), [mine, theirs], who)

    house.work()

    assert [text for text in house.texts(PHONE) if "10 litres rejected by a sample (antibiotics" in text]
    assert len([text for text in house.texts("254722000043") if "sample" in text]) == 1
    assert house.sweep() == []


def test_a_member_is_told_of_pay_terms_that_an_official_set(house: House) -> None:
    ledger = house.parts.ledger
    ledger.choose_pay("0042", "month", 5, by("member:0042"))
    ledger.choose_pay("0042", "quarter", 10, by("staff:C1"))

    house.work()

    (text,) = house.texts(PHONE)
    assert text == (
        "The office changed how you are paid: each three months, 10% saved. No. 0042. "
        f"If this is wrong, ask the office. {receipt_code(member_id('0042'))}"
    )
    assert house.sweep() == []


def test_members_are_told_in_their_language(house: House) -> None:
    house.register("0043", "254722000043", language="sw")
    house.deliver("0043", "10")

    house.work()

    assert house.texts("254722000043")[0].startswith("Maziwa 1 Okt asubuhi: lita 10. Kipindi hiki: lita 10.")


def test_rejected_milk_is_told_and_does_not_count(house: House) -> None:
    house.deliver("0042", "10")
    house.deliver("0042", "6", shift="PM", rejection_reason="alcohol test")

    house.work()

    assert "6 litres rejected (alcohol test). This period: 10." in house.texts(PHONE)[1]


def test_a_member_without_a_phone_is_not_told_and_leaves_no_work_behind(house: House) -> None:
    house.register("0044")
    house.deliver("0044")

    house.work()

    assert house.facts("message.") == []
    assert house.sweep() == []


def test_nobody_is_told_of_what_was_recorded_while_messages_were_off(house: House) -> None:
    house.parts.ledger.set_messaging(False, by("staff:A1"))
    house.deliver("0042", shift="AM")
    house.parts.ledger.set_messaging(True, by("staff:A1"))
    house.deliver("0042", shift="PM")

    house.work()

    assert [text[:12] for text in house.texts(PHONE)] == ["Milk 1 Oct P"]
    assert house.sweep() == []


def test_jobs_of_the_follower_and_of_the_sweep_have_the_same_ids(house: House) -> None:
    delivery = house.deliver("0042")
    house.follow()
    queued = house.queues.held_ids()

    assert queued == {specs.tell("receipt", delivery, 1, "0042").id}
    assert house.sweep() == sorted(queued)
