"""The words that answer a text from a phone, in Kiswahili and English: one plain segment each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from imbuto.projections.balances import Balance
from imbuto.values import Money, receipt_code

LONGEST = 160
TEXTS = {
    "sw": {
        "which": "Namba hii ni ya wanachama kadhaa. Jibu 1, au 2 na lita, pamoja na msimbo: ",
        "balance": "Salio {day}: {owed} ya kulipwa.",
        "held": " Kwenye pingamizi: {held}.",
        "on-way": " Njiani M-Pesa: {on_way}.",
        "member": " Na. {member}.",
        "help": "Jibu 1 kukubali maziwa, 2 na lita kupinga (mfano: 2 8.5). SALIO kujua salio. "
        "Kwa mengine, uliza ofisi.",
    },
    "en": {
        "which": "Several members have this phone. Reply 1, or 2 and litres, with the code: ",
        "balance": "Balance {day}: {owed} to be paid.",
        "held": " In dispute: {held}.",
        "on-way": " On the way by M-Pesa: {on_way}.",
        "member": " No. {member}.",
        "help": "Reply 1 to confirm milk, 2 and litres to dispute (such as 2 8.5). BALANCE for your balance. "
        "For the rest, ask the office.",
    },
}


def which_milk(language: str, waiting: Sequence[tuple[str, UUID]]) -> str:
    """Asks whose milk is meant: the numbers of the members and the codes, as many as there is room for."""
    text = TEXTS[language]["which"]
    for place, (member, delivery) in enumerate(waiting):
        one = f"{'; ' if place else ''}{member} {receipt_code(delivery)}"
        if len(text) + len(one) <= LONGEST:
            text += one
    return text


def balance(language: str, day: date, balance: Balance) -> str:
    """What is owed, and what waits for a dispute or is on its way where anything does."""
    words = TEXTS[language]
    parts = [
        "balance",
        *(["held"] if balance.held_cents else []),
        *(["on-way"] if balance.on_way_cents else []),
    ]
    return "".join(words[part] for part in (*parts, "member")).format(
        day=f"{day:%d/%m}",
        owed=Money(balance.owed_cents),
        held=Money(balance.held_cents),
        on_way=Money(balance.on_way_cents),
        member=balance.member,
    )


def how_to_answer(language: str) -> str:
    return TEXTS[language]["help"]
