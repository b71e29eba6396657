"""The words that answer a text from a phone: one plain segment each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from imbuto.values import Money, receipt_code
from imbuto.words.fitting import LONGEST
from imbuto.words.texts import TEXTS


def which_milk(language: str, waiting: Sequence[tuple[str, UUID]]) -> str:
    """Asks whose milk is meant: the numbers of the members and the codes, as many as there is room for."""
    text = TEXTS[language]["which"]
    for place, (member, delivery) in enumerate(waiting):
        one = f"{'; ' if place else ''}{member} {receipt_code(delivery)}"
        if len(text) + len(one) <= LONGEST:
            text += one
    return text


def balance(
    language: str, day: date, member: str, *, owed_cents: int, held_cents: int, on_way_cents: int
) -> str:
    """What is owed, and what waits for a dispute or is on its way where anything does."""
    words = TEXTS[language]
    parts = [
        "balance",
        *(["balance-held"] if held_cents else []),
        *(["balance-on-way"] if on_way_cents else []),
        "balance-member",
    ]
    return "".join(words[part] for part in parts).format(
        day=f"{day:%d/%m}",
        owed=Money(owed_cents),
        held=Money(held_cents),
        on_way=Money(on_way_cents),
        member=member,
    )


def how_to_answer(language: str) -> str:
    return TEXTS[language]["help"]
