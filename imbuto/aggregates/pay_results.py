"""What a bank says became of the payments in a file: rows held against the file before anything is believed.

Every fault is named with its row, all of them in one go. One fault is enough, and nothing is taken over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from imbuto.aggregates.payout_outcome import LARGEST_FEE_CENTS, LONGEST_RECEIPT, is_plain
from imbuto.values import Money

LONGEST_REASON = 100


@dataclass(frozen=True)
class PayFileLine:
    """One payment in a file: which attempt of which payout, and the reference by which the bank knows it."""

    payout: UUID
    attempt: int
    member: str
    cents: int
    reference: str


@dataclass(frozen=True)
class PayResult:
    """One row of a result file, as it was read. `outcome` is paid or not_paid; `cents` None where the file
    tells no amount; `fee_cents` is what the bank took for it."""

    row: int
    reference: str
    outcome: str
    receipt: str | None = None
    reason: str = ""
    cents: int | None = None
    fee_cents: int = 0


@dataclass(frozen=True)
class ResultLine:
    """The same, once it is matched with a payout of the file."""

    payout: UUID
    row: int
    outcome: str
    receipt: str | None
    reason: str
    fee_cents: int = 0


@dataclass(frozen=True)
class ResultFault:
    """What speaks against one row: the column and its value, why, and what to do."""

    row: int
    column: str
    value: str
    sentence: str
    remedy: str


@dataclass(frozen=True)
class ResultSums:
    """How many were paid and how much, how many failed and how much, in cents."""

    paid: int = 0
    paid_cents: int = 0
    failed: int = 0
    failed_cents: int = 0


@dataclass(frozen=True)
class PayResults:
    """One result file that was read: waiting, approved, refused or replaced by a later one."""

    number: int
    name: str
    digest: str
    read_by: str
    sums: ResultSums
    lines: tuple[ResultLine, ...] = ()
    state: str = "waiting"
    approved_by: str | None = None


def faults_in(rows: Iterable[PayResult], lines: Mapping[str, PayFileLine]) -> Iterator[ResultFault]:
    """What the file itself says against these rows. `lines` are the payments by reference."""
    references: dict[str, int] = {}
    receipts: dict[str, int] = {}
    for row in rows:
        yield from _faults_of(row, lines.get(row.reference))
        first = references.setdefault(row.reference, row.row)
        if first != row.row:
            yield ResultFault(
                row.row, "reference", row.reference,
                f"This payment is in row {first} too.",
                "Ask the bank which row holds, and take the other out.",
            )  # fmt: skip
        receipt = (row.receipt or "").upper()
        if receipt and receipts.setdefault(receipt, row.row) != row.row:
            yield ResultFault(
                row.row, "receipt", row.receipt or "",
                f"This receipt is in row {receipts[receipt]} too.",
                "One receipt stands for one payment: ask the bank for the right one.",
            )  # fmt: skip


def _faults_of(row: PayResult, line: PayFileLine | None) -> Iterator[ResultFault]:
    if line is None:
        yield ResultFault(
            row.row, "reference", row.reference,
            "No payment of this file has that reference.",
            "Check that this is the answer to this file; take the row out if it is not of it.",
        )  # fmt: skip
        return
    if row.cents is not None and row.cents != line.cents:
        yield ResultFault(
            row.row, "amount", str(Money(row.cents)),
            f"The file says {Money(line.cents)} for member {line.member}.",
            "Do not settle it: ask the bank what it paid, and to whom.",
        )  # fmt: skip
    if row.outcome == "paid" and not row.receipt:
        yield ResultFault(
            row.row, "receipt", "",
            "What was paid has a receipt.",
            "Ask the bank for its number of this payment.",
        )  # fmt: skip
    if row.receipt and len(row.receipt) > LONGEST_RECEIPT:
        yield ResultFault(
            row.row, "receipt", row.receipt,
            f"A receipt has at most {LONGEST_RECEIPT} letters.",
            "Give the number alone.",
        )  # fmt: skip
    if row.outcome == "paid" and row.receipt and not is_plain(row.receipt):
        yield ResultFault(
            row.row, "receipt", row.receipt,
            "There is an odd letter in this receipt.",
            "Give the number alone, in plain letters and digits.",
        )  # fmt: skip
    if row.outcome == "paid" and not 0 <= row.fee_cents <= LARGEST_FEE_CENTS:
        yield ResultFault(
            row.row, "fee", str(Money(row.fee_cents)),
            f"A fee is at most {Money(LARGEST_FEE_CENTS)}.",
            "Check which column is the fee.",
        )  # fmt: skip


def matched(row: PayResult, line: PayFileLine) -> ResultLine:
    """The row as it is kept. What was not paid has neither receipt nor fee, whatever number the
    bank gave the try."""
    is_paid = row.outcome == "paid"
    receipt, fee_cents = (row.receipt, row.fee_cents) if is_paid else (None, 0)
    return ResultLine(line.payout, row.row, row.outcome, receipt, row.reason[:LONGEST_REASON], fee_cents)


def sums_of(lines: Iterable[ResultLine], cents_of: Mapping[UUID, int]) -> ResultSums:
    """What these rows come to, by the amounts of the file."""
    cents: dict[str, list[int]] = {"paid": [], "not_paid": []}
    for line in lines:
        cents[line.outcome].append(cents_of[line.payout])
    paid, failed = cents["paid"], cents["not_paid"]
    return ResultSums(len(paid), sum(paid), len(failed), sum(failed))
