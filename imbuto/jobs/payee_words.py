"""Which words tell of a change of where money goes: by the fact, and by who hears of it."""

from __future__ import annotations

from typing import Any

from imbuto.aggregates import Fact, Member
from imbuto.values import Personal
from imbuto.words import payee


def text(kind: str, fact: Fact, language: str) -> str:
    """What a number hears of a change; `kind` is one of payee_story.hearers_of."""
    step = "new" if kind.endswith("-new") else kind.split("-")[1]
    member = getattr(fact, "number", "")
    return payee.changed(language, step, member, fact.originator_id, *_what(fact))


def _what(fact: Any) -> tuple[str, str, str]:
    """The words for it, the bank, and the last digits."""
    match fact:
        case Member.PhoneChangeProposed() | Member.PhoneChangeApproved():
            return "phone", "", _end(fact.phone)
        case Member.PayoutPhoneChangeProposed() | Member.PayoutPhoneChangeApproved():
            name = "own-phone" if fact.payout_phone is None else "payout-phone"
            return name, "", _end(fact.payout_phone)
        case _:
            return fact.pay_channel, fact.account_bank or "", _end(fact.account_number)


def _end(number: Personal | None) -> str:
    """The last digits; of who was forgotten there is nothing left to show, and nobody to tell."""
    return payee.end_of(number.text if number is not None else None)
