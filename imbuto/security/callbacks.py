"""The keyed hash in the addresses that Daraja and the SMS gateway call back.

Neither signs its callbacks. Whoever does not know the installation's secret cannot make the address.
"""

from __future__ import annotations

import hmac

TOKEN_LENGTH = 32


def callback_token(secret: str, *parts: str) -> str:
    """The first 32 hexadecimal digits of HMAC-SHA256(secret, parts joined by colons)."""
    return hmac.digest(secret.encode(), ":".join(parts).encode(), "sha256").hex()[:TOKEN_LENGTH]


def check(token: str, secret: str, *parts: str) -> bool:
    """Whether the token belongs to these parts, in a time that does not tell how much of it fits."""
    given = token.encode("utf-8", "surrogatepass")
    return hmac.compare_digest(given, callback_token(secret, *parts).encode())
