"""What a bank says became of a file of payments, one row a payment, read into rows that the ledger can take.

A word for a status that the format does not know is a fault: taking it for a failure would pay twice, taking
it for a payment would pay nobody.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from imbuto.errors import BadValue
from imbuto.imports.files import MAX_BYTES
from imbuto.imports.numbers import number
from imbuto.imports.packed import STATEMENT
from imbuto.imports.pay_result_columns import PAY_RESULT_COLUMNS
from imbuto.imports.reading import Cells, Reader, Reading, RowProblem
from imbuto.imports.tables import Table, read_table, table_of
from imbuto.imports.words import plain_words
from imbuto.ledger import Ledger, PayFormat, PayResult, ResultFault, ResultSums, Saved
from imbuto.values import By, Money

FilesOf = Callable[[Sequence[str]], Mapping[str, UUID]]
"""From references to the files in which they stand."""
_LONGEST_REFERENCE, _LONGEST_RECEIPT, _LONGEST_REASON = 60, 60, 200
_CURRENCY = frozenset(("kes", "ksh", "kshs", "sh", "shs"))
_SAID = {"paid": "paid", "not_paid": "not paid"}
_COLUMNS = {"reference": "Reference", "receipt": "Receipt", "amount": "Amount", "fee": "Fee"}


@dataclass(frozen=True)
class PayResultRow:
    """One row of a result file."""

    HEADINGS: ClassVar[tuple[str, ...]] = (
        "row", "reference", "outcome", "receipt", "amount", "fee", "reason",
    )  # fmt: skip

    result: PayResult

    @property
    def row(self) -> int:
        return self.result.row

    @property
    def number(self) -> str:
        """What stands for the row where a member's number stands for others."""
        return self.result.reference

    @property
    def on(self) -> None:
        return None

    @property
    def cells(self) -> tuple[object, ...]:
        one = self.result
        cents = None if one.cents is None else Money(one.cents)
        fee = Money(one.fee_cents) if one.fee_cents else None
        return one.row, one.reference, _SAID[one.outcome], one.receipt, cents, fee, one.reason


@dataclass(frozen=True)
class ReadResults:
    """A result file: the reading with every fault, what of it is new, and what that comes to. `digest` is
    the SHA-256 of the file as it came."""

    name: str
    digest: str
    reading: Reading[PayResultRow]
    new: tuple[PayResult, ...] = ()
    sums: ResultSums = field(default_factory=ResultSums)

    @property
    def results(self) -> list[PayResult]:
        return [row.result for row in self.reading.rows]


def read_results_in(path: Path, form: PayFormat) -> ReadResults:
    """A result file on this machine. Raises BadValue when it is no such file."""
    table = read_table(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return ReadResults(path.name, digest, read_pay_results(table, form))


def results_of(name: str, content: bytes, form: PayFormat) -> ReadResults:
    """A result file that was sent. Raises BadValue when it is no such file."""
    if len(content) > MAX_BYTES:
        raise BadValue("file", name, f"The file is over {MAX_BYTES >> 20} MB.", "Send it in parts.")
    return ReadResults(
        name, hashlib.sha256(content).hexdigest(), read_pay_results(table_of(name, content, STATEMENT), form)
    )


def read_pay_results(table: Table, form: PayFormat) -> Reading[PayResultRow]:
    """Reads every row and tells every fault. What is still pending is left out and said so. Raises BadValue
    when the table lacks a needed column."""
    reader = Reader(table, PAY_RESULT_COLUMNS)
    rows = (_row(reader, reader.cells(line), form) for line in table.rows)
    return reader.finished([row for row in rows if row is not None])


def held_against(ledger: Ledger, file: UUID, read: ReadResults, files_of: FilesOf) -> ReadResults:
    """The same with what the ledger objects to, all of it in one go: nothing is recorded. Raises Unknown,
    WrongState."""
    new, faults = ledger.check_pay_results(file, read.results)
    elsewhere = files_of([fault.value for fault in faults if fault.column == "reference"])
    problems = [_problem(read.reading, fault, file, elsewhere) for fault in faults]
    bad = {fault.row for fault in faults}
    reading = replace(
        read.reading,
        rows=tuple(row for row in read.reading.rows if row.row not in bad),
        problems=tuple(sorted((*read.reading.problems, *problems), key=lambda one: one.row)),
    )
    return replace(read, reading=reading, new=tuple(new), sums=_sums(ledger, file, new))


def take_over(ledger: Ledger, file: UUID, read: ReadResults, by: By) -> Saved:
    """Proposes what a result file without faults says. Raises as read_pay_results of the ledger."""
    return ledger.read_pay_results(file, read.name, read.digest, read.results, by)


def _sums(ledger: Ledger, file: UUID, rows: Sequence[PayResult]) -> ResultSums:
    lines = ledger.pay_file(file).lines
    cents = {
        outcome: [lines[row.reference].cents for row in rows if row.outcome == outcome] for outcome in _SAID
    }
    paid, failed = cents["paid"], cents["not_paid"]
    return ResultSums(len(paid), sum(paid), len(failed), sum(failed))


def _problem(
    reading: Reading[PayResultRow], fault: ResultFault, file: UUID, elsewhere: Mapping[str, UUID]
) -> RowProblem:
    """A fault under the file's own heading; a reference of another file says which."""
    title = _COLUMNS.get(fault.column, fault.column)
    heading = reading.columns.get(title, title)
    other = elsewhere.get(fault.value) if fault.column == "reference" else None
    if other is not None and other != file:
        return RowProblem(
            fault.row, heading, fault.value,
            f"This payment is of another file of payments, {other}.",
            "Read these results in under that file.",
        )  # fmt: skip
    return RowProblem(fault.row, heading, fault.value, fault.sentence, fault.remedy)


def _row(reader: Reader, cells: Cells, form: PayFormat) -> PayResultRow | None:
    reference = cells.need("number", lambda text: plain_words(text, "number", _LONGEST_REFERENCE))
    outcome = cells.need("status", lambda text: _outcome(text, form))
    result = PayResult(
        row=cells.row,
        reference=(reference or "").upper(),
        outcome=outcome or "",
        receipt=cells.read("receipt", lambda text: plain_words(text, "receipt", _LONGEST_RECEIPT)) or None,
        reason=cells.read("reason", lambda text: plain_words(text, "reason", _LONGEST_REASON)) or "",
        cents=cells.read("amount", lambda text: _cents(text, "amount", form)),
        fee_cents=cells.read("fee", lambda text: _cents(text, "fee", form)) or 0,
    )
    if outcome == "pending":
        reader.note(cells.row, f"Payment {result.reference} is still under way there; left out.")
        return None
    return PayResultRow(result) if cells.ok else None


def _outcome(text: str, form: PayFormat) -> str:
    outcome = form.outcome_of(text)
    if outcome is None:
        known = ", ".join((*form.paid_words, *form.failed_words))
        raise BadValue(
            "status",
            text,
            f"The format {form.name} does not say whether this means paid or failed.",
            f"Ask the bank, and add the word to the format. It knows: {known}.",
        )
    return outcome


def _cents(text: str, field: str, form: PayFormat) -> int:
    """An amount as that format writes amounts: cents, or shillings with or without them."""
    words = re.sub(r"^(kes|kshs?|shs?)\.? ?", "", text, flags=re.IGNORECASE)
    amount = number(words, field, _CURRENCY)
    if form.amounts == "cents":
        if amount != amount.to_integral_value():
            raise BadValue(field, text, "The format says that amounts are whole cents.", "Look at it again.")
        return int(amount)
    return Money.parse(f"{amount:f}", field).cents
