"""The initiator's password is sealed as Safaricom opens it, and shows nowhere."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from imbuto.errors import BadValue
from imbuto.gateways.daraja_credentials import (
    DarajaCredentials,
    certificate_ends_at,
    security_credential,
)


def test_the_holder_of_the_key_reads_exactly_the_password(
    key: rsa.RSAPrivateKey, certificate_pem: str
) -> None:
    sealed = base64.b64decode(security_credential("Maziwa#2026", certificate_pem), validate=True)
    assert key.decrypt(sealed, padding.PKCS1v15()) == b"Maziwa#2026"


def test_two_sealings_differ_and_one_serves_many_calls(
    credentials: DarajaCredentials, certificate_pem: str
) -> None:
    assert security_credential("a", certificate_pem) != security_credential("a", certificate_pem)
    assert credentials.security_credential == credentials.security_credential


def test_a_certificate_past_its_end_still_seals_and_shows_its_end(certificate_pem: str) -> None:
    assert security_credential("a", certificate_pem)
    assert certificate_ends_at(certificate_pem) == datetime(2018, 3, 21, tzinfo=UTC)


def _of_another_kind() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([])
    day = datetime(2026, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = builder.serial_number(1).not_valid_before(day).not_valid_after(day.replace(year=2030))
    return made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


@pytest.mark.parametrize("pem", ["", "secret words", _of_another_kind()], ids=["nothing", "text", "not rsa"])
def test_what_is_no_rsa_certificate_is_refused_without_being_shown(pem: str) -> None:
    with pytest.raises(BadValue) as refused:
        security_credential("Maziwa#2026", pem)
    assert refused.value.details["value"] == "(certificate)"


def test_the_credentials_do_not_show_themselves(credentials: DarajaCredentials) -> None:
    shown = repr(credentials)
    assert "600000" in shown
    for secret in ("the-key", "the-secret", "coop-api", "Maziwa", "CERTIFICATE"):
        assert secret not in shown
