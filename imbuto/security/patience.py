"""Patience with wrong passwords: after a few, each further try under that login name has to wait longer.

A try counts as failed from the moment it begins and is forgiven when it succeeds. So a hundred guesses
sent at once do not slip through before the first of them is known to be wrong.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from imbuto.errors import TooManyTries
from imbuto.security.store import PeopleStore
from imbuto.security.tables import failed_sign_ins

FREE_TRIES = 5
LONGEST_WAIT_SECONDS = 60
FORGOTTEN_AFTER = timedelta(hours=24)


def wait_after(failures: int) -> timedelta:
    """No wait before five failures; then 2, 4, 8 … seconds, at most a minute."""
    if failures < FREE_TRIES:
        return timedelta(0)
    return timedelta(seconds=min(2 ** min(failures - FREE_TRIES + 1, 10), LONGEST_WAIT_SECONDS))


def begin_try(people: PeopleStore, login_hash: str, now: datetime) -> None:
    """Counts a try, or raises TooManyTries with `retry_after_seconds`; a try refused so is not counted."""
    row_of_login = select(failed_sign_ins).where(failed_sign_ins.c.login_hash == login_hash)
    with people.writing() as connection:
        row = connection.execute(row_of_login).one_or_none()
        failures = row.failures if row and now - row.last_at < FORGOTTEN_AFTER else 0
        remaining = row.last_at + wait_after(failures) - now if row else timedelta(0)
        if remaining > timedelta(0):
            raise _too_many(math.ceil(remaining.total_seconds()))
        tried = {"login_hash": login_hash, "failures": failures + 1, "last_at": now}
        people.put(connection, failed_sign_ins, tried)


def forgive(connection: Connection, *login_hashes: str | None) -> None:
    """Forgets the failures under these login names."""
    connection.execute(delete(failed_sign_ins).where(failed_sign_ins.c.login_hash.in_(login_hashes)))


def _too_many(seconds: int) -> TooManyTries:
    return TooManyTries(
        "Too many failed sign-ins under this name.",
        f"Wait {seconds} second{'s' if seconds > 1 else ''} and try again.",
        retry_after_seconds=seconds,
    )
