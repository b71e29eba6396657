"""The one door for writing: every fact enters the ledger through a verb of `Ledger`.

book           load, decide, save; repeats and races end in one fact
cooperative, members, staff, deliveries, settlements, payouts, messages   the verbs, one module per concern
transcoding    facts to stored bytes and back; personal    sealing of personal words
sqlite, postgres   the append-only recorders; reading   a read-only log for auditors
"""

from __future__ import annotations

from imbuto.aggregates.adjustment import (
    ADJUSTMENT_KINDS,
    OPENING_SAVINGS,
    Adjustment,
    AdjustmentContent,
    Savings,
)
from imbuto.aggregates.bulk import BULK_KINDS, Bulk, BulkFigure
from imbuto.aggregates.disputes import DISPUTE_OUTCOMES, DISPUTE_REASONS
from imbuto.aggregates.drawing import Drawing
from imbuto.aggregates.member import member_id
from imbuto.aggregates.pay_terms import MAX_SAVED_PERCENT
from imbuto.aggregates.payout import payout_id
from imbuto.aggregates.settlement import RunTotals, settlement_id
from imbuto.aggregates.staff import STAFF_ROLES, staff_id
from imbuto.aggregates.statement import Line, statement_id
from imbuto.aggregates.voucher import Voucher, VoucherLine
from imbuto.aggregates.weighing import Weighing
from imbuto.ledger.adjustments import AdjustmentVerbs, Grant
from imbuto.ledger.book import Saved
from imbuto.ledger.bulk import BulkVerbs
from imbuto.ledger.cooperative import CooperativeVerbs
from imbuto.ledger.deliveries import DeliveryVerbs
from imbuto.ledger.members import Registration
from imbuto.ledger.messages import MessageVerbs
from imbuto.ledger.pay_terms import PayTermsVerbs
from imbuto.ledger.payouts import PayoutVerbs
from imbuto.ledger.personal import Keyring
from imbuto.ledger.staff import StaffVerbs
from imbuto.ledger.vouchers import VoucherVerbs


class Ledger(
    CooperativeVerbs,
    StaffVerbs,
    DeliveryVerbs,
    PayoutVerbs,  # with those of members and settlements, on which payouts stand
    MessageVerbs,
    BulkVerbs,
    AdjustmentVerbs,
    PayTermsVerbs,
    VoucherVerbs,
):
    """The cooperative's ledger: verbs to write with, and the write side's own state to read."""


__all__ = [
    "ADJUSTMENT_KINDS",
    "BULK_KINDS",
    "DISPUTE_OUTCOMES",
    "DISPUTE_REASONS",
    "MAX_SAVED_PERCENT",
    "OPENING_SAVINGS",
    "STAFF_ROLES",
    "Adjustment",
    "AdjustmentContent",
    "Bulk",
    "BulkFigure",
    "Drawing",
    "Grant",
    "Keyring",
    "Ledger",
    "Line",
    "Registration",
    "RunTotals",
    "Saved",
    "Savings",
    "Voucher",
    "VoucherLine",
    "Weighing",
    "member_id",
    "payout_id",
    "settlement_id",
    "staff_id",
    "statement_id",
]
