"""A settled statement is told to its member by one SMS, whatever happens to Redis."""

from __future__ import annotations

import pytest
import redis

from .house import RUN_AT, House, by

PHONE = "254712345678"


@pytest.fixture(autouse=True)
def member(house: House) -> None:
    house.register("0042", PHONE)
    house.now = RUN_AT


def statements_told(house: House, phone: str = PHONE, word: str = "To be paid") -> list[str]:
    return [text for text in house.texts(phone) if word in text]


def test_a_settled_statement_is_told_once_in_the_members_language(house: House) -> None:
    house.register("0043", "254722000043", language="sw")
    house.deliver("0042", "10.25")
    house.deliver("0043", "3.01")
    house.approved_run()
    house.work()
    house.work()

    (english,) = statements_told(house)
    (kiswahili,) = statements_told(house, "254722000043", "Utalipwa")
    assert english.startswith("Milk 1-15 Oct 2026: 10.25 L, KES 512.50. Deducted 0. To be paid KES 512. ")
    assert "Carried over 0.50. No. 0042. " in english
    assert kiswahili.startswith("Maziwa 1-15 Okt 2026: lita 3.01, KES 150.50. Makato 0. Utalipwa KES 150.")
    assert [job for job in house.sweep() if job.startswith("tell-")] == []


def test_the_statement_and_the_payment_are_both_told(house: House) -> None:
    payout = house.payout("0042", 425)
    house.parts.ledger.submit_payout(payout, by("job:pay", house.now))
    attempt = house.parts.views.payouts.get(payout).attempt_id
    paid = by("gateway:daraja", house.now)
    house.parts.ledger.record_payment(payout, attempt, "SKB1", 500, house.now, "callback", paid)
    house.follow()

    told = [job.split("-")[1] for job in house.queues.held_ids() if job.startswith("tell-")]
    assert sorted(told) == ["payment", "receipt", "statement"]


def test_statements_lost_with_redis_are_told_after_the_next_sweep(
    house: House, redis_client: redis.Redis
) -> None:
    house.deliver("0042", "10")
    house.work()
    run = house.approved_run()
    house.do("settle-statements", run)
    house.follow()
    redis_client.flushall()
    assert house.follow() == 0, "the follower's place is kept with the facts"

    (statement,) = house.facts("statement.settled")
    assert f"tell-statement-{statement.originator_id}-2" in house.sweep()
    house.work()
    house.do("tell", "statement", statement.originator_id, 2, "0042")

    assert len(statements_told(house)) == 1


def test_statements_have_a_switch_of_their_own(house: House) -> None:
    house.deliver("0042", "10")
    house.work()
    house.parts.ledger.set_messaging(True, by("staff:A1"), sms_statements=False)
    house.approved_run()
    house.work()

    assert house.facts("statement.settled") != []
    assert statements_told(house) == []
    assert [job for job in house.sweep() if job.startswith("tell-statement")] == []


def test_while_receipts_are_off_statements_may_still_be_told(house: House) -> None:
    house.parts.ledger.set_messaging(False, by("staff:A1"))
    house.deliver("0042", "10")
    house.approved_run()
    house.work()

    (only,) = house.texts(PHONE)
    assert "To be paid KES 500." in only
