"""Whom a member's national id, next of kin and account numbers are shown.

The member, and officials with `members.read_private`. Others see the last figures of a number, by which a
card or a passbook is compared, and nothing of the next of kin. The pay file that the treasurer takes to the
bank has the account numbers whole: a bank pays no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import g

if TYPE_CHECKING:
    from imbuto.api.access import Caller

READ_PRIVATE = "members.read_private"
NUMBERS = frozenset({"national_id", "account_number", "proposed_account_number"})
NEXT_OF_KIN = frozenset({"next_of_kin_name", "next_of_kin_phone"})
_MASK, _SHOWN, _SHORTEST = "•••", 3, 6


def sees_private() -> bool:
    """Whether whoever asks sees these words: by permission, or because they are the member's own."""
    caller = cast("Caller", g.caller)
    return caller.is_member or caller.may(READ_PRIVATE)


def masked(number: str | None) -> str | None:
    """The last three figures; of a short number none."""
    if number is None:
        return None
    return _MASK + (number[-_SHOWN:] if len(number) >= _SHORTEST else "")


def for_whoever_asks(field: str, word: str | None) -> str | None:
    """A member's word under that field name, as whoever asks may see it."""
    if field in NEXT_OF_KIN:
        return word if sees_private() else None
    return word if field not in NUMBERS or sees_private() else masked(word)
