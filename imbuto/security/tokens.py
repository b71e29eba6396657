"""Access tokens: what another system may do in an official's name, never more than the official may.

The token itself is told once; the store has its hash. What it carries does not grow: at each request it may
what it was made for and its maker still may.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from imbuto.errors import BadValue, Contradiction
from imbuto.security.names import hash_of_token
from imbuto.security.sessions import Hours, to_the_hour
from imbuto.security.store import PeopleStore
from imbuto.security.tables import access_tokens

TOKEN_PREFIX = "imbt_"  # noqa: S105 - what a token begins with
LONGEST = timedelta(days=366)
MOST_TOKENS = 20


@dataclass(frozen=True)
class AccessToken:
    """A token that holds, without its secret. `seen_at` is to the hour."""

    token_id: str
    principal: str
    name: str
    permissions: frozenset[str]
    made_at: datetime
    expires_at: datetime
    seen_at: datetime | None


@dataclass(frozen=True)
class NewToken:
    """What making one gives. The token is told here and nowhere again."""

    token: str = field(repr=False)
    token_id: str
    name: str
    permissions: tuple[str, ...]
    made_at: datetime
    expires_at: datetime


class AccessTokens:
    """The access tokens of everybody."""

    def __init__(self, people: PeopleStore) -> None:
        self._people = people
        self.hours = Hours()

    def make(
        self, principal: str, name: str, permissions: Iterable[str], expires_at: datetime, now: datetime
    ) -> NewToken:
        """A token of this name. Raises BadValue for a time that has passed or is more than a year ahead, and
        Contradiction for a name that an open token has, or for too many tokens."""
        _require_time(expires_at, now)
        carried = tuple(sorted(set(permissions)))
        made = NewToken(
            TOKEN_PREFIX + secrets.token_urlsafe(32), secrets.token_hex(8), name, carried, now, expires_at
        )
        row = {
            "token_hash": hash_of_token(made.token),
            "token_id": made.token_id,
            "principal": principal,
            "name": name,
            "permissions": " ".join(carried),
            "made_at": now,
            "expires_at": expires_at,
        }
        own = access_tokens.c.principal == principal
        try:
            with self._people.writing() as connection:
                connection.execute(delete(access_tokens).where(own, access_tokens.c.expires_at <= now))
                count = connection.scalar(select(func.count()).select_from(access_tokens).where(own)) or 0
                if count >= MOST_TOKENS:
                    raise Contradiction(
                        f"You have {MOST_TOKENS} access tokens.", "Revoke one that nobody needs any more."
                    )
                connection.execute(access_tokens.insert().values(row))
        except IntegrityError as error:
            raise Contradiction(
                f"You have an access token named {name} already.",
                "Revoke it, or choose another name. Its secret cannot be told again.",
            ) from error
        return made

    def whose(self, token: str, now: datetime) -> AccessToken | None:
        """What the token stands for, or None when it is unknown, revoked or expired."""
        if not token.startswith(TOKEN_PREFIX):
            return None
        with self._people.reading() as connection:
            row = connection.execute(
                select(access_tokens).where(
                    access_tokens.c.token_hash == hash_of_token(token), access_tokens.c.expires_at > now
                )
            ).one_or_none()
        return None if row is None else _told(row)

    def of(self, principal: str, now: datetime) -> list[AccessToken]:
        """The tokens that hold, by name."""
        asked = select(access_tokens).where(
            access_tokens.c.principal == principal, access_tokens.c.expires_at > now
        )
        with self._people.reading() as connection:
            return [_told(row) for row in connection.execute(asked.order_by(access_tokens.c.name))]

    def revoke(self, principal: str, token_id: str) -> tuple[str, ...]:
        """Ends one token of this person. The ids that ended: none when it had ended already."""
        return self._end(access_tokens.c.principal == principal, access_tokens.c.token_id == token_id)

    def revoke_all(self, principal: str) -> tuple[str, ...]:
        """Ends every token of this person. The ids that ended."""
        return self._end(access_tokens.c.principal == principal)

    def seen(self, token_id: str, now: datetime) -> None:
        """The token was used in this hour."""
        with self._people.writing() as connection:
            connection.execute(
                update(access_tokens)
                .where(access_tokens.c.token_id == token_id)
                .values(seen_at=to_the_hour(now))
            )

    def purge(self, now: datetime) -> None:
        """Forgets what has expired."""
        self._end(access_tokens.c.expires_at <= now)

    def _end(self, *which: ColumnElement[bool]) -> tuple[str, ...]:
        with self._people.writing() as connection:
            ended = connection.execute(
                delete(access_tokens).where(*which).returning(access_tokens.c.token_id)
            )
            return tuple(sorted(row.token_id for row in ended))


def _told(row: Row[Any]) -> AccessToken:
    return AccessToken(
        row.token_id,
        row.principal,
        row.name,
        frozenset(row.permissions.split()),
        row.made_at,
        row.expires_at,
        row.seen_at,
    )


def _require_time(expires_at: datetime, now: datetime) -> None:
    if not now < expires_at <= now + LONGEST:
        raise BadValue(
            "expires_at",
            expires_at,
            "An access token holds for a year at most.",
            "Choose an instant between now and a year ahead.",
        )
