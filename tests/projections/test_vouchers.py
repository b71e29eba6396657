"""The list of vouchers: what waits, what was decided, by whom."""

from __future__ import annotations

from uuid import UUID

import pytest

from imbuto.aggregates.voucher import Voucher, VoucherLine
from imbuto.errors import Unknown
from tests.history import MANAGER, MONDAY, NOON, TREASURER, History, by
from tests.projections.conftest import Ask

LINES = (VoucherLine("1010", 5_000, 0), VoucherLine("2300", 7, 0, "KDB"), VoucherLine("1040", 0, 5_007))


def propose(history: History, number: int) -> Voucher:
    voucher = Voucher.propose(UUID(int=number), MONDAY, "top up", "FT1", LINES, by(TREASURER))
    history.save(voucher)
    return voucher


def test_a_proposal_waits_with_all_it_says(history: History, ask: Ask) -> None:
    propose(history, 1)
    seen = ask().vouchers.get(UUID(int=1))
    assert (seen.state, seen.day, seen.text, seen.reference) == ("proposed", MONDAY, "top up", "FT1")
    assert (tuple(seen.lines), seen.cents, seen.proposed_by) == (LINES, 5_007, TREASURER)
    assert (seen.proposed_at, seen.decided_by, seen.decided_at) == (NOON, None, None)
    assert seen.position == history.position()


def test_a_decision_says_who_and_a_refusal_why(history: History, ask: Ask) -> None:
    approved, refused = propose(history, 1), propose(history, 2)
    approved.approve(by(MANAGER))
    refused.refuse("another bank", by(MANAGER))
    history.save(approved, refused)
    vouchers = ask().vouchers
    seen = [vouchers.get(UUID(int=number)) for number in (1, 2)]
    assert [(one.state, one.decided_by, one.reason) for one in seen] == [
        ("approved", MANAGER, None),
        ("refused", MANAGER, "another bank"),
    ]


def test_pages_show_the_latest_first_and_one_state_alone(history: History, ask: Ask) -> None:
    for number in range(1, 6):
        propose(history, number)
    first = ask().vouchers.page(limit=3)
    rest = ask().vouchers.page(first.next, limit=3)
    assert [one.id.int for one in (*first.items, *rest.items)] == [5, 4, 3, 2, 1]
    assert rest.next is None
    assert ask().vouchers.page(state="approved").items == []
    assert len(ask().vouchers.page(state="proposed").items) == 5


def test_an_unknown_voucher_is_named(history: History, ask: Ask) -> None:
    with pytest.raises(Unknown):
        ask().vouchers.get(UUID(int=404))
