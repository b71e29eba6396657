"""What the payouts' list answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class PayoutAnswer:
    """`questions`, `answers` (without an end) and `sends` count for the present attempt; `next_at` is when it
    is due for anything. `channel`: the way it is to be paid, and after its end the way it was. `cause`:
    why it is held or postponed. `failure`: the code that a callback reported. `doubts`: contradictions that
    nobody has settled yet."""

    id: UUID
    run: UUID
    statement: UUID
    part: int
    parts: int
    member: str
    period: str
    amount_cents: int
    channel: str
    state: str
    cause: str | None
    attempt: int
    attempt_id: UUID
    has_phone: bool
    sends: int
    questions: int
    answers: int
    reason: str | None
    code: str | None
    failure: str | None
    conversation_id: str | None
    file: UUID | None
    reference: str | None
    receipt: str | None
    fee_cents: int
    float_cents: int | None
    evidence: str | None
    signature: str | None
    contradictions: int
    contradiction: str | None
    doubts: int
    release_proposed_by: str | None
    release_cause: str | None
    proposed_outcome: str | None
    proposed_receipt: str | None
    proposed_evidence: str | None
    proposed_channel: str | None
    proposed_signature: str | None
    proposed_fee_cents: int | None
    proposed_by: str | None
    approved_by: str | None
    requested_at: datetime
    not_before: datetime | None
    submitted_at: datetime | None
    accepted_at: datetime | None
    reported_at: datetime | None
    asked_before: int
    asked_at: datetime | None
    answered_at: datetime | None
    paid_at: datetime | None
    next_at: datetime | None
    position: int
    version: int


@dataclass(frozen=True)
class Sum:
    """How many, and how much."""

    count: int = 0
    cents: int = 0


@dataclass(frozen=True)
class Waiting:
    """What M-Pesa is yet to be told to pay: how many, how much, and how often each amount, from which follow
    the fees."""

    count: int
    cents: int
    amounts: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Silent:
    """A payout of which nothing was heard in time, and what to do: `resend` under the same id (intent was
    recorded lately, no answer ever came), `ask`, or `review` by people."""

    id: UUID
    act: str
    reason: str
    questions: int
    is_old: bool = False
    """Open for about a day."""


@dataclass(frozen=True)
class PaidOfRun:
    """How far a run is paid: its payouts by count, what they are in all, and when the first and the last of
    those paid were."""

    paid: int
    unpaid: int
    cents: int
    first_at: datetime | None
    last_at: datetime | None
