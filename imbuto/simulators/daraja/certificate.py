"""The simulator's own RSA key and certificate, standing in for Safaricom's, for the initiator's password."""

from __future__ import annotations

import base64
import binascii
import os
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from imbuto.simulators.clock import now

KEY_FILE = "daraja-key.pem"
CERTIFICATE_FILE = "daraja-certificate.pem"


class Strongbox:
    """Opens security credentials. The key pair is made at the first start and kept in the data folder."""

    def __init__(self, folder: Path | None) -> None:
        if folder is None:
            self._key = _new_key()
            self.certificate_pem = _certificate(self._key).decode()
        else:
            self._key, self.certificate_pem = _kept_in(folder)
        # One sealing serves many calls, so the newest are remembered with what was in them.
        self.opened = lru_cache(maxsize=64)(self._open)

    def _open(self, credential: str) -> bytes:
        """The password inside a credential (base64 of RSA, PKCS#1 v1.5); empty when it cannot be read."""
        try:
            sealed = base64.b64decode(credential, validate=True)
            return self._key.decrypt(sealed, padding.PKCS1v15())
        except (binascii.Error, ValueError):
            return b""


def _kept_in(folder: Path) -> tuple[rsa.RSAPrivateKey, str]:
    key_path, certificate_path = folder / KEY_FILE, folder / CERTIFICATE_FILE
    if not key_path.exists() or not certificate_path.exists():
        key = _new_key()
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        _write(key_path, secret, 0o600)
        _write(certificate_path, _certificate(key), 0o644)
    # It is our own key, and looking whether its primes are primes would take longer than all the rest.
    found = serialization.load_pem_private_key(
        key_path.read_bytes(), password=None, unsafe_skip_rsa_key_validation=True
    )
    if not isinstance(found, rsa.RSAPrivateKey):
        raise SystemExit(f"{key_path} does not hold an RSA key; remove it and start again")
    return found, certificate_path.read_text()


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _certificate(key: rsa.RSAPrivateKey) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Daraja simulator, no real money")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM)


def _write(path: Path, content: bytes, mode: int) -> None:
    """Written beside and moved into place, so that nobody reads half a certificate."""
    beside = path.with_suffix(".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    beside.replace(path)
