"""Signing in and out. A session is an opaque token that the person keeps; the store has only its hash.

Tokens can be taken back at once (a lost phone, a dismissed clerk), which is why they are not self-contained.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, select, update

from imbuto.errors import NotSignedIn, SecondFactorNeeded
from imbuto.security import patience
from imbuto.security.names import PREFIX, hash_of_token, new_token
from imbuto.security.passwords import hash_password, needs_rehash, password_fits
from imbuto.security.recovery import Recoveries
from imbuto.security.sessions import end_sessions, put_session
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
    used_recovery_code: bool = False


@dataclass(frozen=True)
class Principal:
    """Who a valid token stands for: `principal` is `staff:<number>` or `member:<number>`."""

    principal: str
    channel: str
    session_id: str
    expires_at: datetime
    seen_at: datetime | None = field(default=None, compare=False)
    """When it was last used, to the hour."""


@dataclass(frozen=True)
class Where:
    """From where somebody signs in: the address, the name that the device gives itself, and the secret that
    it got here earlier. All may be missing."""

    source: str = ""
    device: str | None = None
    device_secret: str | None = field(default=None, repr=False)


NOWHERE = Where()


class Accounts(Recoveries):
    """The logins of one installation and their sessions."""

    def sign_in(
        self,
        login: str,
        password: str,
        now: datetime,
        channel: str,
        *,
        where: Where = NOWHERE,
        code: str | None = None,
    ) -> Session:
        """A new session for the person with this number or phone, this password, and a code of the second
        factor where there is one.

        Raises NotSignedIn, in the same words and after the same time for an unknown login as for a wrong
        password; SecondFactorNeeded, where only the code is missing; and TooManyTries with
        `retry_after_seconds`.
        """
        found = self.found_by(login)
        principals = [principal for principal, _ in found]
        counts = self.places.counts_of(login, principals, where.source, where.device_secret, now)
        patience.begin_try(self._people, counts, now)
        verified = self._verified(found, password)
        if verified is None:
            raise _refused()
        principal, password_hash = verified
        if code is None and self.second_factor_is_set(principal):
            patience.take_back(self._people, counts)
            raise SecondFactorNeeded
        used = self.use_second_factor(principal, code, now)
        better_hash = hash_password(password) if needs_rehash(password_hash) else password_hash
        session = replace(_new_session(principal, now, channel), used_recovery_code=used == "recovery")
        with self._people.writing() as connection:
            # The account may have been closed, or its password changed, while the password was checked.
            unchanged = connection.execute(
                update(accounts)
                .where(accounts.c.principal == principal, accounts.c.password_hash == password_hash)
                .values(password_hash=better_hash)
            )
            if unchanged.rowcount != 1:
                raise _refused()
            _put(connection, session, where.device, "password", now)
            self.places.remember_source(connection, principal, where.source, now)
            # What failed from this address under other names goes on counting.
            if len(found) == 1:
                patience.forgive(connection, counts[0].name)
        if len(found) > 1:
            # Of several who share a phone one must not win new guesses at another's password.
            patience.take_back(self._people, counts)
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
            self.purge_recoveries(connection, now)
            self.places.purge(connection, now)
            end_sessions(connection, sessions.c.expires_at <= now)
            connection.execute(delete(invitations).where(invitations.c.expires_at <= now))
            long_ago = now - patience.FORGOTTEN_AFTER
            connection.execute(delete(failed_sign_ins).where(failed_sign_ins.c.last_at <= long_ago))

    @staticmethod
    def _verified(found: list[tuple[str, str]], password: str) -> tuple[str, str] | None:
        """The account that the password opens. Where there is none, nobody's password is checked."""
        if not found:
            password_fits(None, password)
        return next((account for account in found if password_fits(account[1], password)), None)

    def _end_sessions(self, which: ColumnElement[bool]) -> None:
        with self._people.writing() as connection:
            end_sessions(connection, which)


def _new_session(principal: str, now: datetime, channel: str) -> Session:
    lasts = MEMBER_SESSION if principal.startswith("member:") else STAFF_SESSION
    return Session(new_token(), secrets.token_hex(8), principal, channel, now + lasts)


def _put(connection: Connection, session: Session, device: str | None, way: str, now: datetime) -> None:
    put_session(
        connection,
        token_hash=hash_of_token(session.token),
        session_id=session.session_id,
        principal=session.principal,
        channel=session.channel,
        expires_at=session.expires_at,
        device=device,
        way=way,
        now=now,
    )


def _refused() -> NotSignedIn:
    return NotSignedIn("The login or the password is not right.")
