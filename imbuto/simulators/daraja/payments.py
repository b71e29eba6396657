"""Every payment that was accepted, what M-Pesa decided about it, and the story of its callback."""

from __future__ import annotations

import hashlib
import sqlite3
import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from imbuto.simulators.book import Book
from imbuto.simulators.clock import Clock, day

from .accounts import CHARGES, UTILITY, Accounts
from .bodies import REASONS
from .faults import Plan, planned
from .fields import PaymentRequest
from .rules import DONE, KEPT, Standing, decide
from .tariff import fee_shillings

SCHEMA = """
CREATE TABLE IF NOT EXISTS payments (
    number INTEGER PRIMARY KEY, originator_id TEXT NOT NULL UNIQUE, conversation_id TEXT NOT NULL,
    receipt TEXT NOT NULL UNIQUE, msisdn TEXT NOT NULL, shillings INTEGER NOT NULL,
    command TEXT NOT NULL,
    remarks TEXT NOT NULL, occasion TEXT NOT NULL, party_a TEXT NOT NULL, initiator_code TEXT NOT NULL,
    result_url TEXT NOT NULL, timeout_url TEXT NOT NULL, echo TEXT NOT NULL,
    behaviour TEXT NOT NULL, delay_ms INTEGER NOT NULL, requested_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'accepted', result_code TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '', fee_shillings INTEGER NOT NULL DEFAULT 0,
    completed_at TEXT NOT NULL DEFAULT '', paid_on TEXT NOT NULL DEFAULT '',
    float_cents INTEGER NOT NULL DEFAULT 0, charges_cents INTEGER NOT NULL DEFAULT 0,
    callback TEXT NOT NULL DEFAULT 'waiting', callback_status INTEGER) STRICT;
CREATE INDEX IF NOT EXISTS payments_of_a_day ON payments (msisdn, paid_on);
CREATE INDEX IF NOT EXISTS payments_waiting ON payments (callback) WHERE callback = 'waiting';
"""

RECEIPT_LETTERS = string.digits + string.ascii_uppercase
RECEIPTS = 36**7
RECEIPT_STRIDE = 48_271_300_429
"""Shares no factor with 36, so that counting by it meets every receipt once."""
NEWEST = (
    "SELECT originator_id, conversation_id, receipt, msisdn, name, shillings, fee_shillings, command,"
    " remarks, occasion, behaviour, state, result_code, requested_at, completed_at, callback, callback_status"
    " FROM payments ORDER BY number DESC LIMIT ?"
)
PAID = (
    "SELECT number, originator_id, receipt, msisdn, shillings, fee_shillings, completed_at FROM payments"
    " WHERE state = 'paid'"
)


@dataclass(frozen=True)
class Paid:
    """Money that reached a phone: the truth against which a ledger is held. Whole shillings."""

    number: int
    originator_id: str
    receipt: str
    msisdn: str
    shillings: int
    fee_shillings: int
    completed_at: str


class Payments:
    """A payment is accepted once and settled once, whatever is asked or told about it."""

    def __init__(self, book: Book, accounts: Accounts, shortcode: str, clock: Clock, seed: int) -> None:
        self._book = book
        self._clock = clock
        self._accounts = accounts
        self._shortcode = shortcode
        self._seed = seed
        highest = book.count("SELECT max(number) FROM payments")
        self._last = max(highest, int(book.noted("last_number", "0")))

    def remember_numbers(self) -> None:
        """After the book was emptied: receipts go on where they were, so that none comes twice."""
        self._book.note("last_number", str(self._last))

    def accept(self, asked: PaymentRequest, known_code: str, echo: str, plan: Plan) -> str | None:
        """Take a payment into the queue: its conversation id; None when its originator id was used before.

        ``known_code`` is the result code that is certain already; zero when it is not.
        """
        moment = self._clock()
        with self._book.writing():
            if self.knows(asked.originator_id):
                return None
            self._last += 1
            number, conversation = self._last, conversation_id(f"{self._seed}|{self._last}", moment)
            self._book.run(
                "INSERT INTO payments (number, originator_id, conversation_id, receipt, msisdn, shillings,"
                " command, remarks, occasion, party_a, initiator_code, result_url, timeout_url, echo,"
                " behaviour, delay_ms, requested_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
                number,
                asked.originator_id,
                conversation,
                new_receipt(number, self._seed, moment),
                asked.msisdn,
                asked.shillings,
                asked.command,
                asked.remarks,
                asked.occasion,
                asked.party_a,
                known_code,
                asked.result_url,
                asked.timeout_url,
                echo,
                str(plan),
                moment.isoformat(),
            )
        return conversation

    def knows(self, originator_id: str) -> bool:
        return self._book.row("SELECT 1 FROM payments WHERE originator_id = ?", originator_id) is not None

    def find(self, originator_id: str = "", receipt: str = "") -> sqlite3.Row | None:
        """By receipt when there is one, else by originator id. A receipt is known once it is settled."""
        if receipt:
            return self._book.row("SELECT * FROM payments WHERE receipt = ? AND state != 'accepted'", receipt)
        return self._book.row("SELECT * FROM payments WHERE originator_id = ?", originator_id)

    def settle(self, originator_id: str) -> str:
        """Decide, and move the money when the decision is yes; what is to be told of it, in words.

        A payment that is settled stays as it is, and there is nothing new to tell.
        """
        with self._book.writing():
            payment = self.find(originator_id)
            if payment is None or payment["state"] != "accepted":
                return ""
            moment, plan = self._clock(), planned(payment["behaviour"])
            if plan.argument("queue_timeout") in ("plain", "wrapped"):
                self._finish(payment, "expired", "", moment)
                return "Expired in the queue, not paid"
            if "float_gone" in plan:
                self._lose_float(plan.number("float_gone"), moment)
            scripted = plan.argument("result") or ""
            decided = decide(self._standing(payment, "" if scripted == KEPT else scripted, moment))
            code, _, all_the_same = decided.partition("/")
            paid = code == DONE or bool(all_the_same)
            if paid:
                self._move(payment, moment)
            self._finish(payment, "paid" if paid else "failed", code, moment)
            return f"Paid, receipt {payment['receipt']}" if paid else f"Not paid, result {code}"

    def _lose_float(self, shillings: int, moment: datetime) -> None:
        gone = min(shillings * 100 - self._accounts.float_cents, 0)
        words = "Funds moved by an operator on the portal"
        self._accounts.book_line(UTILITY, gone, moment, moment.isoformat(), ("", words, words, ""))

    def _standing(self, payment: sqlite3.Row, scripted: str, moment: datetime) -> Standing:
        received_today = self._book.count(
            "SELECT sum(shillings) FROM payments WHERE msisdn = ? AND paid_on = ?",
            payment["msisdn"],
            day(moment).isoformat(),
        )
        return Standing(
            amount_shillings=payment["shillings"],
            scripted="" if scripted == DONE else scripted,
            initiator_code=payment["initiator_code"],
            own_shortcode=payment["party_a"] == self._shortcode,
            float_cents=self._accounts.float_cents,
            wallet_shillings=self._accounts.wallet(payment["msisdn"]),
            received_today_shillings=received_today,
        )

    def _move(self, payment: sqlite3.Row, moment: datetime) -> None:
        """From the utility account into the wallet, and the fee from the charges account."""
        shillings, msisdn = payment["shillings"], payment["msisdn"]
        reason, started = REASONS[payment["command"]], payment["requested_at"]
        party = f"{masked(msisdn)} - {self._accounts.name(msisdn)}"
        said = (payment["receipt"], f"{reason} to {party}", reason, party)
        self._accounts.book_line(UTILITY, -shillings * 100, moment, started, said)
        if fee := fee_shillings(shillings):
            words = f"B2C charge for {payment['receipt']}"
            said = (payment["receipt"], words, "Pay Utility Charge", "")
            self._accounts.book_line(CHARGES, -fee * 100, moment, started, said)
        self._accounts.put_in_wallet(msisdn, moment, shillings)

    def _finish(self, payment: sqlite3.Row, state: str, code: str, moment: datetime) -> None:
        paid = state == "paid"
        other = planned(payment["behaviour"]).argument("wrong_name")
        self._book.run(
            "UPDATE payments SET state = ?, result_code = ?, name = ?, fee_shillings = ?, completed_at = ?,"
            " paid_on = ?, float_cents = ?, charges_cents = ? WHERE originator_id = ?",
            state,
            code,
            other.replace("_", " ") if other else self._accounts.name(payment["msisdn"]),
            fee_shillings(payment["shillings"]) if paid else 0,
            moment.isoformat(),
            day(moment).isoformat() if paid else "",
            self._accounts.float_cents,
            self._accounts.charges_cents,
            payment["originator_id"],
        )

    def callback_came_to(self, originator_id: str, callback: str, status: int | None) -> None:
        """Write down what became of a callback: sent, refused, unreachable or lost."""
        self._book.run(
            "UPDATE payments SET callback = ?, callback_status = ?, echo = '' WHERE originator_id = ?",
            callback,
            status,
            originator_id,
        )

    def waiting(self) -> list[str]:
        """The payments whose callback has not been dealt with, for a restarted simulator."""
        rows = self._book.rows(
            "SELECT originator_id FROM payments WHERE callback = 'waiting' ORDER BY number"
        )
        return [row["originator_id"] for row in rows]

    def newest(self, limit: int) -> list[dict[str, Any]]:
        """The newest payments first."""
        return [dict(row) for row in self._book.rows(NEWEST, limit)]

    def counts(self) -> dict[str, int]:
        """How many payments stand in each state."""
        rows = self._book.rows("SELECT state, count(*) AS many FROM payments GROUP BY state")
        return {row["state"]: row["many"] for row in rows}

    def paid(self, after: int = 0, limit: int = -1, msisdn: str = "") -> Iterator[Paid]:
        """Whatever reached a phone, in the order of acceptance, from behind a number on."""
        rows = self._book.rows(
            f"{PAID} AND number > ? AND ? IN ('', msisdn) ORDER BY number LIMIT ?", after, msisdn, limit
        )
        return (Paid(*row) for row in rows)


def conversation_id(drawn_from: str, moment: datetime) -> str:
    """``AG_20261016_`` and twenty hexadecimal digits."""
    return f"AG_{day(moment):%Y%m%d}_{hashlib.blake2b(drawn_from.encode(), digest_size=10).hexdigest()}"


def new_receipt(number: int, seed: int, moment: datetime) -> str:
    """Ten characters: one each for year, month and day, seven of the number's own."""
    today = day(moment)
    year = string.ascii_uppercase[(today.year - 2006) % 26]
    month = string.ascii_uppercase[today.month - 1]
    date = (string.digits[1:] + string.ascii_uppercase)[today.day - 1]
    rest, letters = (number * RECEIPT_STRIDE + seed * 7_919) % RECEIPTS, ""
    for _ in range(7):
        rest, place = divmod(rest, 36)
        letters += RECEIPT_LETTERS[place]
    return year + month + date + letters


def masked(msisdn: str) -> str:
    """``254712***678``, as a portal prints a customer's number."""
    return f"{msisdn[:6]}***{msisdn[-3:]}"
