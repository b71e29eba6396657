"""Every text about where money goes is one GSM segment, whatever the names and numbers are."""

from __future__ import annotations

from itertools import product
from typing import Any

from imbuto.aggregates import Fact, Member
from imbuto.aggregates.member import member_id
from imbuto.gateways.gsm7 import is_gsm7, segments
from imbuto.jobs import payee_words
from imbuto.values import Personal

NUMBER = "X" * 16
PHONE = Personal("0" * 32, "254712345678")
KINDS = ("payment-proposed", "payment-proposed-payee", "payment-approved", "payment-approved-new")


def fact(kind: type[Fact], **fields: Any) -> Fact:
    blank: Fact = object.__new__(kind)
    for name, value in {"originator_id": member_id(NUMBER), "number": NUMBER, **fields}.items():
        object.__setattr__(blank, name, value)
    return blank


def test_the_longest_texts_are_one_segment() -> None:
    account = {"account_bank": "B" * 20, "account_number": Personal("0" * 32, "9" * 20)}
    facts = [
        fact(Member.ChannelProposed, pay_channel="bank", **account),
        fact(Member.ChannelApproved, pay_channel="cash", account_bank=None, account_number=None),
        fact(Member.ChannelApproved, pay_channel="mpesa", account_bank=None, account_number=None),
        fact(Member.PayoutPhoneChangeProposed, payout_phone=PHONE),
        fact(Member.PayoutPhoneChangeApproved, payout_phone=None),
        fact(Member.PhoneChangeApproved, phone=PHONE),
        fact(Member.PhoneChangeProposed, phone=Personal("0" * 32, None)),
    ]
    for about, kind, language in product(facts, KINDS, ("sw", "en")):
        text = payee_words.text(kind, about, language)
        assert is_gsm7(text)
        assert segments(text) == 1, (text, len(text))
        assert NUMBER in text
