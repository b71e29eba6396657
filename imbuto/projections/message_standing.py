"""How the telling stands: what failed lately, and what has yet to go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, or_, select

from imbuto.projections.message_tables import due, messages
from imbuto.projections.readmodel import ReadModel

NO_PHONE = "no-phone"
_FAILED = messages.c.state.in_([literal_column("'refused'"), literal_column("'undelivered'")])
_UNSENT = messages.c.state == literal_column("'requested'")
"""Written out, because an index over some rows is used only when the words are known beforehand."""


@dataclass(frozen=True)
class Telling:
    """How many messages failed, and how many facts and messages have yet to go out."""

    failed: int
    waiting: int


class MessageStanding(ReadModel):
    """A part of the messages' questions."""

    def telling(self, since: datetime) -> Telling:
        """Failed: refused or not delivered, of those requested since then; a member without a phone is no
        failure. Waiting: not sent, or not put into words yet."""
        phone = or_(messages.c.reason.is_(None), messages.c.reason != NO_PHONE)
        failed = _count(_FAILED, messages.c.requested_at >= since, phone)
        with self._reader.reading() as look:
            unsent = look.execute(_count(_UNSENT)).scalar_one()
            untold = look.execute(select(func.count()).select_from(due)).scalar_one()
            return Telling(look.execute(failed).scalar_one(), unsent + untold)


def _count(*which: ColumnElement[bool]) -> Select[Any]:
    return select(func.count()).select_from(messages).where(*which)
