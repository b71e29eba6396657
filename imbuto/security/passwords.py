"""Passwords: argon2id with OWASP's smaller profile (19 MiB, two passes, one lane), fit for a 1-GB machine.

Source of the figures: OWASP Password Storage Cheat Sheet, Argon2id.
"""

from __future__ import annotations

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from imbuto.errors import BadValue

SHORTEST, LONGEST = 12, 128
"""As OWASP's ASVS 4.0.3, 2.1.1 and 2.1.2, has it. Whoever chose a shorter one before signs in with it."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODYS_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5aGFzdGhpc3NhbHQ$dGhpcyBoYXNoIGJlbG9uZ3MgdG8gbm9ib2R5IGF0IGE"
)
"""A well-formed hash that no password has: checking against it takes as long as against a real one."""


def hash_password(password: str) -> str:
    """What is stored instead of the password. Raises BadValue, which never repeats the password."""
    plain = _plain(password) if len(password) >= SHORTEST else None
    if plain is None:
        raise BadValue(
            "password",
            "(not shown)",
            f"A password has {SHORTEST} to {LONGEST} characters.",
            "Choose another one, such as four words.",
        )
    return _HASHER.hash(plain)


def password_fits(stored: str | None, password: str) -> bool:
    """Whether it is the password. With nothing stored it is not, but the answer takes as long."""
    plain = _plain(password)
    try:
        _HASHER.verify(stored or _NOBODYS_HASH, plain or b"")
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None and plain is not None


def needs_rehash(stored: str) -> bool:
    """Whether it was hashed with another profile than today's."""
    return _HASHER.check_needs_rehash(stored)


def _plain(password: str) -> bytes | None:
    """The bytes of an acceptable password, however the keyboard composes its letters."""
    if not 1 <= len(password) <= LONGEST:
        return None
    try:
        return unicodedata.normalize("NFKC", password).encode()
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can carry
        return None
