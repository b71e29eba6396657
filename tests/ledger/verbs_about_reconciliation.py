"""Examples of the verbs about M-Pesa's statements and the comparison of a day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from imbuto.errors import BadValue
from imbuto.ledger import DayFound, KindCount, PortalFile, PortalLine
from imbuto.values import business_date
from tests.ledger.examples import TREASURER
from tests.ledger.verbs import Example

TODAY = business_date(TREASURER.at)


def statement(**changes: Any) -> PortalFile:
    line = PortalLine(
        row=6, receipt="SKG1AB2C3D", completed_at=TREASURER.at, kind="payment", paid_in_cents=0,
        withdrawn_cents=1_250_00, last_digits="678",
    )  # fmt: skip
    known: dict[str, Any] = {
        "name": "november.csv", "digest": "d" * 64, "first": TREASURER.at - timedelta(hours=9),
        "last": TREASURER.at, "lines": (line,),
    }  # fmt: skip
    return PortalFile(**{**known, **changes})


def found(**changes: Any) -> DayFound:
    known: dict[str, Any] = {
        "day": TODAY, "payments": 1, "payments_cents": 1_250_00, "lines": 1, "covered": True,
        "counts": (KindCount(kind="other_fee", count=1, cents=4_00),),
    }  # fmt: skip
    return DayFound(**{**known, **changes})


RECONCILIATIONS = [
    Example(
        "import_portal_statement",
        (),
        lambda ledger: ledger.import_portal_statement(statement(), TREASURER),
        lambda ledger: ledger.import_portal_statement(statement(lines=()), TREASURER),
        BadValue,
        ("portal_statement.imported", "portal_statement.lines_read"),
    ),
    Example(
        "make_reconciliation",
        (),
        lambda ledger: ledger.make_reconciliation(found(), 3, TREASURER),
        lambda ledger: ledger.make_reconciliation(found(day=TODAY + timedelta(days=1)), 3, TREASURER),
        BadValue,
        ("reconciliation.made",),
    ),
]
