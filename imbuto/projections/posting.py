"""The journal's tables, and the pen: the only ways in which a posting is written.

A posting is never made alone. A transfer debits one account and credits another with the same cents; a
voucher's lines were balanced when it was proposed. So the sum over all accounts is zero at every position.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table

from imbuto.aggregates.base import Fact
from imbuto.aggregates.chart import CHART, CREDITORS, MEMBER_ACCOUNTS
from imbuto.aggregates.voucher import VoucherLine
from imbuto.projections.columns import Day, Id, word
from imbuto.projections.rows import Row, Rows

METADATA = MetaData()
PER_POSITION = 1000
"""A posting's id is its position times this, plus its number: at most a thousand per fact, in order."""
OF_SOMEBODY = frozenset((*MEMBER_ACCOUNTS, CREDITORS))
"""The accounts on which a posting says whose it is."""

postings = Table(
    "journal_postings",
    METADATA,
    Column("id", BigInteger, primary_key=True),
    Column("day", Day, nullable=False),
    Column("account", word(), nullable=False),
    Column("member", word()),
    Column("creditor", word()),
    Column("cents", BigInteger, nullable=False),
    Column("centilitres", BigInteger, nullable=False),
    Column("text", word(), nullable=False),
    Column("about", Id, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_journal_postings_account", "account", "day", "id"),
    Index("ix_journal_postings_member", "member", "day", "id", info={"where": "member IS NOT NULL"}),
    Index("ix_journal_postings_creditor", "creditor", "day", "id", info={"where": "creditor IS NOT NULL"}),
)
"""`cents` are signed: a debit is positive. `centilitres` too, the other way: milk delivered is positive.
`about` and `version` are the fact's: together with its position they are what an auditor looks up."""

days = Table(
    "journal_days",
    METADATA,
    Column("account", word(), primary_key=True),
    Column("creditor", word(), primary_key=True),
    Column("day", Day, primary_key=True),
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

    def __init__(self, fact: Fact, position: int, rows: Rows, day: date) -> None:
        self._next_id = position * PER_POSITION
        self._rows = rows
        self._day = day.isoformat()
        self._about = fact.originator_id.bytes
        self._version = fact.originator_version

    def transfer(
        self,
        debit: str,
        credit: str,
        cents: int,
        member: str | None,
        text: str,
        *,
        creditor: str | None = None,
        centilitres: int = 0,
    ) -> None:
        """Debits one account and credits the other; the other way round when the cents are negative.

        Litres go the way of the money, on members' accounts only. Litres without money leave a line there
        too, of no cents: the member's ledger tells all milk.
        """
        if cents or centilitres:
            self._write(debit, cents, member, creditor, -centilitres, text)
            self._write(credit, -cents, member, creditor, centilitres, text)

    def write_lines(self, lines: tuple[VoucherLine, ...], text: str) -> None:
        """The lines of a voucher, which balance."""
        for line in lines:
            self._write(line.account, line.debit_cents - line.credit_cents, None, line.creditor, 0, text)

    def _write(
        self,
        account: str,
        cents: int,
        member: str | None,
        creditor: str | None,
        centilitres: int,
        text: str,
    ) -> None:
        somebodys = account in OF_SOMEBODY
        if not (cents or somebodys):
            return
        self._rows.table(postings).add(
            {
                "id": self._next_id,
                "day": self._day,
                "account": account,
                "member": member if somebodys else None,
                "creditor": creditor if account == CREDITORS else None,
                "cents": cents,
                "centilitres": centilitres if somebodys else 0,
                "text": text,
                "about": self._about,
                "version": self._version,
            }
        )
        self._next_id += 1
        if cents:
            self._sum(account, (creditor or "") if account == CREDITORS else "", cents)

    def _sum(self, account: str, creditor: str, cents: int) -> None:
        table = self._rows.table(days)
        total = table.get(account, creditor, self._day) or _nothing(account, creditor, self._day)
        if cents > 0:
            total["debit_cents"] += cents
        else:
            total["credit_cents"] -= cents
        table.put(total)


def _nothing(account: str, creditor: str, day: str) -> Row:
    return {"account": account, "creditor": creditor, "day": day, "debit_cents": 0, "credit_cents": 0}


NAMES: Mapping[str, str] = {account.code: account.name for account in CHART.values()}
