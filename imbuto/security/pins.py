"""PINs: four to six digits that a member may choose, asked for beside the code where that is not enough.

A SIM can be taken over; a PIN is in the member's head. Five wrong ones block it for an hour, then for two,
for four. What is kept is argon2id over a keyed hash: ten thousand PINs are few, and the installation's
secret is not in the store.
"""

from __future__ import annotations

import hmac
import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from imbuto.errors import BadValue, TooManyTries
from imbuto.security.passwords import hash_password, password_fits
from imbuto.security.store import PeopleStore
from imbuto.security.tables import pins

FREE_TRIES = 5
FIRST_BLOCK, LONGEST_BLOCK = timedelta(hours=1), timedelta(days=7)
PIN = re.compile(r"\d{4,6}", re.ASCII)
_YEAR = r"(?:19|20)\d\d"
_DATE_LIKE = re.compile(rf"{_YEAR}|{_YEAR}(?:0\d|1[0-2])|(?:0\d|1[0-2]){_YEAR}", re.ASCII)
_DOUBLED = re.compile(r"(?:(\d)\1){2,3}", re.ASCII)
_ROWS_OF_KEYS = ("01234567890", "09876543210", "2580", "0852", "1470", "0741", "147258", "123654")


@dataclass(frozen=True)
class Try:
    """What a try came to. `blocked_for`: it was wrong, and began a block of this length."""

    is_right: bool
    blocked_for: timedelta | None = None


class Pins:
    """The PINs of one installation; `secret` is the installation's own."""

    def __init__(self, people: PeopleStore, secret: str) -> None:
        self._people = people
        self._key = hmac.digest(secret.encode(), b"pins", "sha256")

    def is_set(self, principal: str) -> bool:
        with self._people.reading() as connection:
            found = connection.scalar(select(pins.c.principal).where(pins.c.principal == principal))
        return found is not None

    def choose(self, principal: str, pin: str, *, unlike: tuple[str | None, ...] = ()) -> None:
        """The person's PIN from now on, in the place of an earlier one; a block ends. Whoever calls has made
        sure who it is. `unlike`: numbers of the person that the PIN may not be the beginning or end of.
        Raises BadValue, which never repeats the PIN."""
        require_good_pin(pin, unlike)
        row = {
            "principal": principal,
            "pin_hash": hash_password(self._keyed(principal, pin)),
            "tries": 0,
            "blocks": 0,
            "blocked_until": None,
        }
        with self._people.writing() as connection:
            self._people.put(connection, pins, row)

    def remove(self, principal: str) -> bool:
        """No PIN is asked for any more. Whether there was one."""
        with self._people.writing() as connection:
            return connection.execute(delete(pins).where(pins.c.principal == principal)).rowcount > 0

    def check(self, principal: str, pin: str, now: datetime) -> Try:
        """Whether it is the PIN. A try counts from its beginning, so that many at once do not slip through.

        Raises TooManyTries with `retry_after_seconds` while blocked. Of somebody without a PIN each is wrong.
        """
        pin_hash, block = self._begin_try(principal, now)
        if pin_hash is not None and password_fits(pin_hash, self._keyed(principal, pin)):
            self._forgive(principal, pin_hash)
            return Try(is_right=True)
        return Try(is_right=False, blocked_for=block)

    def _begin_try(self, principal: str, now: datetime) -> tuple[str | None, timedelta | None]:
        """The hash to compare with, and the block that begins with this try unless it is right."""
        with self._people.writing() as connection:
            which = pins.c.principal == principal
            row = connection.execute(select(pins).where(which)).one_or_none()
            if row is None:
                return None, None
            if row.blocked_until is not None and now < row.blocked_until:
                raise _blocked(row.blocked_until - now)
            news: dict[str, object] = {"tries": row.tries + 1}
            block = None
            if row.tries + 1 >= FREE_TRIES:
                block = min(FIRST_BLOCK * 2 ** min(row.blocks, 10), LONGEST_BLOCK)
                news = {"tries": 0, "blocks": row.blocks + 1, "blocked_until": now + block}
            connection.execute(update(pins).where(which).values(news))
            return str(row.pin_hash), block

    def _forgive(self, principal: str, pin_hash: str) -> None:
        which = (pins.c.principal == principal) & (pins.c.pin_hash == pin_hash)
        with self._people.writing() as connection:
            connection.execute(
                update(pins).where(which).values({"tries": 0, "blocks": 0, "blocked_until": None})
            )

    def _keyed(self, principal: str, pin: str) -> str:
        """Bound to the person, so that equal PINs of two people are not alike here."""
        told = f"{principal}:{pin}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, told, "sha256").hex()


def require_good_pin(pin: str, unlike: tuple[str | None, ...] = ()) -> None:
    """Raises BadValue for what is no PIN, or one that a stranger tries first."""
    if not PIN.fullmatch(pin):
        raise _bad("A PIN has four to six digits.", "Choose four to six digits that only you know.")
    if _is_easy(pin) or any(_is_part_of(pin, number) for number in unlike):
        raise _bad(
            "This PIN is easily guessed.",
            "Take no year, no row of digits, no repeated digits, and nothing of your phone or number.",
        )


def _is_easy(pin: str) -> bool:
    repeats = any(pin == pin[:size] * (len(pin) // size) for size in (1, 2, 3) if len(pin) % size == 0)
    in_a_row = any(pin in row for row in _ROWS_OF_KEYS)
    return repeats or in_a_row or any(form.fullmatch(pin) for form in (_DATE_LIKE, _DOUBLED))


def _is_part_of(pin: str, number: str | None) -> bool:
    digits = re.sub(r"\D", "", number or "")
    return bool(digits) and (digits.endswith(pin) or f"0{digits[3:]}".startswith(pin))


def _bad(sentence: str, remedy: str) -> BadValue:
    return BadValue("pin", "(not shown)", sentence, remedy)


def _blocked(remaining: timedelta) -> TooManyTries:
    seconds = math.ceil(remaining.total_seconds())
    minutes = math.ceil(seconds / 60)
    return TooManyTries(
        "The PIN was wrong too often.",
        f"Wait {minutes} minute{'s' if minutes > 1 else ''} and try again, or ask the office for help.",
        retry_after_seconds=seconds,
    )
