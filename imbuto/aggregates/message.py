"""One SMS to one person: what it was about, whether it went out, whether it arrived, what it cost.

"Was told" decides disputes, so these are facts too. The gateway takes no id of ours: after a lost answer
a message may arrive twice, which its receipt code makes harmless. So each send is a fact before the call,
the first by the request itself: a store that takes no facts stops the sending, and none is endless.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.values import By, Personal, derive_id

MAX_SENDS = 5
"""So many sends that may have gone out; then the message is given up."""
NO_ANSWER = "no answer was recorded"


def message_id(kind: str, about: UUID, version: int) -> UUID:
    """One message of a kind per fact: `about` is the thing, `version` the fact's version in its story."""
    return derive_id("message", kind, about, version)


class Message(Aggregate):
    """requested → sent → delivered | undelivered; requested → refused (for good). Retried while requested."""

    KIND = "message"

    @dataclass(frozen=True, kw_only=True)
    class Requested(Fact):
        TOPIC = "message.requested"
        kind: str
        about: UUID
        about_version: int
        member: str
        to: Personal
        text: Personal

        def apply(self, aggregate: Message) -> None:
            aggregate.kind = self.kind
            aggregate.member = self.member
            aggregate.to = self.to
            aggregate.text = self.text
            aggregate.state = "requested"
            aggregate.sends = 1
            aggregate.sending = True

    @dataclass(frozen=True, kw_only=True)
    class Unreachable(Fact):
        """The member's phone cannot be read any more: nobody can be told, and nobody tries again."""

        TOPIC = "message.unreachable"
        kind: str
        about: UUID
        about_version: int
        member: str

        def apply(self, aggregate: Message) -> None:
            aggregate.kind = self.kind
            aggregate.member = self.member
            aggregate.state = "refused"

    @dataclass(frozen=True, kw_only=True)
    class NotSent(Fact):
        TOPIC = "message.not_sent"
        reason: str
        may_have_gone: bool

        def apply(self, aggregate: Message) -> None:
            aggregate.unanswered_sends += self.may_have_gone
            aggregate.sending = False

    @dataclass(frozen=True, kw_only=True)
    class Retried(Fact):
        TOPIC = "message.retried"
        send: int

        def apply(self, aggregate: Message) -> None:
            aggregate.sends = self.send
            aggregate.sending = True

    @dataclass(frozen=True, kw_only=True)
    class Sent(Fact):
        TOPIC = "message.sent"
        provider_id: str
        cost_cents: int
        parts: int

        def apply(self, aggregate: Message) -> None:
            aggregate.state = "sent"

    @dataclass(frozen=True, kw_only=True)
    class Refused(Fact):
        TOPIC = "message.refused"
        code: str
        reason: str

        def apply(self, aggregate: Message) -> None:
            aggregate.state = "refused"

    @dataclass(frozen=True, kw_only=True)
    class Delivered(Fact):
        TOPIC = "message.delivered"

        def apply(self, aggregate: Message) -> None:
            aggregate.state = "delivered"

    @dataclass(frozen=True, kw_only=True)
    class Undelivered(Fact):
        TOPIC = "message.undelivered"
        reason: str

        def apply(self, aggregate: Message) -> None:
            aggregate.state = "undelivered"

    def __init__(self, id: UUID) -> None:
        super().__init__(id)
        self.state = "new"
        self.kind = ""
        self.member = ""
        self.to = Personal(id.hex, None)
        self.text = Personal(id.hex, None)
        self.sends = 0
        self.sending = False
        self.unanswered_sends = 0

    @classmethod
    def request(
        cls, kind: str, about: UUID, about_version: int, member: str, to: Personal, text: Personal, by: By
    ) -> Self:
        message = cls(message_id(kind, about, about_version))
        message._record(
            cls.Requested,
            by,
            kind=kind,
            about=about,
            about_version=about_version,
            member=member,
            to=to,
            text=text,
        )
        return message

    @classmethod
    def reach_nobody(cls, kind: str, about: UUID, about_version: int, member: str, by: By) -> Self:
        """What would have been told to a member whose phone cannot be read."""
        message = cls(message_id(kind, about, about_version))
        message._record(
            cls.Unreachable, by, kind=kind, about=about, about_version=about_version, member=member
        )
        return message

    def fail_to_send(self, reason: str, by: By, *, may_have_gone: bool = True) -> None:
        """This send did not get through. After five that may have gone out the message is given up; one
        that certainly stayed here uses up none."""
        if self.state != "requested":
            return
        self._record(self.NotSent, by, reason=reason, may_have_gone=may_have_gone)
        if self.unanswered_sends >= MAX_SENDS:
            self._record(self.Refused, by, code="gave-up", reason=reason)

    def retry(self, send: int, by: By) -> None:
        """The nth send begins, unless it began before. A send before it of which nothing is known counts."""
        if self.state != "requested" or send != self.sends + 1:
            return
        if self.sending:
            self.fail_to_send(NO_ANSWER, by)
        if self.state == "requested":
            self._record(self.Retried, by, send=send)

    def send(self, provider_id: str, cost_cents: int, parts: int, by: By) -> None:
        if self.state == "requested":
            self._record(self.Sent, by, provider_id=provider_id, cost_cents=cost_cents, parts=parts)

    def refuse(self, code: str, reason: str, by: By) -> None:
        """The gateway will never deliver this."""
        if self.state == "requested":
            self._record(self.Refused, by, code=code, reason=reason)

    def deliver(self, by: By) -> None:
        """The phone has it."""
        if self.state in ("sent", "undelivered"):
            self._record(self.Delivered, by)

    def miss(self, reason: str, by: By) -> None:
        """The gateway gave up on the phone."""
        if self.state == "sent":
            self._record(self.Undelivered, by, reason=reason)
