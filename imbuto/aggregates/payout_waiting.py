"""The facts of a payout before it is sent, and its state as they tell it: requested, held back, let go by one
official or two, postponed, put into a pay file, tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.payment_channel import BY_MPESA, PayWay
from imbuto.aggregates.payout_outcome import Outcome
from imbuto.values import FreeWords, Personal, derive_id


def attempt_id(payout: UUID, attempt: int) -> UUID:
    """The OriginatorConversationID of the nth attempt, fixed before the first send."""
    return derive_id("payout-attempt", payout, attempt)


class PayoutWaiting(Aggregate):
    """A payment that waits for its time."""

    KIND = "payout"

    @dataclass(frozen=True, kw_only=True)
    class Requested(Fact):
        """`part` of `parts`: a net above M-Pesa's limit is paid in several. `pay_channel`: mpesa,
        bank or cash."""

        TOPIC = "payout.requested"
        run: UUID
        statement: UUID
        member: str
        period: str
        amount_cents: int
        msisdn: Personal | None
        attempt: int
        attempt_id: UUID
        pay_channel: str = "mpesa"
        part: int = 1
        parts: int = 1
        account_bank: str | None = None
        account_number: Personal | None = None
        account_name: Personal | None = None

        def apply(self, aggregate: PayoutWaiting) -> None:
            aggregate.run = self.run
            aggregate.statement = self.statement
            aggregate.member = self.member
            aggregate.period = self.period
            aggregate.amount_cents = self.amount_cents
            aggregate.msisdn = self.msisdn
            aggregate.attempt = self.attempt
            aggregate.attempt_id = self.attempt_id
            aggregate.part, aggregate.parts = self.part, self.parts
            aggregate.way = _way(self)
            aggregate.state = "requested"

    @dataclass(frozen=True, kw_only=True)
    class Held(Fact):
        """`cause`: no_phone, no_account, suspended, number_changed, name_mismatch, over_limit, contradicted,
        by_hand; empty in old facts."""

        TOPIC = "payout.held"
        member: str
        reason: FreeWords
        cause: str = ""

        def apply(self, aggregate: PayoutWaiting) -> None:
            aggregate.released_by = None
            aggregate.release_proposed_by = None
            aggregate.cause = self.cause
            aggregate.not_before = None
            aggregate.state = "held"

    @dataclass(frozen=True, kw_only=True)
    class ReleaseProposed(Fact):
        """An official would let it go, to the number that was seen. Nothing follows until another
        one agrees."""

        TOPIC = "payout.release_proposed"
        member: str
        cause: str
        msisdn: Personal | None
        account_number: Personal | None = None

        def apply(self, aggregate: PayoutWaiting) -> None:
            aggregate.release_proposed_by = self.who
            aggregate.release_cause = self.cause
            aggregate.release_msisdn = self.msisdn
            aggregate.release_account = self.account_number

    @dataclass(frozen=True, kw_only=True)
    class Released(Fact):
        """`proposed_by`: who proposed it, where two officials were needed. Without a pay channel it is as
        before."""

        TOPIC = "payout.released"
        member: str
        msisdn: Personal | None
        proposed_by: str | None = None
        cause: str = ""
        pay_channel: str | None = None
        account_bank: str | None = None
        account_number: Personal | None = None
        account_name: Personal | None = None

        def apply(self, aggregate: PayoutWaiting) -> None:
            aggregate.go_to(self.msisdn, _way(self) if self.pay_channel else aggregate.way)
            aggregate.waived |= {self.cause} if self.proposed_by else frozenset()
            aggregate.released_by = self.who
            aggregate.release_proposed_by = None
            aggregate.proposed = None
            aggregate.cause = ""
            aggregate.state = "requested"

    @dataclass(frozen=True, kw_only=True)
    class Postponed(Fact):
        """It stays requested, and is not sent before that instant."""

        TOPIC = "payout.postponed"
        member: str
        until: datetime
        cause: str
        reason: str

        def apply(self, aggregate: PayoutWaiting) -> None:
            aggregate.not_before = self.until

    @dataclass(frozen=True, kw_only=True)
    class HandedOver(Fact):
        """It is in a pay file, which pays it by that channel: it is never sent to M-Pesa by us."""

        TOPIC = "payout.handed_over"
        member: str
        attempt: int
        attempt_id: UUID
        file: UUID
        pay_channel: str
        reference: str

        def apply(self, aggregate: PayoutWaiting) -> None:
            aggregate.file = self.file
            aggregate.reference = self.reference
            aggregate.file_channel = self.pay_channel
            aggregate.state = "handed_over"

    @dataclass(frozen=True, kw_only=True)
    class TakenBack(Fact):
        """Its file was cancelled before anybody could take it to the bank."""

        TOPIC = "payout.taken_back"
        member: str
        attempt: int
        file: UUID
        reason: FreeWords

        def apply(self, aggregate: PayoutWaiting) -> None:
            aggregate.file = aggregate.reference = aggregate.file_channel = None
            aggregate.state = "requested"

    @dataclass(frozen=True, kw_only=True)
    class Retried(Fact):
        TOPIC = "payout.retried"
        member: str
        amount_cents: int
        msisdn: Personal | None
        attempt: int
        attempt_id: UUID
        pay_channel: str | None = None
        account_bank: str | None = None
        account_number: Personal | None = None
        account_name: Personal | None = None

        def apply(self, aggregate: PayoutWaiting) -> None:
            aggregate.go_to(self.msisdn, _way(self) if self.pay_channel else aggregate.way)
            aggregate.attempt = self.attempt
            aggregate.attempt_id = self.attempt_id
            aggregate.begin_attempt()
            aggregate.retried_by = self.who
            aggregate.proposed = None
            aggregate.decided_by = None
            aggregate.state = "requested"

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.state = "new"
        self.run = id
        self.statement = id
        self.member = ""
        self.period = ""
        self.amount_cents = 0
        self.part = self.parts = 1
        self.way: PayWay = BY_MPESA
        self.msisdn: Personal | None = None
        self.attempt = 0
        self.attempt_id = id
        self.cause = ""
        self.waived: frozenset[str] = frozenset()
        self.release_proposed_by: str | None = None
        self.release_cause = ""
        self.release_msisdn: Personal | None = None
        self.release_account: Personal | None = None
        self.receipt: str | None = None
        self.paid_channel: str | None = None
        self.failure_code: str | None = None
        self.contradictions: set[tuple[str, str, str | None]] = set()
        self.doubts: set[tuple[str, str, str | None]] = set()
        self.proposed: Outcome | None = None
        self.decided_by: str | None = None
        self.released_by: str | None = None
        self.retried_by: str | None = None
        self.begin_attempt()

    def go_to(self, msisdn: Personal | None, way: PayWay) -> None:
        """From now on it goes there. What two officials let go to one place is not let go to another."""
        if (msisdn, way) != (self.msisdn, self.way):
            self.waived = frozenset()
        self.msisdn, self.way = msisdn, way

    def begin_attempt(self) -> None:
        """What is known of one attempt only, as it is before anything is known."""
        self.not_before: datetime | None = None
        self.file: UUID | None = None
        self.reference: str | None = None
        self.file_channel: str | None = None
        self.questions = 0
        self.answers: dict[int, tuple[str, str | None]] = {}
        """To each question that was answered: the query's own code, and the status that it told."""
        self.reported: tuple[str, str] | None = None
        """Code and reason of a failure that an unsigned callback reported."""
        self.reported_after = 0
        """How many questions were put before that report."""
        self.reported_at: datetime | None = None
        self.asked_at: dict[int, datetime] = {}
        """When each question was put."""
        self.sent_once = False
        """Whether M-Pesa's reply to the send is awaited, and nobody has sent it again."""
        self.unclear = False
        """Whether an unsigned result said something that settles nothing."""
        self.told_receipt: str | None = None
        """The receipt that a callback told after that: M-Pesa is asked whether it is true."""

    @property
    def channel(self) -> str:
        """By which way the money is to go: mpesa, bank or cash."""
        return self.way.channel

    def attempt_numbered(self, number: int) -> UUID | None:
        """The id of the nth attempt; None when there was no such attempt."""
        return attempt_id(self.id, number) if 1 <= number <= self.attempt else None


def _way(fact: PayoutWaiting.Requested | PayoutWaiting.Released | PayoutWaiting.Retried) -> PayWay:
    return PayWay(fact.pay_channel or "mpesa", fact.account_bank, fact.account_number, fact.account_name)
