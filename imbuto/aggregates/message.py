"""One message to one person: what it was about, whether it went out, whether it arrived, what it cost.

"Was told" decides disputes, so these are facts too. The gateway takes no id of ours: after a lost answer
a message may arrive twice, which its receipt code makes harmless. So each send is a fact before the call,
the first by the request itself where the asker sends at once: a store that takes no facts stops the sending,
and none is endless. A phone with the app is shown it there first, and gets an SMS only where that failed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from imbuto.aggregates.base import Aggregate, Fact
from imbuto.aggregates.message_kinds import FIRST_PROVIDER, OPEN, known_kind, message_id
from imbuto.values import By, Personal

MAX_SENDS = 5
"""So many sends that may have gone out; then the message is given up."""
NO_ANSWER = "no answer was recorded"


class Message(Aggregate):
    """requested → sent → delivered | undelivered; requested → refused (for good). Retried while requested.

    Or first requested → pushed → shown; pushed → requested when no phone took it or none showed it in time.
    """

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
        staff: str | None = None
        begun: bool = True
        covers: tuple[UUID, ...] = ()

        def apply(self, aggregate: Message) -> None:
            aggregate.kind = self.kind
            aggregate.member = self.member
            aggregate.staff = self.staff
            aggregate.to = self.to
            aggregate.text = self.text
            aggregate.covers = self.covers
            aggregate.state = "requested"
            aggregate.sends = int(self.begun)
            aggregate.sending = self.begun

    @dataclass(frozen=True, kw_only=True)
    class Unreachable(Fact):
        """The person's phone cannot be read any more: nobody can be told, and nobody tries again."""

        TOPIC = "message.unreachable"
        kind: str
        about: UUID
        about_version: int
        member: str
        staff: str | None = None
        covers: tuple[UUID, ...] = ()

        def apply(self, aggregate: Message) -> None:
            aggregate.kind = self.kind
            aggregate.member = self.member
            aggregate.staff = self.staff
            aggregate.covers = self.covers
            aggregate.state = "refused"

    @dataclass(frozen=True, kw_only=True)
    class Pushed(Fact):
        """Goes to the app on so many devices; at `sms_at` it goes by SMS if none has shown it."""

        TOPIC = "message.pushed"
        devices: int
        sms_at: datetime

        def apply(self, aggregate: Message) -> None:
            aggregate.state = "pushed"
            aggregate.was_pushed = True
            aggregate.sms_at = self.sms_at

    @dataclass(frozen=True, kw_only=True)
    class NotPushed(Fact):
        """No device took it: the SMS need not wait."""

        TOPIC = "message.not_pushed"
        reason: str

        def apply(self, aggregate: Message) -> None:
            aggregate.state = "requested"
            aggregate.sms_at = None

    @dataclass(frozen=True, kw_only=True)
    class Shown(Fact):
        """A device of the person showed it."""

        TOPIC = "message.shown"

        def apply(self, aggregate: Message) -> None:
            aggregate.shown = True
            if not aggregate.sending and aggregate.state not in ("sent", "delivered"):
                aggregate.state = "shown"

    @dataclass(frozen=True, kw_only=True)
    class NotSent(Fact):
        TOPIC = "message.not_sent"
        reason: str
        may_have_gone: bool

        def apply(self, aggregate: Message) -> None:
            aggregate.unanswered_sends += self.may_have_gone
            aggregate.sending = False
            if aggregate.shown:
                aggregate.state = "shown"

    @dataclass(frozen=True, kw_only=True)
    class Retried(Fact):
        TOPIC = "message.retried"
        send: int

        def apply(self, aggregate: Message) -> None:
            aggregate.state = "requested"
            aggregate.sends = self.send
            aggregate.sending = True

    @dataclass(frozen=True, kw_only=True)
    class Sent(Fact):
        TOPIC = "message.sent"
        provider_id: str
        cost_cents: int
        parts: int
        provider: str = FIRST_PROVIDER

        def apply(self, aggregate: Message) -> None:
            aggregate.state = "sent"
            aggregate.sending = False

    @dataclass(frozen=True, kw_only=True)
    class Refused(Fact):
        TOPIC = "message.refused"
        code: str
        reason: str

        def apply(self, aggregate: Message) -> None:
            aggregate.state = "shown" if aggregate.shown else "refused"
            aggregate.sending = False

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
        self.staff: str | None = None
        self.covers: tuple[UUID, ...] = ()
        self.sms_at: datetime | None = None
        self.was_pushed = False
        self.shown = False
        self.to = Personal(id.hex, None)
        self.text = Personal(id.hex, None)
        self.sends = 0
        self.sending = False
        self.unanswered_sends = 0

    @classmethod
    def request(
        cls,
        kind: str,
        about: UUID,
        about_version: int,
        member: str,
        to: Personal,
        text: Personal,
        by: By,
        *,
        staff: str | None = None,
        begun: bool = True,
        covers: Sequence[UUID] = (),
    ) -> Self:
        """`begun`: whoever asks sends it at once. `covers`: the deliveries that one text tells of together.
        An official is told with an empty `member`."""
        message = cls(message_id(kind, about, about_version))
        message._record(
            cls.Requested,
            by,
            kind=known_kind(kind),
            about=about,
            about_version=about_version,
            member=member,
            to=to,
            text=text,
            staff=staff,
            begun=begun,
            covers=tuple(covers),
        )
        return message

    @classmethod
    def reach_nobody(
        cls,
        kind: str,
        about: UUID,
        about_version: int,
        member: str,
        by: By,
        *,
        staff: str | None = None,
        covers: Sequence[UUID] = (),
    ) -> Self:
        """What would have been told to a person whose phone cannot be read."""
        message = cls(message_id(kind, about, about_version))
        told: dict[str, Any] = {
            "kind": known_kind(kind),
            "about": about,
            "about_version": about_version,
            "member": member,
        }
        message._record(cls.Unreachable, by, **told, staff=staff, covers=tuple(covers))
        return message

    def push(self, devices: int, sms_at: datetime, by: By) -> None:
        """The message goes to the app on so many devices, before any SMS; by SMS at `sms_at` if no device has
        shown it by then."""
        if self.state == "requested" and self.sends == 0 and not self.was_pushed:
            self._record(self.Pushed, by, devices=devices, sms_at=sms_at)

    def fail_to_push(self, reason: str, by: By) -> None:
        """No device took it."""
        if self.state == "pushed":
            self._record(self.NotPushed, by, reason=reason)

    def show(self, by: By) -> None:
        """A device showed it: there is no SMS any more, unless one is on its way."""
        if self.state != "new" and not self.shown and self.was_pushed:
            self._record(self.Shown, by)

    def fail_to_send(self, reason: str, by: By, *, may_have_gone: bool = True) -> None:
        """This send did not get through. After five that may have gone out the message is given up; one
        that certainly stayed here uses up none."""
        if self.state != "requested":
            return
        self._record(self.NotSent, by, reason=reason, may_have_gone=may_have_gone)
        if self.state == "requested" and self.unanswered_sends >= MAX_SENDS:
            self._record(self.Refused, by, code="gave-up", reason=reason)

    def retry(self, send: int, by: By) -> None:
        """The nth send begins, unless it began before. A send before it of which nothing is known counts.
        What was pushed waits until its time has come."""
        waits = self.state == "pushed" and self.sms_at is not None and by.at < self.sms_at
        if self.state not in OPEN or waits or send != self.sends + 1:
            return
        if self.sending:
            self.fail_to_send(NO_ANSWER, by)
        if self.state in OPEN:
            self._record(self.Retried, by, send=send)

    def send(
        self, provider_id: str, cost_cents: int, parts: int, by: By, *, provider: str = FIRST_PROVIDER
    ) -> None:
        """A gateway took it; `provider` says which, and knows it by `provider_id`."""
        if self.state == "requested":
            told: dict[str, Any] = {"provider_id": provider_id, "cost_cents": cost_cents, "parts": parts}
            self._record(self.Sent, by, **told, provider=provider)

    def refuse(self, code: str, reason: str, by: By) -> None:
        """This will never be sent, or the gateway will never deliver it."""
        if self.state in OPEN:
            self._record(self.Refused, by, code=code, reason=reason)

    def deliver(self, by: By) -> None:
        """The phone has it."""
        if self.state in ("sent", "undelivered"):
            self._record(self.Delivered, by)

    def miss(self, reason: str, by: By) -> None:
        """The gateway gave up on the phone."""
        if self.state == "sent":
            self._record(self.Undelivered, by, reason=reason)
