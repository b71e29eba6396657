"""The settlement sheet's tables: what runs take, what members owe, the runs, and their statements."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

from imbuto.aggregates.deductions import Deduction, Premium
from imbuto.projections.columns import Day, Id, Instant, word

METADATA = MetaData()


def deductions_of(stored: str) -> tuple[Deduction, ...]:
    return tuple(Deduction(UUID(charge), *rest) for charge, *rest in json.loads(stored))


class Deductions(TypeDecorator[tuple[Deduction, ...]]):
    """The deductions of a statement, as one JSON text."""

    impl = Text
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[Deduction, ...]:
        return deductions_of(value)


class Premiums(TypeDecorator[tuple[Premium, ...]]):
    """The premiums of a statement, as one JSON text."""

    impl = Text
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[Premium, ...]:
        found = json.loads(value)
        return tuple(Premium(UUID(id), text, Decimal(litres), *rest) for id, text, litres, *rest in found)


def stored_parts(parts: Sequence[Deduction | Premium]) -> str:
    """The values of each part in the order of its fields."""
    if not parts:
        return "[]"
    return _PARTS.encode([list(vars(part).values()) for part in parts])


_PARTS = json.JSONEncoder(default=str, separators=(",", ":"))


entries = Table(
    "settlement_entries",
    METADATA,
    Column("position", BigInteger, primary_key=True),
    Column("member", word(), nullable=False),
    Column("day", Day, nullable=False),
    Column("centilitres", BigInteger, nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("centre", word()),
    Column("kind", word(), nullable=False),
    Column("delivery", Id, nullable=False),
    Index("ix_settlement_entries_member", "member", "position"),
)
"""Each fact that changes what a member is owed for milk. `kind` is its topic, `delivery` what it is about."""

first_entries = Table(
    "settlement_first_entries",
    METADATA,
    Column("day", Day, primary_key=True),
    Column("position", BigInteger, nullable=False),
)
"""The first entry of each day: what lies before the first of a period's need not be looked through."""

charges = Table(
    "settlement_charges",
    METADATA,
    Column("charge", Id, primary_key=True),
    Column("kind", word(), nullable=False),
    Column("creditor", word()),
    Column("text", word(), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("made_position", BigInteger, nullable=False),
)
"""What never changes about a charge; `made_position` is that of its first fact."""

charge_steps = Table(
    "settlement_charge_steps",
    METADATA,
    Column("position", BigInteger, primary_key=True),
    Column("charge", Id, nullable=False),
    Column("member", word(), nullable=False),
    Column("act", word(), nullable=False),
    Column("cents", BigInteger),
    Column("basis", word()),
    Column("rate", BigInteger),
    Column("starts", Day),
    Index("ix_settlement_charge_steps_member", "member", "position"),
    Index("ix_settlement_charge_steps_charge", "charge", "position"),
)

pay_choices = Table(
    "settlement_pay_choices",
    METADATA,
    Column("position", BigInteger, primary_key=True),
    Column("member", word(), nullable=False),
    Column("rhythm", word(), nullable=False),
    Column("saved_percent", Integer, nullable=False),
    Index("ix_settlement_pay_choices_member", "member", "position"),
)
"""How members chose to be paid, the latest holding."""

SUMS = (
    "milk_cents",
    "carried_in_cents",
    "net_cents",
    "carried_out_cents",
    "adjustments_cents",
    "premium_cents",
    "deductions_cents",
    "saved_cents",
)
"""The amounts of a statement, and of a run in sum."""

runs = Table(
    "settlements",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("period", word(), nullable=False),
    Column("period_start", Day, nullable=False),
    Column("period_end", Day, nullable=False),
    Column("cutoff_position", BigInteger, nullable=False),
    Column("minimum_payable_cents", BigInteger, nullable=False),
    Column("state", word(), nullable=False),
    Column("opened_by", word(), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("prepared_by", word()),
    Column("prepared_at", Instant),
    Column("approved_by", word()),
    Column("approved_at", Instant),
    Column("discarded_by", word()),
    Column("discard_reason", word()),
    Column("completed_at", Instant),
    Column("drawn", Integer, nullable=False),
    Column("settled", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("centilitres", BigInteger, nullable=False),
    *(Column(name, BigInteger, nullable=False) for name in SUMS),
    Column("digest", word()),
    Column("paid", Integer, nullable=False),
    Column("paid_cents", BigInteger, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("failed_cents", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("standing", word(), nullable=False),
    Column("before_run", Id),
    Column("before_cutoff", BigInteger, nullable=False),
    Column("before_end", Day, nullable=False),
    Index("ix_settlements_position", "position"),
)
"""`before_…` tell of the run approved last when this one was opened; `standing` are the ids of the charges of
everybody that were in force, as JSON."""

last_approved = Table(
    "settlement_last_approved",
    METADATA,
    Column("only", Integer, primary_key=True),
    Column("run", Id, nullable=False),
)
"""The run approved last at this point of the history, in one row."""

statements = Table(
    "statements",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("run", Id, nullable=False),
    Column("member", word(), nullable=False),
    Column("period", word(), nullable=False),
    Column("lines", Integer, nullable=False),
    Column("centilitres", BigInteger, nullable=False),
    *(Column(name, BigInteger, nullable=False) for name in SUMS),
    Column("premiums", Premiums, nullable=False),
    Column("deductions", Deductions, nullable=False),
    Column("pays", Boolean, nullable=False),
    Column("digest", word(), nullable=False),
    Column("drawn_at", Instant, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("settled_at", Instant),
    Column("payout", Id),
    Index("ix_statements_run", "run", "member"),
    Index("ix_statements_member", "member", "position"),
)
