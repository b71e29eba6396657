"""A browser with one subscription: it alone can open what is sealed for it (RFC 8291, the reader's side)."""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
_SALT, _SIZE, _HEAD = 16, 4, 21


def to_text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """Raises ValueError."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Unreadable(Exception):
    """What came is not sealed for this browser."""


@dataclass(frozen=True)
class Browser:
    """`secret` is its private number on P-256, `auth` what it shares with the sender alone."""

    secret: bytes = field(repr=False)
    auth: bytes = field(repr=False)

    @classmethod
    def new(cls) -> Browser:
        number = ec.generate_private_key(CURVE).private_numbers().private_value
        return cls(number.to_bytes(32), secrets.token_bytes(16))

    @property
    def point(self) -> bytes:
        public = self._key().public_key()
        return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def open(self, body: bytes) -> bytes:
        """The text of one record. Raises Unreadable."""
        try:
            salt, size, length = body[:_SALT], int.from_bytes(body[_SALT : _SALT + _SIZE]), body[_HEAD - 1]
            sender, sealed = body[_HEAD : _HEAD + length], body[_HEAD + length :]
            if len(sealed) > size:
                raise Unreadable("more than one record")
            theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sender)
            shared = self._key().exchange(ec.ECDH(), theirs)
            material = _derived(shared, self.auth, b"WebPush: info\0" + self.point + sender, 32)
            key = _derived(material, salt, b"Content-Encoding: aes128gcm\0", 16)
            nonce = _derived(material, salt, b"Content-Encoding: nonce\0", 12)
            padded = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0")
        except (InvalidTag, ValueError, IndexError) as problem:
            raise Unreadable("not sealed for this browser") from problem
        if not padded.endswith(b"\x02"):
            raise Unreadable("the last record is missing")
        return padded[:-1]

    def _key(self) -> ec.EllipticCurvePrivateKey:
        return ec.derive_private_key(int.from_bytes(self.secret), CURVE)


def _derived(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(material)
