"""Questions across payouts: what waits to be sent, what is under way, what people must look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, or_, select

from imbuto.aggregates.payout import ASKED_ABOUT
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.payout_answers import PaidOfRun, PayoutAnswer, Sum, Waiting
from imbuto.projections.payout_tables import payouts
from imbuto.projections.readmodel import ReadModel, shaped

_COUNT, _CENTS = func.count(), func.coalesce(func.sum(payouts.c.amount_cents), 0)
_BY_MPESA = payouts.c.channel == "mpesa"
WORK: Mapping[str, ColumnElement[bool]] = {
    "review": payouts.c.state == "needs_review",
    "contradicted": payouts.c.doubts > 0,
    "held": payouts.c.state == "held",
    "reported": payouts.c.state == "failure_reported",
    "failed": payouts.c.state == "failed",
    "proposed": or_(payouts.c.proposed_outcome.is_not(None), payouts.c.release_proposed_by.is_not(None)),
    "by_hand": (payouts.c.state == "requested") & (payouts.c.channel != "mpesa"),
}
"""What there is for people to do: each list by its name, and which payouts are on it."""


class PayoutWork(ReadModel):
    """The part of the payouts' list that looks across runs."""

    def waiting(self, now: datetime) -> Waiting:
        """What M-Pesa is yet to be told to pay, without what is postponed beyond `now`."""
        unsent = (payouts.c.state == "requested") & _BY_MPESA
        ready = or_(payouts.c.not_before.is_(None), payouts.c.not_before <= now)
        question = select(payouts.c.amount_cents, _COUNT).where(unsent, ready)
        with self._reader.reading() as look:
            found = look.execute(question.group_by(payouts.c.amount_cents)).all()
        amounts = tuple(sorted((int(cents), int(count)) for cents, count in found))
        return Waiting(
            sum(count for _, count in amounts), sum(cents * count for cents, count in amounts), amounts
        )

    def in_flight(self, since: datetime | None = None) -> Sum:
        """What M-Pesa was told to pay, at or after `since`, and has not settled."""
        asked = payouts.c.state.in_(ASKED_ABOUT)
        return self._sum(asked if since is None else asked & (payouts.c.submitted_at >= since))

    def sent_to_member(self, member: str, since: datetime, but: UUID | None = None) -> int:
        """Cents that M-Pesa paid a member since that instant, or was told to pay; `but` one payout."""
        sent = payouts.c.state.in_((*ASKED_ABOUT, "paid"))
        lately = or_(payouts.c.submitted_at >= since, payouts.c.paid_at >= since)
        return self._sum((payouts.c.member == member) & sent & _BY_MPESA & lately & _is_not(but)).cents

    def sent_of_run(self, run: UUID, but: UUID | None = None) -> int:
        """Cents of a run that M-Pesa paid or was told to pay; `but` one payout."""
        sent = payouts.c.state.in_((*ASKED_ABOUT, "paid"))
        return self._sum((payouts.c.run == run) & sent & _BY_MPESA & _is_not(but)).cents

    def work(
        self, what: str, cause: str | None = None, cursor: str | None = None, limit: int = 50
    ) -> Page[PayoutAnswer]:
        """One list of what people must look at, by a name of `WORK`; `cause` narrows what is held. The oldest
        first. Raises KeyError for another name."""
        question = select(payouts).where(WORK[what]).order_by(payouts.c.position)
        question = question.limit(checked_limit(limit) + 1)
        if cause is not None:
            question = question.where(payouts.c.cause == cause)
        if after := read_cursor(cursor, int):
            question = question.where(payouts.c.position > after[0])
        found = [shaped(PayoutAnswer, row) for row in self._all(question)]
        return page_of(found, limit, lambda payout: (payout.position,))

    def paid_by_run(self, runs: Sequence[UUID]) -> Mapping[UUID, PaidOfRun]:
        """How far these runs are paid; those without payouts are left out."""
        is_paid = payouts.c.state == "paid"
        question = select(
            payouts.c.run,
            _COUNT.filter(is_paid).label("paid"),
            _COUNT.filter(~is_paid).label("unpaid"),
            _CENTS.label("cents"),
            func.min(payouts.c.paid_at).filter(is_paid).label("first_at"),
            func.max(payouts.c.paid_at).filter(is_paid).label("last_at"),
        )
        found = self._all(question.where(payouts.c.run.in_(runs)).group_by(payouts.c.run))
        return {row["run"]: shaped(PaidOfRun, {**row, "cents": int(row["cents"])}) for row in found}

    def further_parts(self, run: UUID) -> int:
        """How many payouts of a run are second and further parts of a net that was split."""
        return self._sum((payouts.c.run == run) & (payouts.c.part > 1)).count

    def work_sums(self) -> Mapping[str, Sum]:
        """How much there is on each list of `WORK`."""
        return {name: self._sum(condition) for name, condition in WORK.items()}

    def held_by_cause(self) -> Mapping[str, Sum]:
        """What is held, by its cause; what was held before causes were noted counts as by hand."""
        cause = func.coalesce(payouts.c.cause, "by_hand").label("cause")
        question = select(cause, _COUNT.label("count"), _CENTS.label("cents"))
        question = question.where(payouts.c.state == "held").group_by(cause)
        return {row["cause"]: Sum(int(row["count"]), int(row["cents"])) for row in self._all(question)}

    def _sum(self, condition: ColumnElement[bool]) -> Sum:
        question = select(_COUNT.label("count"), _CENTS.label("cents")).where(condition)
        row = self._first(question)
        return Sum(int(row["count"]), int(row["cents"])) if row else Sum()


def _is_not(but: UUID | None) -> ColumnElement[bool]:
    return ~false() if but is None else payouts.c.id != but
