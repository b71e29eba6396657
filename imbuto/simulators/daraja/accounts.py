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
CREATE TABLE IF NOT EXISTS identities (msisdn TEXT PRIMARY KEY, id_number TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS behaviours (
    msisdn TEXT PRIMARY KEY, behaviour TEXT NOT NULL, delay_ms INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS lines (
    number INTEGER PRIMARY KEY, account TEXT NOT NULL, receipt TEXT NOT NULL, started_at TEXT NOT NULL,
    completed_at TEXT NOT NULL, details TEXT NOT NULL, reason TEXT NOT NULL, party TEXT NOT NULL,
    cents INTEGER NOT NULL, balance_cents INTEGER NOT NULL) STRICT;
"""

WRONG_PASSWORDS_BEFORE_LOCK = 3
UTILITY, WORKING, CHARGES = "utility", "working", "charges"
LINE = (
    "INSERT INTO lines (account, receipt, started_at, completed_at, details, reason, party, cents,"
    " balance_cents) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class Accounts:
    """Whole shillings in wallets, cents in the cooperative's own accounts.

    A payout is drawn on the utility account; the fee makes the charges-paid account more negative; what is
    sent to the cooperative from outside lies in the working account. Every movement is a statement's line.
    """

    def __init__(self, book: Book, start_float_cents: int, start_working_cents: int = 0) -> None:
        self._book = book
        self._start = {UTILITY: start_float_cents, WORKING: start_working_cents, CHARGES: 0}
        self.forget()

    def forget(self) -> None:
        """Read the balances and behaviours anew: the book was emptied."""
        self._cents = {
            account: int(self._book.noted(f"{name}_cents", str(self._start[account])))
            for account, name in ((UTILITY, "float"), (WORKING, "working"), (CHARGES, "charges"))
        }
        rows = self._book.rows("SELECT * FROM behaviours ORDER BY msisdn")
        self._behaviours = {row["msisdn"]: (str(row["behaviour"]), int(row["delay_ms"])) for row in rows}

    @property
    def float_cents(self) -> int:
        return self._cents[UTILITY]

    @property
    def working_cents(self) -> int:
        return self._cents[WORKING]

    @property
    def charges_cents(self) -> int:
        """Zero or less: the fees so far."""
        return self._cents[CHARGES]

    def set_balance(self, account: str, cents: int, moment: datetime) -> None:
        """Somebody moves money on the portal, until the account holds this much."""
        if difference := cents - self._cents[account]:
            words = "Funds moved by an operator on the portal"
            with self._book.writing():
                self.book_line(account, difference, moment, moment.isoformat(), ("", words, words, ""))

    def book_line(
        self, account: str, cents: int, moment: datetime, started_at: str, said: tuple[str, str, str, str]
    ) -> None:
        """Change a balance and print the line: (receipt, details, reason, other party)."""
        held = self._cents[account] = self._cents[account] + cents
        self._book.note({UTILITY: "float"}.get(account, account) + "_cents", str(held))
        receipt, details, reason, party = said
        self._book.run(
            LINE, account, receipt, started_at, moment.isoformat(), details, reason, party, cents, held
        )

    def wallet(self, msisdn: str) -> int:
        """Whole shillings in this number's wallet."""
        return self._book.count("SELECT shillings FROM wallets WHERE msisdn = ?", msisdn)

    def name(self, msisdn: str) -> str:
        """The wallet's public name: the one it was given, else one that nobody takes for a person's."""
        row = self._book.row("SELECT name FROM wallets WHERE msisdn = ?", msisdn)
        if row and row["name"]:
            return str(row["name"])
        return f"DEMO SUBSCRIBER {msisdn[-5:]}"

    def put_in_wallet(self, msisdn: str, moment: datetime, shillings: int) -> None:
        """Add to what is there."""
        self._book.run(
            "INSERT INTO wallets (msisdn, name, shillings, changed_at) VALUES (?, '', ?, ?)"
            " ON CONFLICT (msisdn) DO UPDATE SET shillings = shillings + excluded.shillings,"
            " changed_at = excluded.changed_at",
            msisdn,
            shillings,
            moment.isoformat(),
        )

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

    def set_identity(self, msisdn: str, id_number: str) -> None:
        """The national id under which M-Pesa knows this number; empty: M-Pesa asks for none."""
        self._book.run("INSERT OR REPLACE INTO identities VALUES (?, ?)", msisdn, id_number)

    def is_person(self, msisdn: str, id_number: str) -> bool:
        """True when this id is the one M-Pesa knows, or when it knows none."""
        row = self._book.row("SELECT id_number FROM identities WHERE msisdn = ?", msisdn)
        return row is None or row["id_number"] in ("", id_number)

    def wallets(self, limit: int) -> dict[str, int]:
        """The wallets that changed last, newest first."""
        rows = self._book.rows("SELECT * FROM wallets ORDER BY changed_at DESC LIMIT ?", limit)
        return {row["msisdn"]: row["shillings"] for row in rows}

    def behaviour(self, msisdn: str) -> tuple[str, int]:
        """How this number behaves, and how long its late callback takes, in milliseconds."""
        return self._behaviours.get(msisdn, (BEHAVIOURS[0], 0))

    def behave(self, msisdn: str, behaviour: str, delay_ms: int) -> None:
        self._book.run("DELETE FROM behaviours WHERE msisdn = ?", msisdn)
        self._behaviours.pop(msisdn, None)
        if behaviour != BEHAVIOURS[0]:
            self._book.run("INSERT INTO behaviours VALUES (?, ?, ?)", msisdn, behaviour, delay_ms)
            self._behaviours[msisdn] = (behaviour, delay_ms)

    def behaviours(self) -> dict[str, str]:
        return {msisdn: behaviour for msisdn, (behaviour, _) in sorted(self._behaviours.items())[:1000]}


class Initiator:
    """The API operator: its password, and the lock that three wrong tries close."""

    def __init__(self, book: Book, strongbox: Strongbox, credentials: Credentials) -> None:
        self._book = book
        self._strongbox = strongbox
        self._credentials = credentials
        self.forget()

    def forget(self) -> None:
        """Read what is known anew: the book was emptied."""
        self._wrong = int(self._book.noted("wrong_passwords", "0"))
        self._password = self._book.noted("password") or self._credentials.initiator_password
        self.expired = bool(self._book.noted("password_expired"))

    @property
    def locked(self) -> bool:
        return self._wrong >= WRONG_PASSWORDS_BEFORE_LOCK

    def check(self, name: str, credential: str) -> str:
        """The result code of this name and credential. A right password ends the count of wrong ones."""
        if name != self._credentials.initiator_name:
            return "2001"
        password = self._strongbox.opened(credential)
        with self._book.writing():
            if self.locked:
                return "8006"
            right = same(password, self._password) and not self.expired
            self._count(0 if right else self._wrong + 1)
        return DONE if right else "2001"

    def change_password(self, password: str) -> None:
        """A Business Manager sets another password; it begins its 90 days, and the lock stays as it is."""
        self._book.note("password", password)
        self.expire(False)
        self._password = password

    def expire(self, expired: bool) -> None:
        """The 90 days of the password are over, or not."""
        self._book.note("password_expired", "yes" if expired else "")
        self.expired = expired

    def lock(self) -> None:
        self._count(WRONG_PASSWORDS_BEFORE_LOCK)

    def unlock(self) -> None:
        self._count(0)

    def _count(self, wrong: int) -> None:
        if wrong != self._wrong:
            self._book.note("wrong_passwords", str(wrong))
            self._wrong = wrong
