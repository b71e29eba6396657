"""The facts of a payout, and its state as they tell it. What may happen next is decided in payout.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.payout_outcome import Outcome
from imbuto.values import Personal, derive_id


def attempt_id(payout: UUID, attempt: int) -> UUID:
    """The OriginatorConversationID of the nth attempt, fixed before the first send."""
    return derive_id("payout-attempt", payout, attempt)


class PayoutStory(Aggregate):
    """What happened to one payment, and how it stands by that."""

    KIND = "payout"

    @dataclass(frozen=True, kw_only=True)
    class Requested(Fact):
        TOPIC = "payout.requested"
        run: UUID
        statement: UUID
        member: str
        period: str
        amount_cents: int
        msisdn: Personal | None
        attempt: int
        attempt_id: UUID

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.run = self.run
            aggregate.statement = self.statement
            aggregate.member = self.member
            aggregate.period = self.period
            aggregate.amount_cents = self.amount_cents
            aggregate.msisdn = self.msisdn
            aggregate.attempt = self.attempt
            aggregate.attempt_id = self.attempt_id
            aggregate.state = "requested"

    @dataclass(frozen=True, kw_only=True)
    class Held(Fact):
        TOPIC = "payout.held"
        member: str
        reason: str

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.released_by = None
            aggregate.state = "held"

    @dataclass(frozen=True, kw_only=True)
    class Released(Fact):
        TOPIC = "payout.released"
        member: str
        msisdn: Personal

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.msisdn = self.msisdn
            aggregate.released_by = self.who
            aggregate.proposed = None
            aggregate.state = "requested"

    @dataclass(frozen=True, kw_only=True)
    class Submitted(Fact):
        TOPIC = "payout.submitted"
        member: str
        attempt: int
        attempt_id: UUID

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.state = "submitted"

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

    @dataclass(frozen=True, kw_only=True)
    class OutcomeUnknown(Fact):
        TOPIC = "payout.outcome_unknown"
        member: str
        code: str
        reason: str

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.state = "outcome_unknown"

    @dataclass(frozen=True, kw_only=True)
    class StatusAsked(Fact):
        TOPIC = "payout.status_asked"
        member: str
        question: int

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.questions = self.question

    @dataclass(frozen=True, kw_only=True)
    class Paid(Fact):
        TOPIC = "payout.paid"
        member: str
        period: str
        amount_cents: int
        receipt: str
        fee_cents: int
        completed_at: datetime | None
        evidence: str

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.state = "paid"
            aggregate.receipt = self.receipt
            aggregate.proposed = None

    @dataclass(frozen=True, kw_only=True)
    class Failed(Fact):
        TOPIC = "payout.failed"
        member: str
        amount_cents: int
        code: str
        reason: str

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
    class Retried(Fact):
        TOPIC = "payout.retried"
        member: str
        amount_cents: int
        msisdn: Personal
        attempt: int
        attempt_id: UUID

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.msisdn = self.msisdn
            aggregate.attempt = self.attempt
            aggregate.attempt_id = self.attempt_id
            aggregate.questions = 0
            aggregate.retried_by = self.who
            aggregate.proposed = None
            aggregate.decided_by = None
            aggregate.state = "requested"

    @dataclass(frozen=True, kw_only=True)
    class OutcomeProposed(Fact):
        """An official says on evidence what became of it. Nothing follows until another one approves."""

        TOPIC = "payout.outcome_proposed"
        member: str
        attempt: int
        outcome: str
        receipt: str | None
        evidence: str

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.proposed = Outcome(self.outcome, self.receipt, self.evidence, self.who)
            aggregate.decided_by = None

    @dataclass(frozen=True, kw_only=True)
    class OutcomeApproved(Fact):
        """A second official agrees: it is settled, and so is what M-Pesa said against it before."""

        TOPIC = "payout.outcome_approved"
        member: str
        period: str
        amount_cents: int
        attempt: int
        outcome: str
        receipt: str | None
        evidence: str
        proposed_by: str

        def apply(self, aggregate: PayoutStory) -> None:
            aggregate.state = "paid" if self.outcome == "paid" else "failed"
            aggregate.receipt = self.receipt
            aggregate.proposed = None
            aggregate.decided_by = self.who
            aggregate.doubts = set()

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.state = "new"
        self.run = id
        self.statement = id
        self.member = ""
        self.period = ""
        self.amount_cents = 0
        self.msisdn: Personal | None = None
        self.attempt = 0
        self.attempt_id = id
        self.questions = 0
        self.receipt: str | None = None
        self.failure_code: str | None = None
        self.contradictions: set[tuple[str, str, str | None]] = set()
        self.doubts: set[tuple[str, str, str | None]] = set()
        self.proposed: Outcome | None = None
        self.decided_by: str | None = None
        self.released_by: str | None = None
        self.retried_by: str | None = None

    @property
    def may_be_paid(self) -> bool:
        """Whether M-Pesa said something that leaves open that the money is gone already, and that no two
        officials have settled since."""
        return any(verdict != "failed" for verdict, _, _ in self.doubts)

    def attempt_numbered(self, number: int) -> UUID | None:
        """The id of the nth attempt; None when there was no such attempt."""
        return attempt_id(self.id, number) if 1 <= number <= self.attempt else None
