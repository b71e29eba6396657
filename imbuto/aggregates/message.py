"""One SMS to one person: what it was about, whether it went out, whether it arrived, what it cost.

"Was told" decides disputes, so these are facts too. The gateway takes no id of ours: after a lost answer
a message may arrive twice, which its receipt code makes harmless.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.values import By, Personal, derive_id

MAX_SENDS = 5


def message_id(kind: str, about: UUID, version: int) -> UUID:
    """One message of a kind per fact: `about` is the thing, `version` the fact's version in its story."""
    return derive_id("message", kind, about, version)


class Message(Aggregate):
    """requested → sent → delivered | undelivered; requested → refused (for good)."""

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

    @dataclass(frozen=True, kw_only=True)
    class NotSent(Fact):
        TOPIC = "message.not_sent"
        reason: str

        def apply(self, aggregate: Message) -> None:
            aggregate.failed_sends += 1

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
        self.failed_sends = 0

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

    def fail_to_send(self, reason: str, by: By) -> None:
        """This send did not get through; after five the message is given up."""
        if self.state != "requested":
            return
        self._record(self.NotSent, by, reason=reason)
        if self.failed_sends >= MAX_SENDS:
            self._record(self.Refused, by, code="gave-up", reason=reason)

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
