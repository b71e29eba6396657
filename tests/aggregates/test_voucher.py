"""A voucher: what may be booked by hand, by whom, and what may not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates.chart import CHART, MEMBER_ACCOUNTS
from imbuto.aggregates.voucher import MAX_LINES, MAX_VOUCHER_CENTS, Voucher, VoucherLine
from imbuto.errors import BadValue, DifferentContent, SamePerson, WrongState
from tests.history import MANAGER, MONDAY, TREASURER, by

ID = UUID(int=7)
PAID_IN = (VoucherLine("1040", 50_000, 0), VoucherLine("1100", 0, 50_000))


def proposed(lines: Sequence[VoucherLine] = PAID_IN, **changes: Any) -> Voucher:
    usual: dict[str, Any] = {"day": MONDAY, "text": "Brookside paid", "reference": "FT1"}
    return Voucher.propose(ID, lines=lines, by=by(TREASURER), **usual | changes)


def test_what_is_approved_says_again_what_was_proposed() -> None:
    voucher = proposed()
    voucher.approve(by(MANAGER))
    first, second = voucher.collect_events()
    assert isinstance(second, Voucher.Approved)
    assert (second.day, second.text, second.reference, second.lines) == (
        MONDAY,
        "Brookside paid",
        "FT1",
        PAID_IN,
    )
    assert first.who == TREASURER
    assert second.who == MANAGER
    voucher.approve(by(MANAGER))
    assert not voucher.has_news


def test_nobody_approves_their_own_and_a_decision_is_final() -> None:
    voucher = proposed()
    with pytest.raises(SamePerson):
        voucher.approve(by(TREASURER))
    voucher.refuse("wrong bank", by(MANAGER))
    voucher.refuse("wrong bank", by(MANAGER))
    with pytest.raises(WrongState):
        voucher.approve(by(MANAGER))
    approved = proposed()
    approved.approve(by(MANAGER))
    with pytest.raises(WrongState):
        approved.refuse("late", by(MANAGER))


def test_a_refusal_says_why() -> None:
    for reason in ("", " ", "x" * 501):
        with pytest.raises(BadValue):
            proposed().refuse(reason, by(MANAGER))


UNBOOKABLE = {
    "one line": PAID_IN[:1],
    "too many lines": (VoucherLine("1040", 1, 0), VoucherLine("1100", 0, 1)) * (MAX_LINES // 2 + 1),
    "a cent missing": (PAID_IN[0], VoucherLine("1100", 0, 49_999)),
    "both sides": (VoucherLine("1040", 5, 5), VoucherLine("1100", 5, 5)),
    "neither side": (*PAID_IN, VoucherLine("1030", 0, 0)),
    "negative": (VoucherLine("1040", -5, 0), VoucherLine("1100", 0, -5)),
    "far too much": (
        VoucherLine("1040", MAX_VOUCHER_CENTS + 1, 0),
        VoucherLine("1100", 0, MAX_VOUCHER_CENTS + 1),
    ),
    "no such account": (VoucherLine("9999", 5, 0), VoucherLine("1100", 0, 5)),
    "creditor nowhere": (VoucherLine("2300", 5, 0), VoucherLine("1040", 0, 5)),
    "creditor elsewhere": (VoucherLine("1030", 5, 0, "SACCO"), VoucherLine("1040", 0, 5)),
}


@pytest.mark.parametrize("lines", list(UNBOOKABLE.values()), ids=list(UNBOOKABLE))
def test_what_no_book_could_take_is_refused(lines: Sequence[VoucherLine]) -> None:
    with pytest.raises(BadValue) as refusal:
        proposed(lines)
    assert refusal.value.remedy


@pytest.mark.parametrize("account", MEMBER_ACCOUNTS)
def test_no_voucher_moves_what_members_hold(account: str) -> None:
    with pytest.raises(BadValue, match="sum of what members hold"):
        proposed((VoucherLine(account, 5, 0), VoucherLine("1040", 0, 5)))


def test_the_control_accounts_are_those_of_members() -> None:
    assert {"1200", "2100", "2120", "2150", "2200", "3100"} == set(MEMBER_ACCOUNTS)
    assert all(CHART[code].path.split(":")[1] == "Members" for code in MEMBER_ACCOUNTS)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": " "},
        {"text": "x" * 121},
        {"text": "two\nlines"},
        {"reference": "x" * 41},
        {"day": MONDAY + timedelta(days=1)},
        {"day": date(1999, 12, 31)},
    ],
    ids=str,
)
def test_text_reference_and_day_are_checked(changes: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        proposed(**changes)


def test_an_empty_reference_is_none() -> None:
    assert proposed(reference=" ").reference is None


def test_other_content_under_the_same_id_is_refused_by_name() -> None:
    proposed().require_same_proposal(proposed())
    with pytest.raises(DifferentContent) as refusal:
        proposed().require_same_proposal(proposed(text="another"))
    assert set(refusal.value.details["differs"]) == {"text"}
