"""A person's open sessions: on which device each was begun, how, and when it was last used.

Whether a session holds is asked of `accounts`; here a person sees what is open, and ends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, select, update

from imbuto.security.store import PeopleStore
from imbuto.security.tables import push_subscriptions, sessions

LONGEST_DEVICE = 80
_AT_ONCE = 400
MOST_NOTED = 10_000


@dataclass(frozen=True)
class OpenSession:
    """One open session, without its token. `seen_at` is to the hour; what was never kept is None."""

    session_id: str
    channel: str
    device: str | None
    way: str | None
    since: datetime | None
    seen_at: datetime | None
    expires_at: datetime


def to_the_hour(instant: datetime) -> datetime:
    """Nobody needs to know more exactly when a person was here."""
    return instant.replace(minute=0, second=0, microsecond=0)


def put_session(
    connection: Connection,
    *,
    token_hash: str,
    session_id: str,
    principal: str,
    channel: str,
    expires_at: datetime,
    device: str | None,
    way: str,
    now: datetime,
) -> None:
    """Keeps a new session: `way` is password, code or token; a long name of a device is cut."""
    row = {
        "token_hash": token_hash,
        "session_id": session_id,
        "principal": principal,
        "channel": channel,
        "expires_at": expires_at,
        "device": device[:LONGEST_DEVICE] if device else None,
        "way": way,
        "since": now,
        "seen_at": to_the_hour(now),
    }
    connection.execute(sessions.insert().values(row))


class Hours:
    """What this process has noted in the present hour, so that each use is noted once an hour."""

    def __init__(self, most: int = MOST_NOTED) -> None:
        self._most = most
        self._noted: dict[str, datetime] = {}

    def is_new(self, id: str, seen_at: datetime | None, now: datetime) -> bool:
        """Whether this use is still to be noted; asked once, it is as good as noted."""
        hour = to_the_hour(now)
        if (seen_at is not None and seen_at >= hour) or self._noted.get(id) == hour:
            return False
        if len(self._noted) >= self._most:
            self._noted.clear()
        self._noted[id] = hour
        return True


def end_sessions(connection: Connection, *which: ColumnElement[bool]) -> tuple[str, ...]:
    """Ends these sessions, and with each what was subscribed in it. Their ids."""
    ended = connection.execute(delete(sessions).where(*which).returning(sessions.c.session_id))
    ids = tuple(sorted(row.session_id for row in ended))
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        connection.execute(delete(push_subscriptions).where(push_subscriptions.c.session_id.in_(some)))
    return ids


class Sessions:
    """The open sessions of everybody."""

    def __init__(self, people: PeopleStore) -> None:
        self._people = people
        self.hours = Hours()

    def of(self, principal: str, now: datetime) -> list[OpenSession]:
        """What is open, the latest first."""
        asked = (
            select(sessions)
            .where(sessions.c.principal == principal, sessions.c.expires_at > now)
            .order_by(sessions.c.expires_at.desc(), sessions.c.session_id)
        )
        with self._people.reading() as connection:
            return [
                OpenSession(
                    row.session_id, row.channel, row.device, row.way, row.since, row.seen_at, row.expires_at
                )
                for row in connection.execute(asked)
            ]

    def end(self, principal: str, session_id: str) -> tuple[str, ...]:
        """Ends one session of this person; none when it is another's or ended already. The ids that ended."""
        return self._end(sessions.c.principal == principal, sessions.c.session_id == session_id)

    def end_all(self, principal: str, *, but: str | None = None) -> tuple[str, ...]:
        """Ends every session of this person except `but`. The ids that ended."""
        return self._end(sessions.c.principal == principal, sessions.c.session_id != (but or ""))

    def seen(self, session_id: str, now: datetime) -> None:
        """The session was used in this hour."""
        with self._people.writing() as connection:
            connection.execute(
                update(sessions).where(sessions.c.session_id == session_id).values(seen_at=to_the_hour(now))
            )

    def _end(self, *which: ColumnElement[bool]) -> tuple[str, ...]:
        with self._people.writing() as connection:
            return end_sessions(connection, *which)
