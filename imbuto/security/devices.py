"""Devices that have been let in before. A device keeps a secret of its own, beside its session and after it.

A taken-over SIM receives the codes but not this secret. So a member with a PIN is asked for it on a device
that does not have it, and is spared it on one that has.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from imbuto.security.names import hash_of_token
from imbuto.security.store import PeopleStore
from imbuto.security.tables import known_devices

PREFIX = "imd_"
REMEMBERED = timedelta(days=400)
"""Since its last use: longer than a session, so that signing in once a year is enough."""


class Devices:
    """The known devices of one installation, each known for one person or several."""

    def __init__(self, people: PeopleStore) -> None:
        self._people = people

    def remember(self, principal: str, now: datetime) -> str:
        """The secret that this device keeps for this person. It is told here and nowhere again."""
        secret = PREFIX + secrets.token_urlsafe(32)
        row = {"token_hash": hash_of_token(secret), "principal": principal, "used_at": now}
        with self._people.writing() as connection:
            connection.execute(known_devices.insert().values(row))
        return secret

    def knows(self, principal: str, secret: str | None, now: datetime) -> bool:
        """Whether the secret was given to a device of this person, which counts as used now."""
        which = (
            (known_devices.c.token_hash == hash_of_token(secret or ""))
            & (known_devices.c.principal == principal)
            & (known_devices.c.used_at > now - REMEMBERED)
        )
        with self._people.writing() as connection:
            return connection.execute(update(known_devices).where(which).values(used_at=now)).rowcount == 1

    def owners(self, secret: str | None, now: datetime) -> frozenset[str]:
        """The persons for whom a device with this secret was let in; looked for also where there is none."""
        which = (known_devices.c.token_hash == hash_of_token(secret or "")) & (
            known_devices.c.used_at > now - REMEMBERED
        )
        with self._people.reading() as connection:
            return frozenset(connection.scalars(select(known_devices.c.principal).where(which)))

    def forget(self, principal: str) -> None:
        """No device is known for this person any more."""
        with self._people.writing() as connection:
            connection.execute(delete(known_devices).where(known_devices.c.principal == principal))

    def purge(self, now: datetime) -> None:
        with self._people.writing() as connection:
            connection.execute(delete(known_devices).where(known_devices.c.used_at <= now - REMEMBERED))
