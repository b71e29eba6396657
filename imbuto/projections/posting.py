"""The journal's tables, and the pen: the only ways in which a posting is written.

A posting is never made alone. A transfer debits one account and credits another with the same cents; a
voucher's lines were balanced when it was proposed. So the sum over all accounts is zero at every position.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import BigInteger, Boolean, Column, Index, MetaData, Table

from imbuto.aggregates.chart import CHART, CREDITORS, MEMBER_ACCOUNTS, MEMBERS, MILK
from imbuto.aggregates.voucher import VoucherLine
from imbuto.projections.columns import Day, Id, word
from imbuto.projections.rows import Rows, TableRows

METADATA = MetaData()
PER_POSITION = 1000
"""A posting's id is its position times this, plus its number: at most a thousand per fact, in order."""
OF_MEMBERS = frozenset(MEMBER_ACCOUNTS)
"""The accounts on which a posting says whose it is; on the creditors' account it says both."""

postings = Table(
    "journal_postings",
    METADATA,
    Column("id", BigInteger, primary_key=True),
    Column("day", Day, nullable=False),
    Column("account", word(), nullable=False),
    Column("member", word(), nullable=False),
    Column("creditor", word(), nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("centilitres", BigInteger, nullable=False),
    Column("text", word(), nullable=False),
    Index("ix_journal_postings_account", "account", "day"),
    Index("ix_journal_postings_member", "member", "day", info={"where": "member <> ''"}),
    Index("ix_journal_postings_creditor", "creditor", "day", info={"where": "creditor <> ''"}),
)
"""`cents` are signed: a debit is positive. `centilitres` too, the other way: milk delivered is positive."""

days = Table(
    "journal_days",
    METADATA,
    Column("day", Day, primary_key=True),
    Column("account", word(), primary_key=True),
    Column("creditor", word(), primary_key=True),
    Column("debit_cents", BigInteger, nullable=False),
    Column("credit_cents", BigInteger, nullable=False),
)
"""What was debited and credited on each day; `creditor` is empty on all but the creditors' account."""

charges = Table(
    "journal_charges",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("opening", Boolean, nullable=False),
)
"""Whether a charge came from other books: so that cancelling it books the reverse of making it."""


class Pen:
    """Writes the postings of one fact, numbered in order, all on one day."""

    def __init__(self, position: int, rows: Rows, day: date) -> None:
        self._next_id = position * PER_POSITION
        self._add = rows.table(postings).add
        self._days = rows.table(days)
        self._day = day.isoformat()

    def transfer(
        self,
        debit: str,
        credit: str,
        cents: int,
        member: str,
        text: str,
        creditor: str | None = None,
        centilitres: int = 0,
    ) -> None:
        """Debits one account and credits the other; the other way round when the cents are negative.

        Litres go the way of the money, on members' accounts only. Litres without money leave a line there
        too, of no cents: the member's ledger tells all milk.
        """
        if cents or centilitres:
            self._write(debit, cents, member, creditor or "", -centilitres, text)
            self._write(credit, -cents, member, creditor or "", centilitres, text)

    def write_lines(self, lines: tuple[VoucherLine, ...], text: str) -> None:
        """The lines of a voucher, which balance."""
        for line in lines:
            self._write(line.account, line.debit_cents - line.credit_cents, "", line.creditor or "", 0, text)

    def _write(
        self, account: str, cents: int, member: str, creditor: str, centilitres: int, text: str
    ) -> None:
        if account != CREDITORS:
            creditor = ""
            if account not in OF_MEMBERS:
                member, centilitres = "", 0
        if cents or centilitres:
            self._add(
                {
                    "id": self._next_id,
                    "day": self._day,
                    "account": account,
                    "member": member,
                    "creditor": creditor,
                    "cents": cents,
                    "centilitres": centilitres,
                    "text": text,
                }
            )
            self._next_id += 1
            if cents:
                _sum(self._days, self._day, account, creditor, cents)


def buy_milk(
    position: int, rows: Rows, day: date, cents: int, member: str, centilitres: int, text: str
) -> None:
    """The transfer that is made most, straight away: a year of a large cooperative has millions of it."""
    stored, id = day.isoformat(), position * PER_POSITION
    table, by_day = rows.table(postings), rows.table(days)
    if cents:
        table.append((id, stored, MILK, "", "", cents, 0, text))
        _sum(by_day, stored, MILK, "", cents)
        _sum(by_day, stored, MEMBERS, "", -cents)
    if cents or centilitres:
        table.append((id + 1, stored, MEMBERS, member, "", -cents, centilitres, text))


def _sum(by_day: TableRows, day: str, account: str, creditor: str, cents: int) -> None:
    total = by_day.get(day, account, creditor)
    if total is None:
        total = {"day": day, "account": account, "creditor": creditor, "debit_cents": 0, "credit_cents": 0}
    if cents > 0:
        total["debit_cents"] += cents
    else:
        total["credit_cents"] -= cents
    by_day.put(total)


NAMES: Mapping[str, str] = {account.code: account.name for account in CHART.values()}
