"""Phones that dial: sessions of a menu as Africa's Talking holds them, one HTTP post per step.

Each step posts sessionId, serviceCode, phoneNumber, networkCode and ``text``, which is everything typed so
far joined by stars; the answer begins with CON or END, and anything else ends the session as failed. Sessions
live in memory only: what is typed may be a PIN. Source: Africa's Talking, USSD.
"""

from __future__ import annotations

import re
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from imbuto.simulators.clock import dashed, now
from imbuto.simulators.errands import Later
from imbuto.simulators.posting import ask_form, post_form

from .segments import network, segments

CODE = "*384*22384#"
DIALLED = re.compile(r"(\*384\*22384)((?:\*[^*#]+)*)#")
LONGEST_SCREEN = 182
LONGEST_INPUT = 160
KEPT_SESSIONS = 200
NO_ANSWER = "Connection problem or invalid MMI code."

Ask = Callable[[str, Mapping[str, str]], tuple[int, str] | None]


class Urls(Protocol):
    """Where steps (``ussd_url``) and ends (``ussd_ended_url``) are posted."""

    def urls(self) -> dict[str, str]: ...


class Closed(Exception):
    """This session is over, or was never begun."""


@dataclass
class Session:
    """One session. ``steps`` are what was typed and what came; ``state`` is open, Success, Incomplete or
    Failed."""

    id: str
    phone: str
    typed: list[str]
    began: float
    steps: list[dict[str, Any]] = field(default_factory=list)
    state: str = "open"
    why: str = ""

    def shown(self) -> dict[str, Any]:
        """As the page, the terminal and tests see it."""
        last = self.steps[-1] if self.steps else {"screen": ""}
        return {
            "session": self.id,
            "phone": self.phone,
            "screen": last["screen"],
            "open": self.state == "open",
            "state": self.state,
            "why": self.why,
            "steps": self.steps,
        }


class Dialling:
    """The sessions of all phones."""

    def __init__(self, urls: Urls, errands: Later, ask: Ask = ask_form) -> None:
        self._urls = urls
        self._errands = errands
        self._ask = ask
        self._sessions: dict[str, Session] = {}
        self._lock = threading.Lock()

    def dial(self, phone: str, code: str) -> Session:
        """Begins a session; what stands behind the code is typed at once, as in ``*384*22384*1#``. Raises
        ValueError for a code that nobody answers."""
        match = DIALLED.fullmatch(code)
        if match is None:
            raise ValueError(f"nobody answers {code}: dial {CODE}")
        typed = match[2].strip("*").split("*") if match[2] else []
        session = Session(f"ATUid_{uuid.uuid4().hex}", phone, typed, time.monotonic())
        with self._lock:
            while len(self._sessions) >= KEPT_SESSIONS:
                self._sessions.pop(next(iter(self._sessions)))
            self._sessions[session.id] = session
        self._step(session, "*".join(typed))
        return session

    def press(self, id: str, typed: str, times: int = 1) -> Session:
        """Sends what was typed; ``times`` more than one posts the same step again, as a gateway that is in
        doubt does. Raises Closed."""
        session = self._open(id)
        session.typed.append(typed)
        for _ in range(times):
            self._step(session, typed)
        return session

    def hang_up(self, id: str) -> Session:
        """The person ends it, or the network does. Raises Closed."""
        session = self._open(id)
        self._end(session, "Incomplete", "the session was dropped")
        return session

    def last(self, phone: str) -> Session | None:
        """The newest session of a phone."""
        with self._lock:
            found = [session for session in self._sessions.values() if session.phone == phone]
        return found[-1] if found else None

    def reset(self) -> None:
        with self._lock:
            self._sessions.clear()

    def _open(self, id: str) -> Session:
        with self._lock:
            session = self._sessions.get(id)
        if session is None or session.state != "open":
            raise Closed(id)
        return session

    def _step(self, session: Session, typed: str) -> None:
        if session.state != "open":
            return
        url = self._urls.urls()["ussd_url"]
        began = time.monotonic()
        answer = self._ask(url, self._form(session)) if url else None
        took_ms = round((time.monotonic() - began) * 1000)
        kind, screen, why = judged(answer) if url else ("", "", "no address is set")
        if why:
            self._end(session, "Failed", why)
        step = {"typed": typed, "screen": screen if not why else NO_ANSWER, "kind": kind, "ms": took_ms}
        session.steps.append(step)
        if kind == "END":
            self._end(session, "Success", "")

    def _form(self, session: Session) -> dict[str, str]:
        return {
            "sessionId": session.id,
            "serviceCode": CODE,
            "phoneNumber": session.phone,
            "networkCode": network(session.phone),
            "text": "*".join(session.typed),
        }

    def _end(self, session: Session, state: str, why: str) -> None:
        """Closes it, and tells whoever listens, later and in vain if need be."""
        session.state, session.why = state, why
        url = self._urls.urls()["ussd_ended_url"]
        if not url:
            return
        seconds = time.monotonic() - session.began
        fields = {
            **self._form(session),
            "date": dashed(now()),
            "status": state,
            "cost": "KES 0.6000",
            "durationInMillis": str(round(seconds * 1000)),
            "hopsCount": str(len(session.steps)),
            "input": "*".join(session.typed),
            "lastAppResponse": session.steps[-1]["screen"] if session.steps else "",
            "errorMessage": why,
        }
        fields.pop("text")
        self._errands.after(0, lambda: _told(url, fields))


def judged(answer: tuple[int, str] | None) -> tuple[str, str, str]:
    """CON or END, the screen, and why the gateway would not show it; empty when it would."""
    if answer is None:
        return "", "", "nobody answered in time"
    status, text = answer
    if not 200 <= status < 300:
        return "", "", f"it was answered with {status}"
    kind, _, screen = text.partition(" ")
    if kind not in ("CON", "END"):
        return "", "", "the answer does not begin with CON or END"
    if len(screen) > LONGEST_SCREEN:
        return "", "", f"the screen has {len(screen)} letters, {LONGEST_SCREEN} are shown"
    if segments(screen + "x" * (160 - len(screen))) != 1:
        return "", "", "the screen has letters that no phone shows"
    return kind, screen, ""


def _told(url: str, fields: Mapping[str, str]) -> None:
    post_form(url, fields)
