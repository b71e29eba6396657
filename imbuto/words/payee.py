"""The words of the SMS about where money goes, one segment each.

Whoever loses a phone to a thief hears of a change on it first. So the old number learns what is proposed and
what was decided, and of the new one only its last digits.
"""

from __future__ import annotations

from uuid import UUID

from imbuto.values import receipt_code
from imbuto.words.texts import TEXTS

SHOWN = 3
"""So many last digits of a number or an account."""


def changed(language: str, step: str, member: str, id: UUID, what: str, bank: str, end: str) -> str:
    """`step` is proposed, approved or new; `what` is phone, payout-phone, own-phone, bank, mpesa or cash."""
    words = TEXTS[language]
    named = words[f"payee-{what}"].format(bank=bank, end=end)
    return words[f"payee-{step}"].format(what=named, member=member, code=receipt_code(id))


def end_of(number: str | None) -> str:
    return number[-SHOWN:] if number is not None else "?"
