"""A day's payments beside M-Pesa's statement, callbacks and float: a pure function over plain rows.

A payment is known again by its receipt; where the ledger has none, by the id of its conversation, else by
amount, last digits of the number and time. What is found is evidence: nothing here settles anything.
"""

from __future__ import annotations

from collections import defaultdict

from imbuto.projections.reconciling_finds import Finds
from imbuto.projections.reconciling_float import float_sum
from imbuto.projections.reconciling_match import (
    CLOCKS,
    DAY,
    MINUTE,
    Attempts,
    Lines,
    by_receipt,
    is_covered,
    latest,
    take_booked,
)
from imbuto.projections.reconciling_rows import ELSEWHERE, UNKNOWN, UNSENT, Comparison, DayRows, Line, Sent
from imbuto.projections.reconciling_words import GRAVITY

_ANY = (*UNKNOWN, "failed", *UNSENT, ELSEWHERE, "paid")


def compare(rows: DayRows) -> Comparison:
    """Everything that does not fit, the gravest first."""
    return _Comparing(rows).done()


class _Comparing:
    """One comparison: which lines belong to which attempts, and what is left over."""

    def __init__(self, rows: DayRows) -> None:
        self.rows = rows
        self.finds = Finds(rows)
        self.attempts = Attempts(rows.sent)
        self.lines = latest(rows.lines)
        self.payments = [line for line in self.lines if line.kind == "payment"]
        self.told = by_receipt(self.payments)
        self.completed = by_receipt(line for line in self.payments if line.status == "completed")
        self.fees = by_receipt(
            line for line in self.lines if line.kind == "fee" and line.status == "completed"
        )
        self.paid: dict[str, list[Sent]] = defaultdict(list)
        for one in rows.sent:
            if one.state == "paid" and one.receipt:
                self.paid[one.receipt.upper()].append(one)
        self.matched = 0

    def done(self) -> Comparison:
        self._receipts_twice()
        payments = [line for line in self.payments if self.rows.has(line.at)]
        for line in payments:
            self._payment_line(line)
        ours = [one for one in self.rows.sent if one.state == "paid" and self.rows.has(one.paid_at)]
        self._paid_and_not_there(ours)
        self._open_and_not_there()
        self._other_lines()
        covered = self._coverage()
        self.finds.callbacks()
        self.finds.contradictions()
        summed = float_sum(self.rows)
        self.finds.float_difference(summed)
        begins = self.rows.begins
        found = sorted(self.finds.found, key=lambda one: (GRAVITY[one.kind], one.at or begins, one.sentence))
        return Comparison(
            day=self.rows.day,
            payments=len(ours),
            payments_cents=sum(one.amount_cents for one in ours),
            matched=self.matched,
            lines=sum(line.status == "completed" for line in payments),
            covered=covered,
            differences=tuple(found),
            float_sum=summed,
        )

    # ------------------------------------------------------------------ lines of payments

    def _receipts_twice(self) -> None:
        for receipt, paid in self.paid.items():
            if len(paid) > 1 and any(self.rows.has(one.paid_at) for one in paid):
                self.finds.receipt_of_two_payouts(receipt, paid)
        for receipt, lines in self.completed.items():
            if len(lines) > 1 and any(self.rows.has(line.at) for line in lines):
                self.finds.receipt_on_two_lines(receipt, lines)

    def _payment_line(self, line: Line) -> None:
        known = self.paid.get(line.receipt)
        if known:
            self._known_line(line, known[0])
        elif line.status == "completed":
            self._unknown_line(line)
        elif line.status == "failed" and (one := self.attempts.recognise(line, UNKNOWN)):
            self.finds.unknown_here(line, one, paid=False)

    def _known_line(self, line: Line, paid: Sent) -> None:
        if line.status == "failed" and line.receipt not in self.completed:
            self.finds.paid_here_failed_there(line, paid)
        if line.status != "completed":
            return
        self.matched += 1
        if line.cents != paid.amount_cents:
            self.finds.other_amount(line, paid)
        taken = self._fee_of(line)
        if taken is not None and taken != paid.fee_cents:
            self.finds.other_fee(line, paid, taken)

    def _fee_of(self, line: Line) -> int | None:
        """What M-Pesa took for this payment, in cents; None where no line tells."""
        fees = self.fees.get(line.receipt)
        return sum(fee.withdrawn_cents - fee.paid_in_cents for fee in fees) if fees else None

    def _unknown_line(self, line: Line) -> None:
        one = self.attempts.recognise(line, _ANY)
        if one is None:
            self.finds.not_paid_here(line)
        elif one.state in UNKNOWN:
            self.finds.unknown_here(line, one, paid=True, fee_cents=self._fee_of(line))
        elif one.payout_state != "paid":
            self.finds.not_paid_here_but_there(line, one, self._fee_of(line))
        elif one.state == "paid" and (one.receipt or "").upper() not in self.completed:
            self.finds.other_receipt(line, one)
        else:
            self.finds.paid_twice(line, one)

    # ------------------------------------------------------------------ what is on no line

    def _paid_and_not_there(self, ours: list[Sent]) -> None:
        for one in ours:
            assert one.paid_at is not None, "it lies in the day"
            if (one.receipt or "").upper() in self.told or self.attempts.is_recognised(one):
                continue
            if is_covered(self.rows.covered, one.paid_at - CLOCKS, one.paid_at + CLOCKS):
                self.finds.not_on_statement(one)

    def _open_and_not_there(self) -> None:
        """Looked for among all lines around the day, of which none may be another payout's."""
        lines = Lines(line for line in self.payments if line.receipt not in self.paid)
        for one in self.rows.sent:
            if one.state not in UNKNOWN or one.sent_at is None or not self.rows.has(one.sent_at):
                continue
            if self.attempts.is_recognised(one) or lines.may_have(one):
                continue
            if is_covered(self.rows.covered, one.sent_at - CLOCKS, one.sent_at + DAY):
                self.finds.unknown_here_absent_there(one)

    def _coverage(self) -> bool:
        """A day that is over, and on which something was paid or sent, needs a statement."""
        covered = is_covered(self.rows.covered, self.rows.begins, self.rows.ends - MINUTE)
        moved = any(
            self.rows.has(one.paid_at) or (one.state in UNKNOWN and self.rows.has(one.sent_at))
            for one in self.rows.sent
        )
        if moved and not covered and self.rows.now >= self.rows.ends:
            self.finds.not_covered()
        return covered

    # ------------------------------------------------------------------ what is no payment

    def _other_lines(self) -> None:
        booked = list(self.rows.booked)
        for line in self.lines:
            if not self.rows.has(line.at) or line.status != "completed" or line.kind == "payment":
                continue
            about = line.linked or line.receipt
            if line.kind == "reversal" and about in self.paid:
                self.finds.taken_back(line, self.paid[about][0])
            elif line.kind == "fee" and (about in self.paid or about in self.completed):
                continue  # looked at with its payment
            elif not take_booked(line, booked):
                self.finds.unbooked(line)
