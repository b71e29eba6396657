"""A browser that takes messages by Web Push: its address at a push service, and the keys that only it has.

The address comes from the browser, so whoever subscribes could name any machine that ours can reach. Only
https addresses at push services that are known by name are taken, and no answer can lead elsewhere.
Sources: RFC 8030 (push), RFC 8291 (keys); the hosts are those of Chrome and most Android browsers (Google),
Firefox (Mozilla), Safari (Apple) and Edge (Microsoft).
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec

from imbuto.addresses import is_host, split
from imbuto.errors import BadValue

SERVICES = ("fcm.googleapis.com", "*.push.services.mozilla.com", "*.push.apple.com", "*.notify.windows.com")
"""A star stands for one name or several."""
LONGEST_ENDPOINT = 1_000
KEY_BYTES, AUTH_BYTES = 65, 16
LOOPBACK = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Services:
    """Where messages may be pushed to. `more` are further hosts, such as `push.example.org` or one with its
    port; `simulator_port` is the stand-in's on this machine, in a demo only."""

    more: tuple[str, ...] = ()
    simulator_port: int | None = None

    @classmethod
    def of(cls, hosts: str, simulator_port: int | None) -> Services:
        """`hosts` are joined by commas."""
        return cls(tuple(host.strip() for host in hosts.split(",") if host.strip()), simulator_port)

    def take(self, endpoint: str) -> bool:
        """Whether a message may go to this address. What could be read in two ways is none: by a backslash or
        a percent sign in a host, whoever calls it might end elsewhere than where it was looked at."""
        parts = split(endpoint)
        host = parts.hostname or ""
        if not endpoint.isascii() or not endpoint.isprintable() or "\\" in endpoint:
            return False
        if not is_host(parts.netloc.lower()):
            return False
        if parts.scheme == "http":
            is_stand_in = self.simulator_port is not None and parts.port == self.simulator_port
            return is_stand_in and host in LOOPBACK
        if parts.scheme != "https":
            return False
        if parts.netloc.lower() in self.more:
            return True
        return parts.port in (None, 443) and any(_fits(host, service) for service in SERVICES)


def _fits(host: str, service: str) -> bool:
    return host.endswith(service[1:]) if service.startswith("*") else host == service


@dataclass(frozen=True)
class Device:
    """One browser's subscription: `key` is its point on P-256, uncompressed, `auth` its 16 secret bytes."""

    endpoint: str = field(repr=False)
    key: bytes = field(repr=False)
    auth: bytes = field(repr=False)

    @classmethod
    def read(cls, endpoint: str, p256dh: str, auth: str, services: Services) -> Device:
        """What a browser's PushSubscription tells. Raises BadValue."""
        if len(endpoint) > LONGEST_ENDPOINT or not services.take(endpoint):
            raise BadValue(
                "endpoint",
                "(not shown)",
                "This is no address of a push service that is known here.",
                "Send what the browser's PushSubscription says; PUSH_HOSTS names further services.",
            )
        key, secret = _bytes("p256dh", p256dh), _bytes("auth", auth)
        if len(secret) != AUTH_BYTES:
            raise _bad_key("auth")
        try:
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
        except ValueError:
            raise _bad_key("p256dh") from None
        if len(key) != KEY_BYTES:
            raise _bad_key("p256dh")
        return cls(endpoint, key, secret)

    @property
    def origin(self) -> str:
        """The push service, such as https://fcm.googleapis.com."""
        parts = split(self.endpoint)
        return f"{parts.scheme}://{parts.netloc}"


def unpadded(data: bytes) -> str:
    """Base64 for addresses, without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def padded(text: str) -> bytes:
    """The bytes of such a text, padded or not. Raises ValueError."""
    bare = text.rstrip("=")
    return urlsafe_b64decode(bare + "=" * (-len(bare) % 4))


def _bytes(name: str, text: str) -> bytes:
    try:
        return padded(text)
    except (ValueError, binascii.Error):
        raise _bad_key(name) from None


def _bad_key(name: str) -> BadValue:
    return BadValue(
        name, "(not shown)", "This is no key of a browser.", "Send what the browser's PushSubscription says."
    )
