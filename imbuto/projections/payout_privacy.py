"""What an erasure leaves of a member's payouts: the money and the receipts, and no words about them."""

from __future__ import annotations

from imbuto.aggregates.member import Member
from imbuto.projections.free_words import without
from imbuto.projections.payout_tables import payouts
from imbuto.projections.rows import Row, Rows

WORDS = ("reason", "signature", "proposed_evidence", "proposed_signature")
OWN_EVIDENCE = ("callback", "status", "reply")
"""How M-Pesa told an end: codes, which stay. Anything else an official typed."""


def member_erased(fact: Member.Erased, position: int, rows: Rows) -> None:
    rows.table(payouts).rewrite(_change, member=fact.number)


def _change(row: Row) -> Row:
    return without(*WORDS, *(("evidence",) if row["evidence"] not in OWN_EVIDENCE else ()))(row)
