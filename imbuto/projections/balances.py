"""What each member is owed, and the statement of account with its running balance.

`owed_cents` is the member's milk account (2100 in the journal): milk taken in and not in dispute, less what
pay runs have sent on its way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, MetaData, Table, select

from imbuto.aggregates.base import Fact
from imbuto.aggregates.delivery import Delivery
from imbuto.aggregates.member import Member
from imbuto.aggregates.payout import Payout
from imbuto.errors import Unknown
from imbuto.projections.columns import Day, Id, Instant, stored_instant, word
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import ReadModel, shaped
from imbuto.projections.rows import Row, Rows
from imbuto.values import business_date, centilitres

METADATA = MetaData()

balances = Table(
    "balances",
    METADATA,
    Column("member", word(), primary_key=True),
    Column("owed_cents", BigInteger, nullable=False),
    Column("held_cents", BigInteger, nullable=False),
    Column("on_way_cents", BigInteger, nullable=False),
    Column("paid_cents", BigInteger, nullable=False),
    Column("centilitres", BigInteger, nullable=False),
    Column("held_centilitres", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
)

lines = Table(
    "account_lines",
    METADATA,
    Column("position", BigInteger, primary_key=True),
    Column("member", word(), nullable=False),
    Column("day", Day, nullable=False),
    Column("kind", word(), nullable=False),
    Column("about", Id, nullable=False),
    Column("text", word(), nullable=False),
    Column("centilitres", BigInteger, nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("balance_cents", BigInteger, nullable=False),
    Column("who", word(), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Index("ix_account_lines_member", "member", "position"),
)


@dataclass(frozen=True)
class Balance:
    """`owed_cents`: to be paid by coming runs. `held_cents`: waits for disputes. `on_way_cents`: in
    payouts not yet paid. `paid_cents`: arrived. `centilitres`: all milk accepted so far. `position`: of
    the last change."""

    member: str
    owed_cents: int
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
    """One fact on the account. `kind` is the fact's topic, `about` the delivery or payout, `cents` the
    change of what is owed, `balance_cents` what was owed after it. News of a payout change nothing and
    have 0 cents."""

    position: int
    member: str
    day: date
    kind: str
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


# ----------------------------------------------------------------- fold


def _registered(fact: Member.Registered, position: int, rows: Rows) -> None:
    rows.table(balances).put(_nothing(fact.number, position))


def _recorded(fact: Delivery.Recorded, position: int, rows: Rows) -> None:
    milk = 0 if fact.rejection_reason else centilitres(fact.litres)
    account = _account(fact.member, position, rows)
    account["centilitres"] += milk
    text = fact.rejection_reason or f"{fact.centre} {fact.shift}"
    _write(fact, position, rows, account, fact.date, text, milk, fact.value_cents)


def _changed(fact: Delivery.Corrected | Delivery.Voided, position: int, rows: Rows) -> None:
    milk = centilitres(fact.change_litres)
    account = _account(fact.member, position, rows)
    account["centilitres"] += milk
    _write(fact, position, rows, account, fact.date, fact.reason, milk, fact.change_cents)


def _disputed(fact: Delivery.Disputed, position: int, rows: Rows) -> None:
    held = centilitres(fact.held_litres)
    account = _account(fact.member, position, rows)
    account["centilitres"] -= held
    account["held_centilitres"] += held
    account["held_cents"] += fact.held_cents
    _write(fact, position, rows, account, fact.date, fact.reason, -held, -fact.held_cents)


def _resolved(fact: Delivery.DisputeResolved, position: int, rows: Rows) -> None:
    released = centilitres(fact.released_litres)
    milk = released + centilitres(fact.change_litres)
    account = _account(fact.member, position, rows)
    account["centilitres"] += milk
    account["held_centilitres"] -= released
    account["held_cents"] -= fact.released_cents
    cents = fact.released_cents + fact.change_cents
    _write(fact, position, rows, account, fact.date, fact.outcome, milk, cents)


def _requested(fact: Payout.Requested, position: int, rows: Rows) -> None:
    account = _account(fact.member, position, rows)
    account["on_way_cents"] += fact.amount_cents
    day = business_date(fact.recorded_at)
    _write(fact, position, rows, account, day, fact.period, 0, -fact.amount_cents)


def _paid(fact: Payout.Paid | Payout.OutcomeApproved, position: int, rows: Rows) -> None:
    account = _account(fact.member, position, rows)
    account["on_way_cents"] -= fact.amount_cents
    account["paid_cents"] += fact.amount_cents
    _write(fact, position, rows, account, business_date(fact.recorded_at), fact.receipt or "", 0, 0)


def _outcome_approved(fact: Payout.OutcomeApproved, position: int, rows: Rows) -> None:
    if fact.outcome == "paid":
        _paid(fact, position, rows)
        return
    account = _account(fact.member, position, rows)
    _write(fact, position, rows, account, business_date(fact.recorded_at), fact.evidence, 0, 0)


def _failed(fact: Payout.Failed, position: int, rows: Rows) -> None:
    account = _account(fact.member, position, rows)
    _write(fact, position, rows, account, business_date(fact.recorded_at), fact.reason, 0, 0)


def _account(member: str, position: int, rows: Rows) -> Row:
    return rows.table(balances).get(member) or _nothing(member, position)


def _nothing(member: str, position: int) -> Row:
    return {
        "member": member,
        "owed_cents": 0,
        "held_cents": 0,
        "on_way_cents": 0,
        "paid_cents": 0,
        "centilitres": 0,
        "held_centilitres": 0,
        "position": position,
    }


def _write(
    fact: Fact, position: int, rows: Rows, account: Row, day: date, text: str, milk: int, cents: int
) -> None:
    """Adds the line with its running balance, and keeps the account."""
    account["owed_cents"] = balance = account["owed_cents"] + cents
    account["position"] = position
    rows.table(balances).put(account)
    rows.table(lines).add(
        {
            "position": position,
            "member": account["member"],
            "day": day.isoformat(),
            "kind": fact.TOPIC,
            "about": fact.originator_id.bytes,
            "text": text,
            "centilitres": milk,
            "cents": cents,
            "balance_cents": balance,
            "who": fact.who,
            "recorded_at": stored_instant(fact.recorded_at),
        }
    )


# ------------------------------------------------------------ questions


class Balances(ReadModel):
    """Each member's account."""

    NAME = "balances"
    VERSION = 1
    TABLES = (balances, lines)
    HANDLERS = {
        Member.Registered: _registered,
        Delivery.Recorded: _recorded,
        Delivery.Corrected: _changed,
        Delivery.Voided: _changed,
        Delivery.Disputed: _disputed,
        Delivery.DisputeResolved: _resolved,
        Payout.Requested: _requested,
        Payout.Paid: _paid,
        Payout.Failed: _failed,
        Payout.OutcomeApproved: _outcome_approved,
    }

    def get(self, member: str) -> Balance:
        """Raises Unknown for a number that was never registered."""
        row = self._first(select(balances).where(balances.c.member == member))
        if row is None:
            raise Unknown("member", member)
        return shaped(Balance, row)

    def account(
        self, member: str, cursor: str | None = None, limit: int = 50, newest_first: bool = False
    ) -> Page[AccountLine]:
        """The statement of account, each line with the balance after it."""
        key: Any = lines.c.position
        question = select(lines).where(lines.c.member == member).limit(checked_limit(limit) + 1)
        question = question.order_by(key.desc() if newest_first else key)
        if after := read_cursor(cursor, int):
            question = question.where(key < after[0] if newest_first else key > after[0])
        found = [shaped(AccountLine, row) for row in self._all(question)]
        return page_of(found, limit, lambda line: (line.position,))
