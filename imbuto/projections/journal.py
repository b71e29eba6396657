"""The journal: every fact that moves value as balanced postings in double entry, and the trial balance.

A posting is never made alone: the only way to write is a transfer, which debits one account and credits
another with the same cents. So the sum over all accounts is zero at every position.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BigInteger, Column, Index, MetaData, Table, func, select
from sqlalchemy.engine import RowMapping

from imbuto.aggregates.base import Fact
from imbuto.aggregates.delivery import Delivery
from imbuto.aggregates.message import Message
from imbuto.aggregates.payout import Payout
from imbuto.errors import BadValue
from imbuto.projections.columns import Day, word
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import ReadModel, shaped
from imbuto.projections.rows import Rows
from imbuto.values import business_date

METADATA = MetaData()

FLOAT, SMS_CREDIT = "1010", "1020"
MEMBERS, HELD, ON_THE_WAY = "2100", "2150", "2200"
MILK, FEES, SMS = "5000", "5400", "5500"

CHART: Mapping[str, str] = {
    FLOAT: "M-Pesa float",
    SMS_CREDIT: "SMS credit",
    MEMBERS: "Members' milk account",
    HELD: "Disputed milk held",
    ON_THE_WAY: "Payouts on the way",
    MILK: "Milk purchases",
    FEES: "M-Pesa fees",
    SMS: "SMS sent",
}
"""The chart of accounts: 1… is owned, 2… is owed, 5… is spent."""

postings = Table(
    "journal_postings",
    METADATA,
    Column("id", BigInteger, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("day", Day, nullable=False),
    Column("account", word(), nullable=False),
    Column("member", word()),
    Column("debit_cents", BigInteger, nullable=False),
    Column("credit_cents", BigInteger, nullable=False),
    Column("text", word(), nullable=False),
    Index("ix_journal_postings_account", "account", "id"),
    Index("ix_journal_postings_day", "day"),
)
"""`id` is eight times the position plus the number of the posting: at most eight per fact, in order."""

accounts = Table(
    "journal_accounts",
    METADATA,
    Column("account", word(), primary_key=True),
    Column("debit_cents", BigInteger, nullable=False),
    Column("credit_cents", BigInteger, nullable=False),
)


@dataclass(frozen=True)
class Posting:
    """One side of a transfer: exactly one of debit and credit is not zero."""

    position: int
    day: date
    account: str
    member: str | None
    debit_cents: int
    credit_cents: int
    text: str
    id: int


@dataclass(frozen=True)
class AccountTotal:
    """All debits and all credits of an account."""

    account: str
    name: str
    debit_cents: int
    credit_cents: int

    @property
    def balance_cents(self) -> int:
        """Debits less credits."""
        return self.debit_cents - self.credit_cents


# ----------------------------------------------------------------- fold


def _recorded(fact: Delivery.Recorded, position: int, rows: Rows) -> None:
    _transfer(rows, position, 0, fact.date, MILK, MEMBERS, fact.value_cents, fact.member, "milk recorded")


def _changed(fact: Delivery.Corrected | Delivery.Voided, position: int, rows: Rows) -> None:
    text = "milk corrected" if isinstance(fact, Delivery.Corrected) else "milk voided"
    _transfer(rows, position, 0, _today(fact), MILK, MEMBERS, fact.change_cents, fact.member, text)


def _disputed(fact: Delivery.Disputed, position: int, rows: Rows) -> None:
    day = _today(fact)
    _transfer(rows, position, 0, day, MEMBERS, HELD, fact.held_cents, fact.member, "dispute raised")


def _resolved(fact: Delivery.DisputeResolved, position: int, rows: Rows) -> None:
    day = _today(fact)
    _transfer(rows, position, 0, day, HELD, MEMBERS, fact.released_cents, fact.member, "dispute released")
    _transfer(rows, position, 2, day, MILK, MEMBERS, fact.change_cents, fact.member, "dispute adjusted")


def _requested(fact: Payout.Requested, position: int, rows: Rows) -> None:
    text = f"payout {fact.period}"
    _transfer(rows, position, 0, _today(fact), MEMBERS, ON_THE_WAY, fact.amount_cents, fact.member, text)


def _paid(fact: Payout.Paid, position: int, rows: Rows) -> None:
    day = _today(fact)
    _transfer(
        rows, position, 0, day, ON_THE_WAY, FLOAT, fact.amount_cents, fact.member, f"paid {fact.receipt}"
    )
    _transfer(rows, position, 2, day, FEES, FLOAT, fact.fee_cents, fact.member, f"fee {fact.receipt}")


def _outcome_approved(fact: Payout.OutcomeApproved, position: int, rows: Rows) -> None:
    cents = fact.amount_cents if fact.outcome == "paid" else 0
    text = f"paid {fact.receipt}"
    _transfer(rows, position, 0, _today(fact), ON_THE_WAY, FLOAT, cents, fact.member, text)


def _sent(fact: Message.Sent, position: int, rows: Rows) -> None:
    _transfer(rows, position, 0, _today(fact), SMS, SMS_CREDIT, fact.cost_cents, None, "SMS sent")


def _today(fact: Fact) -> date:
    """What changes later is booked on the day it changes: closed days stay closed."""
    return business_date(fact.recorded_at)


def _transfer(
    rows: Rows,
    position: int,
    number: int,
    day: date,
    debit: str,
    credit: str,
    cents: int,
    member: str | None,
    text: str,
) -> None:
    """Debits one account and credits the other; the other way round when the cents are negative."""
    if cents == 0:
        return
    if cents < 0:
        debit, credit, cents = credit, debit, -cents
    stored_day = day.isoformat()
    for side, (account, debit_cents, credit_cents) in enumerate(((debit, cents, 0), (credit, 0, cents))):
        rows.table(postings).add(
            {
                "id": position * 8 + number + side,
                "position": position,
                "day": stored_day,
                "account": account,
                "member": member,
                "debit_cents": debit_cents,
                "credit_cents": credit_cents,
                "text": text,
            }
        )
        total = rows.table(accounts).get(account) or {"account": account, "debit_cents": 0, "credit_cents": 0}
        total["debit_cents"] += debit_cents
        total["credit_cents"] += credit_cents
        rows.table(accounts).put(total)


# ------------------------------------------------------------ questions


class Journal(ReadModel):
    """The cooperative's books."""

    NAME = "journal"
    VERSION = 1
    TABLES = (postings, accounts)
    HANDLERS = {
        Delivery.Recorded: _recorded,
        Delivery.Corrected: _changed,
        Delivery.Voided: _changed,
        Delivery.Disputed: _disputed,
        Delivery.DisputeResolved: _resolved,
        Payout.Requested: _requested,
        Payout.Paid: _paid,
        Payout.OutcomeApproved: _outcome_approved,
        Message.Sent: _sent,
    }

    def postings(
        self,
        cursor: str | None = None,
        limit: int = 100,
        account: str | None = None,
        position_from: int | None = None,
        position_to: int | None = None,
    ) -> Page[Posting]:
        """In the order of positions; both ends of the range are included."""
        question = select(postings).order_by(postings.c.id).limit(checked_limit(limit) + 1)
        if after := read_cursor(cursor, int):
            question = question.where(postings.c.id > after[0])
        if account is not None:
            question = question.where(postings.c.account == account)
        if position_from is not None:
            question = question.where(postings.c.id >= position_from * 8)
        if position_to is not None:
            question = question.where(postings.c.id < (position_to + 1) * 8)
        found = [shaped(Posting, row) for row in self._all(question)]
        return page_of(found, limit, lambda posting: (posting.id,))

    def trial_balance(
        self, until_position: int | None = None, until_day: date | None = None
    ) -> list[AccountTotal]:
        """Debits and credits of every account of the chart; up to a position or a day, both included."""
        if until_position is not None and until_day is not None:
            raise BadValue("until", until_day, "Choose a position or a day.", "Leave one of them out.")
        if until_position is None and until_day is None:
            question = select(accounts)
        else:
            sums = [func.sum(postings.c[side]).label(side) for side in ("debit_cents", "credit_cents")]
            question = select(postings.c.account, *sums).group_by(postings.c.account)
            if until_position is not None:
                question = question.where(postings.c.id < (until_position + 1) * 8)
            if until_day is not None:
                question = question.where(postings.c.day <= until_day)
        return _totals({row["account"]: row for row in self._all(question)})

    def account_balances(self) -> dict[str, int]:
        """Debits less credits of every account of the chart, in cents."""
        return {total.account: total.balance_cents for total in self.trial_balance()}

    def check(self) -> int | None:
        """The first position whose postings do not balance; None when all do, as they always must."""
        surplus = func.sum(postings.c.debit_cents - postings.c.credit_cents)
        question = select(postings.c.position).group_by(postings.c.position).having(surplus != 0)
        unbalanced = self._values(question.order_by(postings.c.position).limit(1))
        return unbalanced[0] if unbalanced else None


def _totals(found: Mapping[str, RowMapping]) -> list[AccountTotal]:
    return [
        AccountTotal(account, name, int(found[account]["debit_cents"]), int(found[account]["credit_cents"]))
        if account in found
        else AccountTotal(account, name, 0, 0)
        for account, name in CHART.items()
    ]
