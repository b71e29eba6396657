"""Six-digit codes by SMS, by which a farmer signs in with a phone and no password.

A code is made for every phone that asks, known or not, and is told only to a member's. So a phone that is
nobody's is treated here exactly as any other is. What is kept is a keyed hash, bound to the phone.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Row, delete, func, select, update

from imbuto.security import patience
from imbuto.security.accounts import Session
from imbuto.security.names import LoginNames, hash_of_token, new_token
from imbuto.security.sessions import put_session
from imbuto.security.store import PeopleStore
from imbuto.security.tables import codes_asked, sign_in_codes

CODE_VALID = timedelta(minutes=10)
CODE_DIGITS = 6
MOST_TRIES = 5
CODE_SESSION = timedelta(days=180)
"""A farmer who must ask for a code every week stays away."""
CHANNEL = "app"
MOST_CODES, WITHIN = 3, timedelta(hours=1)
_NOTHING = "0" * 64
_BLANKS = str.maketrans("", "", " -\u2013\u00a0\t\r\n")


class Codes:
    """The open codes of one installation; `secret` is the installation's own. Phones are Kenyan mobile
    numbers in any spelling: each method raises BadValue for another."""

    def __init__(self, people: PeopleStore, secret: str) -> None:
        self._people = people
        self._names = LoginNames(secret)
        self._key = hmac.digest(secret.encode(), b"sign-in codes", "sha256")

    def make(self, phone: str, now: datetime) -> str | None:
        """A new code for this phone, told here and nowhere again; the one before it is void. None when three
        were made within the hour: what was made last goes on holding."""
        name, code = self._names.of_phone(phone), f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        mine = codes_asked.c.phone_hash == name
        with self._people.writing() as connection:
            lately = mine & (codes_asked.c.asked_at > now - WITHIN)
            if (connection.scalar(select(func.count()).where(lately)) or 0) >= MOST_CODES:
                return None
            connection.execute(codes_asked.insert().values(phone_hash=name, asked_at=now))
            row = {"phone_hash": name, "code_hash": self._hash(name, code), "made_at": now, "tries": 0}
            self._people.put(connection, sign_in_codes, row)
        return code

    def fits(self, phone: str, code: str, now: datetime, *, at_home: str | None = None) -> bool:
        """Whether it is the open code of this phone, which stays open. A wrong try is counted: the fifth
        makes the code void. Where there is no code the same is done.

        `at_home`: the secret of a device on which the person was let in before. There the code holds also
        when strangers have guessed at it, and wrong tries are counted apart. Raises TooManyTries."""
        name = self._names.of_phone(phone)
        count = self._count_at_home(name, at_home)
        if count is not None:
            patience.begin_try(self._people, [count], now)
        with self._people.writing() as connection:
            mine = sign_in_codes.c.phone_hash == name
            row = connection.execute(select(sign_in_codes).where(mine)).one_or_none()
            if self._is_right(row, name, code, now, at_home=count is not None):
                if count is not None:
                    patience.forgive(connection, count.name)
                return True
            if count is None:
                connection.execute(update(sign_in_codes).where(mine).values(tries=sign_in_codes.c.tries + 1))
        return False

    def is_guessed(self, phone: str, now: datetime) -> bool:
        """Whether the open code of this phone became void by wrong tries."""
        which = (
            (sign_in_codes.c.phone_hash == self._names.of_phone(phone))
            & (sign_in_codes.c.tries >= MOST_TRIES)
            & (sign_in_codes.c.made_at > now - CODE_VALID)
        )
        with self._people.reading() as connection:
            return connection.execute(select(sign_in_codes.c.tries).where(which)).one_or_none() is not None

    def enter(
        self,
        phone: str,
        code: str,
        principal: str,
        now: datetime,
        *,
        device: str | None = None,
        lasts: timedelta = CODE_SESSION,
        at_home: bool = False,
    ) -> Session | None:
        """Uses the code up and opens a session with it, at once and once: None for whoever comes second, or
        with a code that does not hold. Whoever calls has made sure that the phone is this person's."""
        name = self._names.of_phone(phone)
        session = Session(new_token(), secrets.token_hex(8), principal, CHANNEL, now + lasts)
        with self._people.writing() as connection:
            mine = sign_in_codes.c.phone_hash == name
            row = connection.execute(select(sign_in_codes).where(mine)).one_or_none()
            if not self._is_right(row, name, code, now, at_home=at_home):
                return None
            connection.execute(delete(sign_in_codes).where(mine))
            put_session(
                connection,
                token_hash=hash_of_token(session.token),
                session_id=session.session_id,
                principal=principal,
                channel=CHANNEL,
                expires_at=session.expires_at,
                device=device,
                way="code",
                now=now,
            )
        return session

    def void(self, phone: str) -> None:
        """The open code of this phone no longer holds."""
        with self._people.writing() as connection:
            connection.execute(
                delete(sign_in_codes).where(sign_in_codes.c.phone_hash == self._names.of_phone(phone))
            )

    def purge(self, now: datetime) -> None:
        """Forgets codes that have expired, and askings of an hour ago."""
        with self._people.writing() as connection:
            connection.execute(delete(sign_in_codes).where(sign_in_codes.c.made_at <= now - CODE_VALID))
            connection.execute(delete(codes_asked).where(codes_asked.c.asked_at <= now - WITHIN))

    def _is_right(
        self, row: Row[tuple[object, ...]] | None, name: str, code: str, now: datetime, *, at_home: bool
    ) -> bool:
        stored = str(row.code_hash) if row else _NOTHING
        is_the_code = hmac.compare_digest(stored, self._hash(name, code.translate(_BLANKS)))
        is_open = row is not None and (at_home or row.tries < MOST_TRIES) and now < row.made_at + CODE_VALID
        return is_the_code and is_open

    def _count_at_home(self, name: str, device_secret: str | None) -> patience.Count | None:
        if device_secret is None:
            return None
        place = self._names.of_place(name, f"code:{device_secret}")
        return patience.Count(place, longest_wait_seconds=patience.LONGEST_WAIT_OF_A_CODE_SECONDS)

    def _hash(self, name: str, code: str) -> str:
        """Bound to the phone: the code of one opens nothing at another."""
        told = f"sign-in:{name}:{code}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, told, "sha256").hex()
