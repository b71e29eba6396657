"""Verbs of the messages: what was told to whom, and whether it arrived."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from imbuto.aggregates import Member, Message, Staff
from imbuto.aggregates.member import member_id
from imbuto.aggregates.message import FIRST_PROVIDER, message_id
from imbuto.aggregates.staff import staff_id
from imbuto.ledger.book import Book, Saved
from imbuto.values import By, Personal


class MessageVerbs(Book):
    """Intent is saved before the gateway is called, so that two workers never send one message."""

    def message(self, id: UUID) -> Message:
        """The message with that id. Raises Unknown."""
        return self._load(Message, id)

    def request_message(
        self,
        kind: str,
        about: UUID,
        about_version: int,
        member: str,
        text: str,
        by: By,
        *,
        to: Personal | None = None,
        staff: str | None = None,
    ) -> Message | None:
        """Saves the intent to tell a member of a fact, or the official `staff` (with an empty `member`). `to`
        is another number than the person's phone of today. A job that asks sends it at once, which is the
        first send; when anybody else asks, a job follows within seconds. None when it was requested before,
        or there is no phone to be told on; that the number can no longer be read is a fact. Raises
        Unknown."""

        def decision() -> Message | None:
            if self.facts_recorder.known_ids([message_id(kind, about, about_version)]):
                return None
            told: Member | Staff = (
                self._load(Staff, staff_id(staff), staff)
                if staff is not None
                else self._load(Member, member_id(member), member)
            )
            number = to or told.phone
            if number is None:
                return None
            if number.text is None:
                self._keep(Message.reach_nobody(kind, about, about_version, member, by, staff=staff))
                return None
            sealed, begun = Personal(told.id.hex, text), by.who.startswith("job:")
            message = Message.request(
                kind, about, about_version, member, number, sealed, by, begun=begun, staff=staff
            )
            self._keep(message)
            return message

        return self._decide(decision)

    def message_pushed(self, id: UUID, devices: int, sms_at: datetime, by: By) -> Saved:
        """Saved before the app on so many devices is called. At `sms_at` it goes by SMS, unless one showed
        it. Quiet when an SMS was begun or it was pushed before."""
        return self._change(Message, id, lambda message: message.push(devices, sms_at, by))

    def message_not_pushed(self, id: UUID, reason: str, by: By) -> Saved:
        """No device took what was pushed: the SMS need not wait."""
        return self._change(Message, id, lambda message: message.fail_to_push(reason, by))

    def message_shown(self, id: UUID, by: By) -> Saved:
        """A device of the person showed what was pushed to it."""
        return self._change(Message, id, lambda message: message.show(by))

    def message_sent(
        self,
        id: UUID,
        provider_id: str,
        cost_cents: int,
        parts: int,
        by: By,
        *,
        provider: str = FIRST_PROVIDER,
    ) -> Saved:
        """A gateway took it: which one, under which id of its own, and for how much."""
        told = provider_id, cost_cents, parts
        return self._change(Message, id, lambda message: message.send(*told, by, provider=provider))

    def retry_message(self, id: UUID, send: int, by: By) -> Message | None:
        """Saves that the nth send begins (the request was the first). None when there is nothing to send:
        another has begun it, or the message is sent, refused or given up."""

        def decision() -> Message | None:
            message = self._load(Message, id)
            message.retry(send, by)
            has_begun = message.has_news and message.sending
            self._keep(message)
            return message if has_begun else None

        return self._decide(decision)

    def message_not_sent(self, id: UUID, reason: str, by: By, *, may_have_gone: bool = True) -> Saved:
        """A send that failed. One that certainly left nothing behind here never uses up the sends."""
        return self._change(
            Message, id, lambda message: message.fail_to_send(reason, by, may_have_gone=may_have_gone)
        )

    def message_refused(self, id: UUID, code: str, reason: str, by: By) -> Saved:
        return self._change(Message, id, lambda message: message.refuse(code, reason, by))

    def message_delivered(self, id: UUID, by: By) -> Saved:
        return self._change(Message, id, lambda message: message.deliver(by))

    def message_undelivered(self, id: UUID, reason: str, by: By) -> Saved:
        return self._change(Message, id, lambda message: message.miss(reason, by))
