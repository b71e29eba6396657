"""The same request again gets the same answer: records of requests that carried an Idempotency-Key.

Answers may contain names, phones and tokens, so they are sealed with a key made from the installation's
secret. They are kept for two days. This is a courtesy to clients whose connection broke; that a fact is
recorded once is the ledger's own promise, by its ids.
"""

from __future__ import annotations

import hmac
import json
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import ColumnElement, and_, delete, select, update

from imbuto.errors import BadValue, Busy, DifferentContent
from imbuto.security.store import PeopleStore
from imbuto.security.tables import idempotency

KEPT = timedelta(hours=48)
STILL_RUNNING = timedelta(seconds=30)
LARGEST_BODY_BYTES = 1_000_000
_KEY = re.compile(r"[\x21-\x7e]{1,255}", re.ASCII)
_NONCE_BYTES = 12


@dataclass(frozen=True)
class Fresh:
    """Go ahead: this request was not answered before. `finish` or `abandon` must follow."""


@dataclass(frozen=True)
class Replay:
    """The answer that this request had the first time."""

    status: int
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)


class IdempotencyRecords:
    """What was asked under which key, and what was answered."""

    def __init__(self, people: PeopleStore, secret: str) -> None:
        self._people = people
        self._seal = AESGCM(hmac.digest(secret.encode(), b"idempotency records", "sha256"))

    def begin(self, principal: str, key: str, fingerprint: str, now: datetime) -> Fresh | Replay:
        """Fresh the first time, the first answer ever after.

        `fingerprint` is a hash of what is asked (method, path, body), at most 128 characters. Raises
        DifferentContent when the key came with another one, Busy while the first is still being worked on,
        and BadValue for a key that cannot be one. A request that died is begun anew after half a minute.
        """
        _check(key)
        row = {"principal": principal, "key": key, "fingerprint": fingerprint, "started_at": now}
        with self._people.writing() as connection:
            record = select(idempotency).where(_named(principal, key), idempotency.c.started_at > now - KEPT)
            found = connection.execute(record).one_or_none()
            if found is not None and found.fingerprint != fingerprint:
                raise _other_request(key, found.fingerprint, fingerprint)
            if found is not None and found.answer is not None:
                return self._open(principal, key, found.answer)
            if found is not None and now - found.started_at < STILL_RUNNING:
                raise Busy("The same request is still being worked on.")
            self._people.put(connection, idempotency, {**row, "answer": None})
            return Fresh()

    def finish(self, principal: str, key: str, status: int, headers: Mapping[str, str], body: bytes) -> None:
        """Keeps the answer for whoever asks again; the first answer stands.

        An answer above a megabyte is not kept: the same request is then simply worked on again.
        """
        if len(body) > LARGEST_BODY_BYTES:
            self.abandon(principal, key)
            return
        content = {"status": status, "headers": dict(headers), "body": b64encode(body).decode()}
        nonce = secrets.token_bytes(_NONCE_BYTES)
        answer = nonce + self._seal.encrypt(nonce, json.dumps(content).encode(), _context(principal, key))
        with self._people.writing() as connection:
            connection.execute(update(idempotency).where(_running(principal, key)).values(answer=answer))

    def abandon(self, principal: str, key: str) -> None:
        """Nothing came of it (a refusal that may pass, a crash): the next one with this key is fresh."""
        with self._people.writing() as connection:
            connection.execute(delete(idempotency).where(_running(principal, key)))

    def purge(self, now: datetime) -> None:
        """Forgets what is older than two days."""
        with self._people.writing() as connection:
            connection.execute(delete(idempotency).where(idempotency.c.started_at <= now - KEPT))

    def _open(self, principal: str, key: str, answer: bytes) -> Replay:
        sealed = bytes(answer)
        clear = self._seal.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _context(principal, key))
        content = json.loads(clear)
        return Replay(content["status"], content["headers"], b64decode(content["body"]))


def _check(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise BadValue(
            "Idempotency-Key",
            key,
            "This is not a usable key.",
            "Send 1 to 255 plain characters, such as a UUID.",
        )


def _other_request(key: str, first: str, second: str) -> DifferentContent:
    return DifferentContent("idempotency key", key, {"request": [first[:12], second[:12]]})


def _context(principal: str, key: str) -> bytes:
    return json.dumps([principal, key]).encode()


def _named(principal: str, key: str) -> ColumnElement[bool]:
    return and_(idempotency.c.principal == principal, idempotency.c.key == key)


def _running(principal: str, key: str) -> ColumnElement[bool]:
    return and_(_named(principal, key), idempotency.c.answer.is_(None))
