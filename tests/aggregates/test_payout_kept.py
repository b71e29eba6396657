"""Payouts that wait: let go by two, postponed, paid by a bank or in cash, tried again by themselves."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from imbuto.aggregates import Payout
from imbuto.aggregates.payee import BY_TWO_OFFICIALS
from imbuto.aggregates.payment_channel import PayWay
from imbuto.aggregates.payout import parts_of, payout_id
from imbuto.aggregates.payout_keeping import MOST_ATTEMPTS_BY_ITSELF
from imbuto.errors import BadValue, NotPermitted, SamePerson, WrongState
from tests.aggregates.stories import (
    BANK,
    CASH,
    FILE,
    NEW_PHONE,
    PHONE,
    RUN,
    STATEMENT,
    STATES,
    last,
    news,
    pay,
    payout,
    refuse,
)
from tests.ledger.examples import JOB, MANAGER, TREASURER

LATER = JOB.at + timedelta(hours=3)


def held(cause: str = "number_changed") -> Payout:
    found = payout("requested")
    found.hold("a reason", JOB, cause)
    found.collect_events()
    return found


def by_bank(way: PayWay = BANK) -> Payout:
    found = Payout.request(STATEMENT, RUN, "0001", "2026-11-A", 125_000, PHONE, None, JOB, way=way)
    found.collect_events()
    return found


# ------------------------------------------------------------ two officials


@pytest.mark.parametrize("cause", BY_TWO_OFFICIALS)
def test_what_weighs_is_let_go_by_two_officials_to_the_number_that_was_seen(cause: str) -> None:
    found = held(cause)
    found.propose_release(cause, NEW_PHONE, TREASURER)
    assert (found.state, found.release_proposed_by) == ("held", TREASURER.who)
    found.release(NEW_PHONE, MANAGER, cause=cause)
    fact = last(found)
    assert (found.state, fact.proposed_by, fact.cause, found.waived) == (
        "requested",
        TREASURER.who,
        cause,
        frozenset({cause}),
    )


def test_nobody_lets_go_alone_what_needs_two() -> None:
    found = held()
    with pytest.raises(WrongState, match="Two officials"):
        found.release(PHONE, MANAGER, cause="number_changed")
    found.propose_release("number_changed", PHONE, TREASURER)
    with pytest.raises(SamePerson):
        found.release(PHONE, TREASURER, cause="number_changed")
    assert found.state == "held"


def test_another_number_than_the_one_that_was_seen_is_not_released() -> None:
    found = held()
    found.propose_release("number_changed", PHONE, TREASURER)
    with pytest.raises(WrongState, match="Two officials"):
        found.release(NEW_PHONE, MANAGER, cause="number_changed")


def test_the_same_proposal_to_release_again_is_quiet_and_another_takes_its_place() -> None:
    found = held()
    for _ in range(2):
        found.propose_release("number_changed", PHONE, TREASURER)
    found.propose_release("number_changed", NEW_PHONE, TREASURER)
    assert news(found) == ["release_proposed", "release_proposed"]


def test_no_job_proposes_or_waives() -> None:
    found = held()
    with pytest.raises(NotPermitted):
        found.propose_release("number_changed", PHONE, JOB)
    found.propose_release("number_changed", PHONE, TREASURER)
    with pytest.raises(NotPermitted):
        found.release(PHONE, JOB, cause="number_changed")


def test_a_plain_hold_needs_no_proposal_and_what_must_be_mended_cannot_be_waived() -> None:
    found = held("by_hand")
    with pytest.raises(WrongState, match="no second official"):
        found.propose_release("suspended", PHONE, TREASURER)
    with pytest.raises(NotPermitted):
        found.release(PHONE, MANAGER, cause="suspended")
    found.release(PHONE, TREASURER)
    assert (found.state, found.waived) == ("requested", frozenset())


@pytest.mark.parametrize("state", [state for state in STATES if state != "held"])
def test_only_what_is_held_is_proposed_to_be_released(state: str) -> None:
    with pytest.raises(WrongState):
        payout(state).propose_release("over_limit", PHONE, TREASURER)


def test_what_was_waived_holds_for_that_number_alone() -> None:
    found = held()
    found.propose_release("number_changed", PHONE, TREASURER)
    found.release(PHONE, MANAGER, cause="number_changed")
    found.submit(JOB)
    refuse(found)
    found.retry(PHONE, TREASURER)
    assert found.waived == {"number_changed"}
    found.submit(JOB)
    refuse(found)
    found.retry(NEW_PHONE, MANAGER)
    assert found.waived == frozenset()


def test_a_new_hold_asks_for_a_new_proposal() -> None:
    found = held()
    found.propose_release("number_changed", PHONE, TREASURER)
    found.release(PHONE, MANAGER, cause="number_changed")
    found.hold("another name", JOB, "name_mismatch")
    with pytest.raises(WrongState):
        found.release(PHONE, MANAGER, cause="name_mismatch")


# ------------------------------------------------------------ postponed


def test_what_is_postponed_stays_requested_and_is_not_sent_before() -> None:
    found = payout("requested")
    found.postpone(LATER, "day_limit", "the day's limit is reached", JOB)
    assert (found.state, found.submit(JOB), news(found)) == ("requested", False, ["postponed"])
    assert not found.is_due(LATER - timedelta(seconds=1))
    assert found.is_due(LATER)


def test_postponing_to_the_past_or_to_earlier_is_quiet_and_so_of_what_does_not_wait() -> None:
    found = payout("requested")
    found.postpone(JOB.at, "x", "x", JOB)
    found.postpone(LATER, "x", "x", JOB)
    found.postpone(LATER, "x", "x", JOB)
    sent = payout("submitted")
    sent.postpone(LATER, "x", "x", JOB)
    assert (news(found), news(sent)) == (["postponed"], [])


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


# ------------------------------------------------------------ by itself


def test_a_failure_is_tried_again_by_itself_five_attempts_long() -> None:
    found = payout("failed")
    for _ in range(MOST_ATTEMPTS_BY_ITSELF - 1):
        assert found.may_try_itself
        found.retry(PHONE, JOB)
        found.retry(PHONE, JOB)
        found.submit(JOB)
        refuse(found)
    assert (found.attempt, found.may_try_itself) == (5, False)
    with pytest.raises(WrongState, match="by itself"):
        found.retry(PHONE, JOB)
    found.retry(PHONE, TREASURER)
    assert found.attempt == 6


def test_what_people_call_not_paid_is_tried_again_by_people_alone() -> None:
    found = payout("needs_review")
    found.propose_outcome("not_paid", None, "statement of 17 Nov", TREASURER)
    found.approve_outcome("not_paid", None, MANAGER)
    with pytest.raises(WrongState, match="by itself"):
        found.retry(PHONE, JOB)


# ------------------------------------------------------------ it stands


def test_a_contradiction_of_what_is_paid_is_closed_by_two_officials_and_changes_nothing() -> None:
    found = payout("paid")
    pay(found, "SKX2")
    found.propose_outcome("stands", None, "portal statement of 17 Nov", TREASURER)
    found.approve_outcome("stands", None, MANAGER)
    assert (found.state, found.receipt, found.doubts) == ("paid", "SKX1", set())
    pay(found, "SKX2")
    assert news(found) == ["contradicted", "outcome_proposed", "outcome_approved"]


@pytest.mark.parametrize("state", STATES)
def test_only_what_is_paid_and_contradicted_stands(state: str) -> None:
    with pytest.raises(WrongState, match="said to stand"):
        payout(state).propose_outcome("stands", None, "portal statement", TREASURER)


def test_paid_never_becomes_anything_else() -> None:
    found = payout("paid")
    pay(found, "SKX2")
    for outcome, receipt in (("paid", "SKX2"), ("not_paid", None)):
        with pytest.raises(WrongState):
            found.propose_outcome(outcome, receipt, "portal statement", TREASURER)
