"""The secrets of letters: what stands in a text only while it is on its way to a phone.

An invitation, a recovery link or a sign-in code is told by SMS. The fact of the message has the text with a
mark in the secret's place; the secret lies here, sealed with a key made from the installation's secret, until
the message is sent, refused, or too late.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import delete, select

from imbuto.security.store import PeopleStore
from imbuto.security.tables import letters

_NONCE_BYTES = 12


class Letters:
    """The open secrets of one installation, by the message that carries each."""

    def __init__(self, people: PeopleStore, secret: str) -> None:
        self._people = people
        self._seal = AESGCM(hmac.digest(secret.encode(), b"letters", "sha256"))

    def keep(self, message: UUID, secret: str, expires_at: datetime) -> None:
        """Keeps a secret before its message is asked for; durable when this returns. Raises Busy."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = nonce + self._seal.encrypt(nonce, secret.encode(), message.bytes)
        with self._people.writing() as connection:
            row = {"message": message.hex, "sealed": sealed, "expires_at": expires_at}
            self._people.put(connection, letters, row)

    def read(self, message: UUID, now: datetime) -> str | None:
        """The secret, while now is before its expiry; None when there is none any more. It stays, because a
        send may fail and be tried again."""
        with self._people.reading() as connection:
            row = connection.execute(select(letters).where(letters.c.message == message.hex)).one_or_none()
        if row is None or now >= row.expires_at:
            return None
        try:
            return self._seal.decrypt(
                row.sealed[:_NONCE_BYTES], row.sealed[_NONCE_BYTES:], message.bytes
            ).decode()
        except InvalidTag:
            return None

    def forget(self, message: UUID) -> None:
        """The message is sent, refused or too late: its secret goes. Quiet when it is gone."""
        with self._people.writing() as connection:
            connection.execute(delete(letters).where(letters.c.message == message.hex))

    def purge(self, now: datetime) -> None:
        """Throws away what is too late."""
        with self._people.writing() as connection:
            connection.execute(delete(letters).where(letters.c.expires_at <= now))
