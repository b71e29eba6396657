"""The tables of charges: each one, what was taken, what runs could not take, creditors, remittances."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table

from imbuto.projections.columns import Day, Id, Instant, word

METADATA = MetaData()
charges = Table(
    "charges",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("member", word(), nullable=False),
    Column("kind", word(), nullable=False),
    Column("creditor", word()),
    Column("text", word(), nullable=False),
    Column("reference", word()),
    Column("amount_cents", BigInteger),
    Column("basis", word(), nullable=False),
    Column("rate", BigInteger, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("starts", Day, nullable=False),
    Column("opening", Boolean, nullable=False),
    Column("taken_before_cents", BigInteger, nullable=False),
    Column("taken_cents", BigInteger, nullable=False),
    Column("paid_cents", BigInteger, nullable=False),
    Column("written_off_cents", BigInteger, nullable=False),
    Column("cancelled_cents", BigInteger, nullable=False),
    Column("remaining_cents", BigInteger),
    Column("state", word(), nullable=False),
    Column("stop_reason", word()),
    Column("proposed_change", word()),
    Column("proposed_cents", BigInteger),
    Column("proposed_basis", word()),
    Column("proposed_rate", BigInteger),
    Column("proposed_starts", Day),
    Column("proposed_reason", word()),
    Column("proposed_by", word()),
    Column("made_by", word(), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("extended_position", BigInteger, nullable=False),
    Column("made_position", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
    Index("ix_charges_member", "member", "made_position"),
    Index("ix_charges_creditor", "creditor", "made_position"),
    Index("ix_charges_made", "made_position"),
    Index("ix_charges_proposed", "made_position", info={"where": "proposed_change IS NOT NULL"}),
)

takings = Table(
    "charge_takings",
    METADATA,
    Column("position", BigInteger, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("charge", Id, nullable=False),
    Column("member", word(), nullable=False),
    Column("kind", word(), nullable=False),
    Column("creditor", word()),
    Column("text", word(), nullable=False),
    Column("source", word(), nullable=False),
    Column("run", Id),
    Column("period", word()),
    Column("day", Day, nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("reference", word()),
    Index("ix_charge_takings_charge", "charge", "position"),
    Index("ix_charge_takings_member", "member"),
    Index("ix_charge_takings_creditor", "creditor", "run", "member"),
)

arrears = Table(
    "charge_arrears",
    METADATA,
    Column("run", Id, primary_key=True),
    Column("charge", Id, primary_key=True),
    Column("member", word(), primary_key=True),
    Column("arrears_cents", BigInteger, nullable=False),
)

lessened = Table(
    "charge_lessened",
    METADATA,
    Column("position", BigInteger, primary_key=True),
    Column("charge", Id, nullable=False),
    Column("cents", BigInteger, nullable=False),
    Index("ix_charge_lessened_charge", "charge", "position"),
)
"""What went off a charge beside the milk, paid or forgiven: behind a cut-off it makes the arrears less."""

runs = Table(
    "charge_runs",
    METADATA,
    Column("run", Id, primary_key=True),
    Column("period", word(), nullable=False),
    Column("cutoff_position", BigInteger, nullable=False),
    Column("approved_position", BigInteger, nullable=False),
)

creditors = Table(
    "creditors",
    METADATA,
    Column("code", word(), primary_key=True),
    Column("name", word(), nullable=False),
    Column("kind", word(), nullable=False),
    Column("collected_cents", BigInteger, nullable=False),
    Column("remitted_cents", BigInteger, nullable=False),
    Column("vouchers_cents", BigInteger, nullable=False),
)

remittances = Table(
    "remittances",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("creditor", word(), nullable=False),
    Column("cents", BigInteger, nullable=False),
    Column("how", word(), nullable=False),
    Column("reference", word(), nullable=False),
    Column("day", Day, nullable=False),
    Column("run", Id),
    Column("who", word(), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("position", BigInteger, nullable=False),
    Index("ix_remittances_creditor", "creditor", "position"),
)

TABLES: Sequence[Table] = (charges, takings, arrears, lessened, runs, creditors, remittances)
