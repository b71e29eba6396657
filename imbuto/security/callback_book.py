"""What partners posted, as it came: kept before it is answered, so that nothing acknowledged is lost.

A body carries names and numbers. It is sealed with a key made from the installation's secret, and once it is
known whom it is about, with that person's own key. A password that M-Pesa echoes is not even sealed.
"""

from __future__ import annotations

import hmac
import json
import re
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import ColumnElement, Connection, Row, delete, func, select, update

from imbuto.errors import Unknown, WrongState
from imbuto.security.kept_callback import (
    STATES,
    Address,
    Callback,
    CallbackPage,
    Posted,
    Settled,
    callback_of,
)
from imbuto.security.keys import BrokenSeal, Keyring
from imbuto.security.store import PeopleStore
from imbuto.security.tables import callbacks

KEPT = timedelta(days=400)
"""Longer than an audit year, so that a whole year can be compared with M-Pesa's own statements."""
LONGEST_NOTE = 255
_NONCE_BYTES = 12
_ROWS_AT_ONCE = 200
_SECRETS = re.compile(rb'("(?:SecurityCredential|Password|IDNumber)"\s*:\s*")(?:[^"\\]|\\.)*"', re.IGNORECASE)
_SECRET_BYTES = re.compile(rb"(SecurityCredential=)[^&\s]*", re.IGNORECASE)


class CallbackBook:
    """The kept callbacks of one installation."""

    def __init__(self, people: PeopleStore, keyring: Keyring, secret: str) -> None:
        self._people = people
        self._keyring = keyring
        self._digest_key = hmac.digest(secret.encode(), b"callback digests", "sha256")
        self._seal = AESGCM(hmac.digest(secret.encode(), b"callback bodies", "sha256"))

    # ------------------------------------------------------------------ coming in

    def keep(self, address: Address, source: str, trusted: bool, body: bytes, now: datetime) -> int:
        """Keeps a callback, durably when this returns, and tells its number. The same body at the same
        address is the same callback: it is counted, and a held one that comes again from a source that is
        trusted is received again. Raises Busy."""
        digest = hmac.digest(self._digest_key, _clear(address) + body, "sha256").hex()
        with self._people.writing() as connection:
            known = connection.execute(select(callbacks).where(callbacks.c.digest == digest)).one_or_none()
            if known is None:
                return self._insert(connection, digest, address, source, trusted, body, now)
            news: dict[str, object] = {"times": known.times + 1, "last_at": now}
            if trusted and not known.trusted:
                news |= {"trusted": True, "source": source, "state": "received", "note": "", "tries": 0}
            connection.execute(update(callbacks).where(callbacks.c.number == known.number).values(news))
            return int(known.number)

    def _insert(
        self,
        connection: Connection,
        digest: str,
        address: Address,
        source: str,
        trusted: bool,
        body: bytes,
        now: datetime,
    ) -> int:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        row = {
            "digest": digest,
            "topic": address.topic,
            "about": address.about,
            "attempt": address.attempt,
            "question": address.question,
            "kind": address.kind,
            "source": source[:64],
            "trusted": trusted,
            "received_at": now,
            "last_at": now,
            "times": 1,
            "key_id": None,
            "body": nonce + self._seal.encrypt(nonce, without_secrets(body), _clear(address)),
            "state": "received",
            "note": "",
            "tries": 0,
        }
        made = connection.execute(callbacks.insert().values(row))
        assert made.inserted_primary_key is not None
        return int(made.inserted_primary_key[0])

    # ------------------------------------------------------------------ being applied

    def waiting(self, before: datetime, limit: int, after: int = 0) -> list[int]:
        """The numbers, beyond `after`, of callbacks that came up to this instant and were not looked at yet,
        oldest first."""
        waits = (callbacks.c.state == "received") & (callbacks.c.received_at <= before)
        which = waits & (callbacks.c.number > after)
        with self._people.reading() as connection:
            found = connection.execute(
                select(callbacks.c.number).where(which).order_by(callbacks.c.number).limit(limit)
            )
            return [number for (number,) in found]

    def received(self, before: datetime, limit: int, after: int = 0) -> list[Posted]:
        """The same, with their bodies."""
        numbers = self.waiting(before, limit, after)
        question = select(callbacks).where(callbacks.c.number.in_(numbers)).order_by(callbacks.c.number)
        with self._people.reading() as connection:
            return list(map(self._posted, connection.execute(question).all()))

    def open(self, number: int) -> Posted:
        """One callback with its body. Raises Unknown."""
        with self._people.reading() as connection:
            row = connection.execute(select(callbacks).where(callbacks.c.number == number)).one_or_none()
        if row is None:
            raise Unknown("callback", number)
        return self._posted(row)

    def settle(self, ends: Sequence[Settled], now: datetime) -> None:
        """Writes what became of received callbacks, all in one transaction. Each body is sealed anew with the
        key of the person it is about."""
        written = [(end.posted.number, self._values(end, now)) for end in ends]
        with self._people.writing() as connection:
            for number, values in written:
                connection.execute(update(callbacks).where(_received(number)).values(values))

    def _values(self, end: Settled, now: datetime) -> dict[str, object]:
        values: dict[str, object] = {
            "state": end.state,
            "note": end.note[:LONGEST_NOTE],
            "applied_at": now,
        }
        if end.subject is not None and end.posted.body is not None:
            values |= self._sealed_for(end.subject, end.posted.body, end.posted.address)
        return values

    def _sealed_for(self, subject: str, body: bytes, address: Address) -> dict[str, object]:
        """The body under the person's own key; nothing of it when that person was erased meanwhile."""
        try:
            key_id, sealed = self._keyring.seal(subject, body.decode("latin-1"), _clear(address))
        except WrongState:
            return {"key_id": None, "body": b""}
        return {"key_id": key_id, "body": sealed}

    def tried(self, number: int) -> None:
        """Counts a try of which nothing came."""
        self._write(_received(number), {"tries": callbacks.c.tries + 1})

    def accept(self, number: int, who: str, now: datetime) -> Callback:
        """A person takes a held callback for M-Pesa's: it is received again and then applied. The same
        person's acceptance again is quiet. Raises Unknown, WrongState."""
        with self._people.writing() as connection:
            which = callbacks.c.number == number
            row = connection.execute(select(callbacks).where(which)).one_or_none()
            if row is None:
                raise Unknown("callback", number)
            if row.accepted_by == who and row.state != "held":
                return callback_of(row)
            if row.state != "held":
                raise WrongState(f"This callback is {row.state}.", "Only a held one can be accepted.")
            values = {"state": "received", "accepted_by": who, "accepted_at": now, "tries": 0}
            connection.execute(update(callbacks).where(which).values(values))
            return callback_of(connection.execute(select(callbacks).where(which)).one())

    # ------------------------------------------------------------------ being looked at

    def page(
        self,
        *,
        state: str | None = None,
        about: str | None = None,
        cursor: int | None = None,
        limit: int = 50,
    ) -> CallbackPage:
        """Callbacks in that state, about that payout or top-up, the latest first, below the cursor."""
        question = select(callbacks).order_by(callbacks.c.number.desc()).limit(limit + 1)
        for column, wanted in ((callbacks.c.state, state), (callbacks.c.about, about)):
            if wanted is not None:
                question = question.where(column == wanted)
        if cursor is not None:
            question = question.where(callbacks.c.number < cursor)
        with self._people.reading() as connection:
            rows = connection.execute(question).all()
        items = [callback_of(row) for row in rows[:limit]]
        return CallbackPage(items, str(items[-1].number) if len(rows) > limit else None)

    def counts(self) -> dict[str, int]:
        """How many callbacks are in each state."""
        question = select(callbacks.c.state, func.count()).group_by(callbacks.c.state)
        with self._people.reading() as connection:
            found = {row[0]: int(row[1]) for row in connection.execute(question)}
        return {state: found.get(state, 0) for state in STATES}

    def between(self, since: datetime, until: datetime) -> Iterator[Posted]:
        """The callbacks that came since one instant and before another, oldest first, with their bodies."""
        last = 0
        which = (callbacks.c.received_at >= since) & (callbacks.c.received_at < until)
        while True:
            question = select(callbacks).where(which & (callbacks.c.number > last))
            with self._people.reading() as connection:
                rows = connection.execute(question.order_by(callbacks.c.number).limit(_ROWS_AT_ONCE)).all()
            yield from map(self._posted, rows)
            if len(rows) < _ROWS_AT_ONCE:
                return
            last = rows[-1].number

    def purge(self, now: datetime) -> None:
        """Forgets what came more than 400 days ago."""
        with self._people.writing() as connection:
            connection.execute(delete(callbacks).where(callbacks.c.last_at <= now - KEPT))

    def _write(self, which: ColumnElement[bool], values: dict[str, object]) -> None:
        with self._people.writing() as connection:
            connection.execute(update(callbacks).where(which).values(values))

    def _posted(self, row: Row[tuple[object, ...]]) -> Posted:
        known = callback_of(row)
        return Posted(**vars(known), body=self._open(known.address, row.key_id, bytes(row.body)))

    def _open(self, address: Address, key_id: str | None, sealed: bytes) -> bytes | None:
        """The body; None of one that cannot be opened, because its person was forgotten, the installation's
        secret is another one, or somebody altered it: it must stand in no other callback's way."""
        if not sealed:
            return None
        try:
            if key_id is None:
                return self._seal.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _clear(address))
            text = self._keyring.open(key_id, sealed, _clear(address))
        except (InvalidTag, BrokenSeal):
            return None
        return None if text is None else text.encode("latin-1")


def without_secrets(body: bytes) -> bytes:
    """The body without the values of credentials, which M-Pesa sends back in some notices."""
    return _SECRET_BYTES.sub(rb"\1***", _SECRETS.sub(rb'\1***"', body))


def _received(number: int) -> ColumnElement[bool]:
    return (callbacks.c.number == number) & (callbacks.c.state == "received")


def _clear(address: Address) -> bytes:
    """What a body is bound to: it cannot be moved to another address unnoticed."""
    parts = [address.topic, address.about, address.kind, address.attempt, address.question]
    return json.dumps(parts).encode()
