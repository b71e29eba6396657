"""Which browsers show a member's messages: each subscribed by its member, in a session that still holds.

The device's name, address and keys are sealed with the member's key. An address belongs to one member
at a time, the last who subscribed there: who shares a phone does not see another's messages.
"""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from imbuto.security.keys import Keyring
from imbuto.security.names import number_of
from imbuto.security.sessions import LONGEST_DEVICE
from imbuto.security.store import PeopleStore
from imbuto.security.tables import push_subscriptions, sessions
from imbuto.values import derive_id

MOST = 10
"""Of one member; one more takes the place of the oldest."""


@dataclass(frozen=True)
class Subscription:
    """One browser. Endpoint and keys are as the browser told them."""

    id: str
    device: str
    made_at: datetime
    endpoint: str = field(repr=False)
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)


class PushSubscriptions:
    """The subscriptions of one installation."""

    def __init__(self, people: PeopleStore, keyring: Keyring, secret: str) -> None:
        self._people = people
        self._keyring = keyring
        self._key = hmac.digest(secret.encode(), b"push endpoints", "sha256")

    def add(
        self,
        principal: str,
        session: str,
        device: str,
        endpoint: str,
        p256dh: str,
        auth: str,
        now: datetime,
    ) -> str:
        """The id of the subscription, which holds as long as the session. The same address again replaces
        what was known of it. Raises WrongState for a person who was erased."""
        hashed = hmac.new(self._key, endpoint.encode(), sha256).hexdigest()
        told = {"device": device[:LONGEST_DEVICE], "endpoint": endpoint, "p256dh": p256dh, "auth": auth}
        key_id, sealed = self._keyring.seal(_subject(principal), json.dumps(told), _context(principal))
        row = {
            "principal": principal,
            "session_id": session,
            "endpoint_hash": hashed,
            "key_id": key_id,
            "sealed": sealed,
            "made_at": now,
        }
        table = push_subscriptions
        with self._people.writing() as connection:
            known = connection.execute(select(table).where(table.c.endpoint_hash == hashed)).one_or_none()
            same = known is not None and known.principal == principal
            id = str(known.subscription_id) if known is not None and same else secrets.token_hex(8)
            connection.execute(delete(table).where(table.c.endpoint_hash == hashed))
            connection.execute(table.insert().values({**row, "subscription_id": id}))
            _drop_oldest(connection, principal)
        return id

    def of(self, principal: str, now: datetime) -> list[Subscription]:
        """What holds now, the latest first."""
        asked = (
            select(push_subscriptions)
            .join(sessions, sessions.c.session_id == push_subscriptions.c.session_id)
            .where(
                push_subscriptions.c.principal == principal,
                sessions.c.principal == principal,
                sessions.c.expires_at > now,
            )
            .order_by(push_subscriptions.c.made_at.desc(), push_subscriptions.c.subscription_id)
        )
        with self._people.reading() as connection:
            rows = connection.execute(asked).all()
        return [found for row in rows if (found := self._opened(row)) is not None]

    def remove(self, principal: str, id: str) -> bool:
        """The browser shows nothing more: its member says so, or its push service. Whether there was one."""
        mine = push_subscriptions.c.principal == principal, push_subscriptions.c.subscription_id == id
        with self._people.writing() as connection:
            return connection.execute(delete(push_subscriptions).where(*mine)).rowcount > 0

    def purge(self) -> None:
        """Throws away what was subscribed in a session that is no more."""
        held = select(sessions.c.session_id)
        with self._people.writing() as connection:
            connection.execute(delete(push_subscriptions).where(push_subscriptions.c.session_id.not_in(held)))

    def _opened(self, row: Row[Any]) -> Subscription | None:
        words = self._keyring.open(row.key_id, row.sealed, _context(row.principal))
        if words is None:
            return None
        return Subscription(id=row.subscription_id, made_at=row.made_at, **json.loads(words))


def _drop_oldest(connection: Connection, principal: str) -> None:
    table = push_subscriptions
    kept = (
        select(table.c.subscription_id)
        .where(table.c.principal == principal)
        .order_by(table.c.made_at.desc(), table.c.subscription_id)
        .limit(MOST)
    )
    connection.execute(
        delete(table).where(table.c.principal == principal, table.c.subscription_id.not_in(kept))
    )


def _subject(principal: str) -> str:
    return derive_id("member", number_of(principal)).hex


def _context(principal: str) -> bytes:
    return f"push:{principal}".encode()
