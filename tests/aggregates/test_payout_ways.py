"""A net goes out in parts that M-Pesa takes, by a bank, by the portal, or in cash against a signature."""

from __future__ import annotations

from uuid import UUID

import pytest

from imbuto.aggregates import Payout
from imbuto.aggregates.payment_channel import PayWay
from imbuto.aggregates.payout import parts_of, payout_id
from imbuto.errors import BadValue, WrongState
from tests.aggregates.stories import (
    BANK,
    CASH,
    FILE,
    PHONE,
    RUN,
    STATEMENT,
    STATES,
    held,
    last,
    news,
    payout,
)
from tests.ledger.examples import JOB, MANAGER, TREASURER


def by_bank(way: PayWay = BANK) -> Payout:
    found = Payout.request(STATEMENT, RUN, "0001", "2026-11-A", 125_000, PHONE, None, JOB, way=way)
    found.collect_events()
    return found


# ------------------------------------------------------------ parts


@pytest.mark.parametrize(
    ("shillings", "parts"),
    [
        (10, [10]),
        (250_000, [250_000]),
        (250_001, [249_991, 10]),
        (250_010, [250_000, 10]),
        (500_000, [250_000, 250_000]),
        (500_009, [250_000, 249_999, 10]),
        (620_500, [250_000, 250_000, 120_500]),
    ],
)
def test_a_net_is_paid_in_parts_that_mpesa_takes(shillings: int, parts: list[int]) -> None:
    assert parts_of(shillings * 100, "mpesa") == [part * 100 for part in parts]
    assert parts_of(shillings * 100, "bank") == [shillings * 100]


def test_each_part_has_an_id_of_its_own_and_the_first_the_one_it_always_had() -> None:
    first, second = payout_id(STATEMENT), payout_id(STATEMENT, 2)
    assert payout_id(STATEMENT, 1) == first
    assert first != second
    found = Payout.request(STATEMENT, RUN, "0001", "2026-11-A", 1000, PHONE, None, JOB, part=2, parts=2)
    assert (found.id, found.part, found.parts) == (second, 2, 2)
    with pytest.raises(BadValue):
        Payout.request(STATEMENT, RUN, "0001", "2026-11-A", 1000, PHONE, None, JOB, part=3, parts=2)


# ------------------------------------------------------------ banks and cash


@pytest.mark.parametrize("way", [BANK, CASH])
def test_what_a_bank_or_the_office_pays_is_never_sent_to_mpesa(way: PayWay) -> None:
    found = by_bank(way)
    assert (found.channel, found.submit(JOB)) == (way.channel, False)


def test_a_payout_stands_in_one_file_until_it_is_taken_back() -> None:
    found = by_bank()
    found.hand_over(FILE, "bank", "0001-A", TREASURER)
    found.hand_over(FILE, "bank", "0001-A", TREASURER)
    with pytest.raises(WrongState):
        found.hand_over(UUID(int=99), "bank", "0001-B", TREASURER)
    assert (found.state, found.file, found.reference) == ("handed_over", FILE, "0001-A")
    with pytest.raises(WrongState):
        found.take_back(UUID(int=99), "cancelled", TREASURER)
    found.take_back(FILE, "cancelled", TREASURER)
    found.take_back(FILE, "cancelled", TREASURER)
    assert (found.state, found.file, news(found)) == ("requested", None, ["handed_over", "taken_back"])
    found.hand_over(UUID(int=99), "bank", "0001-B", TREASURER)
    assert found.file == UUID(int=99)


def test_what_mpesa_may_have_paid_meanwhile_is_held_when_its_file_is_cancelled() -> None:
    """Requested it would be sent by nobody, and decided by nobody either."""
    found = payout("requested")
    found.hand_over(FILE, "mpesa", "0001-A", TREASURER)
    found.pay(found.attempt_id, "SKB7LATE01", 500, None, "callback", JOB)
    found.take_back(FILE, "cancelled", TREASURER)
    found.take_back(FILE, "cancelled", TREASURER)
    assert (found.state, found.cause, found.file) == ("held", "contradicted", None)
    assert news(found) == ["handed_over", "contradicted", "taken_back", "held"]


@pytest.mark.parametrize("state", [state for state in STATES if state not in ("requested", "handed_over")])
def test_only_what_waits_goes_into_a_file(state: str) -> None:
    with pytest.raises(WrongState):
        payout(state).hand_over(FILE, "mpesa", "0001-A", TREASURER)


def test_a_file_of_another_channel_does_not_take_it() -> None:
    with pytest.raises(WrongState, match="to be paid by bank"):
        by_bank().hand_over(FILE, "mpesa", "0001-A", TREASURER)


def test_what_mpesa_pays_may_go_by_a_file_of_its_portal_and_is_then_not_sent() -> None:
    found = payout("requested")
    found.hand_over(FILE, "mpesa", "0001-A", TREASURER)
    assert not found.submit(JOB)


def test_nothing_is_handed_over_or_taken_back_while_an_outcome_is_proposed() -> None:
    found, given = by_bank(), payout("handed_over")
    for one in (found, given):
        one.propose_outcome("paid", "SLIP-1", "bank slip 1", TREASURER, "bank")
    with pytest.raises(WrongState, match="proposed"):
        found.hand_over(FILE, "bank", "0001-A", TREASURER)
    with pytest.raises(WrongState, match="proposed"):
        given.take_back(FILE, "cancelled", TREASURER)


def test_cash_is_paid_by_two_officials_with_a_signature() -> None:
    found = by_bank(CASH)
    found.propose_outcome("paid", "V-12", "cash book, page 3", TREASURER, "cash", " thumb mark ")
    found.approve_outcome("paid", "V-12", MANAGER, "cash")
    fact = last(found)
    assert (found.state, found.paid_channel) == ("paid", "cash")
    assert (fact.pay_channel, fact.signature, fact.fee_cents) == ("cash", "thumb mark", 0)


@pytest.mark.parametrize(
    ("channel", "signature", "fee_cents"),
    [
        ("gold", None, 0),
        ("bank", "signed", 0),
        ("cash", "x" * 61, 0),
        ("bank", None, -1),
        ("bank", None, 10**9),
    ],
)
def test_an_outcome_names_a_fitting_way(channel: str, signature: str | None, fee_cents: int) -> None:
    with pytest.raises(BadValue):
        by_bank().propose_outcome("paid", "V-12", "page 3", TREASURER, channel, signature, fee_cents)


def test_a_held_or_failed_payout_may_go_another_way_when_it_is_let_go_or_tried_again() -> None:
    no_phone = held("no_phone")
    no_phone.release(None, TREASURER, way=CASH)
    assert (no_phone.channel, no_phone.submit(JOB)) == ("cash", False)
    failed = payout("failed")
    failed.retry(PHONE, TREASURER, way=BANK)
    assert (failed.way, failed.submit(JOB)) == (BANK, False)
