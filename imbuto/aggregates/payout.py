"""Sending one statement's net to one member. An M-Pesa payment cannot be recalled, so intent is recorded
before each call, the id of an attempt is fixed before its first send, and silence is never failure.

    requested → submitted → accepted ──────→ paid
       ↑held        └→ outcome_unknown ──→ paid | needs_review
                    └→ failure_reported ─→ paid | failed | needs_review
    submitted → failed, when M-Pesa refuses our own request at once
    failed → requested again (a new attempt with a new id), by an official or a job
    requested → handed_over → paid | failed, by two officials on the bank's answer
    held | needs_review | failed → paid | failed, by two officials on evidence

Nothing shown failed was paid: a callback is not signed, so a failure that it tells is only a report. It
becomes a failure when M-Pesa says so in answer to our own question, or three times knows of no payment.
"""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from imbuto.aggregates.payee import Hold
from imbuto.aggregates.payment_channel import BY_MPESA, PayWay
from imbuto.aggregates.payout_keeping import PayoutKeeping
from imbuto.aggregates.payout_waiting import attempt_id
from imbuto.errors import BadValue
from imbuto.values import CENTS_PER_SHILLING, By, Personal, derive_id

ASKED_ABOUT = ("submitted", "accepted", "outcome_unknown", "failure_reported", "needs_review")
"""M-Pesa may have it: it is asked about, never sent under a new id."""
IN_FLIGHT = (*ASKED_ABOUT, "handed_over")
"""Money may be on its way."""
LEAST_PART_CENTS, LARGEST_PART_CENTS = 10 * CENTS_PER_SHILLING, 250_000 * CENTS_PER_SHILLING
"""Least and most of one M-Pesa payment (Daraja B2C v3)."""


def payout_id(statement: UUID, part: int = 1) -> UUID:
    """One payout per statement, or per part of it, whoever asks and however often."""
    return derive_id("payout", statement) if part == 1 else derive_id("payout", statement, part)


def parts_of(net_cents: int, channel: str) -> list[int]:
    """A net as M-Pesa can pay it, in parts of KES 10 to 250,000. Bank and cash take it whole."""
    if channel != "mpesa" or net_cents <= LARGEST_PART_CENTS:
        return [net_cents]
    whole, rest = divmod(net_cents, LARGEST_PART_CENTS)
    parts = [LARGEST_PART_CENTS] * whole + ([rest] if rest else [])
    if 0 < rest < LEAST_PART_CENTS:
        parts[-2] -= LEAST_PART_CENTS - rest
        parts[-1] = LEAST_PART_CENTS
    return parts


class Payout(PayoutKeeping):
    """One payment: how it is sent, and what is believed about it."""

    @classmethod
    def request(
        cls,
        statement: UUID,
        run: UUID,
        member: str,
        period: str,
        amount_cents: int,
        msisdn: Personal | None,
        hold: Hold | None,
        by: By,
        *,
        way: PayWay = BY_MPESA,
        part: int = 1,
        parts: int = 1,
    ) -> Self:
        """Fixes amount, payee and id before anything is sent. `hold` is the reason to wait, if any."""
        if not 1 <= part <= parts:
            raise BadValue("part", part, f"Parts are counted from 1 to {parts}.", "Look again.")
        payout = cls(payout_id(statement, part))
        payout._record(
            cls.Requested,
            by,
            run=run,
            statement=statement,
            member=member,
            period=period,
            amount_cents=amount_cents,
            msisdn=msisdn,
            attempt=1,
            attempt_id=attempt_id(payout.id, 1),
            pay_channel=way.channel,
            part=part,
            parts=parts,
            account_bank=way.bank,
            account_number=way.number,
            account_name=way.name,
        )
        if hold:
            payout.hold(hold.words, by, hold.cause)
        return payout

    # --------------------------------------------------------------- sending

    def is_due(self, at: datetime) -> bool:
        """Whether it may be sent to M-Pesa at that instant, as far as it is the payout that decides."""
        return (
            self.state == "requested"
            and self.channel == "mpesa"
            and self.proposed is None
            and not self.may_be_paid
            and (self.not_before is None or self.not_before <= at)
        )

    def submit(self, by: By) -> bool:
        """Records the intent to send, before the call. False when it is not the time to send."""
        if not self.is_due(by.at):
            return False
        self._record(self.Submitted, by, member=self.member, attempt=self.attempt, attempt_id=self.attempt_id)
        return True

    def defer(self, code: str, reason: str, by: By) -> None:
        """M-Pesa certainly did not take this send. Contradicted meanwhile, it is not sent again."""
        if self.state == "submitted":
            self._record(self.Deferred, by, member=self.member, code=code, reason=reason)
            if self.may_be_paid:
                self.hold_contradicted(by)

    def accept(self, conversation_id: str, by: By) -> None:
        """M-Pesa has queued it, which is not paid. Quiet when the result came first."""
        if self.state in ("submitted", "outcome_unknown"):
            self._record(self.Accepted, by, member=self.member, conversation_id=conversation_id)

    def lose_sight(self, code: str, reason: str, by: By) -> None:
        """Nobody knows whether it was paid: a time-out, or an answer that says nothing definite."""
        if self.state in ("submitted", "accepted"):
            self._record(self.OutcomeUnknown, by, member=self.member, code=code, reason=reason)

    def hear_unclear(self, attempt: UUID, code: str, reason: str, by: By) -> None:
        """An unsigned result of this attempt settles nothing (an internal failure, a code that is not
        listed). What callbacks say of it from now on is asked about. Of a payment that is not sent it is a
        contradiction, which holds it. Once is enough, and of an earlier or ended attempt it is no news."""
        if attempt != self.attempt_id:
            return
        if self.state in ("requested", "held", "handed_over"):
            self.contradict("unknown", code, None, f"result {code} was told while {self.state}", by)
        elif self.state in ASKED_ABOUT and self.reported is None and not self.unclear:
            self._record(
                self.OutcomeUnknown, by, member=self.member, code=code, reason=reason, evidence="callback"
            )

    # ------------------------------------------------------------ asking M-Pesa

    def ask_status(self, question: int, by: By) -> bool:
        """Records that M-Pesa is asked the nth time what became of it. False when that question is not the
        next, or there is nothing to ask."""
        if self.state not in ASKED_ABOUT or question != self.questions + 1:
            return False
        self._record(self.StatusAsked, by, member=self.member, question=question)
        return True

    def answer_status(
        self, attempt: UUID, question: int, code: str, status: str | None, reason: str, by: By
    ) -> None:
        """M-Pesa answered our nth question without an end of the payment. Each question is answered once.
        When it knew of no payment three times, over ten minutes, a failure that was reported is believed,
        unless something else was said too."""
        asked = attempt == self.attempt_id and 1 <= question <= self.questions
        if not asked or question in self.answers or self.state not in ASKED_ABOUT:
            return
        self._record(
            self.StatusAnswered,
            by,
            member=self.member,
            attempt=self.attempt,
            question=question,
            code=code,
            status=status,
            reason=reason,
        )
        if (
            self.reported is not None
            and self.state == "failure_reported"
            and self.knows_of_none
            and not self.doubts
            and not self.may_be_paid
        ):
            self._fail(*self.reported, "status", by)

    def put_to_review(self, reason: str, by: By) -> None:
        """Every question stayed unanswered: two officials decide on evidence."""
        if self.state in ASKED_ABOUT and self.state != "needs_review":
            self._record(self.PutToReview, by, member=self.member, reason=reason)

    # ------------------------------------------------------------ what M-Pesa says

    def pay(
        self,
        attempt: UUID,
        receipt: str,
        fee_cents: int,
        completed_at: datetime | None,
        evidence: str,
        by: By,
        *,
        float_cents: int | None = None,
    ) -> None:
        """M-Pesa paid this attempt, also where its send was thought not taken. The same receipt again is
        quiet; anything else after an end, or for an earlier attempt, is a contradiction, which holds what is
        not yet sent. So is a callback after one that told a failure: then M-Pesa's answer to our own question
        decides (`evidence` is `status`). After one that told nothing clear it is a report, asked about."""
        if self.is_paid_with(receipt):
            return
        open_yet = self.state in (*ASKED_ABOUT, "requested", "held") and self.channel == "mpesa"
        if attempt != self.attempt_id or not open_yet:
            self._contradict_paid(receipt, by)
        elif self.needs_answer and evidence != "status":
            self._report_payment(receipt, by)
        else:
            self._pay(receipt, fee_cents, completed_at, evidence, by, float_cents)

    def _report_payment(self, receipt: str, by: By) -> None:
        """Said again it is no news; of what nobody would ask about, or beside something else that was said,
        it is a contradiction."""
        if self.told_receipt == receipt:
            return
        if self.reported or self.told_receipt is not None or self.state not in ASKED_ABOUT:
            self._contradict_paid(receipt, by)
            return
        self._record(
            self.PaymentReported,
            by,
            member=self.member,
            attempt=self.attempt,
            receipt=receipt,
            reason="paid was told after something else",
        )

    def _contradict_paid(self, receipt: str, by: By) -> None:
        self.contradict("paid", "0", receipt, f"paid was reported while {self.state}", by)

    def _pay(
        self,
        receipt: str,
        fee_cents: int,
        completed_at: datetime | None,
        evidence: str,
        by: By,
        float_cents: int | None,
    ) -> None:
        told = self.told_receipt
        self._record(
            self.Paid,
            by,
            member=self.member,
            period=self.period,
            amount_cents=self.amount_cents,
            receipt=receipt,
            fee_cents=fee_cents,
            completed_at=completed_at,
            evidence=evidence,
            float_cents=float_cents,
        )
        if told is not None and told != receipt:
            self._contradict_paid(told, by)

    def fail(self, attempt: UUID, code: str, reason: str, by: By, evidence: str = "callback") -> None:
        """M-Pesa says that it did not pay this attempt. Believed at once when it refused our own only send
        (`reply`) or says so in answer to our question (`status`); what a callback says is asked about first.
        News of an earlier attempt's failure is old, and a failure said twice, even with another code, is one
        failure."""
        if attempt != self.attempt_id or self.state == "failed":
            return
        if self.told_receipt is not None:
            self._contradict_paid(self.told_receipt, by)
        if self.state not in ASKED_ABOUT:
            self.contradict("failed", code, None, f"failure {code} was reported while {self.state}", by)
        elif evidence == "status":
            known, said = self.reported or (code, reason)
            self._fail(known, said if said == reason else f"{said}; {reason}", evidence, by)
        elif evidence == "reply" and self.sent_once and self.state in ("submitted", "failure_reported"):
            self._fail(code, reason, evidence, by)
        elif self.reported is None:
            self._record(
                self.FailureReported,
                by,
                member=self.member,
                attempt=self.attempt,
                code=code,
                reason=reason,
            )

    def _fail(self, code: str, reason: str, evidence: str, by: By) -> None:
        self._record(
            self.Failed,
            by,
            member=self.member,
            amount_cents=self.amount_cents,
            code=code,
            reason=reason,
            evidence=evidence,
        )
