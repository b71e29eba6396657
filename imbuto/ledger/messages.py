"""Verbs of the messages: what was told to whom, and whether it arrived."""

from __future__ import annotations

from uuid import UUID

from imbuto.aggregates import Member, Message
from imbuto.aggregates.member import member_id
from imbuto.aggregates.message import message_id
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
    ) -> Message | None:
        """Saves the intent to tell a member of a fact, which is the first send; `to` is another number than
        the member's phone of today. None when it was requested before, or the member has no phone to be told
        on; that the number can no longer be read is a fact."""

        def decision() -> Message | None:
            if self.facts_recorder.known_ids([message_id(kind, about, about_version)]):
                return None
            told = self._load(Member, member_id(member), member)
            number = to or told.phone
            if number is None:
                return None
            if number.text is None:
                self._keep(Message.reach_nobody(kind, about, about_version, member, by))
                return None
            sealed = Personal(told.id.hex, text)
            message = Message.request(kind, about, about_version, member, number, sealed, by)
            self._keep(message)
            return message

        return self._decide(decision)

    def message_sent(self, id: UUID, provider_id: str, cost_cents: int, parts: int, by: By) -> Saved:
        return self._change(Message, id, lambda message: message.send(provider_id, cost_cents, parts, by))

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
