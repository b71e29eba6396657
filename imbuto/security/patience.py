"""Patience with wrong passwords: after a few, each further try has to wait longer.

A try counts as failed from the moment it begins and is forgiven when it succeeds. So a hundred guesses
sent at once do not slip through before the first of them is known to be wrong.

Whoever guesses must not lock out the person who is meant. So tries under a login name are counted by where
they come from: those from a device or address where the person has signed in before by themselves, all others
together. An attack from a thousand addresses fills the count of strangers, and the person comes in at home.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from imbuto.errors import TooManyTries
from imbuto.security.store import PeopleStore
from imbuto.security.tables import failed_sign_ins

FREE_TRIES = 5
LONGEST_WAIT_SECONDS = 60
FORGOTTEN_AFTER = timedelta(hours=24)
FREE_TRIES_OF_A_SOURCE, LONGEST_WAIT_OF_A_SOURCE_SECONDS = 30, 2
"""An address may be a whole town behind one mobile mast: it is slowed to a guess in two seconds, not more."""
LONGEST_WAIT_OF_A_CODE_SECONDS = 900
"""Six digits, three of a million right at a time: at most some hundred guesses a day."""
ATTACK_AFTER = 10
"""So many wrong tries in a row are no slip of the finger."""


@dataclass(frozen=True)
class Count:
    """One thing under which tries are counted: its hash, how many are free, and how long a wait becomes."""

    name: str
    free_tries: int = FREE_TRIES
    longest_wait_seconds: int = LONGEST_WAIT_SECONDS


def wait_after(failures: int, count: Count | None = None) -> timedelta:
    """No wait before the free tries are used up; then 2, 4, 8 … seconds, up to the longest."""
    count = count or Count("")
    if failures < count.free_tries:
        return timedelta(0)
    return timedelta(seconds=min(2 ** min(failures - count.free_tries + 1, 10), count.longest_wait_seconds))


def begin_try(people: PeopleStore, counts: Sequence[Count], now: datetime) -> None:
    """Counts a try under each, or raises TooManyTries with `retry_after_seconds`; a try refused so is not
    counted."""
    with people.writing() as connection:
        found = {count: _failures(connection, count, now) for count in counts}
        remaining = max((wait for _, wait in found.values()), default=timedelta(0))
        if remaining > timedelta(0):
            raise _too_many(math.ceil(remaining.total_seconds()))
        for count, (failures, _) in found.items():
            tried = {"login_hash": count.name, "failures": failures + 1, "last_at": now}
            people.put(connection, failed_sign_ins, tried)


def take_back(people: PeopleStore, counts: Sequence[Count]) -> None:
    """The try was no wrong one: it does not count, and what failed before still does."""
    with people.writing() as connection:
        connection.execute(
            update(failed_sign_ins)
            .where(
                failed_sign_ins.c.login_hash.in_([count.name for count in counts]),
                failed_sign_ins.c.failures > 0,
            )
            .values(failures=failed_sign_ins.c.failures - 1)
        )


def forgive(connection: Connection, *names: str | None) -> None:
    """Forgets the failures under these names."""
    connection.execute(delete(failed_sign_ins).where(failed_sign_ins.c.login_hash.in_(names)))


def is_attacked(connection: Connection, name: str, now: datetime) -> bool:
    """Whether so many tries under this name were wrong that somebody guesses."""
    return _failures(connection, Count(name), now)[0] >= ATTACK_AFTER


def _failures(connection: Connection, count: Count, now: datetime) -> tuple[int, timedelta]:
    """How many tries failed in a row, and how long the next has to wait."""
    row_of_count = select(failed_sign_ins).where(failed_sign_ins.c.login_hash == count.name)
    row = connection.execute(row_of_count).one_or_none()
    if row is None or now - row.last_at >= FORGOTTEN_AFTER:
        return 0, timedelta(0)
    return row.failures, row.last_at + wait_after(row.failures, count) - now


def _too_many(seconds: int) -> TooManyTries:
    return TooManyTries(
        "Too many failed sign-ins under this name.",
        f"Wait {seconds} second{'s' if seconds > 1 else ''} and try again.",
        retry_after_seconds=seconds,
    )
