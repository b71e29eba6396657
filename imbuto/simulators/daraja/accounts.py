"""The money and the manners: the cooperative's accounts, farmers' wallets, how each number shall behave."""

from __future__ import annotations

from datetime import datetime

from imbuto.simulators.book import Book

from .certificate import Strongbox
from .doorkeeper import Credentials, same
from .rules import BEHAVIOURS, DONE

SCHEMA = """
CREATE TABLE IF NOT EXISTS wallets (
    msisdn TEXT PRIMARY KEY, name TEXT NOT NULL, shillings INTEGER NOT NULL, changed_at TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS behaviours (
    msisdn TEXT PRIMARY KEY, behaviour TEXT NOT NULL, delay_ms INTEGER NOT NULL) STRICT;
"""

WRONG_PASSWORDS_BEFORE_LOCK = 3


class Accounts:
    """Whole shillings in wallets, cents in the cooperative's own accounts.

    A payout is drawn on the utility account; the fee makes the charges-paid account more negative.
    """

    def __init__(self, book: Book, start_float_cents: int) -> None:
        self._book = book
        self._start_float_cents = start_float_cents

    @property
    def float_cents(self) -> int:
        return int(self._book.noted("float_cents", str(self._start_float_cents)))

    @float_cents.setter
    def float_cents(self, cents: int) -> None:
        self._book.note("float_cents", str(cents))

    @property
    def charges_cents(self) -> int:
        """Zero or less: the fees so far."""
        return int(self._book.noted("charges_cents", "0"))

    def move(self, msisdn: str, shillings: int, fee_shillings: int, moment: datetime) -> None:
        """Pay from the utility account into a wallet."""
        self.float_cents = self.float_cents - shillings * 100
        self._book.note("charges_cents", str(self.charges_cents - fee_shillings * 100))
        self.set_wallet(msisdn, moment, self.wallet(msisdn) + shillings)

    def wallet(self, msisdn: str) -> int:
        """Whole shillings in this number's wallet."""
        return self._book.count("SELECT shillings FROM wallets WHERE msisdn = ?", msisdn)

    def name(self, msisdn: str) -> str:
        """The wallet's public name: the one it was given, else one that nobody takes for a person's."""
        row = self._book.row("SELECT name FROM wallets WHERE msisdn = ?", msisdn)
        if row and row["name"]:
            return str(row["name"])
        return f"DEMO SUBSCRIBER {msisdn[-5:]}"

    def set_wallet(self, msisdn: str, moment: datetime, shillings: int, name: str = "") -> None:
        """An empty name keeps the name that was there."""
        self._book.run(
            "INSERT INTO wallets (msisdn, name, shillings, changed_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (msisdn) DO UPDATE SET shillings = excluded.shillings,"
            " changed_at = excluded.changed_at, name = coalesce(nullif(excluded.name, ''), name)",
            msisdn,
            name,
            shillings,
            moment.isoformat(),
        )

    def wallets(self, limit: int) -> dict[str, int]:
        """The wallets that changed last, newest first."""
        rows = self._book.rows("SELECT * FROM wallets ORDER BY changed_at DESC LIMIT ?", limit)
        return {row["msisdn"]: row["shillings"] for row in rows}

    def behaviour(self, msisdn: str) -> tuple[str, int]:
        """How this number behaves, and how long its late callback takes, in milliseconds."""
        row = self._book.row("SELECT * FROM behaviours WHERE msisdn = ?", msisdn)
        return (row["behaviour"], row["delay_ms"]) if row else (BEHAVIOURS[0], 0)

    def behave(self, msisdn: str, behaviour: str, delay_ms: int) -> None:
        self._book.run("DELETE FROM behaviours WHERE msisdn = ?", msisdn)
        if behaviour != BEHAVIOURS[0]:
            self._book.run("INSERT INTO behaviours VALUES (?, ?, ?)", msisdn, behaviour, delay_ms)

    def behaviours(self) -> dict[str, str]:
        rows = self._book.rows("SELECT * FROM behaviours ORDER BY msisdn LIMIT 1000")
        return {row["msisdn"]: row["behaviour"] for row in rows}


class Initiator:
    """The API operator: its password, and the lock that three wrong tries close."""

    def __init__(self, book: Book, strongbox: Strongbox, credentials: Credentials) -> None:
        self._book = book
        self._strongbox = strongbox
        self._credentials = credentials

    @property
    def locked(self) -> bool:
        return self._wrong >= WRONG_PASSWORDS_BEFORE_LOCK

    @property
    def _wrong(self) -> int:
        return int(self._book.noted("wrong_passwords", "0"))

    def check(self, name: str, credential: str) -> str:
        """The result code of this name and credential. A right password ends the count of wrong ones."""
        if name != self._credentials.initiator_name:
            return "2001"
        password = self._strongbox.opened(credential)
        with self._book.writing():
            if self.locked:
                return "8006"
            right = same(password, self._credentials.initiator_password)
            self._book.note("wrong_passwords", "0" if right else str(self._wrong + 1))
        return DONE if right else "2001"

    def unlock(self) -> None:
        self._book.note("wrong_passwords", "0")
