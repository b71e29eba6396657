"""The push service and its browsers: what is taken or refused, when it is shown, and who is told of it."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from werkzeug.datastructures import Headers

from imbuto.simulators.book import Book
from imbuto.simulators.clock import Clock
from imbuto.simulators.errands import Later
from imbuto.simulators.posting import post_json

from .browser import Browser, Unreadable, from_text, to_text
from .sender import refusal

SCHEMA = """
CREATE TABLE IF NOT EXISTS browsers (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, secret TEXT NOT NULL,
    auth TEXT NOT NULL, sender TEXT NOT NULL, behaviour TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS notifications (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, browser TEXT NOT NULL, topic TEXT NOT NULL,
    urgency TEXT NOT NULL, body TEXT NOT NULL, text TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL,
    expires_at TEXT NOT NULL, told INTEGER) STRICT;
CREATE INDEX IF NOT EXISTS notifications_of_a_browser ON notifications (browser, number);
"""
BEHAVIOURS = ("ok", "not_shown", "offline", "gone", "busy", "too_large", "error", "lost_answer")
"""ok: shown, and the cooperative told. not_shown: taken, but the person has switched notifications off.
offline: waits for the phone until its time is over. lost_answer: taken and shown, but the sender hears
nothing. The others refuse: 410, 429, 413, 500."""
LARGEST_BODY, LONGEST_TOPIC, RETRY_AFTER_SECONDS = 4096, 32, 30
REFUSALS: Mapping[str, tuple[int, str]] = {
    "gone": (410, "this subscription is no more"),
    "busy": (429, "too many messages"),
    "too_large": (413, "the message is too large"),
    "error": (500, "something broke"),
}
SHOWN_URL = "shown_url"


@dataclass(frozen=True)
class Pushed:
    """One request as it came in."""

    headers: Headers
    body: bytes = field(repr=False)
    origin: str = ""


class Service:
    """``delay_ms`` passes between taking a message and showing it."""

    def __init__(
        self,
        book: Book,
        errands: Later,
        clock: Clock,
        delay_ms: int,
        post: Callable[[str, Mapping[str, Any]], int | None] = post_json,
    ) -> None:
        self._book, self._errands, self._clock = book, errands, clock
        self._delay_ms, self._post = delay_ms, post

    # ------------------------------------------------------------------ the service

    def take(self, id: str, pushed: Pushed) -> tuple[int, str]:
        """The status of the answer, and the message's id or the words of a refusal."""
        browser = self._browser(id)
        if browser is None:
            return 404, "there is no such subscription"
        if browser["behaviour"] in REFUSALS:
            return REFUSALS[browser["behaviour"]]
        if (wrong := _wrong(pushed)) is not None:
            return wrong
        authorization = pushed.headers.get("Authorization", "")
        turned_away = refusal(authorization, pushed.origin, browser["sender"], self._clock())
        return turned_away or (201, self._keep(browser, pushed))

    def behaviour(self, id: str) -> str:
        browser = self._browser(id)
        return browser["behaviour"] if browser else ""

    def _keep(self, browser: sqlite3.Row, pushed: Pushed) -> str:
        id, now, topic = secrets.token_hex(8), self._clock(), pushed.headers.get("Topic", "")
        expires_at = now + timedelta(seconds=int(pushed.headers["TTL"]))
        with self._book.writing():
            if topic:
                self._book.run(
                    "UPDATE notifications SET state = 'replaced'"
                    " WHERE browser = ? AND topic = ? AND state = 'waiting'",
                    browser["id"],
                    topic,
                )
            self._book.run(
                "INSERT INTO notifications (id, browser, topic, urgency, body, text, state, at, expires_at)"
                " VALUES (?, ?, ?, ?, ?, '', 'waiting', ?, ?)",
                id,
                browser["id"],
                topic,
                pushed.headers.get("Urgency", "normal"),
                to_text(pushed.body),
                now.isoformat(),
                expires_at.isoformat(),
            )
        self._errands.after(self._delay_ms, lambda: self.bring(browser["id"]))
        return id

    def bring(self, id: str) -> None:
        """Whatever waits for a browser that is there is shown, or has expired."""
        browser = self._browser(id)
        if browser is None or browser["behaviour"] == "offline":
            return
        for row in self._book.rows(
            "SELECT * FROM notifications WHERE browser = ? AND state = 'waiting' ORDER BY number", id
        ):
            self._show(browser, row)

    def _show(self, browser: sqlite3.Row, row: sqlite3.Row) -> None:
        if datetime.fromisoformat(row["expires_at"]) <= self._clock():
            self._become(row["id"], "expired")
            return
        try:
            text = _opened(browser).open(from_text(row["body"])).decode()
        except (Unreadable, UnicodeDecodeError):
            self._become(row["id"], "unreadable")
            return
        is_shown = browser["behaviour"] != "not_shown"
        if self._become(row["id"], "shown" if is_shown else "hidden", text) and is_shown:
            self._acknowledge(row["id"], text)

    def _become(self, id: str, state: str, text: str = "") -> bool:
        """Whether it still waited: two hands show nothing twice."""
        told = "UPDATE notifications SET state = ?, text = ? WHERE id = ? AND state = 'waiting'"
        return self._book.run(told, state, text, id) == 1

    def _acknowledge(self, id: str, text: str) -> None:
        """The service worker of the app says that it has shown it."""
        try:
            token = json.loads(text)["token"]
        except (ValueError, TypeError, KeyError):
            return
        if url := self._book.noted(SHOWN_URL):
            status = self._post(url, {"token": token})
            self._book.run("UPDATE notifications SET told = ? WHERE id = ?", status or 0, id)

    # ------------------------------------------------------------------ the browsers

    def subscribe(self, name: str, sender: str, origin: str) -> dict[str, Any]:
        """A new browser's PushSubscription for this sender's key, as JavaScript's toJSON gives it."""
        browser, id = Browser.new(), secrets.token_urlsafe(16)
        self._book.run(
            "INSERT INTO browsers (id, name, secret, auth, sender, behaviour) VALUES (?, ?, ?, ?, ?, ?)",
            id,
            name,
            to_text(browser.secret),
            to_text(browser.auth),
            sender,
            BEHAVIOURS[0],
        )
        keys = {"p256dh": to_text(browser.point), "auth": to_text(browser.auth)}
        return {"id": id, "endpoint": f"{origin}/push/{id}", "expirationTime": None, "keys": keys}

    def behave(self, id: str, behaviour: str) -> bool:
        """How a browser behaves from now on; what waited for it is brought when it is there again."""
        known = self._book.run("UPDATE browsers SET behaviour = ? WHERE id = ?", behaviour, id) == 1
        self._errands.after(0, lambda: self.bring(id))
        return known

    def browsers(self, shown: int = 20) -> list[dict[str, Any]]:
        """The newest first, each with its last messages in order of time."""
        found = self._book.rows("SELECT * FROM browsers ORDER BY number DESC")
        names = ("id", "name", "behaviour")
        return [
            {name: row[name] for name in names}
            | {"notifications": self.notifications(row["id"], shown)[::-1]}
            for row in found
        ]

    def notifications(self, browser: str = "", limit: int = 1000) -> list[dict[str, Any]]:
        """The newest first; of one browser when it is given."""
        rows = self._book.rows(
            "SELECT * FROM notifications WHERE ? IN ('', browser) ORDER BY number DESC LIMIT ?",
            browser,
            limit,
        )
        names = ("id", "browser", "topic", "urgency", "state", "at", "expires_at", "told")
        return [{name: row[name] for name in names} | {"text": _words(row["text"])} for row in rows]

    def set_shown_url(self, url: str) -> None:
        """Where the app's service worker says what was shown; empty for nowhere."""
        self._book.note(SHOWN_URL, url)

    def shown_url(self) -> str:
        return self._book.noted(SHOWN_URL)

    def resume(self) -> None:
        """After a start: bring what the last process left undone."""
        for row in self._book.rows("SELECT DISTINCT browser FROM notifications WHERE state = 'waiting'"):
            self.bring(row["browser"])

    def reset(self) -> None:
        """Forget browsers and messages; the address stays."""
        with self._book.writing():
            self._book.empty("browsers")
            self._book.empty("notifications")

    def _browser(self, id: str) -> sqlite3.Row | None:
        return self._book.row("SELECT * FROM browsers WHERE id = ?", id)


def _opened(row: sqlite3.Row) -> Browser:
    return Browser(from_text(row["secret"]), from_text(row["auth"]))


def _words(text: str) -> str:
    """What the person reads."""
    try:
        return str(json.loads(text)["text"])
    except (ValueError, TypeError, KeyError):
        return text


def _wrong(pushed: Pushed) -> tuple[int, str] | None:
    """What RFC 8030 and 8188 do not allow."""
    ttl, topic = pushed.headers.get("TTL", ""), pushed.headers.get("Topic", "")
    if not (ttl.isascii() and ttl.isdigit() and len(ttl) < 9):
        return 400, "a TTL header in seconds is needed"
    if pushed.headers.get("Content-Encoding") != "aes128gcm":
        return 415, "Content-Encoding: aes128gcm is needed"
    if len(pushed.body) > LARGEST_BODY:
        return 413, f"at most {LARGEST_BODY} bytes"
    if len(topic) > LONGEST_TOPIC or not all(letter.isalnum() or letter in "-_" for letter in topic):
        return 400, "a topic has 32 letters of base64 at most"
    return None
