"""Signing in and out. A session is an opaque token that the person keeps; the store has only its hash.

Tokens can be taken back at once (a lost phone, a dismissed clerk), which is why they are not self-contained.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update

from imbuto.errors import NotSignedIn
from imbuto.security import patience
from imbuto.security.logins import Logins
from imbuto.security.names import PREFIX, hash_of_token, new_token
from imbuto.security.passwords import hash_password, needs_rehash, password_fits
from imbuto.security.sessions import put_session
from imbuto.security.tables import accounts, failed_sign_ins, invitations, sessions

STAFF_SESSION = timedelta(hours=12)
MEMBER_SESSION = timedelta(days=90)


@dataclass(frozen=True)
class Session:
    """What signing in gives. The token is told here and nowhere again."""

    token: str = field(repr=False)
    session_id: str
    principal: str
    channel: str
    expires_at: datetime


@dataclass(frozen=True)
class Principal:
    """Who a valid token stands for: `principal` is `staff:<number>` or `member:<number>`."""

    principal: str
    channel: str
    session_id: str
    expires_at: datetime
    seen_at: datetime | None = field(default=None, compare=False)
    """When it was last used, to the hour."""


class Accounts(Logins):
    """The logins of one installation and their sessions."""

    def sign_in(self, login: str, password: str, now: datetime, channel: str) -> Session:
        """A new session for the person with this number or phone and this password.

        Raises NotSignedIn, in the same words and after the same time for an unknown login as for a wrong
        password, and TooManyTries with `retry_after_seconds`.
        """
        login_hash = self._names.of_login(login)
        patience.begin_try(self._people, login_hash, now)
        verified = self._verified(login, password)
        if verified is None:
            raise _refused()
        principal, password_hash = verified
        better_hash = hash_password(password) if needs_rehash(password_hash) else password_hash
        session = _new_session(principal, now, channel)
        with self._people.writing() as connection:
            # The account may have been closed, or its password changed, while the password was checked.
            unchanged = connection.execute(
                update(accounts)
                .where(accounts.c.principal == principal, accounts.c.password_hash == password_hash)
                .values(password_hash=better_hash)
            )
            if unchanged.rowcount != 1:
                raise _refused()
            put_session(
                connection,
                token_hash=hash_of_token(session.token),
                session_id=session.session_id,
                principal=principal,
                channel=channel,
                expires_at=session.expires_at,
                device=None,
                way="password",
                now=now,
            )
            patience.forgive(connection, login_hash)
        return session

    def whoami(self, token: str, now: datetime) -> Principal | None:
        """Whom the token stands for, or None when it is unknown, signed out or expired."""
        if not token.startswith(PREFIX):
            return None
        with self._people.reading() as connection:
            row = connection.execute(
                select(sessions).where(
                    sessions.c.token_hash == hash_of_token(token), sessions.c.expires_at > now
                )
            ).one_or_none()
        if row is None:
            return None
        return Principal(row.principal, row.channel, row.session_id, row.expires_at, row.seen_at)

    def sign_out(self, token: str) -> None:
        """Ends the session. A token that is unknown or ended already is as good as signed out."""
        self._end_sessions(sessions.c.token_hash == hash_of_token(token))

    def revoke_all(self, principal: str) -> None:
        """Ends every session of the person, on every device."""
        self._end_sessions(sessions.c.principal == principal)

    def purge(self, now: datetime) -> None:
        """Forgets expired sessions and invitations, and failures of another day."""
        with self._people.writing() as connection:
            for table in (sessions, invitations):
                connection.execute(delete(table).where(table.c.expires_at <= now))
            long_ago = now - patience.FORGOTTEN_AFTER
            connection.execute(delete(failed_sign_ins).where(failed_sign_ins.c.last_at <= long_ago))

    def _verified(self, login: str, password: str) -> tuple[str, str] | None:
        """The account that login and password open. Where there is none, nobody's password is checked."""
        found = self.found_by(login)
        if not found:
            password_fits(None, password)
        return next((account for account in found if password_fits(account[1], password)), None)

    def _end_sessions(self, which: ColumnElement[bool]) -> None:
        with self._people.writing() as connection:
            connection.execute(delete(sessions).where(which))


def _new_session(principal: str, now: datetime, channel: str) -> Session:
    lasts = MEMBER_SESSION if principal.startswith("member:") else STAFF_SESSION
    return Session(new_token(), secrets.token_hex(8), principal, channel, now + lasts)


def _refused() -> NotSignedIn:
    return NotSignedIn("The login or the password is not right.")
