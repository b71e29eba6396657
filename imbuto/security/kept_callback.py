"""A kept callback: whose address it came to, when and from where it came, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Row

STATES = ("received", "applied", "held", "unreadable")


@dataclass(frozen=True)
class Address:
    """What a callback's address stands for: `topic` is payout, float or top-up, `about` the id of the payout
    or top-up, `attempt` and `question` numbers where it has them, and `kind` what it brings."""

    topic: str
    about: str
    kind: str
    attempt: int | None = None
    question: int | None = None


@dataclass(frozen=True)
class Callback:
    """One kept callback, without its body."""

    number: int
    address: Address
    source: str
    trusted: bool
    received_at: datetime
    last_at: datetime
    times: int
    state: str
    note: str
    tries: int
    applied_at: datetime | None
    accepted_by: str | None
    accepted_at: datetime | None


@dataclass(frozen=True)
class Posted(Callback):
    """One kept callback with its body; None when it cannot be opened any more."""

    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Settled:
    """What became of one callback: `applied`, `held` or `unreadable`, and why; `subject` is the hex id of the
    member it is about."""

    posted: Posted
    state: str
    note: str = ""
    subject: str | None = None


@dataclass(frozen=True)
class CallbackPage:
    """Some of the callbacks, the latest first, and the cursor of the next ones."""

    items: Sequence[Callback]
    next: str | None


def callback_of(row: Row[tuple[object, ...]]) -> Callback:
    """The callback that this row of the table keeps."""
    told = row._mapping
    address = Address(told["topic"], told["about"], told["kind"], told["attempt"], told["question"])
    same = ("number", "source", "trusted", "received_at", "last_at", "times", "state", "note", "tries")
    later = ("applied_at", "accepted_by", "accepted_at")
    return Callback(address=address, **{name: told[name] for name in (*same, *later)})
