"""What each member is owed and has saved, and the statement of account with its running balances.

`owed_cents` is the member's milk account (2100 in the journal), `saved_cents` the savings account (2120).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select, tuple_

from imbuto.aggregates.adjustment import Adjustment
from imbuto.aggregates.delivery import Delivery
from imbuto.aggregates.member import Member
from imbuto.aggregates.payout import Payout
from imbuto.aggregates.statement import Statement
from imbuto.errors import Unknown
from imbuto.projections import account_lines
from imbuto.projections.account_lines import balances, lines
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import ReadModel, shaped


@dataclass(frozen=True)
class Balance:
    """`owed_cents`: to be paid by coming runs. `saved_cents`: stands as savings; `released_cents`: savings
    that went back to the milk account so far. `held_cents`: waits for disputes. `on_way_cents`: in payouts
    not yet paid. `paid_cents`: arrived. `centilitres`: all milk accepted so far. `position`: of the last
    change."""

    member: str
    owed_cents: int
    saved_cents: int
    released_cents: int
    held_cents: int
    on_way_cents: int
    paid_cents: int
    centilitres: int
    held_centilitres: int
    position: int

    @property
    def litres(self) -> Decimal:
        return Decimal(self.centilitres).scaleb(-2)


@dataclass(frozen=True)
class AccountLine:
    """One line of an account, "milk" or "savings". `kind` is the topic of its fact and `part` says which of
    several lines it is: premium, saved, or a deduction's kind. `about` is the delivery, adjustment, charge or
    payout; `cents` the change, `balance_cents` what stood on that account after it. News of a payout change
    nothing and have 0 cents."""

    position: int
    number: int
    member: str
    account: str
    day: date
    kind: str
    part: str
    about: UUID
    text: str
    centilitres: int
    cents: int
    balance_cents: int
    who: str
    recorded_at: datetime

    @property
    def litres(self) -> Decimal:
        return Decimal(self.centilitres).scaleb(-2)


class Balances(ReadModel):
    """Each member's account."""

    NAME = "balances"
    VERSION = 4
    TABLES = (balances, lines)
    HANDLERS = {
        Member.Registered: account_lines.registered,
        Delivery.Recorded: account_lines.recorded,
        Delivery.Corrected: account_lines.changed,
        Delivery.Voided: account_lines.changed,
        Delivery.Disputed: account_lines.disputed,
        Delivery.DisputeResolved: account_lines.resolved,
        Delivery.Sampled: account_lines.sampled,
        Adjustment.Approved: account_lines.adjusted,
        Adjustment.Granted: account_lines.adjusted,
        Statement.Settled: account_lines.settled,
        Payout.Requested: account_lines.requested,
        Payout.Paid: account_lines.paid,
        Payout.Failed: account_lines.failed,
        Payout.OutcomeApproved: account_lines.outcome_approved,
        Member.Erased: account_lines.member_erased,
    }

    def get(self, member: str) -> Balance:
        """Raises Unknown for a number that was never registered."""
        row = self._first(select(balances).where(balances.c.member == member))
        if row is None:
            raise Unknown("member", member)
        return shaped(Balance, row)

    def account(
        self,
        member: str,
        cursor: str | None = None,
        limit: int = 50,
        newest_first: bool = False,
        account: str | None = None,
    ) -> Page[AccountLine]:
        """The statement of account (of one account, when named), each line with the balance after it."""
        key = tuple_(lines.c.position, lines.c.number)
        order = [lines.c.position, lines.c.number]
        question = select(lines).where(lines.c.member == member).limit(checked_limit(limit) + 1)
        question = question.order_by(*(column.desc() if newest_first else column for column in order))
        if account is not None:
            question = question.where(lines.c.account == account)
        if after := read_cursor(cursor, int, int):
            question = question.where(key < after if newest_first else key > after)
        found = [shaped(AccountLine, row) for row in self._all(question)]
        return page_of(found, limit, lambda line: (line.position, line.number))
