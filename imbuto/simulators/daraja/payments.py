"""Every payment that was accepted, what M-Pesa decided about it, and the story of its callback."""

from __future__ import annotations

import secrets
import sqlite3
import string
import uuid
from datetime import datetime
from typing import Any

from imbuto.simulators.book import Book
from imbuto.simulators.clock import Clock, day

from .accounts import Accounts
from .fields import PaymentRequest
from .rules import DONE, Standing, decide
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
CREATE TABLE IF NOT EXISTS story (originator_id TEXT NOT NULL, at TEXT NOT NULL, words TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS story_of_a_payment ON story (originator_id);
CREATE TABLE IF NOT EXISTS turned_away (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, originator_id TEXT NOT NULL, msisdn TEXT NOT NULL,
    words TEXT NOT NULL) STRICT;
"""

TURNED_AWAY_KEPT = 200
RECEIPT_LETTERS = string.ascii_uppercase + string.digits
NEWEST = (
    "SELECT originator_id, conversation_id, receipt, msisdn, name, shillings, fee_shillings, command,"
    " remarks, occasion, behaviour, state, result_code, requested_at, completed_at, callback, callback_status"
    " FROM payments ORDER BY number DESC LIMIT ?"
)


class Payments:
    """A payment is accepted once, settled once, and its callback is told about in a few words."""

    def __init__(self, book: Book, accounts: Accounts, shortcode: str, clock: Clock) -> None:
        self._book = book
        self._clock = clock
        self._accounts = accounts
        self._shortcode = shortcode

    def accept(self, asked: PaymentRequest, initiator_code: str, echo: str, manner: tuple[str, int]) -> bool:
        """Take a payment into the queue; False when its originator id was used before."""
        moment = self._clock()
        taken = self._book.run(
            "INSERT OR IGNORE INTO payments (originator_id, conversation_id, receipt, msisdn, shillings,"
            " command, remarks, occasion, party_a, initiator_code, result_url, timeout_url, echo, behaviour,"
            " delay_ms, requested_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            asked.originator_id,
            conversation_id(moment),
            new_receipt(moment),
            asked.msisdn,
            asked.shillings,
            asked.command,
            asked.remarks,
            asked.occasion,
            asked.party_a,
            initiator_code,
            asked.result_url,
            asked.timeout_url,
            echo,
            *manner,
            moment.isoformat(),
        )
        if taken:
            self.tell(asked.originator_id, "Imbuto asked for it; we took it into the queue")
        return bool(taken)

    def find(self, originator_id: str = "", receipt: str = "") -> sqlite3.Row | None:
        """By receipt when there is one, else by originator id. A receipt is known once it is settled."""
        if receipt:
            return self._book.row("SELECT * FROM payments WHERE receipt = ? AND state != 'accepted'", receipt)
        return self._book.row("SELECT * FROM payments WHERE originator_id = ?", originator_id)

    def settle(self, originator_id: str) -> None:
        """Decide, and move the money when the decision is yes. A payment that is settled stays as it is."""
        with self._book.writing():
            payment = self.find(originator_id)
            if payment is None or payment["state"] != "accepted":
                return
            moment = self._clock()
            if payment["behaviour"] == "queue_timeout":
                self._finish(payment, "expired", "", moment)
                return
            code = decide(self._standing(payment, moment))
            if code == DONE:
                self._accounts.move(
                    payment["msisdn"], payment["shillings"], fee_shillings(payment["shillings"]), moment
                )
            self._finish(payment, "paid" if code == DONE else "failed", code, moment)

    def _standing(self, payment: sqlite3.Row, moment: datetime) -> Standing:
        received_today = self._book.count(
            "SELECT sum(shillings) FROM payments WHERE msisdn = ? AND paid_on = ?",
            payment["msisdn"],
            day(moment).isoformat(),
        )
        return Standing(
            amount_shillings=payment["shillings"],
            behaviour=payment["behaviour"],
            initiator_code=payment["initiator_code"],
            own_shortcode=payment["party_a"] == self._shortcode,
            float_cents=self._accounts.float_cents,
            wallet_shillings=self._accounts.wallet(payment["msisdn"]),
            received_today_shillings=received_today,
        )

    def _finish(self, payment: sqlite3.Row, state: str, code: str, moment: datetime) -> None:
        paid = state == "paid"
        self._book.run(
            "UPDATE payments SET state = ?, result_code = ?, name = ?, fee_shillings = ?, completed_at = ?,"
            " paid_on = ?, float_cents = ?, charges_cents = ? WHERE originator_id = ?",
            state,
            code,
            self._accounts.name(payment["msisdn"]),
            fee_shillings(payment["shillings"]) if paid else 0,
            moment.isoformat(),
            day(moment).isoformat() if paid else "",
            self._accounts.float_cents,
            self._accounts.charges_cents,
            payment["originator_id"],
        )
        words = {
            "paid": f"Paid, receipt {payment['receipt']}",
            "expired": "Expired in the queue, not paid",
            "failed": f"Not paid, result {code}",
        }
        self.tell(payment["originator_id"], words[state])

    def callback_came_to(self, originator_id: str, callback: str, status: int | None, words: str) -> None:
        """Write down what became of a callback: sent, refused, unreachable or lost."""
        with self._book.writing():
            self._book.run(
                "UPDATE payments SET callback = ?, callback_status = ?, echo = '' WHERE originator_id = ?",
                callback,
                status,
                originator_id,
            )
            self.tell(originator_id, words)

    def tell(self, originator_id: str, words: str) -> None:
        """Add a line to a payment's story."""
        self._book.run("INSERT INTO story VALUES (?, ?, ?)", originator_id, self._clock().isoformat(), words)

    def turn_away(self, originator_id: str, msisdn: str, words: str) -> None:
        """Remember a request that was not taken; only the newest are kept."""
        self._book.run(
            "INSERT INTO turned_away (at, originator_id, msisdn, words) VALUES (?, ?, ?, ?)",
            self._clock().isoformat(),
            originator_id,
            msisdn,
            words,
        )
        self._book.run(
            "DELETE FROM turned_away WHERE number <= (SELECT max(number) FROM turned_away) - ?",
            TURNED_AWAY_KEPT,
        )

    def waiting(self) -> list[str]:
        """The payments whose callback has not been dealt with, for a restarted simulator."""
        rows = self._book.rows(
            "SELECT originator_id FROM payments WHERE callback = 'waiting' ORDER BY number"
        )
        return [row["originator_id"] for row in rows]

    def newest(self, limit: int) -> list[dict[str, Any]]:
        """The newest payments, each with its story."""
        rows = self._book.rows(NEWEST, limit)
        return [dict(row) | {"story": self._story(row["originator_id"])} for row in rows]

    def counts(self) -> dict[str, int]:
        """How many payments stand in each state."""
        rows = self._book.rows("SELECT state, count(*) AS many FROM payments GROUP BY state")
        return {row["state"]: row["many"] for row in rows}

    def turned_away(self, limit: int) -> list[dict[str, Any]]:
        rows = self._book.rows("SELECT * FROM turned_away ORDER BY number DESC LIMIT ?", limit)
        return [dict(row) for row in rows]

    def _story(self, originator_id: str) -> list[dict[str, str]]:
        rows = self._book.rows(
            "SELECT at, words FROM story WHERE originator_id = ? ORDER BY rowid", originator_id
        )
        return [dict(row) for row in rows]


def conversation_id(moment: datetime) -> str:
    return f"AG_{day(moment):%Y%m%d}_{uuid.uuid4().hex[:20]}"


def new_receipt(moment: datetime) -> str:
    """Ten characters: a letter for the year, one for the month, one for the day, and seven drawn by lot."""
    today = day(moment)
    year = string.ascii_uppercase[(today.year - 2006) % 26]
    month = string.ascii_uppercase[today.month - 1]
    date = (string.digits[1:] + string.ascii_uppercase)[today.day - 1]
    return year + month + date + "".join(secrets.choice(RECEIPT_LETTERS) for _ in range(7))
