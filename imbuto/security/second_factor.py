"""The second factor: six digits of an authenticator app (RFC 6238), or a recovery code when it is lost.

The app's secret is sealed with its person's key. A code counts once, also when two requests bring it at the
same instant; one half minute before and after are taken, because clocks differ.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyotp
from sqlalchemy import Connection, Row, Select, delete, func, select, update

from imbuto.errors import WrongState
from imbuto.security.keys import Keyring
from imbuto.security.names import hash_of_code, new_code, number_of
from imbuto.security.store import PeopleStore
from imbuto.security.tables import recovery_codes, second_factors
from imbuto.values import derive_id

STEP_SECONDS = 30
STEPS_AROUND = (0, -1, 1)
RECOVERY_CODES = 10
_RECOVERY_CODE_LETTERS = 34
"""Seven groups of four and the dashes between them: 140 random bits."""
_DIGITS = 6
ISSUER = "Imbuto"


@dataclass(frozen=True)
class Started:
    """What the authenticator app takes over. Told here and nowhere again."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)


class SecondFactors:
    """The second factors of one installation."""

    def __init__(self, people: PeopleStore, keyring: Keyring) -> None:
        self._people = people
        self._keyring = keyring

    def start(self, principal: str) -> Started:
        """A new secret, which counts once a code of it confirms that the app has it. An earlier one that was
        not confirmed is void. Raises WrongState while a confirmed one counts."""
        number = number_of(principal)
        secret = pyotp.random_base32()
        key_id, sealed = self._keyring.seal(_subject(principal), secret, _context(principal))
        row = {"principal": principal, "key_id": key_id, "sealed": sealed}
        with self._people.writing() as connection:
            if self._is_set(connection, principal):
                raise WrongState("You have a second factor already.", "Remove it first.")
            self._people.put(connection, second_factors, {**row, "confirmed_at": None, "last_counter": 0})
        return Started(secret, pyotp.TOTP(secret, name=number, issuer=ISSUER).provisioning_uri())

    def confirm(self, principal: str, code: str, now: datetime) -> list[str] | None:
        """The recovery codes, told here and nowhere again, when the code is of the started secret; None when
        it is not. Raises WrongState when nothing was started."""
        with self._people.reading() as connection:
            row = connection.execute(_row(principal)).one_or_none()
        if row is None or row.confirmed_at is not None:
            raise WrongState("No second factor was begun.", "Begin with POST /api/v1/second-factor.")
        counter = self._counter_of(principal, row, code, now)
        if counter is None:
            return None
        codes = [new_code()[:_RECOVERY_CODE_LETTERS] for _ in range(RECOVERY_CODES)]
        with self._people.writing() as connection:
            confirmed = connection.execute(
                update(second_factors)
                .where(
                    second_factors.c.principal == principal,
                    second_factors.c.sealed == row.sealed,
                    second_factors.c.confirmed_at.is_(None),
                )
                .values(confirmed_at=now, last_counter=counter)
            )
            if confirmed.rowcount != 1:
                raise WrongState("This was begun anew meanwhile.", "Begin again.")
            _put_codes(connection, principal, codes)
        return codes

    def is_set(self, principal: str) -> bool:
        """Whether the person signs in with one."""
        with self._people.reading() as connection:
            return self._is_set(connection, principal)

    def spend(self, principal: str, code: str, now: datetime) -> str | None:
        """`app` or `recovery` when the code opens, which uses it up; None when it does not."""
        with self._people.reading() as connection:
            row = connection.execute(_row(principal)).one_or_none()
        if row is None or row.confirmed_at is None:
            return None
        counter = self._counter_of(principal, row, code, now)
        with self._people.writing() as connection:
            if counter is not None and self._use_counter(connection, principal, row.sealed, counter):
                return "app"
            used = delete(recovery_codes).where(
                recovery_codes.c.principal == principal, recovery_codes.c.code_hash == hash_of_code(code)
            )
            return "recovery" if connection.execute(used).rowcount == 1 else None

    def renew_codes(self, principal: str) -> list[str]:
        """Ten new recovery codes in the place of the earlier. Raises WrongState without a second factor."""
        codes = [new_code()[:_RECOVERY_CODE_LETTERS] for _ in range(RECOVERY_CODES)]
        with self._people.writing() as connection:
            if not self._is_set(connection, principal):
                raise WrongState("You have no second factor.", "Begin with POST /api/v1/second-factor.")
            _put_codes(connection, principal, codes)
        return codes

    def codes_left(self, principal: str) -> int:
        """How many recovery codes still open."""
        with self._people.reading() as connection:
            mine = recovery_codes.c.principal == principal
            return connection.scalar(select(func.count()).select_from(recovery_codes).where(mine)) or 0

    def remove(self, principal: str) -> bool:
        """The second factor and its recovery codes no longer count. Whether there was one."""
        with self._people.writing() as connection:
            connection.execute(delete(recovery_codes).where(recovery_codes.c.principal == principal))
            gone = delete(second_factors).where(second_factors.c.principal == principal)
            return connection.execute(gone.returning(second_factors.c.confirmed_at)).scalar() is not None

    def remove_set_before(self, principal: str, instant: datetime) -> None:
        """As `remove`, but not a second factor that was set after that instant."""
        with self._people.writing() as connection:
            old = (second_factors.c.principal == principal) & (second_factors.c.confirmed_at <= instant)
            if connection.execute(delete(second_factors).where(old)).rowcount:
                connection.execute(delete(recovery_codes).where(recovery_codes.c.principal == principal))

    def _counter_of(self, principal: str, row: Row[Any], code: str, now: datetime) -> int | None:
        """The half minute whose code this is, if it was not used before. All are looked at, in equal time."""
        secret = self._keyring.open(row.key_id, row.sealed, _context(principal))
        given = "".join(code.split()).encode("utf-8", "surrogatepass")
        if secret is None or len(given) != _DIGITS:
            return None
        here = int(now.timestamp()) // STEP_SECONDS
        codes = pyotp.HOTP(secret)
        fitting = [
            here + step for step in STEPS_AROUND if hmac.compare_digest(codes.at(here + step).encode(), given)
        ]
        return next((one for one in fitting if one > row.last_counter), None)

    @staticmethod
    def _use_counter(connection: Connection, principal: str, sealed: bytes, counter: int) -> bool:
        """Whether this request is the first that brings a code of that half minute or a later one."""
        used = connection.execute(
            update(second_factors)
            .where(
                second_factors.c.principal == principal,
                second_factors.c.sealed == sealed,
                second_factors.c.last_counter < counter,
            )
            .values(last_counter=counter)
        )
        return used.rowcount == 1

    @staticmethod
    def _is_set(connection: Connection, principal: str) -> bool:
        row = connection.execute(_row(principal)).one_or_none()
        return row is not None and row.confirmed_at is not None


def _row(principal: str) -> Select[Any]:
    return select(second_factors).where(second_factors.c.principal == principal)


def _put_codes(connection: Connection, principal: str, codes: list[str]) -> None:
    connection.execute(delete(recovery_codes).where(recovery_codes.c.principal == principal))
    rows = [{"principal": principal, "code_hash": hash_of_code(code)} for code in codes]
    connection.execute(recovery_codes.insert(), rows)


def _subject(principal: str) -> str:
    """The hex id of the member or official, by whose key the secret is sealed."""
    kind, _, number = principal.partition(":")
    return derive_id(kind, number).hex


def _context(principal: str) -> bytes:
    return f"second factor:{principal}".encode()
