"""A farmer at the door: asks for a code, reads the SMS on a plain phone, types it where there is an app."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from imbuto.security.tables import METADATA

from .dairy import Dairy

PHONE = "0712000001"


def letters(dairy: Dairy, kind: str) -> list[Any]:
    """The messages of that kind that were asked for, oldest first."""
    facts = [fact for _, fact in dairy.parts.ledger.facts(0, 100_000)]
    return [fact for fact in facts if fact.TOPIC == "message.requested" and fact.kind == kind]


def sms(dairy: Dairy, kind: str) -> list[str]:
    """What the phones show of them."""
    read = dairy.parts.people.letters.read
    return [
        str(letter.text.text).replace("{secret}", str(read(letter.originator_id, letter.recorded_at)))
        for letter in letters(dairy, kind)
    ]


def ask_code(dairy: Dairy, phone: str = PHONE) -> TestResponse:
    answer = dairy.ask(None, "POST", "/sign-in-codes", {"phone": phone})
    dairy.parts.errands.drain()
    return answer


def new_code(dairy: Dairy, phone: str = PHONE) -> str:
    """Asks for a code and reads it in the SMS."""
    before = len(letters(dairy, "sign-in-code"))
    assert ask_code(dairy, phone).status_code == 202
    texts = sms(dairy, "sign-in-code")
    assert len(texts) == before + 1
    return "".join(letter for letter in texts[-1].split()[0] if letter.isdecimal())


def enter(dairy: Dairy, code: str, phone: str = PHONE, **more: Any) -> TestResponse:
    return dairy.ask(None, "POST", "/sessions/code", {"phone": phone, "code": code, **more})


def come_in(dairy: Dairy, phone: str = PHONE, **more: Any) -> Any:
    """Asks for a code and signs in with it; the dairy's tokens know the member from now on."""
    answer = enter(dairy, new_code(dairy, phone), phone, **more)
    assert answer.status_code == 201, answer.text
    dairy.tokens[answer.json["principal"].removeprefix("member:")] = answer.json["token"]
    return answer.json


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def facts_of(dairy: Dairy, topic: str) -> list[Any]:
    return [fact for _, fact in dairy.parts.ledger.facts(0, 100_000) if topic == fact.TOPIC]


def share_phone(dairy: Dairy) -> None:
    """Member 0003 of the same household has the phone of 0001."""
    dairy.post("clerk", "/members/0003/phone-change", {"phone": PHONE})
    dairy.post("manager", "/members/0003/phone-change/approval", {"phone": PHONE})


def is_kept(dairy: Dairy, secret: str) -> bool:
    """Whether a fact or the people store has the secret as a word, in the clear. (As digits of an id it may
    stand anywhere by chance.)"""
    kept = [repr(fact) for _, fact in dairy.parts.ledger.facts(0, 100_000)]
    with dairy.parts.people.store.reading() as connection:
        for table in METADATA.sorted_tables:
            kept += [str(value) for row in connection.execute(select(table)) for value in row]
    word = re.compile(rf"(?<![\w-]){re.escape(secret)}(?![\w-])")
    return any(word.search(one) for one in kept)
