"""What can be told of an address without calling it: its parts, and whether it is on this very machine."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?", re.ASCII)


def split(url: str) -> SplitResult:
    """The parts of an address; of one that is malformed, nothing."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else urlsplit("")
    except ValueError:
        return urlsplit("")


def is_here(url: str) -> bool:
    """Whether the address is on this machine."""
    host = (split(url).hostname or "").rstrip(".")
    return (
        host in ("localhost", "ip6-localhost", "0.0.0.0", "::", "::1")  # noqa: S104 - told, not listened on
        or host.endswith(".localhost")
        or host.startswith(("127.", "::ffff:127."))
    )


def is_simulator(url: str, port: int) -> bool:
    """Whether the address is on this machine, or on one of the ports where the stand-ins listen."""
    return is_here(url) or split(url).port in (port + 1, port + 2)


def is_network(word: str) -> bool:
    """Whether the word is an IP address or a network of them."""
    try:
        ipaddress.ip_network(word, strict=False)
    except ValueError:
        return False
    return True


def is_host(word: str) -> bool:
    """Whether the word is a host's name, with a port or without, in small letters."""
    return _HOST.fullmatch(word) is not None
