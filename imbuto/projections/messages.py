"""The messages: what members must still be told, what they were told, whether it arrived, and what it
cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, literal_column, or_, select

from imbuto.aggregates.cooperative import Cooperative
from imbuto.aggregates.delivery import Delivery
from imbuto.aggregates.member import Member
from imbuto.aggregates.message import Message
from imbuto.aggregates.payout import Payout
from imbuto.aggregates.statement import Statement
from imbuto.errors import Unknown
from imbuto.projections import message_book, message_privacy
from imbuto.projections.message_book import WAITS, due, messages, reachable, telling
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import ReadModel, shaped


@dataclass(frozen=True)
class Due:
    """A fact to tell a member of: version `about_version` in the story of the delivery, payout or statement
    `about`."""

    kind: str
    about: UUID
    about_version: int
    member: str
    position: int


@dataclass(frozen=True)
class MessageAnswer:
    """An official's has an empty `member`. `to` and `text` are None when the person was forgotten. `tried_at`
    is when the last send began or failed. `reason` is the last reason given for not sending, refusing or not
    delivering. One that was pushed goes by SMS at `sms_at`, unless it was shown before."""

    id: UUID
    kind: str
    about: UUID
    about_version: int
    member: str
    staff: str | None
    to: str | None
    text: str | None
    state: str
    reason: str | None
    failed_sends: int
    provider: str
    provider_id: str | None
    parts: int
    cost_cents: int
    requested_at: datetime
    tried_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    sms_at: datetime | None
    shown_at: datetime | None
    position: int


@dataclass(frozen=True)
class Costs:
    """Messages sent between two instants."""

    messages: int
    parts: int
    cost_cents: int
    delivered: int


class Messages(ReadModel):
    """Who was told what."""

    NAME = "messages"
    VERSION = 8
    TABLES = (telling, reachable, due, messages)
    HANDLERS = {
        Cooperative.Founded: message_book.messaging_set,
        Cooperative.MessagingSet: message_book.messaging_set,
        Member.Registered: message_book.member_registered,
        Member.PhoneChangeApproved: message_book.phone_changed,
        Member.Erased: message_privacy.member_erased,
        Member.PhoneChangeProposed: message_book.payment_changed,
        Member.PayoutPhoneChangeProposed: message_book.payment_changed,
        Member.PayoutPhoneChangeApproved: message_book.payment_changed,
        Member.ChannelProposed: message_book.payment_changed,
        Member.ChannelApproved: message_book.payment_changed,
        Member.PayChosen: message_book.pay_chosen,
        Delivery.Recorded: message_book.delivery_recorded,
        Delivery.Corrected: message_book.delivery_corrected,
        Delivery.Voided: message_book.delivery_voided,
        Delivery.Sampled: message_book.delivery_sampled,
        Delivery.DisputeResolved: message_book.dispute_resolved,
        Payout.Paid: message_book.payout_paid,
        Payout.OutcomeApproved: message_book.outcome_approved,
        Statement.Settled: message_book.statement_settled,
        Message.Requested: message_book.requested,
        Message.Unreachable: message_book.unreachable,
        Message.Pushed: message_book.pushed,
        Message.NotPushed: message_book.not_pushed,
        Message.Shown: message_book.shown,
        Message.Retried: message_book.retried,
        Message.NotSent: message_book.not_sent,
        Message.Sent: message_book.sent,
        Message.Refused: message_book.refused,
        Message.Delivered: message_book.delivered,
        Message.Undelivered: message_book.undelivered,
    }

    def get(self, id: UUID) -> MessageAnswer:
        """Raises Unknown."""
        row = self._first(select(messages).where(messages.c.id == id))
        if row is None:
            raise Unknown("message", id)
        return shaped(MessageAnswer, row)

    def by_provider_id(self, provider_id: str, provider: str = "sms") -> MessageAnswer | None:
        """The message that this gateway knows by this id."""
        known = messages.c.provider_id == provider_id, messages.c.provider == provider
        row = self._first(select(messages).where(*known))
        return None if row is None else shaped(MessageAnswer, row)

    def page(
        self,
        member: str | None = None,
        state: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[MessageAnswer]:
        """The latest first."""
        question = select(messages).order_by(messages.c.position.desc()).limit(checked_limit(limit) + 1)
        if member is not None:
            question = question.where(messages.c.member == member)
        if state is not None:
            question = question.where(messages.c.state == state)
        if after := read_cursor(cursor, int):
            question = question.where(messages.c.position < after[0])
        found = [shaped(MessageAnswer, row) for row in self._all(question)]
        return page_of(found, limit, lambda message: (message.position,))

    def due(self, limit: int = 500) -> list[Due]:
        """Facts to tell of, the oldest first."""
        return [shaped(Due, row) for row in self._all(select(due).order_by(due.c.position).limit(limit))]

    def stuck(self, now: datetime, limit: int = 500) -> list[UUID]:
        """Messages that are not sent and have waited long enough since the last try (the longer, the more
        sends have failed), and those that were pushed and not shown in time."""
        waiting = messages.c.state == literal_column("'requested'")
        failed, last = messages.c.failed_sends, len(WAITS) - 1
        long_enough = [
            and_(failed >= last if fails == last else failed == fails, messages.c.tried_at < now - wait)
            for fails, wait in enumerate(WAITS)
        ]
        question = select(messages.c.id).where(waiting, or_(*long_enough))
        stuck: list[UUID] = self._values(question.order_by(messages.c.tried_at).limit(limit))
        unseen = literal_column("'pushed'") == messages.c.state, messages.c.sms_at <= now
        pushed = select(messages.c.id).where(*unseen).order_by(messages.c.sms_at).limit(limit)
        return stuck + self._values(pushed)

    def costs(self, since: datetime | None = None, until: datetime | None = None) -> Costs:
        """What was sent from `since` up to, not including, `until`, and what it cost."""
        question = select(
            func.count(messages.c.sent_at).label("messages"),
            func.coalesce(func.sum(messages.c.parts), 0).label("parts"),
            func.coalesce(func.sum(messages.c.cost_cents), 0).label("cost_cents"),
            func.count(messages.c.delivered_at).label("delivered"),
        )
        if since is not None:
            question = question.where(messages.c.sent_at >= since)
        if until is not None:
            question = question.where(messages.c.sent_at < until)
        (row,) = self._all(question)
        return Costs(**{name: int(value) for name, value in row.items()})
