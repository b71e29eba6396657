"""Where each phone is in the menu: one row per session of the gateway, for some minutes.

The gateway sends everything that was typed with every step, a PIN too. So what was typed is never kept: only
how many inputs were worked on, and where they led, sealed with a key made from the installation's secret.
Sessions and phones are keyed hashes.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import delete, select, update

from imbuto.errors import Busy
from imbuto.security.names import LoginNames
from imbuto.security.store import PeopleStore
from imbuto.security.tables import ussd_sessions

KEPT = timedelta(minutes=10)
RESUMED = timedelta(minutes=3)
"""So long somebody whose session broke off may go on."""
STILL_WORKING = timedelta(seconds=8)
"""A step that was begun and not finished by then has died, and is begun anew."""
NEVER = -1
_NONCE_BYTES = 12


@dataclass(frozen=True)
class Step:
    """What is known when a step comes. `steps` inputs were worked on before (-1: the session is new) and led
    to `state`; with `is_repeat` this one is among them. `left` is where an earlier session of this phone
    broke off."""

    id: str
    steps: int
    state: str = field(repr=False)
    is_repeat: bool
    left: str = field(repr=False, default="")


class UssdSessions:
    """The open menus of one installation."""

    def __init__(self, people: PeopleStore, secret: str) -> None:
        self._people = people
        self._key = hmac.digest(secret.encode(), b"ussd sessions", "sha256")
        self._seal = AESGCM(hmac.digest(secret.encode(), b"ussd places", "sha256"))
        self._names = LoginNames(secret)

    def begin(self, session: str, phone: str, steps: int, now: datetime) -> Step:
        """Takes a step that comes with so many inputs; `finish` or `abandon` must follow unless it is a
        repeat. Raises Busy while another process works on this session, BadValue for what is no phone."""
        phone_hash = self._names.of_phone(phone)
        id = self._hash(f"{phone_hash}:{session}")
        which = ussd_sessions.c.session_hash == id
        with self._people.writing() as connection:
            row = connection.execute(select(ussd_sessions).where(which)).one_or_none()
            if row is not None and row.steps >= steps:
                return Step(id, row.steps, self._open(id, row.sealed), is_repeat=True)
            if row is not None and row.working_since is not None and now - row.working_since < STILL_WORKING:
                raise Busy("The step before is still being worked on.")
            if row is not None:
                connection.execute(update(ussd_sessions).where(which).values(working_since=now))
                return Step(id, row.steps, self._open(id, row.sealed), is_repeat=False)
            connection.execute(delete(ussd_sessions).where(ussd_sessions.c.used_at <= now - KEPT))
            recent = ussd_sessions.c.phone_hash == phone_hash, ussd_sessions.c.used_at > now - RESUMED
            last = select(ussd_sessions).where(*recent).order_by(ussd_sessions.c.used_at.desc())
            before = connection.execute(last.limit(1)).one_or_none()
            row_of_step = {
                "session_hash": id,
                "phone_hash": phone_hash,
                "steps": NEVER,
                "working_since": now,
                "sealed": b"",
                "used_at": now,
            }
            self._people.put(connection, ussd_sessions, row_of_step)
        left = self._open(before.session_hash, before.sealed) if before is not None else ""
        return Step(id, NEVER, "", is_repeat=False, left=left)

    def finish(self, step: Step, steps: int, state: str, now: datetime) -> None:
        """So many inputs are worked on and led to `state`. Raises Busy."""
        news = {"steps": steps, "working_since": None, "sealed": self._close(step.id, state), "used_at": now}
        with self._people.writing() as connection:
            which = ussd_sessions.c.session_hash == step.id
            connection.execute(update(ussd_sessions).where(which).values(news))

    def abandon(self, step: Step) -> None:
        """Nothing came of this step: it may come again at once."""
        with self._people.writing() as connection:
            which = ussd_sessions.c.session_hash == step.id
            connection.execute(update(ussd_sessions).where(which).values(working_since=None))

    def purge(self, now: datetime) -> None:
        """Forgets what was left open."""
        with self._people.writing() as connection:
            connection.execute(delete(ussd_sessions).where(ussd_sessions.c.used_at <= now - KEPT))

    def _hash(self, name: str) -> str:
        """A session belongs to one phone: with another number it is another session."""
        return hmac.new(self._key, name.encode("utf-8", "surrogatepass"), "sha256").hexdigest()

    def _close(self, id: str, state: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._seal.encrypt(nonce, state.encode(), id.encode())

    def _open(self, id: str, sealed: bytes) -> str:
        """Empty when there is nothing, or the secret was changed since."""
        if not sealed:
            return ""
        try:
            opened = self._seal.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], id.encode())
        except InvalidTag:
            return ""
        return opened.decode()
