"""The payouts: how each stands, and when it is next to be sent, asked about or looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from imbuto.aggregates.member import Member
from imbuto.aggregates.payout import Payout
from imbuto.errors import Unknown
from imbuto.projections import payout_book, payout_privacy
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.payout_answers import PayoutAnswer, Silent, Sum, Waiting
from imbuto.projections.payout_tables import OPEN_AT_MOST, RESEND_WITHIN, payouts, questions_of
from imbuto.projections.payout_work import PayoutWork
from imbuto.projections.readmodel import shaped

_UNDER_WAY = ("submitted", "accepted", "outcome_unknown", "failure_reported")

__all__ = ["PayoutAnswer", "Payouts", "Silent", "Sum", "Waiting", "may_be_resent"]


class Payouts(PayoutWork):
    """Where the money is."""

    NAME = "payouts"
    VERSION = 8
    TABLES = (payouts,)
    HANDLERS = {
        Payout.Requested: payout_book.requested,
        Payout.Held: payout_book.held,
        Payout.ReleaseProposed: payout_book.release_proposed,
        Payout.Released: payout_book.released,
        Payout.Postponed: payout_book.postponed,
        Payout.HandedOver: payout_book.handed_over,
        Payout.TakenBack: payout_book.taken_back,
        Payout.Retried: payout_book.retried,
        Payout.Submitted: payout_book.submitted,
        Payout.Deferred: payout_book.deferred,
        Payout.Accepted: payout_book.accepted,
        Payout.OutcomeUnknown: payout_book.outcome_unknown,
        Payout.FailureReported: payout_book.failure_reported,
        Payout.PaymentReported: payout_book.payment_reported,
        Payout.StatusAsked: payout_book.status_asked,
        Payout.StatusAnswered: payout_book.status_answered,
        Payout.Paid: payout_book.paid,
        Payout.Failed: payout_book.failed,
        Payout.Contradicted: payout_book.contradicted,
        Payout.PutToReview: payout_book.put_to_review,
        Payout.OutcomeProposed: payout_book.outcome_proposed,
        Payout.OutcomeApproved: payout_book.outcome_approved,
        Member.Erased: payout_privacy.member_erased,
    }

    def get(self, id: UUID) -> PayoutAnswer:
        """Raises Unknown."""
        row = self._first(select(payouts).where(payouts.c.id == id))
        if row is None:
            raise Unknown("payout", id)
        return shaped(PayoutAnswer, row)

    def of_statement(self, statement: UUID) -> list[PayoutAnswer]:
        """What pays a statement: nothing, one payout, or its parts in order."""
        question = select(payouts).where(payouts.c.statement == statement).order_by(payouts.c.part)
        return [shaped(PayoutAnswer, row) for row in self._all(question)]

    def with_receipt(self, receipt: str, limit: int) -> list[PayoutAnswer]:
        """Paid with that receipt, which a bank may write in small letters; a bank's may stand for several."""
        written = {receipt, receipt.upper(), receipt.lower()}
        question = select(payouts).where(payouts.c.receipt.in_(written)).order_by(payouts.c.position)
        return [shaped(PayoutAnswer, row) for row in self._all(question.limit(limit))]

    def page(
        self,
        run: UUID | None = None,
        state: str | None = None,
        member: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
        channel: str | None = None,
    ) -> Page[PayoutAnswer]:
        """The latest first."""
        question = select(payouts).order_by(payouts.c.position.desc()).limit(checked_limit(limit) + 1)
        asked = {"run": run, "state": state, "member": member, "channel": channel}
        for name, value in asked.items():
            if value is not None:
                question = question.where(payouts.c[name] == value)
        if after := read_cursor(cursor, int):
            question = question.where(payouts.c.position < after[0])
        found = [shaped(PayoutAnswer, row) for row in self._all(question)]
        return page_of(found, limit, lambda payout: (payout.position,))

    def summary(self, run: UUID) -> Mapping[str, Sum]:
        """Count and cents of a run's payouts by state; states that none is in are left out."""
        sums = (func.count().label("count"), func.sum(payouts.c.amount_cents).label("cents"))
        question = select(payouts.c.state, *sums).where(payouts.c.run == run).group_by(payouts.c.state)
        found = self._all(question)
        return {row["state"]: Sum(int(row["count"]), int(row["cents"])) for row in found}

    def due(self, now: datetime, limit: int = 100) -> list[PayoutAnswer]:
        """Requested of M-Pesa, and their time to be sent has come; the longest waiting first."""
        question = select(payouts).where(payouts.c.next_at <= now, payouts.c.state == "requested")
        question = question.where(payouts.c.channel == "mpesa")
        question = question.order_by(payouts.c.next_at, payouts.c.position).limit(limit)
        return [shaped(PayoutAnswer, row) for row in self._all(question)]

    def due_ids(self, now: datetime, limit: int = 100) -> list[UUID]:
        """Which those are."""
        question = select(payouts.c.id).where(payouts.c.next_at <= now, payouts.c.state == "requested")
        question = question.where(payouts.c.channel == "mpesa")
        return self._values(question.order_by(payouts.c.next_at, payouts.c.position).limit(limit))

    def silent(self, now: datetime, limit: int = 100) -> list[Silent]:
        """Those sent of which nothing was heard in time, the longest silent first."""
        under_way = payouts.c.state.in_(_UNDER_WAY)
        question = select(payouts).where(payouts.c.next_at <= now, under_way)
        question = question.order_by(payouts.c.next_at, payouts.c.position).limit(limit)
        return [_silence(shaped(PayoutAnswer, row), now) for row in self._all(question)]

    def silence_of(self, id: UUID, now: datetime) -> Silent | None:
        """What to do about one of which nothing was heard in time; None before. Raises Unknown."""
        payout = self.get(id)
        is_late = payout.next_at is not None and payout.next_at <= now
        return _silence(payout, now) if is_late and payout.state in _UNDER_WAY else None

    def to_try_again(self, codes: Sequence[str], most_attempts: int, limit: int = 100) -> list[PayoutAnswer]:
        """Those that failed by one of these codes, contradicted by nothing, in fewer attempts than that; the
        longest failed first."""
        question = select(payouts).where(
            payouts.c.state == "failed",
            payouts.c.code.in_(codes),
            payouts.c.doubts == 0,
            payouts.c.proposed_outcome.is_(None),
            payouts.c.attempt < most_attempts,
        )
        question = question.order_by(payouts.c.position).limit(limit)
        return [shaped(PayoutAnswer, row) for row in self._all(question)]


def _silence(payout: PayoutAnswer, now: datetime) -> Silent:
    """A send that never was answered is made again under its id, which M-Pesa takes once only. Of an old one
    M-Pesa is asked instead, and people look at it only when that is of no use."""
    asked = payout.questions - payout.asked_before
    since = payout.reported_at or payout.submitted_at
    is_old = since is not None and now - since >= OPEN_AT_MOST
    if asked >= len(questions_of(payout.reported_at is not None)):
        return Silent(payout.id, "review", f"no answer to {asked} questions", payout.questions)
    if payout.state == "submitted" and may_be_resent(payout, now):
        return Silent(payout.id, "resend", "the send was never answered", payout.questions, is_old)
    return Silent(payout.id, "ask", f"no result while {payout.state}", payout.questions, is_old)


def may_be_resent(payout: PayoutAnswer, now: datetime) -> bool:
    """Whether the send is so young that M-Pesa certainly remembers its id."""
    return payout.submitted_at is not None and now - payout.submitted_at <= RESEND_WITHIN
