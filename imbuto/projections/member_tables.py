"""The tables of the members' directory.

Names are here, in the staff list and in the messages, and in no other view. A rebuild after a person's key
was destroyed leaves them out.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table

from imbuto.projections.columns import Day, Instant, word

METADATA = MetaData()

members = Table(
    "members",
    METADATA,
    Column("number", word(), primary_key=True),
    Column("name", word()),
    Column("search_name", word()),
    Column("centre", word(), nullable=False),
    Column("language", word(), nullable=False),
    Column("phone", word()),
    Column("payout_phone", word()),
    Column("proposed_phone", word()),
    Column("phone_proposed_by", word()),
    Column("suspended", Boolean, nullable=False),
    Column("suspended_reason", word()),
    Column("joined", Day),
    Column("pay_rhythm", word(), nullable=False),
    Column("saved_percent", Integer, nullable=False),
    Column("payee_changed_at", Instant),
    Column("pay_channel", word(), nullable=False),
    Column("account_bank", word()),
    Column("account_number", word()),
    Column("account_name", word()),
    Column("account_changed_at", Instant),
    Column("proposed_payout_phone", word()),
    Column("payout_phone_proposed_by", word()),
    Column("proposed_channel", word()),
    Column("proposed_account_bank", word()),
    Column("proposed_account_number", word()),
    Column("proposed_account_name", word()),
    Column("channel_proposed_by", word()),
    Column("payee_name", word()),
    Column("payee_match", word()),
    Column("payee_accepted", Boolean, nullable=False),
    Column("acceptance_reason", word()),
    Column("acceptance_proposed_by", word()),
    Column("left_on", Day),
    Column("restricted", Boolean, nullable=False),
    Column("restriction_ground", word()),
    Column("lift_proposed_by", word()),
    Column("erasure_ground", word()),
    Column("erasure_proposed_by", word()),
    Column("erased", Boolean, nullable=False),
    Column("registered_at", Instant, nullable=False),
    Column("position", BigInteger, nullable=False),
    Index("ix_members_phone", "phone"),
    Index("ix_members_centre", "centre", "number"),
    Index(
        "ix_members_proposed",
        "number",
        info={
            "where": "phone_proposed_by IS NOT NULL OR payout_phone_proposed_by IS NOT NULL"
            " OR channel_proposed_by IS NOT NULL OR acceptance_proposed_by IS NOT NULL"
            " OR lift_proposed_by IS NOT NULL OR erasure_proposed_by IS NOT NULL"
        },
    ),
)

payees = Table(
    "member_payees",
    METADATA,
    Column("number", word(), primary_key=True),
    Column("msisdn", word(), primary_key=True),
    Column("name", word()),
    Column("match", word()),
    Column("accepted", Boolean, nullable=False),
)
"""What is known of each number that was paid for a member: the name M-Pesa told, and whether two officials
accepted it."""
