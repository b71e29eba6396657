"""What is laid side by side when a day is compared with M-Pesa: plain rows from the ledger, from M-Pesa's
statement, from its callbacks and from the float; and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from imbuto.aggregates.reconciliation import DayFound, KindCount

UNKNOWN = ("submitted", "accepted", "outcome_unknown", "failure_reported", "needs_review", "handed_over")
UNSENT = ("requested", "held")
ELSEWHERE = "elsewhere"
"""The state of an attempt whose money went in another way: in cash, or through the bank."""
DECIDABLE = ("held", "needs_review", "failed", "handed_over")
"""What two officials may decide at once; what is still asked about comes to review by itself."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One attempt to pay through M-Pesa, as the ledger has it. `state` is that of this attempt and
    `payout_state` that of the payout now: an attempt that failed may have been followed by another.

    `ids` are the ids under which we and M-Pesa speak of it, in lower case.
    """

    payout: UUID
    attempt: int
    member: str
    amount_cents: int
    state: str
    payout_state: str
    last_digits: str | None = None
    ids: frozenset[str] = frozenset()
    sent_at: datetime | None = None
    ended_at: datetime | None = None
    completed_at: datetime | None = None
    receipt: str | None = None
    fee_cents: int = 0

    @property
    def paid_at(self) -> datetime | None:
        """When it was paid: as M-Pesa told it, else when the ledger heard of it."""
        return self.completed_at or self.ended_at if self.state == "paid" else None


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a statement; `source` is the statement's name."""

    statement: UUID
    source: str
    row: int
    receipt: str
    at: datetime
    kind: str
    paid_in_cents: int = 0
    withdrawn_cents: int = 0
    status: str = "completed"
    last_digits: str | None = None
    conversation: str | None = None
    linked: str | None = None

    @property
    def cents(self) -> int:
        return self.withdrawn_cents or self.paid_in_cents


@dataclass(frozen=True, kw_only=True)
class Booked:
    """Money that the books moved into the float (cents above 0) or out of it, other than payments."""

    at: datetime
    cents: int
    text: str
    receipt: str | None = None


@dataclass(frozen=True, kw_only=True)
class Told:
    """A callback of M-Pesa about a payout, what it said (paid, failed, unknown), and what became of it:
    received, applied, held or unreadable."""

    number: int
    at: datetime
    state: str
    payout: UUID
    attempt: int | None = None
    verdict: str = "unknown"
    receipt: str | None = None


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """What M-Pesa said against a final answer; `is_open` until two officials, or M-Pesa itself, settle it."""

    payout: UUID
    member: str
    at: datetime
    verdict: str
    code: str
    receipt: str | None
    reason: str
    amount_cents: int
    payout_state: str
    is_open: bool = True


@dataclass(frozen=True, kw_only=True)
class Gauge:
    """What M-Pesa said is in the utility account; `charges_cents` what it keeps of fees, below zero."""

    at: datetime
    available_cents: int
    charges_cents: int | None = None


Interval = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True)
class DayRows:
    """All that is compared for one day, from `begins` to before `ends`. Rows around the day are there too,
    for what M-Pesa dates otherwise than we do."""

    day: date
    begins: datetime
    ends: datetime
    now: datetime
    sent: tuple[Sent, ...] = ()
    lines: tuple[Line, ...] = ()
    covered: tuple[Interval, ...] = ()
    booked: tuple[Booked, ...] = ()
    told: tuple[Told, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    gauges: tuple[Gauge, ...] = ()

    def has(self, at: datetime | None) -> bool:
        """Whether it lies in the day."""
        return at is not None and self.begins <= at < self.ends


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that does not fit. `kind` is a stable name; amounts in cents; `offer` is the body with which
    two officials can settle it (POST /payouts/{id}/outcome), `offer_now` whether they can at once."""

    kind: str
    sentence: str
    todo: str
    payout: UUID | None = None
    member: str | None = None
    receipt: str | None = None
    at: datetime | None = None
    here_cents: int | None = None
    there_cents: int | None = None
    source: str | None = None
    row: int | None = None
    offer: Mapping[str, Any] | None = None
    offer_now: bool = False

    @property
    def cents(self) -> int:
        """The money in it."""
        if self.here_cents is not None and self.there_cents is not None:
            return abs(self.here_cents - self.there_cents) or self.here_cents
        return self.here_cents or self.there_cents or 0


@dataclass(frozen=True, kw_only=True)
class FloatSum:
    """How much should be in the float, with the sum shown: what it had, what came, what went, and what may or
    may not have gone yet. All in cents; `seen` is what M-Pesa told at the end."""

    from_at: datetime
    until_at: datetime
    opening_cents: int
    came_cents: int
    paid_cents: int
    payments: int
    fees_cents: int
    open_cents: int
    lowest_cents: int
    highest_cents: int
    seen_cents: int

    @property
    def difference_cents(self) -> int:
        """Below zero when too little is there, above when too much, else 0."""
        if self.seen_cents < self.lowest_cents:
            return self.seen_cents - self.lowest_cents
        return max(self.seen_cents - self.highest_cents, 0)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A day beside M-Pesa. `payments` are ours of that day, `lines` those of the statement's payments."""

    day: date
    payments: int
    payments_cents: int
    matched: int
    lines: int
    covered: bool
    differences: tuple[Difference, ...] = field(default=())
    float_sum: FloatSum | None = None

    @property
    def counts(self) -> tuple[KindCount, ...]:
        """So many differences of each kind, and the money in them, the gravest first."""
        kinds = dict.fromkeys(one.kind for one in self.differences)
        return tuple(
            KindCount(
                kind=kind,
                count=sum(one.kind == kind for one in self.differences),
                cents=sum(one.cents for one in self.differences if one.kind == kind),
            )
            for kind in kinds
        )

    @property
    def found(self) -> DayFound:
        """What is recorded of it."""
        return DayFound(
            day=self.day,
            payments=self.payments,
            payments_cents=self.payments_cents,
            lines=self.lines,
            covered=self.covered,
            counts=self.counts,
        )
