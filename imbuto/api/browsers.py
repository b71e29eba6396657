"""A browser that is to show a member's messages: the phone on file hears of each that is new."""

from __future__ import annotations

from imbuto.api.letters import send_letter
from imbuto.api.parts import Parts
from imbuto.values import By, derive_id
from imbuto.words import letters


def show_messages_in(
    house: Parts, number: str, session: str, device: str, told: tuple[str, str, str], by: By
) -> str:
    """The id of the subscription, which holds as long as the session; `told` is the browser's address and its
    two keys. Whoever holds an open session must not read along unheard: a letter about each new browser goes
    by SMS, once."""
    principal, push = f"member:{number}", house.people.push
    known = {one.id for one in push.of(principal, by.at)}
    id = push.add(principal, session, device, *told, by.at)
    if id not in known:
        text = letters.browser_added(house.ledger.member(number).language, number)
        send_letter(house, "browser-added", principal, derive_id("browser", number, id), 1, text, by)
    return id
