"""Movements from the working to the utility account. Each request moves anew: no caller's id."""

from __future__ import annotations

from typing import Any

from imbuto.simulators.book import Book, Value
from imbuto.simulators.clock import Clock

from .accounts import UTILITY, WORKING, Accounts
from .faults import Plan, planned
from .fields import TopUp
from .payments import conversation_id, new_receipt
from .rules import DONE

SCHEMA = """
CREATE TABLE IF NOT EXISTS top_ups (
    number INTEGER PRIMARY KEY, originator_id TEXT NOT NULL, conversation_id TEXT NOT NULL,
    receipt TEXT NOT NULL, shillings INTEGER NOT NULL, party_a TEXT NOT NULL, party_b TEXT NOT NULL,
    reference TEXT NOT NULL, known_code TEXT NOT NULL, plan TEXT NOT NULL, requested_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'accepted', result_code TEXT NOT NULL DEFAULT '') STRICT;
"""

FIRST_RECEIPT = 10**10
"""Top-ups draw their receipts from far away, so that none is a payment's."""


class TopUps:
    """Every top-up that was accepted, and what became of it."""

    def __init__(self, book: Book, accounts: Accounts, shortcode: str, clock: Clock, seed: int) -> None:
        self._book = book
        self._accounts = accounts
        self._shortcode = shortcode
        self._clock = clock
        self._seed = seed

    def accept(self, asked: TopUp, known_code: str, plan: Plan) -> dict[str, Any]:
        """Take it into the queue; it as a row."""
        moment = self._clock()
        with self._book.writing():
            number = int(self._book.noted("last_top_up", "0")) + 1
            self._book.note("last_top_up", str(number))
            row: dict[str, Value] = {
                "number": number,
                "originator_id": f"{10_000 + number}-{number * 7_919 % 10**8}-1",
                "conversation_id": conversation_id(f"{self._seed}|top-up {number}", moment),
                "receipt": new_receipt(FIRST_RECEIPT + number, self._seed, moment),
                "shillings": asked.shillings,
                "party_a": asked.party_a,
                "party_b": asked.party_b,
                "reference": asked.reference,
                "known_code": known_code,
                "plan": str(plan),
                "requested_at": moment.isoformat(),
            }
            marks = ", ".join("?" * len(row))
            self._book.run(f"INSERT INTO top_ups ({', '.join(row)}) VALUES ({marks})", *row.values())  # noqa: S608
        return row

    def settle(self, number: int, plan: Plan) -> dict[str, Any] | None:
        """Decide and move; the row as it is now, None when it was forgotten."""
        with self._book.writing():
            found = self._book.row("SELECT * FROM top_ups WHERE number = ?", number)
            if found is None:
                return None
            row = dict(found)
            if row["state"] == "accepted":
                row["result_code"] = self._decide(row, plan)
                row["state"] = "done" if row["result_code"] == DONE else "failed"
                if row["state"] == "done":
                    self._move(row)
                self._book.run(
                    "UPDATE top_ups SET state = ?, result_code = ? WHERE number = ?",
                    row["state"],
                    row["result_code"],
                    number,
                )
        balances = {"working_cents": self._accounts.working_cents, "float_cents": self._accounts.float_cents}
        return row | balances | {"party": row["party_b"]}

    def waiting(self) -> list[tuple[int, Plan]]:
        """Those that are not decided yet."""
        rows = self._book.rows("SELECT number, plan FROM top_ups WHERE state = 'accepted'")
        plans = [(int(row["number"]), planned(row["plan"])) for row in rows]
        return [(number, plan) for number, plan in plans if "queue_timeout" not in plan]

    def newest(self, limit: int) -> list[dict[str, Any]]:
        rows = self._book.rows("SELECT * FROM top_ups ORDER BY number DESC LIMIT ?", limit)
        return [dict(row) for row in rows]

    def _decide(self, row: dict[str, Any], plan: Plan) -> str:
        """Whichever shortcode of the cooperative gives: its working account is the only one here."""
        scripted = (plan.argument("result") or DONE).partition("/")[0]
        checks = (
            (row["known_code"] != DONE, row["known_code"]),
            (row["party_b"] != self._shortcode, "7"),
            (scripted != DONE, scripted),
            (row["shillings"] * 100 > self._accounts.working_cents, "1"),
        )
        return next((code for refused, code in checks if refused), DONE)

    def _move(self, row: dict[str, Any]) -> None:
        moment, cents = self._clock(), row["shillings"] * 100
        words = f"Business Pay to Bulk, {row['reference'] or 'no reference'}"
        said = (row["receipt"], words, "Business Pay to Bulk", f"{row['party_b']} - Dairy cooperative")
        for account, change in ((WORKING, -cents), (UTILITY, cents)):
            self._accounts.book_line(account, change, moment, row["requested_at"], said)
