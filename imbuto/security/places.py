"""Where a person has signed in before: devices that keep a secret of theirs, and addresses.

They open nothing. They only keep a person apart from whoever guesses under the same name elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from imbuto.security.devices import Devices
from imbuto.security.names import LoginNames
from imbuto.security.patience import (
    FREE_TRIES_OF_A_SOURCE,
    LONGEST_WAIT_OF_A_CODE_SECONDS,
    LONGEST_WAIT_OF_A_SOURCE_SECONDS,
    Count,
)
from imbuto.security.store import PeopleStore
from imbuto.security.tables import known_sources

SOURCE_KNOWN_FOR = timedelta(days=60)
NOBODY = "staff:-"


class Places:
    """Under what a try to sign in is counted."""

    def __init__(self, people: PeopleStore, names: LoginNames) -> None:
        self._people = people
        self._names = names
        self._devices = Devices(people)

    def counts_of(
        self, login: str, principals: Sequence[str], source: str, device_secret: str | None, now: datetime
    ) -> list[Count]:
        """From where one of these persons has signed in before, a count of that place alone; from elsewhere
        the count of all strangers under this login name, and that of the address."""
        name = self._names.of_login(login)
        # For a login that is nobody's the same is done, so that it takes as long.
        asked = principals or (NOBODY,)
        if device_secret and any(self._devices.knows(one, device_secret, now) for one in asked):
            return [Count(self._names.of_place(name, f"device:{device_secret}"))]
        if source and self._is_known(principals, source, now):
            return [Count(self._names.of_place(name, f"source:{source}"))]
        return [Count(name), *([self.count_of_source(source)] if source else [])]

    def count_of_source(self, source: str) -> Count:
        """The count of wrong tries from one address, under whatever names."""
        return Count(
            self._names.of_place("", f"source:{source}"),
            FREE_TRIES_OF_A_SOURCE,
            LONGEST_WAIT_OF_A_SOURCE_SECONDS,
        )

    def count_of_codes(self, principal: str) -> Count:
        """The count of wrong codes of a person's second factor."""
        return Count(
            self._names.of_place(principal, "second factor"),
            longest_wait_seconds=LONGEST_WAIT_OF_A_CODE_SECONDS,
        )

    def remember_source(self, connection: Connection, principal: str, source: str, now: datetime) -> None:
        """The person has signed in well from this address."""
        if source:
            row = {"principal": principal, "source_hash": self._hash(principal, source), "used_at": now}
            self._people.put(connection, known_sources, row)

    def remember(self, principal: str, source: str, now: datetime) -> None:
        """The person has proven to be here, from this address."""
        with self._people.writing() as connection:
            self.remember_source(connection, principal, source, now)

    def purge(self, connection: Connection, now: datetime) -> None:
        connection.execute(delete(known_sources).where(known_sources.c.used_at <= now - SOURCE_KNOWN_FOR))

    def _is_known(self, principals: Sequence[str], source: str, now: datetime) -> bool:
        hashes = [self._hash(one, source) for one in principals]
        known = select(known_sources.c.principal).where(
            known_sources.c.source_hash.in_(hashes), known_sources.c.used_at > now - SOURCE_KNOWN_FOR
        )
        with self._people.reading() as connection:
            return connection.execute(known.limit(1)).one_or_none() is not None

    def _hash(self, principal: str, source: str) -> str:
        return self._names.of_place(principal, f"address:{source}")
