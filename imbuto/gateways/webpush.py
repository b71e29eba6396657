"""Pushing one message to one browser, and the closed list of what that can come to.

The text is sealed for the browser alone: the push service carries it and cannot read it. Written out here on
`cryptography` instead of a library, because the usual one brings a second HTTP client with seven packages of
its own; the RFCs' own examples are among the tests.
Sources: RFC 8030 (push), RFC 8188 and 8291 (aes128gcm), RFC 8292 (VAPID).
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

import requests
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from imbuto.gateways.push_answers import PushOutcome, Refused, read_push_reply
from imbuto.gateways.push_devices import Device, Services, unpadded
from imbuto.gateways.wire import Header, Limits, SessionFactory, exchange

TOKEN_LASTS = timedelta(hours=12)
"""A push service refuses a token that lasts longer than a day."""
RECORD_SIZE = 4096
LONGEST_TEXT_BYTES = 3_993
"""What is left of the 4096 that every service takes: 86 are the head, 16 the seal, one says that it ends."""
_CURVE = ec.SECP256R1()

log = logging.getLogger(__name__)


class WebPush:
    """Speaks to push services in the name of one installation. `secret` is its private number on P-256,
    `subject` an https: or mailto: address at which a service finds who is responsible."""

    def __init__(
        self,
        secret: bytes,
        subject: str,
        services: Services,
        session: SessionFactory = requests.Session,
        limits: Limits | None = None,
    ) -> None:
        self._key = ec.derive_private_key(int.from_bytes(secret), _CURVE)
        self._subject = subject
        self._services = services
        self._session = session
        self._limits = limits or Limits(timedelta(seconds=3), timedelta(seconds=5))

    def push(
        self, device: Device, text: bytes, now: datetime, *, lasts: timedelta, topic: str, urgent: bool
    ) -> PushOutcome:
        """Pushes a text that is of use for so long; a later one of the same topic (32 letters at most) takes
        the place of one that waits. Never raises for what the service does."""
        if not self._services.take(device.endpoint):
            return Refused("the address is at no push service that is known here")
        if len(text) > LONGEST_TEXT_BYTES:
            return Refused("the text is too long")
        headers = {
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(max(int(lasts.total_seconds()), 0)),
            "Topic": topic,
            "Urgency": "high" if urgent else "normal",
        }
        auth = Header("Authorization", vapid(self._key, device.origin, self._subject, now + TOKEN_LASTS))
        body = seal(text, device)
        outcome = read_push_reply(
            exchange(self._session, "POST", device.endpoint, self._limits, auth, data=body, headers=headers)
        )
        log.info("push to %s: %s", device.origin, outcome)
        return outcome


def seal(
    text: bytes, device: Device, *, key: ec.EllipticCurvePrivateKey | None = None, salt: bytes | None = None
) -> bytes:
    """The text as only this browser can read it (RFC 8291): one record, with a key and salt of its own."""
    own, salt = key or ec.generate_private_key(_CURVE), salt or secrets.token_bytes(16)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, device.key)
    public = _point(own)
    shared = own.exchange(ec.ECDH(), theirs)
    material = _derived(shared, device.auth, b"WebPush: info\0" + device.key + public, 32)
    sealing_key = _derived(material, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(material, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD_SIZE.to_bytes(4) + len(public).to_bytes(1) + public
    return head + AESGCM(sealing_key).encrypt(nonce, text + b"\x02", None)


def vapid(key: ec.EllipticCurvePrivateKey, origin: str, subject: str, expires_at: datetime) -> str:
    """The value of the Authorization header by which a push service knows the sender (RFC 8292)."""
    claims = _json({"aud": origin, "exp": int(expires_at.timestamp()), "sub": subject})
    signed = f"{_json({'typ': 'JWT', 'alg': 'ES256'})}.{claims}"
    numbers = decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    signature = b"".join(number.to_bytes(32) for number in numbers)
    return f"vapid t={signed}.{unpadded(signature)}, k={unpadded(_point(key))}"


def _json(part: Mapping[str, str | int]) -> str:
    return unpadded(json.dumps(part, separators=(",", ":")).encode())


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derived(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(material)
