"""The one door for writing: every fact enters the ledger through a verb of `Ledger`.

book           load, decide, save; repeats and races end in one fact
cooperative, prices, members, staff, deliveries, settlements, payouts …   the verbs, one module per concern
transcoding    facts to stored bytes and back; personal    sealing of personal words
sqlite, postgres   the append-only recorders; reading   a read-only log for auditors
looking_back, backwards   the store read from its end, for whoever explores it
"""

from __future__ import annotations

from imbuto.aggregates.access import Access, access_id
from imbuto.aggregates.adjustment import (
    ADJUSTMENT_KINDS,
    OPENING_SAVINGS,
    Adjustment,
    AdjustmentContent,
    Savings,
)
from imbuto.aggregates.bulk import BULK_KINDS, Bulk, BulkFigure
from imbuto.aggregates.charge_acts import CHARGE_CHANGES, ChargeChange, ChargePayment
from imbuto.aggregates.charge_rules import StatutoryCap
from imbuto.aggregates.charge_terms import BASES, CHARGE_KINDS, HOWS, ChargeTerms
from imbuto.aggregates.deductions import DeductionRules, KindCap
from imbuto.aggregates.disputes import DISPUTE_OUTCOMES, DISPUTE_REASONS
from imbuto.aggregates.drawing import Drawing
from imbuto.aggregates.limits import BEST_GRADE, GRADES, LIMITED, REJECT, Limit, LimitSet
from imbuto.aggregates.limits_preset import (
    KS_EAS_67,
    KS_EAS_67_FORMULA,
    KS_EAS_67_NAME,
    KS_EAS_67_TEXT,
)
from imbuto.aggregates.member import member_id
from imbuto.aggregates.message_kinds import KINDS as MESSAGE_KINDS
from imbuto.aggregates.message_kinds import message_id
from imbuto.aggregates.messaging import ALARM_PERCENTS, RECEIPTS, MessageRules, month_of
from imbuto.aggregates.pay_file import FILE_FORMS
from imbuto.aggregates.pay_formats import (
    FILE_KINDS,
    PAY_AMOUNTS,
    PAY_DELIMITERS,
    PAY_FIELDS,
    PAY_PHONES,
    PAY_PRESETS,
    PayColumn,
    PayFormat,
)
from imbuto.aggregates.pay_lines import digest_of, harmless, rows_of
from imbuto.aggregates.pay_results import PayResult, ResultFault, ResultSums
from imbuto.aggregates.pay_terms import MAX_SAVED_PERCENT
from imbuto.aggregates.payee import Hold, hold_of
from imbuto.aggregates.payee_names import MATCHES
from imbuto.aggregates.payment_channel import PAY_CHANNELS
from imbuto.aggregates.payment_rules import PaymentRules, ProposedPaymentRules
from imbuto.aggregates.payout import IN_FLIGHT, Payout, payout_id
from imbuto.aggregates.payout_keeping import MOST_ATTEMPTS_BY_ITSELF
from imbuto.aggregates.payout_outcome import OUTCOMES as PAYOUT_OUTCOMES
from imbuto.aggregates.payout_settling import DECIDED_BY_PEOPLE
from imbuto.aggregates.portal_statement import PortalFile, PortalLine, portal_statement_id
from imbuto.aggregates.price_difference import DIFFERENCE_KINDS, DIFFERENCE_WAYS, Difference
from imbuto.aggregates.price_rules import (
    FLAT,
    MAX_CELLS,
    SLAB_WAYS,
    GradeStep,
    MatrixCell,
    Priced,
    PriceRules,
    Slab,
    require_matrix,
)
from imbuto.aggregates.priced_milk import PricedMilk
from imbuto.aggregates.prices import Price
from imbuto.aggregates.privacy import ERASURE_GROUNDS, RESTRICTION_GROUNDS, Standing, erasable_on
from imbuto.aggregates.quality import FORMULAS, READINGS, SCALE_READINGS, Formula, Readings
from imbuto.aggregates.quiet_hours import QuietChoice
from imbuto.aggregates.reconciliation import DayFound, KindCount, reconciliation_id
from imbuto.aggregates.remittance import Collected, Handover
from imbuto.aggregates.sample import SampleOf
from imbuto.aggregates.settlement import RunTotals, settlement_id
from imbuto.aggregates.staff import LONGEST_ROLE_REASON, STAFF_ROLES, staff_id
from imbuto.aggregates.standing_charges import CREDITOR_KINDS, STANDING_BASES, StandingTerms
from imbuto.aggregates.statement import Line, statement_id
from imbuto.aggregates.till import STOP_CAUSES, Till
from imbuto.aggregates.top_up import TopUp
from imbuto.aggregates.voucher import Voucher, VoucherLine
from imbuto.aggregates.weighing import Weighing
from imbuto.ledger.access import AccessVerbs
from imbuto.ledger.adjustments import AdjustmentVerbs, Grant
from imbuto.ledger.book import Saved
from imbuto.ledger.bulk import BulkVerbs
from imbuto.ledger.charge_rules import ChargeRuleVerbs
from imbuto.ledger.charges import ChargeVerbs, NewCharge
from imbuto.ledger.cooperative import CooperativeVerbs
from imbuto.ledger.deliveries import DeliveryVerbs
from imbuto.ledger.limits import LimitVerbs
from imbuto.ledger.members import Registration
from imbuto.ledger.messages import MessageVerbs
from imbuto.ledger.messaging import MessagingVerbs
from imbuto.ledger.pay_files import PayFileContent
from imbuto.ledger.pay_results import PayResultVerbs
from imbuto.ledger.pay_terms import PayTermsVerbs
from imbuto.ledger.payees import PayeeVerbs
from imbuto.ledger.payment_rules import PaymentRuleVerbs
from imbuto.ledger.payouts import next_opening
from imbuto.ledger.personal import Keyring
from imbuto.ledger.price_differences import DifferenceOf, PriceDifferenceVerbs
from imbuto.ledger.prices import PriceVerbs
from imbuto.ledger.privacy import PrivacyVerbs
from imbuto.ledger.reconciliation import ReconciliationVerbs
from imbuto.ledger.remittances import RemittanceVerbs
from imbuto.ledger.samples import SampleVerbs
from imbuto.ledger.staff import StaffVerbs
from imbuto.ledger.top_ups import TopUpVerbs
from imbuto.ledger.vouchers import VoucherVerbs


class Ledger(
    CooperativeVerbs,
    PriceVerbs,
    StaffVerbs,
    AccessVerbs,
    DeliveryVerbs,
    SampleVerbs,
    LimitVerbs,
    PayResultVerbs,  # with those of pay files and payouts, members and settlements, on which payouts stand
    MessageVerbs,
    MessagingVerbs,
    BulkVerbs,
    AdjustmentVerbs,
    PriceDifferenceVerbs,
    PayTermsVerbs,
    PayeeVerbs,
    VoucherVerbs,
    ChargeVerbs,
    ChargeRuleVerbs,
    RemittanceVerbs,
    ReconciliationVerbs,
    TopUpVerbs,  # with those of the till
    PaymentRuleVerbs,
    PrivacyVerbs,
):
    """The cooperative's ledger: verbs to write with, and the write side's own state to read."""


__all__ = [
    "ADJUSTMENT_KINDS",
    "ALARM_PERCENTS",
    "BASES",
    "BEST_GRADE",
    "BULK_KINDS",
    "CHARGE_CHANGES",
    "CHARGE_KINDS",
    "CREDITOR_KINDS",
    "DECIDED_BY_PEOPLE",
    "DIFFERENCE_KINDS",
    "DIFFERENCE_WAYS",
    "DISPUTE_OUTCOMES",
    "DISPUTE_REASONS",
    "ERASURE_GROUNDS",
    "FILE_FORMS",
    "FILE_KINDS",
    "FLAT",
    "FORMULAS",
    "GRADES",
    "HOWS",
    "IN_FLIGHT",
    "KS_EAS_67",
    "KS_EAS_67_FORMULA",
    "KS_EAS_67_NAME",
    "KS_EAS_67_TEXT",
    "LIMITED",
    "LONGEST_ROLE_REASON",
    "MATCHES",
    "MAX_CELLS",
    "MAX_SAVED_PERCENT",
    "MESSAGE_KINDS",
    "MOST_ATTEMPTS_BY_ITSELF",
    "OPENING_SAVINGS",
    "PAYOUT_OUTCOMES",
    "PAY_AMOUNTS",
    "PAY_CHANNELS",
    "PAY_DELIMITERS",
    "PAY_FIELDS",
    "PAY_PHONES",
    "PAY_PRESETS",
    "READINGS",
    "RECEIPTS",
    "REJECT",
    "RESTRICTION_GROUNDS",
    "SCALE_READINGS",
    "SLAB_WAYS",
    "STAFF_ROLES",
    "STANDING_BASES",
    "STOP_CAUSES",
    "Access",
    "Adjustment",
    "AdjustmentContent",
    "Bulk",
    "BulkFigure",
    "ChargeChange",
    "ChargePayment",
    "ChargeTerms",
    "Collected",
    "DayFound",
    "DeductionRules",
    "Difference",
    "DifferenceOf",
    "Drawing",
    "Formula",
    "GradeStep",
    "Grant",
    "Handover",
    "Hold",
    "Keyring",
    "KindCap",
    "KindCount",
    "Ledger",
    "Limit",
    "LimitSet",
    "Line",
    "MatrixCell",
    "MessageRules",
    "NewCharge",
    "PayColumn",
    "PayFileContent",
    "PayFormat",
    "PayResult",
    "PaymentRules",
    "Payout",
    "PortalFile",
    "PortalLine",
    "Price",
    "PriceRules",
    "Priced",
    "PricedMilk",
    "ProposedPaymentRules",
    "QuietChoice",
    "Readings",
    "Registration",
    "ResultFault",
    "ResultSums",
    "RunTotals",
    "SampleOf",
    "Saved",
    "Savings",
    "Slab",
    "Standing",
    "StandingTerms",
    "StatutoryCap",
    "Till",
    "TopUp",
    "Voucher",
    "VoucherLine",
    "Weighing",
    "access_id",
    "digest_of",
    "erasable_on",
    "harmless",
    "hold_of",
    "member_id",
    "message_id",
    "month_of",
    "next_opening",
    "payout_id",
    "portal_statement_id",
    "reconciliation_id",
    "require_matrix",
    "rows_of",
    "settlement_id",
    "staff_id",
    "statement_id",
]
