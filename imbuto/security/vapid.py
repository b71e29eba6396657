"""The key by which push services know this installation (RFC 8292).

Made when it is first needed, and kept in the key store, which nobody else may read: API and workers, also on
several machines, share one. Browsers subscribe for it alone, so a lost key costs every subscription.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import Connection, select

from imbuto.security.key_tables import installation_keys
from imbuto.security.store import PeopleStore
from imbuto.values import utc_now

NAME = "vapid"
_CURVE = ec.SECP256R1()


class VapidKey:
    """One installation's key pair on P-256."""

    def __init__(self, key_store: PeopleStore) -> None:
        self._store = key_store

    @cached_property
    def secret(self) -> bytes:
        """The private number, 32 bytes, the greatest first."""
        with self._store.reading() as connection:
            found = _secret_in(connection)
        return found or self._make()

    @cached_property
    def public(self) -> str:
        """The public point as browsers take it (`applicationServerKey`): uncompressed, in base64 for
        addresses, without padding."""
        key = ec.derive_private_key(int.from_bytes(self.secret), _CURVE).public_key()
        point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return urlsafe_b64encode(point).rstrip(b"=").decode()

    def _make(self) -> bytes:
        """The key that is made now, or that another process has just made."""
        with self._store.writing() as connection:
            if (found := _secret_in(connection)) is not None:
                return found
            number = ec.generate_private_key(_CURVE).private_numbers().private_value
            row = {"name": NAME, "secret": number.to_bytes(32), "made_at": utc_now()}
            connection.execute(installation_keys.insert().values(row))
            return number.to_bytes(32)


def _secret_in(connection: Connection) -> bytes | None:
    asked = select(installation_keys.c.secret).where(installation_keys.c.name == NAME)
    secret: bytes | None = connection.scalar(asked)
    return secret
