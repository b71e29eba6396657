"""The shapes in which the journal answers: postings, totals, ledgers, entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.engine import RowMapping

from imbuto.aggregates.chart import CHART
from imbuto.projections.posting import NAMES, PER_POSITION

ACCOUNTS = CHART
"""The chart of accounts, for whoever prints the books."""


@dataclass(frozen=True)
class Posting:
    """One line of an entry: a debit or a credit, in cents. On members' accounts it may carry hundredths of
    litres; a change of litres alone has neither debit nor credit."""

    id: int
    position: int
    day: date
    account: str
    member: str | None
    creditor: str | None
    debit_cents: int
    credit_cents: int
    centilitres: int
    text: str

    @property
    def cents(self) -> int:
        """Debit less credit."""
        return self.debit_cents - self.credit_cents


def posting_of(row: RowMapping) -> Posting:
    cents = row["cents"]
    return Posting(
        row["id"],
        row["id"] // PER_POSITION,
        row["day"],
        row["account"],
        row["member"] or None,
        row["creditor"] or None,
        max(cents, 0),
        max(-cents, 0),
        row["centilitres"],
        row["text"],
    )


@dataclass(frozen=True)
class AccountTotal:
    """All debits and all credits of an account; `opening_cents` is its balance before the days asked for."""

    account: str
    name: str
    debit_cents: int
    credit_cents: int
    opening_cents: int = 0

    @property
    def balance_cents(self) -> int:
        """The opening balance, and debits less credits."""
        return self.opening_cents + self.debit_cents - self.credit_cents


@dataclass(frozen=True)
class CreditorTotal:
    """What was taken for a creditor (credit), what was handed over (debit), and what is still owed;
    `opening_cents` was owed before the days asked for."""

    creditor: str
    debit_cents: int
    credit_cents: int
    opening_cents: int = 0

    @property
    def owed_cents(self) -> int:
        return self.opening_cents + self.credit_cents - self.debit_cents


@dataclass(frozen=True)
class LedgerLine:
    """A posting with the balance of its account after it, debits less credits."""

    posting: Posting
    balance_cents: int


@dataclass(frozen=True)
class AccountLedger:
    """A page of one account, by day: `opening_cents` is the balance before its first line."""

    account: str
    name: str
    creditor: str | None
    opening_cents: int
    items: list[LedgerLine]
    next: str | None


@dataclass(frozen=True)
class MemberTotal:
    """One account of one member. Balances are debits less credits, litres are hundredths delivered."""

    account: str
    name: str
    opening_cents: int
    debit_cents: int
    credit_cents: int
    centilitres: int

    @property
    def balance_cents(self) -> int:
        return self.opening_cents + self.debit_cents - self.credit_cents


@dataclass(frozen=True)
class MemberLedger:
    """A page of one member's personal ledger (Co-operative Societies Rules 2004, LN 123): produce delivered
    and the payment for it, by day, over all the member's accounts, each line with its account's balance.

    `accounts` are totals of the whole range asked for, not of the page.
    """

    member: str
    accounts: list[MemberTotal]
    items: list[LedgerLine]
    next: str | None


@dataclass(frozen=True)
class Entry:
    """All postings of one fact, which its position names. They balance."""

    position: int
    day: date
    lines: list[Posting]


@dataclass(frozen=True)
class Opening:
    """The balance of an account, or of one creditor on it, before a day: debits less credits."""

    account: str
    creditor: str | None
    cents: int


def total_of(account: str, sums: Mapping[str, Any] | None, opening_cents: int = 0) -> AccountTotal:
    debit, credit = (int(sums[side]) if sums else 0 for side in ("debit_cents", "credit_cents"))
    return AccountTotal(account, NAMES[account], debit, credit, opening_cents)
