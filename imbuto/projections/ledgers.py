"""The ledgers: one account, one creditor, or one member at a time, by day, with running balances."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from imbuto.aggregates.chart import CREDITORS, MEMBER_ACCOUNTS
from imbuto.errors import Unknown
from imbuto.projections.books import (
    AccountLedger,
    CreditorTotal,
    LedgerLine,
    MemberLedger,
    MemberTotal,
    Posting,
    posting_of,
)
from imbuto.projections.pages import checked_limit, page_of, read_cursor
from imbuto.projections.posting import NAMES, days, postings
from imbuto.projections.ranges import (
    CREDITS,
    DEBITS,
    Condition,
    P,
    by_day_behind,
    equal,
    of_days,
    of_positions,
    until,
)
from imbuto.projections.readmodel import ReadModel

MOVED = ("debit_cents", "credit_cents", "centilitres")


def require_account(account: str) -> None:
    """Raises Unknown for what is not of the chart."""
    if account not in NAMES:
        raise Unknown("account", account)


class Ledgers(ReadModel):
    """The part of the journal that answers by account, creditor and member."""

    def creditors(
        self,
        until_day: date | None = None,
        until_position: int | None = None,
        from_day: date | None = None,
    ) -> list[CreditorTotal]:
        """What was taken for each creditor and handed over, up to a day, as known at a position (included).

        With `from_day` that of the days from then on, and what was owed before them. Who has neither is left
        out.
        """
        moved = self._creditor_sums(
            until_position, of_days(from_day, until_day, days.c.day), of_days(from_day, until_day)
        )
        before: dict[str, Any] = {}
        if from_day is not None:
            before = self._creditor_sums(until_position, [days.c.day < from_day], [P.day < from_day])
        opening = {code: int(row["credit_cents"] - row["debit_cents"]) for code, row in before.items()}
        return [
            CreditorTotal(
                code,
                int(moved[code]["debit_cents"]) if code in moved else 0,
                int(moved[code]["credit_cents"]) if code in moved else 0,
                opening.get(code, 0),
            )
            for code in sorted(moved.keys() | {code for code, cents in opening.items() if cents})
        ]

    def _creditor_sums(
        self, until_position: int | None, by_day: Sequence[Condition], by_posting: Sequence[Condition]
    ) -> dict[str, Any]:
        """Debits and credits by creditor: summed by day already, unless a position cuts through the days."""
        if until_position is None:
            columns = [func.sum(days.c[side]).label(side) for side in ("debit_cents", "credit_cents")]
            question = select(days.c.creditor, *columns).where(days.c.account == CREDITORS, *by_day)
            question = question.group_by(days.c.creditor)
        else:
            columns = [DEBITS.label("debit_cents"), CREDITS.label("credit_cents")]
            question = select(P.creditor, *columns).where(P.account == CREDITORS, *by_posting)
            question = question.where(*of_positions(None, until_position)).group_by(P.creditor)
        return {row["creditor"]: row for row in self._all(question)}

    # ------------------------------------------------------ ledgers

    def ledger(
        self,
        account: str,
        cursor: str | None = None,
        limit: int = 100,
        creditor: str | None = None,
        from_day: date | None = None,
        until_day: date | None = None,
        until_position: int | None = None,
    ) -> AccountLedger:
        """One account by day, with the balance before the page's first line and after each line.

        Raises Unknown for an account that is not of the chart.
        """
        require_account(account)
        wanted = [*equal(account=account, creditor=creditor), *of_positions(None, until_position)]
        after = read_cursor(cursor, date, int)
        question = select(postings).where(*wanted, *of_days(from_day, until_day))
        found = self._postings(by_day_behind(question, after).limit(checked_limit(limit) + 1))
        opening = self._balance_before(wanted, account, creditor, until_position, from_day, after)
        lines, balance = [], opening
        for posting in found:
            balance += posting.cents
            lines.append(LedgerLine(posting, balance))
        page = page_of(lines, limit, lambda line: (line.posting.day, line.posting.id))
        return AccountLedger(account, NAMES[account], creditor, opening, page.items, page.next)

    def _balance_before(
        self,
        wanted: Sequence[Condition],
        account: str,
        creditor: str | None,
        until_position: int | None,
        from_day: date | None,
        after: Sequence[Any] | None,
    ) -> int:
        """The balance before the first line of a page. Whole days are summed already, unless a position
        cuts through them."""
        whole_days_before = after[0] if after else from_day
        if whole_days_before is None:
            return 0
        if until_position is not None:
            before = until(after) if after else P.day < whole_days_before
            return self._sum(select(func.sum(P.cents)).where(*wanted, before))
        cents = func.sum(days.c.debit_cents - days.c.credit_cents)
        question = select(cents).where(days.c.account == account, days.c.day < whole_days_before)
        if creditor is not None:
            question = question.where(days.c.creditor == creditor)
        if not after:
            return self._sum(question)
        of_the_day = [P.day == after[0], P.id <= after[1]]
        return self._sum(question) + self._sum(select(func.sum(P.cents)).where(*wanted, *of_the_day))

    def member_ledger(
        self,
        member: str,
        cursor: str | None = None,
        limit: int = 100,
        from_day: date | None = None,
        until_day: date | None = None,
        until_position: int | None = None,
    ) -> MemberLedger:
        """A member's personal ledger: milk, charges, deductions, savings, shares and payouts, by day."""
        wanted = [*equal(member=member), P.account.in_(MEMBER_ACCOUNTS), *of_positions(None, until_position)]
        after = read_cursor(cursor, date, int)
        question = select(postings).where(*wanted, *of_days(from_day, until_day))
        found = self._postings(by_day_behind(question, after).limit(checked_limit(limit) + 1))
        before = [until(after)] if after else [] if from_day is None else [P.day < from_day]
        balances = self._member_sums([*wanted, *before]) if before else {}
        running = {account: int(row["balance"]) for account, row in balances.items()}
        lines = []
        for posting in found:
            running[posting.account] = running.get(posting.account, 0) + posting.cents
            lines.append(LedgerLine(posting, running[posting.account]))
        page = page_of(lines, limit, lambda line: (line.posting.day, line.posting.id))
        totals = self._member_totals(wanted, from_day, until_day)
        return MemberLedger(member, totals, page.items, page.next)

    def last_day_of(self, member: str) -> date | None:
        """The last day on which anything was booked for a member; None when nothing ever was."""
        (day,) = self._values(select(func.max(P.day)).where(*equal(member=member)))
        return None if day is None else date.fromisoformat(str(day))

    def _member_totals(
        self, wanted: Sequence[Condition], from_day: date | None, until_day: date | None
    ) -> list[MemberTotal]:
        opening = {} if from_day is None else self._member_sums([*wanted, P.day < from_day])
        moved = self._member_sums([*wanted, *of_days(from_day, until_day)])
        return [
            MemberTotal(
                account,
                NAMES[account],
                int(opening[account]["balance"]) if account in opening else 0,
                *(int(moved[account][name]) if account in moved else 0 for name in MOVED),
            )
            for account in MEMBER_ACCOUNTS
        ]

    def _member_sums(self, conditions: Sequence[Condition]) -> dict[str, Any]:
        columns = (
            func.sum(P.cents).label("balance"),
            DEBITS.label("debit_cents"),
            CREDITS.label("credit_cents"),
            func.sum(P.centilitres).label("centilitres"),
        )
        question = select(P.account, *columns).where(*conditions).group_by(P.account)
        return {row["account"]: row for row in self._all(question)}

    def _postings(self, question: Select[Any]) -> list[Posting]:
        return [posting_of(row) for row in self._all(question)]

    def _sum(self, question: Select[Any]) -> int:
        return int(self._values(question)[0] or 0)
