"""Verbs of the messages: what was told to whom, and whether it arrived."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from imbuto.aggregates import Member, Message, Staff
from imbuto.aggregates.member import member_id
from imbuto.aggregates.message_kinds import DIGEST, FIRST_PROVIDER, message_id, receipt_claim
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
        begun: bool | None = None,
    ) -> Message | None:
        """Saves the intent to tell a member of a fact, or the official `staff` (with an empty `member`). `to`
        is another number than the person's phone of today. A job that asks sends it at once, which is the
        first send; when anybody else asks, or with `begun` False, a job follows within seconds. None when it
        was requested before, or there is no phone to be told on; that the number can no longer be read is a
        fact. Raises Unknown."""

        def decision() -> Message | None:
            if self.facts_recorder.known_ids([message_id(kind, about, about_version)]):
                return None
            if kind == "receipt" and self.facts_recorder.claimed([receipt_claim(about)]):
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
            sealed = Personal(told.id.hex, text)
            begins = by.who.startswith("job:") if begun is None else begun
            message = Message.request(
                kind, about, about_version, member, number, sealed, by, begun=begins, staff=staff
            )
            self._keep(message)
            return message

        return self._decide(decision)

    def request_together(
        self,
        kind: str,
        member: str,
        version: int,
        deliveries: Sequence[tuple[UUID, str]],
        words: Callable[[Sequence[UUID]], str],
        by: By,
        *,
        begun: bool | None = None,
    ) -> Message | None:
        """Saves the intent to tell a member of several deliveries in one text, such as a day's receipts. Each
        comes with the claim that says what it is told of, so that no two texts tell the same; what was told
        before is left out. `words` makes the text of those that are left. `version` tells this text from the
        member's others: the position of its last fact. None when nothing is left, or there is no phone.
        Raises Unknown."""

        def decision() -> Message | None:
            told = self._load(Member, member_id(member), member)
            id = message_id(kind, told.id, version)
            left = self._not_told(kind, id, deliveries)
            if not left or told.phone is None:
                return None
            covers, claims = [delivery for delivery, _ in left], [(claim, id) for _, claim in left]
            if told.phone.text is None:
                gone = Message.reach_nobody(kind, told.id, version, member, by, covers=covers)
                self._keep(gone, claims=claims)
                return None
            text, begins = Personal(told.id.hex, words(covers)), begun is None or begun
            message = Message.request(
                kind, told.id, version, member, told.phone, text, by, begun=begins, covers=covers
            )
            self._keep(message, claims=claims)
            return message

        return self._decide(decision)

    def _not_told(
        self, kind: str, id: UUID, deliveries: Sequence[tuple[UUID, str]]
    ) -> list[tuple[UUID, str]]:
        """Those that no text has told yet, neither one of several nor a receipt alone."""
        alone = {delivery: message_id("receipt", delivery, 1) for delivery, _ in deliveries}
        known = self.facts_recorder.known_ids([id, *alone.values()])
        if id in known:
            return []
        claimed = set(self.facts_recorder.claimed([claim for _, claim in deliveries]))
        return [
            (delivery, claim)
            for delivery, claim in deliveries
            if claim not in claimed and not (kind == DIGEST and alone[delivery] in known)
        ]

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
