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
        "proposed": "Imependekezwa ulipwe {place}. Kama hukuomba hili, ambia ofisi leo. Na. {member}. {code}",
        "approved": "Kuanzia sasa utalipwa {place}. Kama hukuomba hili, ambia ofisi leo. "
        "Na. {member}. {code}",
        "new": "Namba hii sasa inapokea malipo ya maziwa ya mwanachama Na. {member}. "
        "Kama si sawa, ambia ofisi. {code}",
        "to-number": "kwa namba ...{end}",
        "to-phone": "kwa simu yako",
        "to-bank": "kwa benki {bank}, akaunti ...{end}",
        "to-mpesa": "kwa M-Pesa",
        "to-cash": "kwa pesa taslimu",
    },
    "en": {
        "proposed": "It is proposed to pay you {place}. If you did not ask for this, tell the office today. "
        "No. {member}. {code}",
        "approved": "From now on you are paid {place}. If you did not ask for this, tell the office today. "
        "No. {member}. {code}",
        "new": "This number now receives the milk money of member No. {member}. "
        "If this is wrong, tell the office. {code}",
        "to-number": "on the number ...{end}",
        "to-phone": "on your own phone",
        "to-bank": "at bank {bank}, account ...{end}",
        "to-mpesa": "by M-Pesa",
        "to-cash": "in cash",
    },
}


def text(kind: str, fact: Fact, language: str) -> str:
    """What a number hears of a change; `kind` is one of payee_story.hearers_of."""
    words = TEXTS[language]
    step = "new" if kind.endswith("-new") else kind.split("-")[1]
    return words[step].format(
        place=_place(fact, words), member=getattr(fact, "number", ""), code=receipt_code(fact.originator_id)
    )


def _place(fact: Any, words: dict[str, str]) -> str:
    match fact:
        case Member.PhoneChangeProposed() | Member.PhoneChangeApproved():
            return words["to-number"].format(end=_end(fact.phone))
        case Member.PayoutPhoneChangeProposed() | Member.PayoutPhoneChangeApproved():
            if fact.payout_phone is None:
                return words["to-phone"]
            return words["to-number"].format(end=_end(fact.payout_phone))
        case _:
            return words[f"to-{fact.pay_channel}"].format(
                bank=fact.account_bank, end=_end(fact.account_number)
            )


def _end(number: Personal | None) -> str:
    """The last digits; of who was forgotten there is nothing left to show, and nobody to tell."""
    return number.text[-SHOWN:] if number is not None and number.text is not None else "?"
