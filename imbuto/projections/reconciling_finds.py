"""Each difference in words: what is here, what is there, by how much, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from imbuto.projections.reconciling_rows import (
    DECIDABLE,
    DayRows,
    Difference,
    FloatSum,
    Line,
    Sent,
    Told,
)
from imbuto.projections.reconciling_words import what_to_do
from imbuto.values import NAIROBI, Money

STILL_WAITING_SECONDS = 300
"""So long a callback may wait to be applied before anybody need look."""


class Finds:
    """The differences of one comparison as they are found."""

    def __init__(self, rows: DayRows) -> None:
        self._rows = rows
        self.found: list[Difference] = []

    def _add(self, kind: str, sentence: str, **figures: Any) -> None:
        sentence = sentence[:1].upper() + sentence[1:]
        self.found.append(Difference(kind=kind, sentence=sentence, todo=what_to_do(kind), **figures))

    # ---------------------------------------------------------- one line, one payout

    def unknown_here(self, line: Line, one: Sent, *, paid: bool, fee_cents: int | None = None) -> None:
        said = "completed" if paid else "failed"
        self._add(
            f"unknown_here_{said}_there",
            f"Nobody knew what became of {_payment(one)}; {_line(line)}, says {said}.",
            **_both(line, one),
            offer=_offer(line, paid=paid, fee_cents=fee_cents),
            offer_now=one.payout_state in DECIDABLE,
        )

    def not_paid_here_but_there(self, line: Line, one: Sent, fee_cents: int | None = None) -> None:
        """The payout is not paid here: its attempt failed, or was never sent."""
        kind, here = "failed_here_completed_there", "failed"
        if one.state != "failed":
            kind, here = "unsent_here_completed_there", "not sent"
        again = "" if one.payout_state == one.state else f" It is {one.payout_state} again: HOLD IT NOW."
        self._add(
            kind,
            f"{_payment(one)} is {here} here, but {_line(line)}, says completed.{again}",
            **_both(line, one),
            offer=_offer(line, paid=True, fee_cents=fee_cents),
            offer_now=one.payout_state in DECIDABLE,
        )

    def other_receipt(self, line: Line, one: Sent) -> None:
        self._add(
            "other_receipt",
            f"{_payment(one)} is paid here with receipt {one.receipt}; {_line(line)}, fits it.",
            **_both(line, one),
        )

    def paid_twice(self, line: Line, one: Sent) -> None:
        paid = f"with receipt {one.receipt}" if one.state == "paid" else "in another way"
        self._add(
            "paid_twice",
            f"{_payment(one)} is paid {paid}, and {_line(line)}, is a second payment that fits it.",
            **_both(line, one),
        )

    def not_paid_here(self, line: Line) -> None:
        self._add("not_paid_here", f"{_line(line)}, fits no payout of ours.", **_there(line))

    def other_amount(self, line: Line, one: Sent) -> None:
        self._add(
            "other_amount",
            f"{_payment(one)} has receipt {line.receipt}; {_line(line)}, has {Money(line.cents)}.",
            **_both(line, one),
        )

    def other_fee(self, line: Line, one: Sent, fees_cents: int) -> None:
        figures = {**_both(line, one), "here_cents": one.fee_cents, "there_cents": fees_cents}
        self._add(
            "other_fee",
            f"The fee of {_payment(one)} is {Money(one.fee_cents)} in the books and {Money(fees_cents)} on "
            f"{line.source!r}.",
            **figures,
        )

    def paid_here_failed_there(self, line: Line, one: Sent) -> None:
        self._add(
            "paid_here_failed_there",
            f"{_payment(one)} is paid here; {_line(line)}, says failed.",
            **_both(line, one),
        )

    def taken_back(self, line: Line, one: Sent) -> None:
        self._add(
            "taken_back", f"{_payment(one)} is paid here; {_line(line)}, takes it back.", **_both(line, one)
        )

    # ---------------------------------------------------------- only here, or twice

    def not_on_statement(self, one: Sent) -> None:
        self._add(
            "not_on_statement",
            f"{_payment(one)} was paid {_when(one.paid_at)} with receipt {one.receipt}, which is "
            "on no statement.",
            **_here(one),
            receipt=one.receipt,
        )

    def unknown_here_absent_there(self, one: Sent) -> None:
        self._add(
            "unknown_here_absent_there",
            f"{_payment(one)} was sent {_when(one.sent_at)}; no payment that fits is on the "
            "statements of the day after.",
            **_here(one),
        )

    def receipt_of_two_payouts(self, receipt: str, paid: Sequence[Sent]) -> None:
        told = ", ".join(f"{_payment(one)} ({one.payout})" for one in paid)
        self._add(
            "receipt_twice",
            f"Receipt {receipt} stands for several payouts here: {told}.",
            **_here(paid[0]),
            receipt=receipt,
        )

    def receipt_on_two_lines(self, receipt: str, lines: Sequence[Line]) -> None:
        told = ", ".join(f"row {line.row} ({Money(line.cents)})" for line in lines)
        self._add(
            "receipt_twice",
            f"Receipt {receipt} is on {lines[0].source!r} {len(lines)} times: {told}.",
            **_there(lines[0]),
        )

    def unbooked(self, line: Line) -> None:
        kind = line.kind.replace("_", " ")
        sentence = f"{_line(line)}: {Money(line.cents)} went out ({kind})."
        if line.paid_in_cents:
            sentence = f"{_line(line)}: {Money(line.cents)} came in ({kind})."
        self._add("unbooked_line", sentence, **_there(line))

    def not_covered(self) -> None:
        """Some of the day, or all of it, is on no statement."""
        rows, day = self._rows, f"{self._rows.day:%-d %b %Y}"
        if any(first < rows.ends and last > rows.begins for first, last in rows.covered):
            self._add("statement_short", f"The statements brought in do not cover all of {day}.")
        else:
            self._add("statement_missing", f"No statement of M-Pesa covers {day}.")

    # ---------------------------------------------------------- callbacks and float

    def callbacks(self) -> None:
        """What came from M-Pesa and is not, or not yet, in the ledger."""
        known = {one.receipt.upper() for one in self._rows.sent if one.receipt}
        known |= {one.receipt.upper() for one in self._rows.contradictions if one.receipt}
        for told in self._rows.told:
            about = f"Message {told.number}, received {_when(told.at)}, said {told.verdict}"
            figures = {"payout": told.payout, "at": told.at, "receipt": told.receipt}
            if told.state == "held":
                self._add("callback_held", f"{about} and is held.", **figures)
            elif told.state == "unreadable":
                self._add("callback_unreadable", f"{about} and cannot be read.", **figures)
            elif told.state == "received" and self._waits_too_long(told):
                self._add("callback_waiting", f"{about} and is not applied yet.", **figures)
            elif told.state == "applied" and told.receipt and told.receipt.upper() not in known:
                self._add("callback_not_in_ledger", f"{about}, receipt {told.receipt}.", **figures)

    def _waits_too_long(self, told: Told) -> bool:
        return (self._rows.now - told.at).total_seconds() > STILL_WAITING_SECONDS

    def contradictions(self) -> None:
        for one in self._rows.contradictions:
            if not one.is_open or not self._rows.has(one.at):
                continue
            code = f"{one.code}, receipt {one.receipt}" if one.receipt else one.code
            self._add(
                "contradiction",
                f"The payout of {Money(one.amount_cents)} to member {one.member} is {one.payout_state}; "
                f"M-Pesa also said {one.verdict} ({code}): {one.reason}.",
                payout=one.payout,
                member=one.member,
                receipt=one.receipt,
                at=one.at,
                here_cents=one.amount_cents,
            )

    def float_difference(self, summed: FloatSum | None) -> None:
        if summed is None or not summed.difference_cents:
            return
        kind = "float_lower" if summed.difference_cents < 0 else "float_higher"
        span = str(Money(summed.lowest_cents))
        if summed.highest_cents != summed.lowest_cents:
            span = f"{span} – {Money(summed.highest_cents)}"
        self._add(
            kind,
            f"{_when(summed.from_at)} the float was {Money(summed.opening_cents)}; "
            f"{Money(summed.came_cents)} came, {summed.payments} payments of {Money(summed.paid_cents)} and "
            f"fees of {Money(summed.fees_cents)} went. There should be {span}; {_when(summed.until_at)} "
            f"M-Pesa said {Money(summed.seen_cents)}: "
            f"{Money(summed.difference_cents)}.",
            at=summed.until_at,
            here_cents=summed.highest_cents if kind == "float_higher" else summed.lowest_cents,
            there_cents=summed.seen_cents,
        )


def _payment(one: Sent) -> str:
    payout = f"the payout of {Money(one.amount_cents)} to member {one.member}"
    return f"{payout} (attempt {one.attempt})" if one.attempt > 1 else payout


def _line(line: Line) -> str:
    of = str(Money(line.cents))
    of = f"{of} to …{line.last_digits}" if line.last_digits else of
    return f"receipt {line.receipt} of {of}, {_when(line.at)} (row {line.row} of {line.source!r})"


def _when(at: datetime | None) -> str:
    return "at an unknown time" if at is None else f"{at.astimezone(NAIROBI):%-d %b %Y %H:%M:%S}"


def _both(line: Line, one: Sent) -> dict[str, Any]:
    return {**_there(line), "payout": one.payout, "member": one.member, "here_cents": one.amount_cents}


def _here(one: Sent) -> dict[str, Any]:
    return {
        "payout": one.payout,
        "member": one.member,
        "at": one.paid_at or one.sent_at,
        "here_cents": one.amount_cents,
    }


def _there(line: Line) -> dict[str, Any]:
    return {
        "receipt": line.receipt,
        "at": line.at,
        "there_cents": line.cents,
        "source": line.source,
        "row": line.row,
    }


def _offer(line: Line, *, paid: bool, fee_cents: int | None) -> dict[str, Any]:
    """The body of POST /payouts/{id}/outcome that says what the line says, and the fee where one is told."""
    where = f"M-Pesa statement {line.source[:60]}, row {line.row}, {_when(line.at)}"
    evidence = f"{where}, {line.receipt}: {line.status}"
    if not paid:
        return {"outcome": "not_paid", "evidence": evidence}
    fee = {} if fee_cents is None or fee_cents < 0 else {"fee_cents": fee_cents}
    return {"outcome": "paid", "receipt": line.receipt, "evidence": evidence, **fee}
