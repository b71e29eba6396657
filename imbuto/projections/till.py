"""The till: whether payments go out, what is in the float, what M-Pesa last said of our credential, and which
payments it has not answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from imbuto.aggregates.payout import Payout
from imbuto.aggregates.till import Till
from imbuto.projections import till_book
from imbuto.projections.readmodel import ReadModel, shaped
from imbuto.projections.till_book import codes, sends, tills


@dataclass(frozen=True)
class TillAnswer:
    """How the till stands. `state` is open, paused or stopped; `cause` float, kill or credential; instants
    are when a call was made, where they tell of an answer."""

    state: str = "open"
    cause: str = ""
    code: str = ""
    reason: str = ""
    anyway: bool = False
    since: datetime | None = None
    by_whom: str | None = None
    needed_cents: int | None = None
    opened_at: datetime | None = None
    changed_at: datetime | None = None
    fingerprint: str = ""
    credential_since: datetime | None = None
    asked: int = 0
    put_at: datetime | None = None
    unanswered: int = 0
    unanswered_since: datetime | None = None
    seen: int = 0
    seen_at: datetime | None = None
    seen_code: str = ""
    float_cents: int | None = None
    float_at: datetime | None = None
    charges_cents: int | None = None
    results: int = 0
    result_at: datetime | None = None


@dataclass(frozen=True)
class SeenCode:
    """A code that M-Pesa answered with, and when the latest call was made that it answered."""

    code: str
    called_at: datetime
    reason: str


class TillView(ReadModel):
    """Whether money goes out, and why not."""

    NAME = "till"
    VERSION = 2
    TABLES = till_book.TABLES
    HANDLERS = {
        Till.Stopped: till_book.stopped,
        Till.Paused: till_book.paused,
        Till.Resumed: till_book.resumed,
        Till.FloatAsked: till_book.float_asked,
        Till.FloatSeen: till_book.float_seen,
        Till.CredentialSeen: till_book.credential_seen,
        Payout.Submitted: till_book.submitted,
        Payout.Deferred: till_book.taken_off,
        Payout.StatusAsked: till_book.asked_about,
        Payout.StatusAnswered: till_book.status_answered,
        Payout.FailureReported: till_book.failure_reported,
        Payout.Paid: till_book.paid,
        Payout.Failed: till_book.failed,
        Payout.PutToReview: till_book.taken_off,
        Payout.OutcomeApproved: till_book.taken_off,
    }

    def get(self) -> TillAnswer:
        """As the facts tell; open before there is any."""
        row = self._first(select(tills))
        return TillAnswer() if row is None else shaped(TillAnswer, row)

    def codes(self) -> list[SeenCode]:
        """Every code that M-Pesa ever answered with: some dozens at most."""
        return [shaped(SeenCode, row) for row in self._all(select(codes))]

    def unanswered(self, since: datetime, limit: int = 200) -> list[UUID]:
        """Payments sent at or after `since` of which M-Pesa has said nothing."""
        question = select(sends.c.payout).where(sends.c.sent_at >= since, sends.c.answered.is_(False))
        return self._values(question.limit(limit))
