"""Takes names, phone numbers and credentials out of what the other party sent, before it is kept."""

from __future__ import annotations

import re

HIDDEN = "***"
DEEPEST = 20
LONGEST_REASON = 200
_SECRET_KEYS = frozenset({"securitycredential", "password", "initiator", "initiatorname", "idnumber"})
_PARTY_KEYS = frozenset(
    {"receiverpartypublicname", "creditpartyname", "debitpartyname", "firstname", "middlename", "lastname"}
)
# Not inside a longer number or word: a receipt, an instant or a conversation id keeps its digits.
_PHONE = re.compile(r"(?<![\w-])(\+?254|0)[17]\d{5}(\d{3})(?!\w)", re.ASCII)


def redact(body: object, depth: int = 0) -> object:
    """A copy of a JSON body with credentials and names hidden and phone numbers cut to three digits.

    Knows both shapes of a name: a member of an object, and the `Key`/`Value` pairs of a result. What lies
    deeper than any callback of theirs goes is hidden whole.
    """
    if depth > DEEPEST:
        return HIDDEN
    if isinstance(body, dict):
        named = next((_plain(value) for key, value in body.items() if _plain(key) == "key"), "")
        return {
            key: _member(named if _plain(key) == "value" else _plain(key), value, depth)
            for key, value in body.items()
        }
    if isinstance(body, list | tuple):
        return [redact(item, depth + 1) for item in body]
    if isinstance(body, str):
        return mask_phones(body)
    if isinstance(body, int) and not isinstance(body, bool):
        return _number(body)
    return body


def mask_phones(text: str) -> str:
    """The text with every Kenyan mobile number reduced to its country code and last three digits."""
    return _PHONE.sub(r"\1******\2", text)


def shorten(text: object) -> str:
    """The other party's own words, fit for a fact or a log: one line, no phone number, not too long."""
    words = " ".join(mask_phones(str(text)).split())
    return words if len(words) <= LONGEST_REASON else words[: LONGEST_REASON - 1] + "…"


def _member(key: str, value: object, depth: int) -> object:
    if key in _SECRET_KEYS and value is not None:
        return HIDDEN
    if key in _PARTY_KEYS and value is not None:
        return _party(str(value))
    return redact(value, depth + 1)


def _party(text: str) -> str:
    """`254708374149 - Jane Doe` keeps the masked number, so that an enquiry can still be matched."""
    phone, separator, _ = text.partition(" - ")
    masked = mask_phones(phone.strip())
    return f"{masked} - {HIDDEN}" if separator and masked != phone.strip() else HIDDEN


def _number(value: int) -> object:
    masked = mask_phones(str(value))
    return value if masked == str(value) else masked


def _plain(key: object) -> str:
    return str(key).replace(" ", "").lower()
