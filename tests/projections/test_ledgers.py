"""Ledgers: one account, one member or one creditor by day, page by page, as known at any day or position."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates.charge import Charge
from imbuto.aggregates.charge_terms import ChargeTerms
from imbuto.aggregates.voucher import Voucher, VoucherLine
from imbuto.errors import BadValue, Unknown
from imbuto.projections.books import LedgerLine
from imbuto.values import derive_id
from tests.history import MANAGER, MONDAY, NOON, TREASURER, History, by
from tests.projections.conftest import Ask

LATE = NOON + timedelta(days=20)


def book(history: History, day: date, cents: int, creditor: str | None = None) -> None:
    """Cash from the bank, or handed to a creditor; approved after the day."""
    debit = VoucherLine("2300", cents, 0, creditor) if creditor else VoucherLine("1030", cents, 0)
    lines = (debit, VoucherLine("1040", 0, cents))
    voucher = Voucher.propose(
        derive_id("v", history.position()), day, "drawn", "B1", lines, by(TREASURER, LATE)
    )
    voucher.approve(by(MANAGER, LATE))
    history.save(voucher)


def paged(ask_page: Any, **asked: Any) -> list[LedgerLine]:
    found, cursor = [], None
    while True:
        page = ask_page(cursor=cursor, limit=2, **asked)
        found += page.items
        cursor = page.next
        if cursor is None:
            return found


def test_an_account_is_told_by_day_also_when_a_day_is_booked_late(history: History, ask: Ask) -> None:
    for day, cents in ((3, 100), (5, 10), (5, 1), (4, 1_000), (9, 5)):
        book(history, date(2026, 11, day), cents)
    journal = ask().journal
    lines = paged(lambda **asked: journal.ledger("1030", **asked))
    assert [line.posting.day.day for line in lines] == [3, 4, 5, 5, 9]
    assert [line.balance_cents for line in lines] == [100, 1_100, 1_110, 1_111, 1_116]
    some = {"from_day": date(2026, 11, 4), "until_day": date(2026, 11, 5)}
    assert journal.ledger("1030", **some).opening_cents == 100
    lines = paged(lambda **asked: journal.ledger("1030", **asked), **some)
    assert [line.balance_cents for line in lines] == [1_100, 1_110, 1_111]


def test_an_account_as_it_was_known_at_a_position(history: History, ask: Ask) -> None:
    book(history, date(2026, 11, 5), 10)
    book(history, date(2026, 11, 5), 7)
    known = history.position()
    book(history, date(2026, 11, 4), 1_000)
    journal = ask().journal
    lines = paged(lambda **asked: journal.ledger("1030", **asked), until_position=known)
    assert [line.balance_cents for line in lines] == [10, 17]
    of_a_day = journal.ledger("1030", from_day=date(2026, 11, 5), until_position=known)
    assert of_a_day.opening_cents == 0
    assert journal.ledger("1030", from_day=date(2026, 11, 5)).opening_cents == 1_000


def test_a_creditors_ledger_is_its_own_part_of_the_account(history: History, ask: Ask) -> None:
    for day, creditor in ((3, "KDB"), (4, "SACCO"), (5, "KDB")):
        book(history, date(2026, 11, day), day, creditor)
    journal = ask().journal
    lines = paged(lambda **asked: journal.ledger("2300", creditor="KDB", **asked))
    assert [line.balance_cents for line in lines] == [3, 8]
    later = journal.ledger("2300", creditor="KDB", from_day=date(2026, 11, 4))
    assert (later.opening_cents, later.creditor, len(later.items)) == (3, "KDB", 1)
    assert [(one.creditor, one.owed_cents) for one in journal.creditors(date(2026, 11, 4))] == [
        ("KDB", -3),
        ("SACCO", -4),
    ]


def test_what_creditors_are_owed_as_of_any_position_and_day(history: History, ask: Ask) -> None:
    positions = []
    for day, cents, creditor in ((3, 1, "KDB"), (5, 20, "KDB"), (4, 300, "SACCO"), (3, 4_000, "KDB")):
        book(history, date(2026, 11, day), cents, creditor)
        positions.append(history.position())

    def owed(**asked: Any) -> dict[str, int]:
        return {one.creditor: -one.owed_cents for one in journal.creditors(**asked)}

    journal = ask().journal
    assert [owed(until_position=position) for position in positions] == [
        {"KDB": 1},
        {"KDB": 21},
        {"KDB": 21, "SACCO": 300},
        {"KDB": 4_021, "SACCO": 300},
    ]
    assert owed(until_position=positions[0] - 1) == {}
    assert owed(until_position=positions[-1]) == owed()
    assert owed(until_day=date(2026, 11, 4), until_position=positions[2]) == {"KDB": 1, "SACCO": 300}
    for position in (None, positions[-1]):
        of_a_day = journal.creditors(date(2026, 11, 5), position, date(2026, 11, 5))
        told = [(one.creditor, one.opening_cents, one.debit_cents, one.owed_cents) for one in of_a_day]
        assert told == [("KDB", -4_001, 20, -4_021), ("SACCO", -300, 0, -300)]


def test_a_members_ledger_has_milk_charges_and_disputes_each_with_its_accounts_balance(
    history: History, ask: Ask
) -> None:
    milk = history.delivery(litres="10")
    history.delivery(litres="5", date=MONDAY + timedelta(days=1))
    history.delivery(litres="1", date=MONDAY + timedelta(days=2))
    history.dispute(milk, claimed="8")
    terms = ChargeTerms(kind="feed", text="dairy meal", amount_cents=2_500, basis="all", starts=MONDAY)
    history.save(Charge.make(UUID(int=5), "0001", terms, by(TREASURER)))
    journal = ask().journal
    lines = paged(lambda **asked: journal.member_ledger("0001", **asked))
    told = [(line.posting.account, line.posting.cents, line.balance_cents) for line in lines]
    assert told == [
        ("2100", -45_000, -45_000),
        ("2100", 9_000, -36_000),
        ("2150", -9_000, -9_000),
        ("1200", 2_500, 2_500),
        ("2100", -22_500, -58_500),
        ("2100", -4_500, -63_000),
    ]
    totals = {one.account: one for one in journal.member_ledger("0001").accounts}
    assert (totals["2100"].centilitres, totals["2150"].centilitres) == (1_400, 200)
    assert (totals["2100"].balance_cents, totals["1200"].balance_cents) == (-63_000, 2_500)
    later = journal.member_ledger("0001", from_day=MONDAY + timedelta(days=1))
    opening = {one.account: one.opening_cents for one in later.accounts if one.opening_cents}
    assert opening == {"2100": -36_000, "2150": -9_000, "1200": 2_500}
    assert [line.balance_cents for line in later.items] == [-58_500, -63_000]
    assert journal.member_ledger("9999").items == []


def test_postings_are_found_by_member_account_creditor_and_days(history: History, ask: Ask) -> None:
    history.delivery()
    history.delivery(date=MONDAY + timedelta(days=1))
    book(history, MONDAY, 5, "KDB")
    journal = ask().journal
    assert [p.account for p in journal.postings(member="0001").items] == ["2100", "2100"]
    assert [p.account for p in journal.postings(creditor="KDB").items] == ["2300"]
    tuesday = MONDAY + timedelta(days=1)
    assert {p.day for p in journal.postings(day_from=tuesday).items} == {tuesday}
    assert len(journal.postings(account="5000", day_to=MONDAY).items) == 1
    first = journal.postings(account="5000", limit=1)
    assert [p.day for p in journal.postings(account="5000", cursor=first.next).items] == [tuesday]


def test_the_trial_balance_of_some_days_opens_with_what_was_before(history: History, ask: Ask) -> None:
    for day, cents in ((3, 100), (5, 10), (9, 5)):
        book(history, date(2026, 11, day), cents)
    journal = ask().journal
    for known in (None, history.position()):
        of_days = journal.trial_balance(known, date(2026, 11, 5), from_day=date(2026, 11, 4))
        (cash,) = [one for one in of_days if one.account == "1030"]
        assert (cash.opening_cents, cash.debit_cents, cash.credit_cents, cash.balance_cents) == (
            100,
            10,
            0,
            110,
        )
        assert sum(one.opening_cents for one in of_days) == sum(one.balance_cents for one in of_days) == 0


def test_what_is_not_of_the_chart_or_no_cursor_is_refused(history: History, ask: Ask) -> None:
    with pytest.raises(Unknown):
        ask().journal.ledger("7")
    with pytest.raises(BadValue):
        ask().journal.ledger("1030", cursor="x")
    with pytest.raises(BadValue):
        ask().journal.member_ledger("0001", cursor="W10")
