"""A lost password: a link by SMS that holds for three minutes and once, and a password changed by its owner.

The link alone opens nothing where there is a second factor: a stolen phone number is not the person.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from imbuto.errors import NotPermitted, NotSignedIn, SecondFactorNeeded
from imbuto.security import patience
from imbuto.security.breached import require_secret, require_unknown
from imbuto.security.logins import Admitted, KnownOf, Logins, nothing_known
from imbuto.security.names import hash_of_code, new_code, number_of
from imbuto.security.passwords import hash_password, password_fits
from imbuto.security.second_factor import SecondFactors
from imbuto.security.store import PeopleStore
from imbuto.security.tables import recoveries

RECOVERY_VALID = timedelta(seconds=180)


class Recoveries(Logins):
    """New passwords for those who have one already."""

    def __init__(self, people: PeopleStore, secret: str, second_factors: SecondFactors | None = None) -> None:
        super().__init__(people, secret)
        self._second_factors = second_factors

    # --------------------------------------------------- lost passwords

    def begin_recovery(self, principal: str, now: datetime) -> str | None:
        """The secret of a link that holds for three minutes, once; an earlier one is void. None for somebody
        who has no password to lose."""
        number_of(principal)
        code = new_code()
        row = {"principal": principal, "code_hash": hash_of_code(code), "made_at": now}
        with self._people.writing() as connection:
            if self._account(connection, principal) is None:
                return None
            self._people.put(connection, recoveries, row)
        return code

    def recover(
        self,
        code: str,
        password: str,
        now: datetime,
        *,
        second_factor: str | None = None,
        known_of: KnownOf = nothing_known,
    ) -> tuple[Admitted, str | None]:
        """Gives whoever has the link this password; `app` or `recovery` says what second factor was used.

        Raises NotPermitted for a link that is unknown, used or too old, all in the same words. What does not
        spend the link: BadValue for a password that will not do, SecondFactorNeeded, NotSignedIn for a wrong
        code of the second factor, and TooManyTries.
        """
        password_hash = hash_password(password)
        require_secret(password)
        principal = self.whose_link(code, now)
        if principal is None:
            raise _no_such_link()
        require_unknown(password, known_of(principal))
        if second_factor is None and self.second_factor_is_set(principal):
            raise SecondFactorNeeded
        used = self.use_second_factor(principal, second_factor, now)
        with self._people.writing() as connection:
            holds = recoveries.c.code_hash == hash_of_code(code)
            spent = connection.execute(delete(recoveries).where(holds).returning(recoveries.c.principal))
            if spent.scalar() is None:
                raise _no_such_link()
            row = {"principal": principal, "number": number_of(principal), "password_hash": password_hash}
            return Admitted(principal, self._admit(connection, row)), used

    def whose_link(self, code: str, now: datetime) -> str | None:
        """Whose password the link opens, while it holds."""
        holds = (recoveries.c.code_hash == hash_of_code(code)) & (recoveries.c.made_at > now - RECOVERY_VALID)
        with self._people.reading() as connection:
            return connection.scalar(select(recoveries.c.principal).where(holds))

    def purge_recoveries(self, connection: Connection, now: datetime) -> None:
        connection.execute(delete(recoveries).where(recoveries.c.made_at <= now - RECOVERY_VALID))

    # ------------------------------------------------- one's own password

    def change_password(
        self,
        principal: str,
        old: str,
        new: str,
        now: datetime,
        *,
        but: str | None = None,
        known_of: KnownOf = nothing_known,
    ) -> Admitted:
        """Another password by its owner; all sessions end except the one whose id is `but`.

        Raises NotPermitted when the old one is not right, BadValue for a new one that will not do, and
        TooManyTries.
        """
        count = patience.Count(self._names.of_place(principal, "own password"))
        patience.begin_try(self._people, [count], now)
        with self._people.reading() as connection:
            account = self._account(connection, principal)
        if not password_fits(account.password_hash if account else None, old) or account is None:
            raise NotPermitted(
                "The old password is not right.", "Sign out and ask for a new one: POST /api/v1/recoveries."
            )
        patience.take_back(self._people, [count])
        password_hash = hash_password(new)
        require_secret(new)
        require_unknown(new, known_of(principal))
        with self._people.writing() as connection:
            patience.forgive(connection, count.name)
            row = {"principal": principal, "number": number_of(principal), "password_hash": password_hash}
            return Admitted(principal, self._admit(connection, row, but))

    def is_own_password(self, principal: str, password: str, now: datetime) -> bool:
        """Whether it is this person's password. Wrong ones are counted. Raises TooManyTries."""
        count = patience.Count(self._names.of_place(principal, "own password"))
        patience.begin_try(self._people, [count], now)
        with self._people.reading() as connection:
            account = self._account(connection, principal)
        fits = password_fits(account.password_hash if account else None, password)
        if fits:
            with self._people.writing() as connection:
                patience.forgive(connection, count.name)
        return fits

    # ------------------------------------------------------ second factor

    def second_factor_is_set(self, principal: str) -> bool:
        """Whether this person signs in with one."""
        return self._second_factors is not None and self._second_factors.is_set(principal)

    def use_second_factor(self, principal: str, code: str | None, now: datetime) -> str | None:
        """`app` or `recovery`, by what the code was; None where no second factor is set. Wrong codes are
        counted by themselves. Raises NotSignedIn, TooManyTries."""
        if not self.second_factor_is_set(principal):
            return None
        used = self.spend_second_factor(principal, code or "", now)
        if used is None:
            raise _wrong_code()
        return used

    def spend_second_factor(self, principal: str, code: str, now: datetime) -> str | None:
        """`app` or `recovery` when the code opens, which uses it up; None when it does not, which is counted.
        Raises TooManyTries."""
        count = self.places.count_of_codes(principal)
        patience.begin_try(self._people, [count], now)
        used = self._second_factors.spend(principal, code, now) if self._second_factors else None
        if used is not None:
            with self._people.writing() as connection:
                patience.forgive(connection, count.name)
        return used

    # ------------------------------------------------------------ attacks

    def is_attacked(self, login: str, now: datetime) -> bool:
        """Whether so many tries under this login, known or not, were wrong that somebody guesses."""
        with self._people.reading() as connection:
            return patience.is_attacked(connection, self._names.of_login(login), now)

    def attacked(self, login: str, now: datetime) -> list[str]:
        """The persons whom a login that is attacked may mean."""
        return [principal for principal, _ in self.found_by(login)] if self.is_attacked(login, now) else []


def _wrong_code() -> NotSignedIn:
    refusal = NotSignedIn("The code of the second factor is not right, or was used before.")
    refusal.remedy = "Wait for the next code of the app, or take a recovery code."
    return refusal


def _no_such_link() -> NotPermitted:
    return NotPermitted(
        "This link does not hold: it is unknown, used or older than three minutes.",
        "Ask for a new one: POST /api/v1/recoveries.",
    )
