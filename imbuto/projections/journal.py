"""The journal: every fact that moves value as balanced postings in double entry, the trial balance, and the
ledgers of accounts, members and creditors.

posting.py has the tables and the pen, booking.py says how each fact is booked, books.py what is answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import func, select

from imbuto.aggregates.adjustment import Adjustment
from imbuto.aggregates.charge import Charge
from imbuto.aggregates.chart import CHART
from imbuto.aggregates.delivery import Delivery
from imbuto.aggregates.member import Member
from imbuto.aggregates.message import Message
from imbuto.aggregates.payout import Payout
from imbuto.aggregates.remittance import Remittance
from imbuto.aggregates.statement import Statement
from imbuto.aggregates.top_up import TopUp
from imbuto.aggregates.voucher import Voucher
from imbuto.projections import booking, journal_privacy
from imbuto.projections.books import AccountTotal, Entry, Opening, Posting, total_of
from imbuto.projections.ledgers import Ledgers
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.posting import PER_POSITION, charges, days, postings
from imbuto.projections.ranges import (
    CREDITS,
    DEBITS,
    Condition,
    P,
    by_day_behind,
    equal,
    of_days,
    of_positions,
)


class Journal(Ledgers):
    """The cooperative's books."""

    NAME = "journal"
    VERSION = 4
    TABLES = (postings, days, charges)
    HANDLERS = {
        Delivery.Recorded: booking.milk_recorded,
        Delivery.Corrected: booking.milk_changed,
        Delivery.Voided: booking.milk_changed,
        Delivery.Sampled: booking.milk_changed,
        Delivery.Disputed: booking.dispute_raised,
        Delivery.DisputeResolved: booking.dispute_resolved,
        Adjustment.Approved: booking.adjusted,
        Adjustment.Granted: booking.adjusted,
        Charge.Made: booking.charge_made,
        Charge.Paid: booking.charge_paid,
        Charge.ChangeApproved: booking.charge_changed,
        Remittance.Paid: booking.remitted,
        Statement.Settled: booking.settled,
        Payout.Requested: booking.payout_requested,
        Payout.Paid: booking.payout_paid,
        Payout.OutcomeApproved: booking.payout_outcome_approved,
        TopUp.Done: booking.topped_up,
        TopUp.OutcomeApproved: booking.topped_up,
        Message.Sent: booking.message_sent,
        Voucher.Approved: booking.voucher_approved,
        Member.Erased: journal_privacy.member_erased,
    }

    # ------------------------------------------------------ postings and entries

    def postings(
        self,
        cursor: str | None = None,
        limit: int = 100,
        account: str | None = None,
        member: str | None = None,
        creditor: str | None = None,
        position_from: int | None = None,
        position_to: int | None = None,
        day_from: date | None = None,
        day_to: date | None = None,
    ) -> Page[Posting]:
        """All of them in the order of positions; those of an account, a member or a creditor by day, and in
        that order within a day. Both ends of the ranges are included."""
        wanted = equal(account=account, member=member, creditor=creditor)
        ranges = [*of_positions(position_from, position_to), *of_days(day_from, day_to)]
        question = select(postings).where(*wanted, *ranges).limit(checked_limit(limit) + 1)
        if wanted:
            found = self._postings(by_day_behind(question, read_cursor(cursor, date, int)))
            return page_of(found, limit, lambda posting: (posting.day, posting.id))
        after = read_cursor(cursor, int)
        question = question.where(P.id > after[0]) if after else question
        found = self._postings(question.order_by(P.id))
        return page_of(found, limit, lambda posting: (posting.id,))

    def entries(
        self,
        after_position: int,
        until_position: int,
        day_from: date | None = None,
        day_to: date | None = None,
        limit: int = 1000,
    ) -> list[Entry]:
        """The next entries behind a position, about as many as `limit` postings hold, each of them whole."""
        question = select(postings).where(
            *of_positions(after_position + 1, until_position), *of_days(day_from, day_to)
        )
        found = self._postings(question.order_by(P.id).limit(limit))
        if len(found) == limit:  # the last one may be cut in two
            last = found[-1].position
            rest = (
                select(postings).where(*of_positions(last, last), *of_days(day_from, day_to)).order_by(P.id)
            )
            found = [posting for posting in found if posting.position != last] + self._postings(rest)
        return [
            Entry(position, lines[0].day, lines)
            for position, lines in ((key, list(own)) for key, own in groupby(found, lambda p: p.position))
        ]

    def last_position(self) -> int:
        """The position of the last fact that was booked; 0 while nothing is."""
        last = self._values(select(func.max(P.id)))[0]
        return 0 if last is None else int(last) // PER_POSITION

    # ------------------------------------------------------ balances

    def trial_balance(
        self,
        until_position: int | None = None,
        until_day: date | None = None,
        from_day: date | None = None,
    ) -> list[AccountTotal]:
        """Debits and credits of every account of the chart, up to a day, as known at a position (included).

        With `from_day` those of the days from then on, and the balances before them.
        """
        sums = self._sums(
            until_position, of_days(from_day, until_day, days.c.day), of_days(from_day, until_day)
        )
        if from_day is None:
            return [total_of(account, sums.get(account)) for account in CHART]
        before = self._sums(until_position, [days.c.day < from_day], [P.day < from_day])
        return [
            total_of(account, sums.get(account), total_of(account, before.get(account)).balance_cents)
            for account in CHART
        ]

    def _sums(
        self, until_position: int | None, by_day: Sequence[Condition], by_posting: Sequence[Condition]
    ) -> dict[str, Any]:
        """Debits and credits by account: summed by day already, unless a position cuts through the days."""
        if until_position is None:
            columns = [func.sum(days.c[side]).label(side) for side in ("debit_cents", "credit_cents")]
            question = select(days.c.account, *columns).where(*by_day).group_by(days.c.account)
        else:
            columns = [DEBITS.label("debit_cents"), CREDITS.label("credit_cents")]
            question = select(P.account, *columns).where(*by_posting, *of_positions(None, until_position))
            question = question.group_by(P.account)
        return {row["account"]: row for row in self._all(question)}

    def account_balances(self) -> dict[str, int]:
        """Debits less credits of every account of the chart, in cents."""
        return {total.account: total.balance_cents for total in self.trial_balance()}

    def opening_balances(self, day: date, until_position: int) -> list[Opening]:
        """What every account, and every creditor's part of it, held before a day, as known at a position."""
        cents = func.sum(P.cents).label("cents")
        question = select(P.account, P.creditor, cents).where(
            P.day < day, *of_positions(None, until_position)
        )
        question = question.group_by(P.account, P.creditor).order_by(P.account, P.creditor)
        found = [
            Opening(row["account"], row["creditor"] or None, int(row["cents"])) for row in self._all(question)
        ]
        return [opening for opening in found if opening.cents]

    # ------------------------------------------------------ proof

    def check(self) -> int | None:
        """The first position whose postings do not balance; None when all do, as they always must."""
        position = (P.id // PER_POSITION).label("position")
        question = select(position).group_by(position).having(func.sum(P.cents) != 0)
        unbalanced = self._values(question.order_by(position).limit(1))
        return unbalanced[0] if unbalanced else None
