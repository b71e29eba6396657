"""Examples of the verbs about vouchers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.errors import BadValue, SamePerson, Unknown
from imbuto.ledger import Ledger, VoucherLine
from tests.ledger.examples import DAY, MANAGER, TREASURER
from tests.ledger.verbs import NOBODYS, Example

VOUCHER = UUID(int=61)
TOPPED_UP = (VoucherLine("1010", 500_000, 0), VoucherLine("5600", 3_000, 0), VoucherLine("1040", 0, 503_000))


def propose_voucher(ledger: Ledger, lines: tuple[VoucherLine, ...] = TOPPED_UP) -> Any:
    return ledger.propose_voucher(VOUCHER, DAY, "float topped up", "FT26315XKZ", lines, TREASURER)


VOUCHERS = [
    Example(
        "propose_voucher",
        (),
        propose_voucher,
        lambda ledger: propose_voucher(ledger, TOPPED_UP[:2]),
        BadValue,
        ("voucher.proposed",),
    ),
    Example(
        "approve_voucher",
        (propose_voucher,),
        lambda ledger: ledger.approve_voucher(VOUCHER, MANAGER),
        lambda ledger: ledger.approve_voucher(VOUCHER, TREASURER),
        SamePerson,
        ("voucher.approved",),
    ),
    Example(
        "refuse_voucher",
        (propose_voucher,),
        lambda ledger: ledger.refuse_voucher(VOUCHER, "not the bank's figure", MANAGER),
        lambda ledger: ledger.refuse_voucher(NOBODYS, "not the bank's figure", MANAGER),
        Unknown,
        ("voucher.refused",),
    ),
]
