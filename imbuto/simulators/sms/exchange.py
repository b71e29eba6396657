"""The exchange: every message out and in, its delivery report, and how each number behaves."""

from __future__ import annotations

import sqlite3
import uuid
from dataclasses import dataclass
from functools import partial
from typing import Any

from imbuto.simulators.book import Book
from imbuto.simulators.clock import dashed, now
from imbuto.simulators.errands import Errands
from imbuto.simulators.posting import post_form

from .segments import CENTS_PER_SEGMENT, cost, network, segments

SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, direction TEXT NOT NULL, phone TEXT NOT NULL,
    other TEXT NOT NULL, text TEXT NOT NULL, parts INTEGER NOT NULL, cost_cents INTEGER NOT NULL,
    at TEXT NOT NULL, status TEXT NOT NULL, behaviour TEXT NOT NULL, callback TEXT NOT NULL,
    callback_status INTEGER) STRICT;
CREATE INDEX IF NOT EXISTS messages_of_a_phone ON messages (phone, number);
CREATE INDEX IF NOT EXISTS messages_waiting ON messages (callback) WHERE callback = 'waiting';
CREATE TABLE IF NOT EXISTS behaviours (
    phone TEXT PRIMARY KEY, behaviour TEXT NOT NULL, delay_ms INTEGER NOT NULL) STRICT;
"""

BEHAVIOURS = ("ok", "undeliverable", "blacklisted", "no_report", "gateway_error", "slow")
URLS = ("reports_url", "inbound_url", "ussd_url", "ussd_ended_url")
SHORTCODE = "22384"
SENT = 101
BLACKLISTED = 406


@dataclass(frozen=True)
class Outgoing:
    """One message to one phone, as it left the cooperative."""

    phone: str
    sender: str
    text: str


class Exchange:
    """``delay_ms`` passes between taking a message and its delivery report."""

    def __init__(self, book: Book, errands: Errands, delay_ms: int) -> None:
        self._book = book
        self._errands = errands
        self._delay_ms = delay_ms

    def busy(self) -> bool:
        return self._errands.full()

    def send(self, message: Outgoing) -> dict[str, Any]:
        """Take one message; the recipient's line of the gateway's answer."""
        behaviour = self.behaviour(message.phone)[0]
        parts = segments(message.text)
        refused = behaviour == "blacklisted"
        cents = 0 if refused else parts * CENTS_PER_SEGMENT
        message_id = f"ATXid_{uuid.uuid4().hex}"
        status = "UserInBlacklist" if refused else "Sent"
        callback = "none" if refused or behaviour == "no_report" else "waiting"
        self._keep(message_id, "out", message, (parts, cents), (status, behaviour, callback))
        if refused:
            return recipient(message.phone, BLACKLISTED, "UserInBlacklist")
        if callback == "waiting":
            self._errands.after(self._delay_ms, lambda: self._report(message_id))
        return recipient(message.phone, SENT, "Success", message_id, cents, parts)

    def answer(self, phone: str, text: str, shortcode: str) -> str:
        """A person at this phone sends a text; its id. It is posted to the inbound address right away."""
        message_id = str(uuid.uuid4())
        incoming = Outgoing(phone, shortcode, text)
        self._keep(message_id, "in", incoming, (segments(text), 0), ("Received", "ok", "waiting"))
        self._errands.after(0, lambda: self._deliver_answer(message_id))
        return message_id

    def resume(self) -> None:
        """After a start: take up the reports and answers that the last process left undone."""
        rows = self._book.rows(
            "SELECT id, direction FROM messages WHERE callback = 'waiting' ORDER BY number"
        )
        for row in rows:
            act = self._report if row["direction"] == "out" else self._deliver_answer
            self._errands.after(self._delay_ms, partial(act, row["id"]))

    def behaviour(self, phone: str) -> tuple[str, int]:
        """How this number behaves, and how long a slow one keeps the caller waiting, in milliseconds."""
        row = self._book.row("SELECT * FROM behaviours WHERE phone = ?", phone)
        return (row["behaviour"], row["delay_ms"]) if row else (BEHAVIOURS[0], 0)

    def behave(self, phone: str, behaviour: str, delay_ms: int) -> None:
        self._book.run("DELETE FROM behaviours WHERE phone = ?", phone)
        if behaviour != BEHAVIOURS[0]:
            self._book.run("INSERT INTO behaviours VALUES (?, ?, ?)", phone, behaviour, delay_ms)

    def set_url(self, name: str, url: str) -> None:
        """Where reports, answers and the steps and ends of menus are posted; empty for nowhere."""
        self._book.note(name, url)

    def urls(self) -> dict[str, str]:
        return {name: self._book.noted(name) for name in URLS}

    def messages(self, phone: str, limit: int) -> list[dict[str, Any]]:
        """The newest messages first; of one phone when it is given."""
        rows = self._book.rows(
            "SELECT * FROM messages WHERE ? IN ('', phone) ORDER BY number DESC LIMIT ?", phone, limit
        )
        return [shown(row) for row in rows]

    def conversations(self, part_of_number: str, most: int, length: int) -> list[dict[str, Any]]:
        """The phones that were busy last, newest first, each with its last messages in order of time."""
        rows = self._book.rows(
            "SELECT phone, max(number) AS last FROM messages WHERE instr(phone, ?) > 0"
            " GROUP BY phone ORDER BY last DESC LIMIT ?",
            part_of_number,
            most,
        )
        return [
            {"phone": row["phone"], "messages": self.messages(row["phone"], length)[::-1]} for row in rows
        ]

    def reset(self) -> None:
        """Forget messages and behaviours; the addresses stay, since the processes they name still run."""
        with self._book.writing():
            self._book.empty("messages")
            self._book.empty("behaviours")

    def _keep(
        self,
        message_id: str,
        direction: str,
        message: Outgoing,
        size: tuple[int, int],
        standing: tuple[str, str, str],
    ) -> None:
        self._book.run(
            "INSERT INTO messages (id, direction, phone, other, text, parts, cost_cents, at, status,"
            " behaviour, callback) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            message_id,
            direction,
            message.phone,
            message.sender,
            message.text,
            *size,
            now().isoformat(),
            *standing,
        )

    def _report(self, message_id: str) -> None:
        message = self._find(message_id)
        if message is None:  # a reset came in between
            return
        failed = message["behaviour"] == "undeliverable"
        fields = {
            "id": message_id,
            "status": "Failed" if failed else "Success",
            "phoneNumber": message["phone"],
            "networkCode": network(message["phone"]),
            "retryCount": "0",
        }
        if failed:
            fields["failureReason"] = "DeliveryFailure"
        self._book.run("UPDATE messages SET status = ? WHERE id = ?", fields["status"], message_id)
        self._post(message_id, self.urls()["reports_url"], fields)

    def _deliver_answer(self, message_id: str) -> None:
        message = self._find(message_id)
        if message is None:
            return
        fields = {
            "linkId": f"SampleLinkId{message['number']}",
            "text": message["text"],
            "to": message["other"],
            "id": message_id,
            "date": dashed(now()),
            "from": message["phone"],
        }
        self._post(message_id, self.urls()["inbound_url"], fields)

    def _post(self, message_id: str, url: str, fields: dict[str, str]) -> None:
        status = post_form(url, fields) if url else None
        if not url:
            callback = "nowhere"
        elif status is None:
            callback = "unreachable"
        else:
            callback = "sent" if 200 <= status < 300 else "refused"
        self._book.run(
            "UPDATE messages SET callback = ?, callback_status = ? WHERE id = ?", callback, status, message_id
        )

    def _find(self, message_id: str) -> sqlite3.Row | None:
        return self._book.row("SELECT * FROM messages WHERE id = ?", message_id)


def recipient(
    phone: str, code: int, status: str, message_id: str = "None", cents: int = 0, parts: int = 0
) -> dict[str, Any]:
    """One line of the gateway's answer; a number that was not sent to has no id and costs nothing."""
    return {
        "statusCode": code,
        "number": phone,
        "status": status,
        "cost": cost(cents) if cents else "0",
        "messageId": message_id,
        "messageParts": parts,
    }


def shown(message: sqlite3.Row) -> dict[str, Any]:
    """A message as tests and the page see it. ``from`` and ``to`` are as the message travelled."""
    out = message["direction"] == "out"
    ends = (message["other"], message["phone"]) if out else (message["phone"], message["other"])
    return {
        "id": message["id"],
        "direction": message["direction"],
        "from": ends[0],
        "to": ends[1],
        "text": message["text"],
        "parts": message["parts"],
        "cost": cost(message["cost_cents"]),
        "at": message["at"],
        "status": message["status"],
        "callback": message["callback"],
        "callback_status": message["callback_status"],
    }
