"""Every fact that moves value, and what it debits and credits: worked by hand, one line for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from imbuto.aggregates import Fact
from imbuto.aggregates.adjustment import Adjustment
from imbuto.aggregates.charge import Charge
from imbuto.aggregates.chart import CHART
from imbuto.aggregates.deductions import Deduction, Premium
from imbuto.aggregates.delivery import Delivery
from imbuto.aggregates.message import Message
from imbuto.aggregates.payout import Payout
from imbuto.aggregates.remittance import Remittance
from imbuto.aggregates.statement import Statement
from imbuto.aggregates.top_up import TopUp
from imbuto.aggregates.voucher import Voucher, VoucherLine
from imbuto.projections import Views
from tests.history import History
from tests.ledger.stored_facts import example

RECORDED, GIVEN = date(2026, 11, 16), date(2026, 11, 10)
"""The day on which the ledger heard of the examples, and the day that they name themselves."""


def made(**changes: Any) -> Fact:
    usual = {"creditor": None, "amount_cents": 5_000, "opening": False, "taken_before_cents": 0}
    return replace(example(Charge.Made), **usual | changes)


def paid(**changes: Any) -> Fact:
    return replace(example(Charge.Paid), **{"creditor": None, "cents": 700, "how": "cash"} | changes)


def changed(**changes: Any) -> Fact:
    return replace(example(Charge.ChangeApproved), **{"creditor": None, "cents": 900} | changes)


def adjusted(kind: str, cents: int = 300, of: type[Fact] = Adjustment.Approved, litres: str = "0") -> Fact:
    return replace(example(of), kind=kind, cents=cents, litres=Decimal(litres))


def settled(*deductions: Deduction, saved: int = 0, premium: int = 0) -> Fact:
    premiums = (Premium(UUID(int=1), "over 100", Decimal(50), 1, premium),) if premium else ()
    return replace(
        example(Statement.Settled),
        deductions=deductions,
        deductions_cents=sum(one.taken_cents for one in deductions),
        saved_cents=saved,
        premium_cents=premium,
        premiums=premiums,
    )


def taken(kind: str, cents: int, creditor: str | None = None, remaining: int | None = 0) -> Deduction:
    return Deduction(UUID(int=2), kind, creditor, "text", cents, cents, 0, remaining)


def milk(of: type[Fact], **changes: Any) -> Fact:
    return replace(example(of), **changes)


VOUCHER = replace(
    example(Voucher.Approved),
    lines=(
        VoucherLine("1010", 50_000, 0),
        VoucherLine("5600", 150, 0),
        VoucherLine("2300", 1_000, 0, "AGRO"),
        VoucherLine("1040", 0, 51_150),
    ),
)


def settled_by(outcome: str, channel: str, fee_cents: int = 0) -> Fact:
    """What two officials say became of KES 99."""
    said = {"outcome": outcome, "pay_channel": channel, "fee_cents": fee_cents}
    return replace(example(Payout.OutcomeApproved), amount_cents=9_900, **said)


BOOKED: list[tuple[str, Fact, dict[str, int]]] = [
    # milk
    ("recorded", milk(Delivery.Recorded, rejection_reason=None, value_cents=45_000),
     {"5000": 45_000, "2100": -45_000}),
    ("rejected", milk(Delivery.Recorded, rejection_reason="sour", value_cents=0), {}),
    ("corrected down", milk(Delivery.Corrected, change_cents=-500), {"5000": -500, "2100": 500}),
    ("voided", milk(Delivery.Voided, change_cents=-800), {"5000": -800, "2100": 800}),
    ("sampled", milk(Delivery.Sampled, change_cents=-250), {"5000": -250, "2100": 250}),
    ("sampled better", milk(Delivery.Sampled, change_cents=90), {"5000": 90, "2100": -90}),
    ("disputed", milk(Delivery.Disputed, held_cents=400), {"2100": 400, "2150": -400}),
    ("resolved", milk(Delivery.DisputeResolved, released_cents=400, change_cents=-150),
     {"2150": 400, "2100": -250, "5000": -150}),
    # adjustments
    ("correction", adjusted("correction"), {"5000": 300, "2100": -300}),
    ("correction down", adjusted("correction", -300), {"5000": -300, "2100": 300}),
    ("other", adjusted("other"), {"5000": 300, "2100": -300}),
    ("retro", adjusted("retro", of=Adjustment.Granted), {"5050": 300, "2100": -300}),
    ("bonus", adjusted("bonus"), {"5050": 300, "2100": -300}),
    ("opening", adjusted("opening"), {"3900": 300, "2100": -300}),
    ("opening debt", adjusted("opening", -300), {"3900": -300, "2100": 300}),
    ("savings released", adjusted("savings"), {"2120": 300, "2100": -300}),
    ("opening savings", adjusted("opening-savings"), {"3900": 300, "2120": -300}),
    # charges
    ("advance", made(kind="advance"), {"1200": 5_000, "1030": -5_000}),
    ("loan", made(kind="loan"), {"1200": 5_000, "1030": -5_000}),
    ("agrovet", made(kind="agrovet"), {"1200": 5_000, "4300": -5_000}),
    ("feed", made(kind="feed"), {"1200": 5_000, "4300": -5_000}),
    ("ai", made(kind="ai"), {"1200": 5_000, "4310": -5_000}),
    ("vet", made(kind="vet"), {"1200": 5_000, "4310": -5_000}),
    ("transport", made(kind="transport"), {"1200": 5_000, "4100": -5_000}),
    ("levy", made(kind="levy"), {"1200": 5_000, "4110": -5_000}),
    ("registration", made(kind="registration"), {"1200": 5_000, "4320": -5_000}),
    ("insurance", made(kind="insurance"), {"1200": 5_000, "4390": -5_000}),
    ("other charge", made(kind="other"), {"1200": 5_000, "4390": -5_000}),
    ("open-ended", made(kind="levy", amount_cents=None), {}),
    ("a creditor's", made(kind="loan", creditor="SACCO"), {}),
    ("shares", made(kind="shares"), {}),
    ("opening loan", made(kind="loan", opening=True, taken_before_cents=2_000),
     {"1200": 3_000, "3900": -3_000}),
    ("opening shares", made(kind="shares", opening=True, taken_before_cents=2_000),
     {"3900": 2_000, "3100": -2_000}),
    ("paid in cash", paid(kind="loan"), {"1030": 700, "1200": -700}),
    ("paid at the bank", paid(kind="feed", how="bank"), {"1040": 700, "1200": -700}),
    ("paid by M-Pesa", paid(kind="feed", how="mpesa"), {"1010": 700, "1200": -700}),
    ("paid for a creditor", paid(kind="loan", creditor="SACCO"), {"1030": 700, "2300": -700}),
    ("paid for shares", paid(kind="shares"), {"1030": 700, "3100": -700}),
    ("written off", changed(kind="loan", change="write-off"), {"5700": 900, "1200": -900}),
    ("a creditor's written off", changed(kind="loan", change="write-off", creditor="SACCO"), {}),
    ("cancelled", changed(kind="feed", change="cancel"), {"4300": 900, "1200": -900}),
    ("loan cancelled", changed(kind="loan", change="cancel"), {"1030": 900, "1200": -900}),
    ("shares cancelled", changed(kind="shares", change="cancel"), {}),
    ("extended", changed(kind="loan", change="extend", cents=0), {}),
    ("handed over", replace(example(Remittance.Paid), creditor="SACCO", cents=600, how="bank"),
     {"2300": 600, "1040": -600}),
    # statements
    ("deduction for a loan", settled(taken("loan", 800)), {"2100": 800, "1200": -800}),
    ("deduction for a creditor", settled(taken("loan", 800, "SACCO")), {"2100": 800, "2300": -800}),
    ("deduction for shares", settled(taken("shares", 800)), {"2100": 800, "3100": -800}),
    ("shares without end", settled(taken("shares", 800, remaining=None)), {"2100": 800, "3100": -800}),
    ("standing levy", settled(taken("levy", 40, remaining=None)), {"2100": 40, "4110": -40}),
    ("standing levy of the board", settled(taken("levy", 40, "KDB", None)), {"2100": 40, "2300": -40}),
    ("standing transport", settled(taken("transport", 40, remaining=None)), {"2100": 40, "4100": -40}),
    ("refund", settled(taken("feed", -70)), {"2100": -70, "1200": 70}),
    ("saved", settled(saved=500), {"2100": 500, "2120": -500}),
    ("premium", settled(premium=50), {"5050": 50, "2100": -50}),
    ("all at once", settled(taken("loan", 800), taken("levy", 40, "KDB", None), saved=500, premium=50),
     {"5050": 50, "2100": 1_290, "1200": -800, "2300": -40, "2120": -500}),
    # money out
    ("payout requested", replace(example(Payout.Requested), amount_cents=9_900),
     {"2100": 9_900, "2200": -9_900}),
    ("payout paid", replace(example(Payout.Paid), amount_cents=9_900, fee_cents=1_100),
     {"2200": 9_900, "1010": -11_000, "5400": 1_100}),
    ("found paid", settled_by("paid", "mpesa", 1_100), {"2200": 9_900, "1010": -11_000, "5400": 1_100}),
    ("paid in cash", settled_by("paid", "cash"), {"2200": 9_900, "1030": -9_900}),
    ("paid by the bank", settled_by("paid", "bank", 50), {"2200": 9_900, "1040": -9_950, "5600": 50}),
    ("not paid", settled_by("not_paid", "mpesa"), {}),
    ("it stands", settled_by("stands", "mpesa"), {}),
    ("float topped up", replace(example(TopUp.Done), cents=50_000), {"1010": 50_000, "1015": -50_000}),
    ("message", replace(example(Message.Sent), cost_cents=80), {"5500": 80, "1020": -80}),
    ("voucher", VOUCHER, {"1010": 50_000, "5600": 150, "2300": 1_000, "1040": -51_150}),
]  # fmt: skip


@pytest.fixture(params=["sqlite"])
def where(tmp_path: Any) -> str:
    return str(tmp_path / "views.sqlite")


@pytest.fixture
def journal(where: str) -> Iterator[Any]:
    """What is asked after some facts, and nothing else, were folded into the journal."""
    from imbuto.projections.journal import Journal

    history = History()
    views = Views(where, history, projections=(Journal,))

    def after(*facts: Fact) -> Journal:
        history.recorded.extend(facts)
        views.catch_up()
        assert [s.reason for s in views.status() if s.state != "live"] == []
        return views.journal

    yield after
    views.close()


@pytest.mark.parametrize(("fact", "expected"), [row[1:] for row in BOOKED], ids=[row[0] for row in BOOKED])
def test_it_is_booked(fact: Fact, expected: dict[str, int], journal: Any) -> None:
    books = journal(fact)
    assert {code: cents for code, cents in books.account_balances().items() if cents} == expected
    assert sum(expected.values()) == 0
    assert books.check() is None


def test_every_account_of_the_chart_is_booked_by_some_line_above_or_by_vouchers_alone() -> None:
    booked = {account for _, _, expected in BOOKED for account in expected}
    assert set(CHART) - booked == {"1100", "4000", "5900"}


def test_cancelling_what_came_from_other_books_goes_back_to_the_opening_balances(journal: Any) -> None:
    books = journal(
        made(kind="feed", opening=True), replace(changed(kind="feed", change="cancel"), originator_version=4)
    )
    assert {code: cents for code, cents in books.account_balances().items() if cents} == {
        "1200": 4_100, "3900": -4_100,
    }  # fmt: skip


DAYS = [
    ("milk", milk(Delivery.Recorded, rejection_reason=None, value_cents=1), GIVEN),
    ("a correction", milk(Delivery.Corrected), RECORDED),
    ("an adjustment", adjusted("correction"), RECORDED),
    ("a charge", made(kind="feed"), RECORDED),
    ("a payment", paid(kind="feed"), GIVEN),
    ("a remittance", replace(example(Remittance.Paid), how="cash"), GIVEN),
    ("a voucher", VOUCHER, GIVEN),
    ("a statement", settled(saved=5), RECORDED),
]


@pytest.mark.parametrize(("fact", "day"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS])
def test_the_day_it_is_booked_on(fact: Fact, day: date, journal: Any) -> None:
    assert {posting.day for posting in journal(fact).postings().items} == {day}


def test_the_creditors_account_says_whose_and_for_whom(journal: Any) -> None:
    books = journal(settled(taken("loan", 800, "SACCO"), taken("levy", 40, "KDB", None)))
    lines = {p.creditor: p for p in books.postings(account="2300").items}
    assert {code: p.credit_cents for code, p in lines.items()} == {"KDB": 40, "SACCO": 800}
    assert {p.member for p in lines.values()} == {"0042"}
    owed = {one.creditor: one.owed_cents for one in books.creditors()}
    assert owed == {"KDB": 40, "SACCO": 800}
    handed = replace(example(Remittance.Paid), creditor="SACCO", cents=800, how="bank")
    assert {one.creditor: one.owed_cents for one in journal(handed).creditors()} == {"KDB": 40, "SACCO": 0}


def test_a_change_of_litres_alone_stands_in_the_members_ledger(journal: Any) -> None:
    books = journal(adjusted("correction", 0, litres="-2.5"))
    (line,) = books.member_ledger("0042").items
    assert (line.posting.account, line.posting.centilitres, line.posting.cents) == ("2100", -250, 0)
