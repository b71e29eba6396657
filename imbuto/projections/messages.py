"""The messages: what members must still be told, what they were told, whether it arrived, and what it
cost."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, literal_column, or_, select

from imbuto.aggregates.cooperative import Cooperative
from imbuto.aggregates.delivery import Delivery
from imbuto.aggregates.member import Member
from imbuto.aggregates.message import Message
from imbuto.aggregates.payout import Payout
from imbuto.aggregates.quiet_hours import Hour
from imbuto.aggregates.statement import Statement
from imbuto.errors import Unknown
from imbuto.projections import message_book, message_due, message_privacy
from imbuto.projections.message_answers import (
    CostAlarm,
    Costs,
    Due,
    KindCost,
    MessageAnswer,
    Together,
    Unanswered,
    Waiting,
)
from imbuto.projections.message_quiet import is_awake, may_be_told
from imbuto.projections.message_standing import MessageStanding
from imbuto.projections.message_tables import (
    WAITS,
    alarms,
    covers,
    due,
    messages,
    months,
    people,
    reminders,
    rules,
    telling,
)
from imbuto.projections.pages import Page, checked_limit, page_of, read_cursor
from imbuto.projections.readmodel import shaped


class Messages(MessageStanding):
    """Who was told what."""

    NAME = "messages"
    VERSION = 15
    TABLES = (telling, rules, people, due, reminders, covers, messages, months, alarms)
    HANDLERS = {
        Cooperative.Founded: message_due.messaging_set,
        Cooperative.MessagingSet: message_due.messaging_set,
        Cooperative.MessageRulesSet: message_due.rules_set,
        Cooperative.MessageMoneySpent: message_due.money_spent,
        Member.Registered: message_due.member_registered,
        Member.PhoneChangeApproved: message_due.phone_changed,
        Member.MessagesChosen: message_due.messages_chosen,
        Member.Restricted: message_privacy.member_restricted,
        Member.Unrestricted: message_privacy.member_unrestricted,
        Member.Erased: message_privacy.member_erased,
        Member.PhoneChangeProposed: message_due.payment_changed,
        Member.PayoutPhoneChangeProposed: message_due.payment_changed,
        Member.PayoutPhoneChangeApproved: message_due.payment_changed,
        Member.ChannelProposed: message_due.payment_changed,
        Member.ChannelApproved: message_due.payment_changed,
        Member.PayChosen: message_due.pay_chosen,
        Delivery.Recorded: message_due.delivery_recorded,
        Delivery.Corrected: message_due.delivery_corrected,
        Delivery.Voided: message_due.delivery_voided,
        Delivery.Sampled: message_due.delivery_sampled,
        Delivery.Confirmed: message_due.answered,
        Delivery.ConfirmationLapsed: message_due.answered,
        Delivery.Disputed: message_due.answered,
        Delivery.DisputeResolved: message_due.dispute_resolved,
        Payout.Paid: message_due.payout_paid,
        Payout.OutcomeApproved: message_due.outcome_approved,
        Statement.Settled: message_due.statement_settled,
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
        kind: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[MessageAnswer]:
        """The latest first."""
        question = select(messages).order_by(messages.c.position.desc()).limit(checked_limit(limit) + 1)
        asked = {messages.c.member: member, messages.c.state: state, messages.c.kind: kind}
        question = question.where(*(column == value for column, value in asked.items() if value is not None))
        if after := read_cursor(cursor, int):
            question = question.where(messages.c.position < after[0])
        found = [shaped(MessageAnswer, row) for row in self._all(question)]
        return page_of(found, limit, lambda message: (message.position,))

    # ------------------------------------------------------------------ what is to be told

    def due(self, limit: int = 500, *, but: Collection[str] = (), hour: Hour | None = None) -> list[Due]:
        """Facts to tell of at once, the oldest first; not those of the kinds `but`, nor what this hour holds
        back."""
        question = select(due).where(due.c.together.is_(False), due.c.kind.not_in(but))
        question = question.where(may_be_told(due.c.kind, due.c.member, hour))
        return [shaped(Due, row) for row in self._all(question.order_by(due.c.position).limit(limit))]

    def due_together(self, now: datetime, limit: int = 500, *, hour: Hour | None = None) -> list[Together]:
        """Members whose receipts have waited until the time of their common text, and whom this hour lets be
        told."""
        ripe = select(due.c.member).where(due.c.together, due.c.goes_at <= now)
        ripe = ripe.where(is_awake(due.c.member, hour)).distinct()
        question = (
            select(due.c.member, func.max(due.c.position).label("position"))
            .where(due.c.together, due.c.member.in_(ripe))
            .group_by(due.c.member)
        )
        return [shaped(Together, row) for row in self._all(question.order_by("position").limit(limit))]

    def waiting(self, member: str, limit: int = 500) -> list[Waiting]:
        """The deliveries of which a member is to be told together, the oldest first."""
        question = select(due.c.about.label("delivery"), due.c.position, due.c.goes_at)
        question = question.where(due.c.member == member, due.c.together)
        return [shaped(Waiting, row) for row in self._all(question.order_by(due.c.position).limit(limit))]

    def untold(self, member: str) -> list[Due]:
        """Of what a member is still to be told, alone or together with others, the oldest first."""
        question = select(due).where(due.c.member == member).order_by(due.c.position)
        return [shaped(Due, row) for row in self._all(question)]

    def to_remind(self, now: datetime, limit: int = 500, *, hour: Hour | None = None) -> list[str]:
        """Members with milk whose window closes soon, whom this hour lets be told."""
        question = select(reminders.c.member).where(reminders.c.remind_at <= now).distinct()
        question = question.where(is_awake(reminders.c.member, hour))
        members: list[str] = self._values(question.order_by(reminders.c.member).limit(limit))
        return members

    def unanswered(self, member: str, until: datetime, limit: int = 500) -> list[Unanswered]:
        """The milk of which a member is to be reminded before `until`, and was told already, in the order in
        which the windows close."""
        told = select(due.c.about).where(due.c.about == reminders.c.delivery, due.c.kind == "receipt")
        question = select(reminders).where(
            reminders.c.member == member, reminders.c.remind_at <= until, ~told.exists()
        )
        found = self._all(question.order_by(reminders.c.confirm_by).limit(limit))
        return [shaped(Unanswered, row) for row in found]

    def covered(self, message: UUID) -> list[UUID]:
        """The deliveries that one text told of together."""
        return self._values(select(covers.c.delivery).where(covers.c.message == message))

    def stuck(
        self, now: datetime, limit: int = 500, *, but: Collection[str] = (), hour: Hour | None = None
    ) -> list[UUID]:
        """Messages that are not sent and have waited long enough since the last try (the longer, the more
        sends have failed), and those that were pushed and not shown in time; not of the kinds `but`, nor
        what this hour holds back."""
        may_go = messages.c.kind.not_in(but), may_be_told(messages.c.kind, messages.c.member, hour)
        waiting = messages.c.state == literal_column("'requested'"), *may_go
        failed, last = messages.c.failed_sends, len(WAITS) - 1
        long_enough = [
            and_(failed >= last if fails == last else failed == fails, messages.c.tried_at < now - wait)
            for fails, wait in enumerate(WAITS)
        ]
        question = select(messages.c.id).where(*waiting, or_(*long_enough))
        stuck: list[UUID] = self._values(question.order_by(messages.c.tried_at).limit(limit))
        unseen = messages.c.state == literal_column("'pushed'"), messages.c.sms_at <= now
        pushed = select(messages.c.id).where(*unseen, *may_go)
        return stuck + self._values(pushed.order_by(messages.c.sms_at).limit(limit))

    # ------------------------------------------------------------------ what it cost

    def spent_cents(self, month: str) -> int:
        """What the messages of a month (2026-11, Nairobi's) have cost so far."""
        question = select(func.coalesce(func.sum(months.c.cost_cents), 0)).where(months.c.month == month)
        return int(self._values(question)[0])

    def costs_by_kind(self, month: str) -> list[KindCost]:
        """What each kind cost in a month, the dearest first."""
        question = select(months).where(months.c.month == month)
        found = self._all(question.order_by(months.c.cost_cents.desc(), months.c.kind))
        return [shaped(KindCost, row) for row in found]

    def cost_alarms(self, month: str) -> list[CostAlarm]:
        """Which steps towards the limit a month has passed, and when."""
        question = select(alarms).where(alarms.c.month == month).order_by(alarms.c.percent)
        return [shaped(CostAlarm, row) for row in self._all(question)]

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
