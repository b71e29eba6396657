"""Logins: who may sign in, with which password, and the invitations by which a person chooses one.

One account per principal (`staff:S001`, `member:0042`), found by its number or by its phone. A phone is
kept only as a keyed hash. Two people may share a phone: then the password says which of them it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, false, or_, select, update

from imbuto.errors import NotPermitted
from imbuto.security import patience
from imbuto.security.breached import require_secret, require_unknown
from imbuto.security.names import LoginNames, hash_of_code, new_code, number_of, plain_number
from imbuto.security.passwords import hash_password, password_fits
from imbuto.security.places import Places
from imbuto.security.sessions import end_sessions
from imbuto.security.store import PeopleStore
from imbuto.security.tables import (
    accounts,
    invitations,
    known_devices,
    known_sources,
    recoveries,
    recovery_codes,
    second_factors,
    sessions,
)

INVITATION_VALID = timedelta(days=7)
MOST_SHARING_A_PHONE = 5
KnownOf = Callable[[str], Iterable[str]]
"""The words that everybody may know of a person, by principal: a password is more than these."""


def nothing_known(principal: str) -> Iterable[str]:
    return ()


@dataclass(frozen=True)
class Admitted:
    """Who has a new password, and the ids of the sessions that it ended."""

    principal: str
    ended: tuple[str, ...]


class Logins:
    """The logins of one installation; `secret` is the installation's own."""

    def __init__(self, people: PeopleStore, secret: str) -> None:
        self._people = people
        self._names = LoginNames(secret)
        self.places = Places(people, self._names)

    def set_password(self, principal: str, login_number: str, phone: str | None, password: str) -> None:
        """Makes or changes the account and ends its sessions. The very same again changes nothing.

        Raises BadValue for a password or phone that cannot be one.
        """
        number_of(principal)
        login = {
            "number": plain_number(login_number),
            "phone_hash": self._names.of_phone(phone) if phone else None,
        }
        if self._is_already(principal, login, password):
            return
        row = {"principal": principal, **login, "password_hash": hash_password(password)}
        with self._people.writing() as connection:
            self._admit(connection, row)

    def invite(
        self, principal: str, login_phone: str | None, now: datetime, valid: timedelta = INVITATION_VALID
    ) -> str:
        """A code with which the person chooses a password, once. It is told here and nowhere again.

        An earlier code of the same person no longer works. `login_phone` None leaves the phone as it is.
        """
        number_of(principal)
        code = new_code()
        row = {
            "principal": principal,
            "code_hash": hash_of_code(code),
            "phone_hash": self._names.of_phone(login_phone) if login_phone else None,
            "expires_at": now + valid,
        }
        with self._people.writing() as connection:
            self._people.put(connection, invitations, row)
        return code

    def redeem(self, code: str, password: str, now: datetime, known_of: KnownOf = nothing_known) -> Admitted:
        """Gives the invited person this password.

        Raises BadValue for a password that is too short or easily guessed, which does not spend the code, and
        NotPermitted for a code that is unknown, used or expired, all in the same words.
        """
        password_hash = hash_password(password)
        require_secret(password)
        invited = self.whose_invitation(code, now)
        if invited is not None:
            require_unknown(password, known_of(str(invited)))
        holds = (invitations.c.code_hash == hash_of_code(code)) & (invitations.c.expires_at > now)
        with self._people.writing() as connection:
            invitation = connection.execute(
                delete(invitations).where(holds).returning(invitations.c.principal, invitations.c.phone_hash)
            ).one_or_none()
            if invitation is None:
                raise _no_such_invitation()
            row = {
                "principal": invitation.principal,
                "number": number_of(invitation.principal),
                "password_hash": password_hash,
            }
            if invitation.phone_hash:
                row["phone_hash"] = invitation.phone_hash
            return Admitted(str(invitation.principal), self._admit(connection, row))

    def whose_invitation(self, code: str, now: datetime) -> str | None:
        """Who is invited by this code, while it holds."""
        holds = (invitations.c.code_hash == hash_of_code(code)) & (invitations.c.expires_at > now)
        with self._people.reading() as connection:
            return connection.scalar(select(invitations.c.principal).where(holds))

    def change_phone(self, principal: str, phone: str | None) -> None:
        """Follows a person's new number; None takes the phone away as a login name. Invitations and links
        that were sent to another phone no longer hold."""
        phone_hash = self._names.of_phone(phone) if phone else None
        sent_elsewhere = (invitations.c.principal == principal) & (invitations.c.phone_hash != phone_hash)
        with self._people.writing() as connection:
            connection.execute(
                update(accounts).where(accounts.c.principal == principal).values(phone_hash=phone_hash)
            )
            connection.execute(delete(invitations).where(sent_elsewhere))
            connection.execute(delete(recoveries).where(recoveries.c.principal == principal))

    def has_password(self, principal: str) -> bool:
        """Whether the person can sign in."""
        with self._people.reading() as connection:
            return self._account(connection, principal) is not None

    def close(self, principal: str) -> tuple[str, ...]:
        """Nobody signs in as this person any more, before a new invitation. The ids of the ended sessions."""
        with self._people.writing() as connection:
            for table in _WAYS_IN:
                connection.execute(delete(table).where(table.c.principal == principal))
            return self._end(connection, principal)

    def found_by(self, login: str) -> list[tuple[str, str]]:
        """Principal and password hash of each account with that number or phone; officials come first."""
        number_or_phone = or_(
            accounts.c.number == plain_number(login) if login.isprintable() else false(),
            accounts.c.phone_hash == self._names.of_login(login),
        )
        found = (
            select(accounts.c.principal, accounts.c.password_hash)
            .where(number_or_phone)
            .order_by(accounts.c.principal.desc())
            .limit(MOST_SHARING_A_PHONE)
        )
        with self._people.reading() as connection:
            return [(row.principal, row.password_hash) for row in connection.execute(found)]

    def _is_already(self, principal: str, login: dict[str, str | None], password: str) -> bool:
        with self._people.reading() as connection:
            row = self._account(connection, principal)
        if row is None or (row.number, row.phone_hash) != (login["number"], login["phone_hash"]):
            return False
        return password_fits(row.password_hash, password)

    def _admit(
        self, connection: Connection, row: Mapping[str, str | None], but: str | None = None
    ) -> tuple[str, ...]:
        """A new password ends what was begun with the old one, and old failures no longer count. The ids of
        the sessions that ended: all but the one whose id is `but`."""
        self._people.put(connection, accounts, row)
        principal = str(row["principal"])
        connection.execute(delete(recoveries).where(recoveries.c.principal == principal))
        account = self._account(connection, principal)
        if account is not None:
            patience.forgive(connection, self._names.of_login(account.number))
            if not self._is_shared(connection, account):
                patience.forgive(connection, account.phone_hash)
        return self._end(connection, principal, but)

    @staticmethod
    def _end(connection: Connection, principal: str, but: str | None = None) -> tuple[str, ...]:
        """Ends the sessions of a person except one; their ids."""
        mine = (sessions.c.principal == principal) & (sessions.c.session_id != (but or ""))
        return end_sessions(connection, mine)

    @staticmethod
    def _is_shared(connection: Connection, account: Row[Any]) -> bool:
        """Whether another person has this phone, at whose password somebody may be guessing."""
        others = (accounts.c.phone_hash == account.phone_hash) & (accounts.c.principal != account.principal)
        return connection.execute(select(accounts.c.principal).where(others).limit(1)).first() is not None

    @staticmethod
    def _account(connection: Connection, principal: str) -> Row[tuple[object, ...]] | None:
        return connection.execute(select(accounts).where(accounts.c.principal == principal)).one_or_none()


_WAYS_IN = (
    accounts,
    invitations,
    recoveries,
    second_factors,
    recovery_codes,
    known_devices,
    known_sources,
)


def _no_such_invitation() -> NotPermitted:
    return NotPermitted(
        "This invitation does not hold: it is unknown, used or expired.", "Ask the office for a new one."
    )
