"""Each member's account as rows: what changes it, line by line, with the balance after each.

Two accounts stand side by side. The milk account (2100 in the journal) is what coming runs pay: milk taken in
and not in dispute, adjustments and premiums, less deductions, savings and payouts. The savings account (2120)
is what the member lets stand. One fact may write several lines: they are numbered within its position.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table

from imbuto.aggregates.adjustment import OPENING_SAVINGS, Adjustment
from imbuto.aggregates.base import Fact
from imbuto.aggregates.delivery import Delivery
from imbuto.aggregates.entries import entry_of
from imbuto.aggregates.member import Member
from imbuto.aggregates.payout import Payout
from imbuto.aggregates.statement import Statement
from imbuto.projections.columns import Day, Id, Instant, stored_instant, word
from imbuto.projections.free_words import without
from imbuto.projections.rows import Row, Rows
from imbuto.values import business_date, centilitres

MILK, SAVINGS = "milk", "savings"
NOT_PAID = "not_paid"
METADATA = MetaData()

balances = Table(
    "balances",
    METADATA,
    Column("member", word(), primary_key=True),
    Column("owed_cents", BigInteger, nullable=False),
    Column("saved_cents", BigInteger, nullable=False),
    Column("released_cents", BigInteger, nullable=False),
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
    Column("number", Integer, primary_key=True),
    Column("member", word(), nullable=False),
    Column("account", word(), nullable=False),
    Column("day", Day, nullable=False),
    Column("kind", word(), nullable=False),
    Column("part", word(), nullable=False),
    Column("about", Id, nullable=False),
    Column("text", word(), nullable=False),
    Column("centilitres", BigInteger, nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("balance_cents", BigInteger, nullable=False),
    Column("who", word(), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Index("ix_account_lines_member", "member", "position", "number"),
)


def nothing(member: str, position: int) -> Row:
    """The account of somebody who has brought nothing yet."""
    zeros = {column.name: 0 for column in balances.c if column.name != "member"}
    return {**zeros, "member": member, "position": position}


@dataclass
class Writing:
    """The lines that one fact writes on one member's accounts."""

    fact: Fact
    position: int
    rows: Rows
    account: Row
    day: date
    number: int = 0

    def line(
        self,
        text: str,
        cents: int,
        *,
        milk: int = 0,
        account: str = MILK,
        part: str = "",
        about: UUID | None = None,
    ) -> None:
        """Adds a line with its running balance. Litres are hundredths, and not counted here."""
        balance = "owed_cents" if account == MILK else "saved_cents"
        self.account[balance] += cents
        self.rows.table(lines).add(
            {
                "position": self.position,
                "number": self.number,
                "member": self.account["member"],
                "account": account,
                "day": self.day.isoformat(),
                "kind": self.fact.TOPIC,
                "part": part,
                "about": (about or self.fact.originator_id).bytes,
                "text": text,
                "centilitres": milk,
                "cents": cents,
                "balance_cents": self.account[balance],
                "who": self.fact.who,
                "recorded_at": stored_instant(self.fact.recorded_at),
            }
        )
        self.number += 1

    def keep(self) -> None:
        self.account["position"] = self.position
        self.rows.table(balances).put(self.account)


def _begin(fact: Any, position: int, rows: Rows, day: date | None = None) -> Writing:
    account = rows.table(balances).get(fact.member) or nothing(fact.member, position)
    return Writing(fact, position, rows, account, day or business_date(fact.recorded_at))


def _one_line(writing: Writing, text: str, cents: int, milk: int = 0) -> None:
    writing.account["centilitres"] += milk
    writing.line(text, cents, milk=milk)
    writing.keep()


# ----------------------------------------------------------------- fold


def registered(fact: Member.Registered, position: int, rows: Rows) -> None:
    rows.table(balances).put(nothing(fact.number, position))


def recorded(fact: Delivery.Recorded, position: int, rows: Rows) -> None:
    milk = 0 if fact.rejection_reason else centilitres(fact.litres)
    text = fact.rejection_reason or f"{fact.centre} {fact.shift}"
    _one_line(_begin(fact, position, rows, fact.date), text, fact.value_cents, milk)


def changed(fact: Delivery.Corrected | Delivery.Voided, position: int, rows: Rows) -> None:
    milk = centilitres(fact.change_litres)
    _one_line(_begin(fact, position, rows, fact.date), fact.reason, fact.change_cents, milk)


def disputed(fact: Delivery.Disputed, position: int, rows: Rows) -> None:
    held = centilitres(fact.held_litres)
    writing = _begin(fact, position, rows, fact.date)
    writing.account["held_centilitres"] += held
    writing.account["held_cents"] += fact.held_cents
    _one_line(writing, fact.reason, -fact.held_cents, -held)


def resolved(fact: Delivery.DisputeResolved, position: int, rows: Rows) -> None:
    released = centilitres(fact.released_litres)
    milk = released + centilitres(fact.change_litres)
    writing = _begin(fact, position, rows, fact.date)
    writing.account["held_centilitres"] -= released
    writing.account["held_cents"] -= fact.released_cents
    _one_line(writing, fact.outcome, fact.released_cents + fact.change_cents, milk)


def sampled(fact: Delivery.Sampled, position: int, rows: Rows) -> None:
    """A sample that changes neither litres nor money leaves no line: there are as many as there is milk."""
    milk = centilitres(fact.change_litres)
    if milk or fact.change_cents:
        text = fact.rejection_reason or fact.price_rule
        _one_line(_begin(fact, position, rows, fact.date), text, fact.change_cents, milk)


def adjusted(fact: Adjustment.Approved | Adjustment.Granted, position: int, rows: Rows) -> None:
    """A release of savings goes from one account to the other; savings brought along are on theirs alone."""
    writing = _begin(fact, position, rows, fact.day)
    text = fact.text if isinstance(fact, Adjustment.Granted) else fact.reason
    if entry := entry_of(fact):
        writing.account["centilitres"] += entry.centilitres
        writing.line(text, entry.cents, milk=entry.centilitres, part=fact.kind)
    if fact.kind == OPENING_SAVINGS:
        writing.line(text, fact.cents, account=SAVINGS, part=fact.kind)
    if fact.kind == "savings":
        writing.account["released_cents"] += fact.cents
        writing.line(text, -fact.cents, account=SAVINGS, part=fact.kind)
    writing.keep()


def settled(fact: Statement.Settled, position: int, rows: Rows) -> None:
    """What a statement gave and took beside the milk. Its payout is a fact of its own."""
    writing = _begin(fact, position, rows)
    for premium in fact.premiums:
        writing.line(premium.text, premium.cents, part="premium", about=premium.price_id)
    for deduction in fact.deductions:
        writing.line(deduction.text, -deduction.taken_cents, part=deduction.kind, about=deduction.charge)
    if fact.saved_cents:
        writing.line(fact.period, -fact.saved_cents, part="saved")
        writing.line(fact.period, fact.saved_cents, account=SAVINGS, part="saved")
    writing.keep()


def requested(fact: Payout.Requested, position: int, rows: Rows) -> None:
    writing = _begin(fact, position, rows)
    writing.account["on_way_cents"] += fact.amount_cents
    _one_line(writing, fact.period, -fact.amount_cents)


def paid(fact: Payout.Paid | Payout.OutcomeApproved, position: int, rows: Rows) -> None:
    writing = _begin(fact, position, rows)
    writing.account["on_way_cents"] -= fact.amount_cents
    writing.account["paid_cents"] += fact.amount_cents
    _one_line(writing, fact.receipt or "", 0)


def outcome_approved(fact: Payout.OutcomeApproved, position: int, rows: Rows) -> None:
    if fact.outcome == "paid":
        paid(fact, position, rows)
    elif fact.outcome == "not_paid":
        writing = _begin(fact, position, rows)
        writing.line(fact.evidence, 0, part=NOT_PAID)
        writing.keep()


def failed(fact: Payout.Failed, position: int, rows: Rows) -> None:
    _one_line(_begin(fact, position, rows), fact.reason, 0)


def member_erased(fact: Member.Erased, position: int, rows: Rows) -> None:
    rows.table(lines).rewrite(_without_words, member=fact.number)


def _without_words(line: Row) -> Row:
    return without("text")(line) if _is_typed(line["kind"], line["part"]) else {}


def _is_typed(kind: str, part: str) -> bool:
    """Whether somebody typed the text of such a line about the member."""
    if kind == Statement.Settled.TOPIC:
        return part not in ("premium", "saved")
    return kind in _TYPED or (kind == Payout.OutcomeApproved.TOPIC and part == NOT_PAID)


_TYPED = {Delivery.Corrected.TOPIC, Delivery.Voided.TOPIC, Adjustment.Approved.TOPIC}
