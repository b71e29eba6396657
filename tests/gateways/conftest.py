"""What the gateways' tests share: credentials, a certificate and its key, a Redis, the running simulators."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import redis
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from imbuto.gateways.daraja_credentials import DarajaCredentials
from imbuto.redis_server import RedisServer

from .servers import simulator


@pytest.fixture(scope="session")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="session")
def certificate_pem(key: rsa.RSAPrivateKey) -> str:
    """A certificate that ended long ago, as Safaricom's published ones have."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a test's M-Pesa")])
    ended = datetime(2018, 3, 21, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(ended - timedelta(days=700))
        .not_valid_after(ended)
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


@pytest.fixture
def credentials(certificate_pem: str) -> DarajaCredentials:
    return DarajaCredentials("the-key", "the-secret", "600000", "coop-api", "Maziwa#2026", certificate_pem)


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    yield server.start()
    server.stop()


@pytest.fixture
def redis_client(redis_url: str) -> Iterator[redis.Redis]:
    client = redis.Redis.from_url(redis_url)
    client.flushdb()
    yield client
    client.close()


@pytest.fixture(scope="session")
def mpesa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The Daraja simulator: its address and its folder, where its certificate lies."""
    folder = tmp_path_factory.mktemp("daraja")
    with simulator("daraja", folder, "--delay-ms", "20") as url:
        yield url, folder


@pytest.fixture(scope="session")
def sms_gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with simulator("sms", tmp_path_factory.mktemp("sms"), "--delay-ms", "20") as url:
        yield url
