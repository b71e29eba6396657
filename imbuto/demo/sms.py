"""What members of the demo were told by SMS long ago. Of milk and money they hear from the last evening on;
of a change of where money goes, always."""

from __future__ import annotations

from typing import Any

from imbuto.demo.diary import by
from imbuto.ledger import Ledger, member_id, message_id

COST_CENTS = 80
_PROPOSED = "Imependekezwa: namba yako mpya ni ...{end}. Kama hukuomba hili, ambia ofisi leo. Na. {number}."
_APPROVED = "Kuanzia sasa: namba yako mpya ni ...{end}. Kama hukuomba hili, ambia ofisi leo. Na. {number}."
_NEW = "Hii sasa ni namba ya M-Pesa ya mwanachama Na. {number}. Kama si sawa, ambia ofisi."
_TOLD = {
    "member.phone_change_proposed": (("payment-proposed", "told_phone", _PROPOSED),),
    "member.phone_change_approved": (
        ("payment-approved", "told_phone", _APPROVED),
        ("payment-approved-new", "told_new", _NEW),
    ),
}
"""Of each fact: the kinds of message, the number that hears it, and the words."""


def tell_of_phone(ledger: Ledger, number: str) -> None:
    """The old number heard of the change when it was proposed and when it was approved, the new one then.
    What was told before is passed over."""
    for _, found in ledger.story(member_id(number)):
        fact: Any = found
        for kind, field, words in _TOLD.get(fact.TOPIC, ()):
            id, version = fact.originator_id, fact.originator_version
            text = words.format(end=fact.phone.text[-3:], number=number)
            to, then = getattr(fact, field), by("job:tell", fact.recorded_at)
            ledger.request_message(kind, id, version, number, text, then, to=to)
            told = message_id(kind, id, version)
            ledger.message_sent(told, f"DEMO-{told.hex[:12]}", COST_CENTS, 1, then)
