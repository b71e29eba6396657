"""What the cooperative was given by Safaricom, and the sealing of the initiator's password."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from imbuto.errors import BadValue

CERTIFICATE = "daraja_certificate"
"""The name under which a bad certificate is refused."""


@dataclass(frozen=True)
class DarajaCredentials:
    """One cooperative's Daraja app and API operator. Secrets never show in `repr`."""

    consumer_key: str = field(repr=False)
    consumer_secret: str = field(repr=False)
    shortcode: str
    initiator_name: str = field(repr=False)
    initiator_password: str = field(repr=False)
    certificate_pem: str = field(repr=False)
    top_up_shortcode: str = ""
    """Whose working account tops up the float; empty for the paying shortcode's own."""
    id_checked_path: str = ""
    """Where a payment goes that M-Pesa checks against the payee's national ID; empty for no check."""

    @cached_property
    def security_credential(self) -> str:
        """The sealed password; one sealing serves many calls. Raises BadValue on a bad certificate."""
        return security_credential(self.initiator_password, self.certificate_pem)


def security_credential(password: str, certificate_pem: str) -> str:
    """The initiator's password under Safaricom's certificate: RSA with PKCS#1 v1.5 padding, then base64.

    The certificate's own end date is not looked at: Safaricom's published ones have outlived theirs.
    Source: Daraja, Security Credentials. Raises BadValue when the certificate cannot be read.
    """
    key = _certificate(certificate_pem).public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        raise _bad_certificate()
    return base64.b64encode(key.encrypt(password.encode(), padding.PKCS1v15())).decode("ascii")


def fingerprint(initiator_name: str, password: str, key: str) -> str:
    """Sixteen letters that tell one credential from another and nothing about the password, keyed with the
    house's own secret."""
    told = f"{initiator_name}\0{password}".encode()
    return hmac.new(key.encode(), told, hashlib.sha256).hexdigest()[:16]


def certificate_ends_at(certificate_pem: str) -> datetime:
    """The instant (UTC) until which the certificate calls itself valid: to be shown, not obeyed."""
    return _certificate(certificate_pem).not_valid_after_utc


def _certificate(certificate_pem: str) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(certificate_pem.encode())
    except ValueError as error:
        raise _bad_certificate() from error


def _bad_certificate() -> BadValue:
    return BadValue(
        CERTIFICATE,
        "(certificate)",
        "This is not Safaricom's RSA certificate.",
        "Download it from the Daraja portal as PEM and point DARAJA_CERTIFICATE at it.",
    )
