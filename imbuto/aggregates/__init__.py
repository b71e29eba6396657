"""The domain, pure: for each concept one file with its facts, its state and its decisions.

A decision is a public method: it refuses or it records a fact. A fact's `apply` only assigns, so
that old history can always be loaded. `FACTS` is every fact there is; a topic is never renamed or reused.
"""

from __future__ import annotations

from imbuto.aggregates.access import Access
from imbuto.aggregates.adjustment import Adjustment
from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.bulk import Bulk
from imbuto.aggregates.charge import Charge
from imbuto.aggregates.cooperative import Cooperative
from imbuto.aggregates.delivery import Delivery
from imbuto.aggregates.member import Member
from imbuto.aggregates.message import Message
from imbuto.aggregates.pay_file import PayFile
from imbuto.aggregates.payout import Payout
from imbuto.aggregates.portal_statement import PortalStatement
from imbuto.aggregates.price_difference import PriceDifference
from imbuto.aggregates.reconciliation import Reconciliation
from imbuto.aggregates.remittance import Remittance
from imbuto.aggregates.sample import Sample
from imbuto.aggregates.settlement import Settlement
from imbuto.aggregates.staff import Staff
from imbuto.aggregates.statement import Statement
from imbuto.aggregates.till import Till
from imbuto.aggregates.top_up import TopUp
from imbuto.aggregates.voucher import Voucher

AGGREGATES: tuple[type[Aggregate], ...] = (
    Cooperative,
    Member,
    Delivery,
    Sample,
    Settlement,
    Statement,
    Adjustment,
    PriceDifference,
    Charge,
    Remittance,
    Payout,
    PayFile,
    Message,
    Staff,
    Bulk,
    Voucher,
    Till,
    TopUp,
    PortalStatement,
    Reconciliation,
    Access,
)

FACTS: dict[str, type[Fact]] = {fact.TOPIC: fact for aggregate in AGGREGATES for fact in aggregate.facts()}

__all__ = [
    "AGGREGATES",
    "FACTS",
    "Access",
    "Adjustment",
    "Aggregate",
    "Bulk",
    "Charge",
    "Cooperative",
    "Delivery",
    "Fact",
    "Member",
    "Message",
    "PayFile",
    "Payout",
    "PortalStatement",
    "PriceDifference",
    "Reconciliation",
    "Remittance",
    "Sample",
    "Settlement",
    "Staff",
    "Statement",
    "Till",
    "TopUp",
    "Voucher",
]
