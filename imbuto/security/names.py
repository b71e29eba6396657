"""How people are found and recognised: login names, tokens and codes, each kept only as a hash."""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import b32encode
from hashlib import sha256

from imbuto.errors import BadValue
from imbuto.values import parse_msisdn

PREFIX = "imb_"
_PRINCIPAL = re.compile(r"(staff|member):([A-Za-z0-9][A-Za-z0-9/-]{0,31})", re.ASCII)
# Base 32 has no 0, 1 and 8: whoever reads them on a slip of paper saw O, I and B.
_MISREAD = str.maketrans("018", "OIB", " -\u2013\u00a0\t\r\n")


class LoginNames:
    """Keyed hashes of login names. Without the installation's secret a phone cannot be guessed from them."""

    def __init__(self, secret: str) -> None:
        self._key = hmac.digest(secret.encode(), b"login names", "sha256")

    def __repr__(self) -> str:
        return "LoginNames(…)"

    def of_number(self, number: str) -> str:
        return self._hash(f"number:{plain_number(number)}")

    def of_phone(self, phone: str) -> str:
        """Raises BadValue when it is not a Kenyan mobile number."""
        return self._hash(f"phone:{parse_msisdn(phone)}")

    def of_login(self, login: str) -> str:
        """A phone in any of its spellings is one login name; everything else is taken as a number."""
        try:
            return self.of_phone(login)
        except BadValue:
            return self.of_number(login)

    def of_place(self, name: str, place: str) -> str:
        """Tries under a name from one place: a device, or an address."""
        return self._hash(f"place:{name}:{place}")

    def _hash(self, name: str) -> str:
        return hmac.new(self._key, name.encode("utf-8", "surrogatepass"), sha256).hexdigest()


def plain_number(number: str) -> str:
    """A number as it is compared: without outer spaces, in capitals, leading zeros kept."""
    return number.strip().upper()


def number_of(principal: str) -> str:
    """The number in `staff:S001` or `member:0042`. Raises BadValue for anything else."""
    match = _PRINCIPAL.fullmatch(principal)
    if match is None:
        raise BadValue(
            "principal", principal, "This is nobody who can sign in.", "Write staff:S001 or member:0042."
        )
    return plain_number(match[2])


def new_token() -> str:
    """256 random bits that say who is calling."""
    return PREFIX + secrets.token_urlsafe(32)


def new_code() -> str:
    """160 random bits to be typed once, in eight groups of four letters and digits."""
    letters = b32encode(secrets.token_bytes(20)).decode()
    return "-".join(letters[start : start + 4] for start in range(0, 32, 4))


def hash_of_token(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def hash_of_code(code: str) -> str:
    """Small letters, other dashes, spaces and misread digits are the same code."""
    return hash_of_token(code.upper().translate(_MISREAD))
