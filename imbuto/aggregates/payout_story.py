"""The facts of a payout from its sending to its end, and its state as they tell it. What may happen next is
decided in payout.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from imbuto.aggregates.base import Fact
from imbuto.aggregates.payout_outcome import Outcome
from imbuto.aggregates.payout_waiting import PayoutWaiting
from imbuto.values import FreeWords

EMPTY_ANSWERS_OF_A_FAILURE = 3
"""So often M-Pesa must know of no payment, before a failure that was only reported is believed."""
EMPTY_NOT_BEFORE = timedelta(minutes=2)
"""So long after the report it must be asked: what it took a moment ago it may not find yet."""
EMPTY_ANSWERS_SPAN = timedelta(minutes=10)
"""So far apart the first and the last of these questions must be put."""


class PayoutStory(PayoutWaiting):
    """What happened to one payment, and how it stands by that."""

    @dataclass(frozen=True, kw_only=True)
    class Submitted(Fact):
        TOPIC = "payout.submitted"
        member: str
        attempt: int
        attempt_id: UUID

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.state = "submitted"
            aggregate.sent_once = True

    @dataclass(frozen=True, kw_only=True)
    class Deferred(Fact):
        """M-Pesa did not take it (throttled, or not reached): the same attempt is sent again later."""

        TOPIC = "payout.deferred"
        member: str
        code: str
        reason: str

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.state = "requested"

    @dataclass(frozen=True, kw_only=True)
    class Accepted(Fact):
        TOPIC = "payout.accepted"
        member: str
        conversation_id: str

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.state = "accepted"
            aggregate.sent_once = False

    @dataclass(frozen=True, kw_only=True)
    class OutcomeUnknown(Fact):
        """`evidence`: `callback` where an unsigned result of this payment said something that settles
        nothing; from then on only M-Pesa's answer to our own question ends it."""

        TOPIC = "payout.outcome_unknown"
        member: str
        code: str
        reason: str
        evidence: str = ""

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.unclear = aggregate.unclear or self.evidence == "callback"
            aggregate.sent_once = False
            if aggregate.state != "needs_review":
                aggregate.state = "outcome_unknown"

    @dataclass(frozen=True, kw_only=True)
    class FailureReported(Fact):
        """An unsigned callback says that it failed: M-Pesa itself is asked before anybody believes it."""

        TOPIC = "payout.failure_reported"
        member: str
        attempt: int
        code: str
        reason: str

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.reported = (self.code, self.reason)
            aggregate.reported_after = aggregate.questions
            aggregate.reported_at = self.recorded_at
            aggregate.proposed = None
            aggregate.state = "failure_reported"

    @dataclass(frozen=True, kw_only=True)
    class PaymentReported(Fact):
        """A callback says that it was paid, after another one had said something else: M-Pesa itself is asked
        before anybody believes it."""

        TOPIC = "payout.payment_reported"
        member: str
        attempt: int
        receipt: str
        reason: str

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.told_receipt = self.receipt
            aggregate.proposed = None
            aggregate.state = "outcome_unknown"

    @dataclass(frozen=True, kw_only=True)
    class StatusAsked(Fact):
        TOPIC = "payout.status_asked"
        member: str
        question: int

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.questions = self.question
            aggregate.asked_at[self.question] = self.recorded_at

    @dataclass(frozen=True, kw_only=True)
    class StatusAnswered(Fact):
        """Our question was answered without an end: the payment is still under way (`code` 0), or M-Pesa
        could not answer it (any other code, which is of the question and not of the payment)."""

        TOPIC = "payout.status_answered"
        member: str
        attempt: int
        question: int
        code: str
        status: str | None
        reason: str

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.answers[self.question] = (self.code, self.status)

    @dataclass(frozen=True, kw_only=True)
    class Paid(Fact):
        """`float_cents`: what M-Pesa said is left in the utility account after it."""

        TOPIC = "payout.paid"
        member: str
        period: str
        amount_cents: int
        receipt: str
        fee_cents: int
        completed_at: datetime | None
        evidence: str
        float_cents: int | None = None
        pay_channel: str = "mpesa"

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.state = "paid"
            aggregate.receipt = self.receipt
            aggregate.paid_channel = self.pay_channel
            aggregate.proposed = None
            aggregate.told_receipt = None
            if self.evidence == "status":
                # What was said too early about this very payment is true after all.
                aggregate.doubts = {
                    doubt for doubt in aggregate.doubts if doubt[0] != "paid" or doubt[2] != self.receipt
                }

    @dataclass(frozen=True, kw_only=True)
    class Failed(Fact):
        """`evidence`: `reply` (M-Pesa refused our own request at once), `status` (it said so when asked); of
        old facts `callback` or nothing."""

        TOPIC = "payout.failed"
        member: str
        amount_cents: int
        code: str
        reason: str
        evidence: str = ""

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.state = "failed"
            aggregate.failure_code = self.code
            aggregate.proposed = None

    @dataclass(frozen=True, kw_only=True)
    class Contradicted(Fact):
        """M-Pesa said otherwise after a final answer. The state stands; a person must look."""

        TOPIC = "payout.contradicted"
        member: str
        verdict: str
        code: str
        receipt: str | None
        reason: str

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.contradictions.add((self.verdict, self.code, self.receipt))
            aggregate.doubts.add((self.verdict, self.code, self.receipt))
            aggregate.proposed = None

    @dataclass(frozen=True, kw_only=True)
    class PutToReview(Fact):
        TOPIC = "payout.put_to_review"
        member: str
        reason: str

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.state = "needs_review"

    @dataclass(frozen=True, kw_only=True)
    class OutcomeProposed(Fact):
        """An official says on evidence what became of it. Nothing follows until another one approves."""

        TOPIC = "payout.outcome_proposed"
        member: str
        attempt: int
        outcome: str
        receipt: str | None
        evidence: FreeWords
        pay_channel: str = "mpesa"
        signature: FreeWords | None = None
        fee_cents: int = 0

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.proposed = Outcome(
                self.outcome,
                self.receipt,
                self.evidence,
                self.who,
                self.pay_channel,
                self.signature,
                self.fee_cents,
            )
            aggregate.decided_by = None

    @dataclass(frozen=True, kw_only=True)
    class OutcomeApproved(Fact):
        """A second official agrees: it is settled, and so is what M-Pesa said against it before. An outcome
        `stands` settles a contradiction and leaves the payout paid as it was."""

        TOPIC = "payout.outcome_approved"
        member: str
        period: str
        amount_cents: int
        attempt: int
        outcome: str
        receipt: str | None
        evidence: FreeWords
        proposed_by: str
        pay_channel: str = "mpesa"
        signature: FreeWords | None = None
        fee_cents: int = 0

        def apply(self, aggregate: PayoutStory) -> None:
            if self.outcome != "stands":
                aggregate.state = "paid" if self.outcome == "paid" else "failed"
                aggregate.receipt = self.receipt
                aggregate.paid_channel = self.pay_channel if self.outcome == "paid" else None
                aggregate.failure_code = None
            aggregate.proposed = None
            aggregate.decided_by = self.who
            aggregate.told_receipt = None
            aggregate.doubts = set()

    def is_paid_with(self, receipt: str) -> bool:
        """Whether that very payment of M-Pesa is known: people type receipts in small letters too."""
        is_mpesa = self.state == "paid" and self.paid_channel == "mpesa"
        return is_mpesa and (self.receipt or "").upper() == receipt.upper()

    @property
    def may_be_paid(self) -> bool:
        """Whether M-Pesa said something that leaves open that the money is gone already, and that no two
        officials have settled since."""
        return self.told_receipt is not None or any(verdict != "failed" for verdict, _, _ in self.doubts)

    @property
    def needs_answer(self) -> bool:
        """Whether a callback that says paid is not enough: an unsigned result, or another one that cannot be
        true, said something else before."""
        return self.unclear or self.reported is not None or self.told_receipt is not None or bool(self.doubts)

    @property
    def knows_of_none(self) -> bool:
        """Whether M-Pesa, asked again and again since a failure was reported and it last said that the
        payment is under way, knew of no payment: so often, so long after the report, over such a time."""
        if self.reported_at is None:
            return False
        asked = [question for question in self.answers if question > self.reported_after]
        under_way = max((question for question in asked if self.answers[question][0] == "0"), default=0)
        first = self.reported_at + EMPTY_NOT_BEFORE
        empty = sorted(
            at for question in asked if question > under_way and (at := self.asked_at[question]) >= first
        )
        return len(empty) >= EMPTY_ANSWERS_OF_A_FAILURE and empty[-1] - empty[0] >= EMPTY_ANSWERS_SPAN
