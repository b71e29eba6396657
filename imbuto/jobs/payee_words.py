"""The words of the SMS about where money goes, one segment each, in Kiswahili and English.

Whoever loses a phone to a thief hears of a change on it first. So the old number learns what is proposed and
what was decided, and of the new one only its last digits.
"""

from __future__ import annotations

from typing import Any

from imbuto.aggregates import Fact, Member
from imbuto.values import Personal, receipt_code

SHOWN = 3
"""So many last digits of a number or an account."""
TEXTS = {
    "sw": {
        "proposed": "Imependekezwa: {what}. Kama hukuomba hili, ambia ofisi leo. Na. {member}. {code}",
        "approved": "Kuanzia sasa: {what}. Kama hukuomba hili, ambia ofisi leo. Na. {member}. {code}",
        "new": "Hii sasa ni namba ya M-Pesa ya mwanachama Na. {member}. Kama si sawa, ambia ofisi. {code}",
        "phone": "namba yako mpya ni ...{end}",
        "payout-phone": "utalipwa M-Pesa kwa namba ...{end}",
        "own-phone": "utalipwa M-Pesa kwa simu yako",
        "bank": "utalipwa benki {bank}, akaunti ...{end}",
        "mpesa": "utalipwa kwa M-Pesa",
        "cash": "utalipwa taslimu",
    },
    "en": {
        "proposed": "Proposed: {what}. If you did not ask for this, tell the office today. "
        "No. {member}. {code}",
        "approved": "From now on: {what}. If you did not ask for this, tell the office today. "
        "No. {member}. {code}",
        "new": "This is now the M-Pesa number of member No. {member}. If this is wrong, tell the office. "
        "{code}",
        "phone": "your new number is ...{end}",
        "payout-phone": "M-Pesa pays you on ...{end}",
        "own-phone": "M-Pesa pays you on your own phone",
        "bank": "you are paid at bank {bank}, account ...{end}",
        "mpesa": "you are paid by M-Pesa",
        "cash": "you are paid in cash",
    },
}


def text(kind: str, fact: Fact, language: str) -> str:
    """What a number hears of a change; `kind` is one of payee_story.hearers_of."""
    words = TEXTS[language]
    step = "new" if kind.endswith("-new") else kind.split("-")[1]
    return words[step].format(
        what=_what(fact, words), member=getattr(fact, "number", ""), code=receipt_code(fact.originator_id)
    )


def _what(fact: Any, words: dict[str, str]) -> str:
    match fact:
        case Member.PhoneChangeProposed() | Member.PhoneChangeApproved():
            return words["phone"].format(end=_end(fact.phone))
        case Member.PayoutPhoneChangeProposed() | Member.PayoutPhoneChangeApproved():
            name = "own-phone" if fact.payout_phone is None else "payout-phone"
            return words[name].format(end=_end(fact.payout_phone))
        case _:
            return words[fact.pay_channel].format(bank=fact.account_bank, end=_end(fact.account_number))


def _end(number: Personal | None) -> str:
    """The last digits; of who was forgotten there is nothing left to show, and nobody to tell."""
    return number.text[-SHOWN:] if number is not None and number.text is not None else "?"
