"""What the view of messages answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


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


@dataclass(frozen=True)
class Together:
    """A member of whom some receipts wait for one text, and the position of the last of them."""

    member: str
    position: int


@dataclass(frozen=True)
class Waiting:
    """A delivery whose receipt waits for a text of several, until `goes_at` at the latest."""

    delivery: UUID
    position: int
    goes_at: datetime


@dataclass(frozen=True)
class Unanswered:
    """A delivery of whose window's end the member is to be reminded."""

    delivery: UUID
    confirm_by: datetime


@dataclass(frozen=True)
class KindCost:
    """What a kind of message cost in a month. `shown` were read in the app and cost nothing."""

    kind: str
    messages: int
    parts: int
    cost_cents: int
    shown: int


@dataclass(frozen=True)
class CostAlarm:
    """When so much of a month's money was spent."""

    percent: int
    spent_cents: int
    cap_cents: int
    at: datetime
