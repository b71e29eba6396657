"""Whether a request can have been acted upon: judged over real connections, and by the kinds of failure."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import (
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ProxyError,
    ReadTimeoutError,
)

from imbuto.gateways.wire import Header, Limits, NeverSent, NoAnswer, Reply, exchange, never_left

from .servers import Answer, told

PATIENT = Limits(connect=timedelta(minutes=1), read=timedelta(minutes=1))
POOL = HTTPConnectionPool("127.0.0.1")
REFUSED = NewConnectionError(POOL, "refused")  # type: ignore[arg-type]


def post(url: str) -> Reply | NeverSent | NoAnswer:
    return exchange(requests.Session, "POST", url, PATIENT, Header("X-Key", "a-key"), json={"amount": 10})


def retried(reason: Exception) -> MaxRetryError:
    return MaxRetryError(POOL, "/", reason)


@pytest.mark.parametrize(
    "error",
    [
        requests.ConnectTimeout(),
        requests.ConnectionError(retried(REFUSED)),
        requests.ConnectionError(retried(NameResolutionError("daraja", None, socket.gaierror()))),  # type: ignore[arg-type]
        requests.exceptions.ProxyError(retried(ProxyError("no proxy", REFUSED))),
        requests.exceptions.SSLError(retried(ssl.SSLError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed"))),
        requests.exceptions.InvalidURL("http://"),
    ],
)
def test_what_fails_before_the_first_byte_was_never_sent(error: requests.RequestException) -> None:
    assert never_left(error)


@pytest.mark.parametrize(
    "error",
    [
        requests.ReadTimeout(ReadTimeoutError(POOL, "/", "slow")),
        requests.ConnectionError(ProtocolError("Connection aborted.")),
        requests.ConnectionError(retried(ProxyError("lost", OSError("reset")))),
        requests.exceptions.SSLError(retried(ssl.SSLError("[SSL] unexpected end"))),
        requests.exceptions.ChunkedEncodingError("cut"),
        requests.ConnectionError(),
    ],
)
def test_what_fails_later_may_have_arrived(error: requests.RequestException) -> None:
    assert not never_left(error)


@pytest.fixture
def self_signed(key: rsa.RSAPrivateKey, certificate_pem: str, tmp_path: Path) -> Iterator[str]:
    """An https server whose certificate nobody vouches for."""
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "both.pem").write_bytes(secret + certificate_pem.encode())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "both.pem")
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=_shake_hands_once, args=(door, context))
        thread.start()
        yield f"https://127.0.0.1:{door.getsockname()[1]}/pay"
        thread.join()


def _shake_hands_once(door: socket.socket, context: ssl.SSLContext) -> None:
    line, _ = door.accept()
    try:
        context.wrap_socket(line, server_side=True).close()
    except (ssl.SSLError, OSError):
        line.close()


def test_nothing_is_sent_to_a_host_whose_certificate_is_not_right(self_signed: str) -> None:
    assert isinstance(post(self_signed), NeverSent)


def test_a_redirect_is_not_followed() -> None:
    with told(lambda request: Answer(307, "", {"Location": "/elsewhere"})) as server:
        reply = post(server.url)
        assert isinstance(reply, Reply)
        assert (reply.status, len(server.requests)) == (307, 1)


def test_a_netrc_of_the_host_does_not_replace_our_header(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with told(lambda request: Answer(200, {})) as server:
        exchange(requests.Session, "GET", server.url, PATIENT, Header("Authorization", "Bearer t"))
        assert server.requests[0].headers["Authorization"] == "Bearer t"


@pytest.mark.parametrize(("header", "seconds"), [("30", 30), ("-1", None), ("Wed, 21 Oct 2026", None)])
def test_only_seconds_are_taken_from_retry_after(header: str, seconds: int | None) -> None:
    with told(lambda request: Answer(503, "", {"Retry-After": header})) as server:
        reply = post(server.url)
    assert isinstance(reply, Reply)
    assert reply.retry_after_seconds == seconds
