"""Logins: who may sign in, with which password, and the invitations by which a person chooses one.

One account per principal (`staff:S001`, `member:0042`), found by its number or by its phone. A phone is
kept only as a keyed hash. Two people may share a phone: then the password says which of them it is.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, delete, false, or_, select, update

from imbuto.errors import NotPermitted
from imbuto.security import patience
from imbuto.security.names import LoginNames, hash_of_code, new_code, number_of, plain_number
from imbuto.security.passwords import hash_password, password_fits
from imbuto.security.store import PeopleStore
from imbuto.security.tables import accounts, invitations, sessions

INVITATION_VALID = timedelta(days=7)
MOST_SHARING_A_PHONE = 5


class Logins:
    """The logins of one installation; `secret` is the installation's own."""

    def __init__(self, people: PeopleStore, secret: str) -> None:
        self._people = people
        self._names = LoginNames(secret)

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

    def redeem(self, code: str, password: str, now: datetime) -> str:
        """Gives the invited person this password and returns the principal.

        Raises BadValue for a password that is too short, which does not spend the code, and NotPermitted
        for a code that is unknown, used or expired, all in the same words.
        """
        password_hash = hash_password(password)
        with self._people.writing() as connection:
            invitation = connection.execute(
                delete(invitations)
                .where(invitations.c.code_hash == hash_of_code(code), invitations.c.expires_at > now)
                .returning(invitations.c.principal, invitations.c.phone_hash)
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
            self._admit(connection, row)
        return str(invitation.principal)

    def change_phone(self, principal: str, phone: str | None) -> None:
        """Follows a person's new number; None takes the phone away as a login name."""
        phone_hash = self._names.of_phone(phone) if phone else None
        with self._people.writing() as connection:
            connection.execute(
                update(accounts).where(accounts.c.principal == principal).values(phone_hash=phone_hash)
            )

    def has_password(self, principal: str) -> bool:
        """Whether the person can sign in."""
        with self._people.reading() as connection:
            return self._account(connection, principal) is not None

    def close(self, principal: str) -> None:
        """Nobody signs in as this person any more, before a new invitation."""
        with self._people.writing() as connection:
            for table in (accounts, invitations, sessions):
                connection.execute(delete(table).where(table.c.principal == principal))

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

    def _admit(self, connection: Connection, row: dict[str, str | None]) -> None:
        """A new password ends what was begun with the old one, and old failures no longer count."""
        self._people.put(connection, accounts, row)
        connection.execute(delete(sessions).where(sessions.c.principal == row["principal"]))
        account = self._account(connection, str(row["principal"]))
        if account is not None:
            patience.forgive(connection, self._names.of_login(account.number), account.phone_hash)

    @staticmethod
    def _account(connection: Connection, principal: str) -> Row[tuple[object, ...]] | None:
        return connection.execute(select(accounts).where(accounts.c.principal == principal)).one_or_none()


def _no_such_invitation() -> NotPermitted:
    return NotPermitted(
        "This invitation does not hold: it is unknown, used or expired.", "Ask the office for a new one."
    )
