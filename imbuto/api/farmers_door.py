"""How a farmer gets in: a code by SMS to the phone on file, and the PIN where the member has one.

What an open door answers tells nobody whether a phone is a member's: a code is asked for, looked up and sent
after the answer, and of whoever comes with a wrong one only the code of that phone is asked.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from imbuto.api.answers import clear
from imbuto.api.letters import send_letter
from imbuto.api.parts import Parts
from imbuto.errors import NotSignedIn, PinNeeded, WhichMember
from imbuto.ledger import access_id
from imbuto.security.accounts import Session
from imbuto.security.codes import CODE_SESSION, CODE_VALID
from imbuto.values import By
from imbuto.words import letters

BORROWED_SESSION = timedelta(hours=2)
"""On a phone that is not the farmer's own."""


@dataclass(frozen=True)
class Entered:
    """A session, and the secret by which the device is known next time; None for a borrowed one."""

    session: Session = field(repr=False)
    device_token: str | None = field(repr=False)


def send_code(house: Parts, phone: str, request: str) -> None:
    """Makes a code for this phone and sends it, if the phone is a member's. Done after the answer."""
    now = house.clock()
    code = house.people.codes.make(phone, now)
    members = house.views.members.by_phone(phone)
    if code is None or not members:
        return
    principal = f"member:{members[0]}"
    text = letters.sign_in_code(house.views.members.get(members[0]).language)
    send_letter(
        house,
        "sign-in-code",
        principal,
        access_id(principal),
        _one_of_its_own(),
        text,
        unproven(principal, request, now),
        secret=code,
        expires_at=now + CODE_VALID,
    )


def enter(house: Parts, given: Mapping[str, Any], request: str) -> Entered:
    """Lets in whoever has the code of this phone. The code is used up only by getting in.

    Raises NotSignedIn, in the same words for whatever is wrong with phone or code; and only to whom has the
    right code, or a device that was let in before: WhichMember, PinNeeded, TooManyTries.
    """
    people, now = house.people, house.clock()
    device_secret = given["device_token"]
    at_home = device_secret if _is_at_home(house, given["phone"], device_secret, now) else None
    if not people.codes.fits(given["phone"], given["code"], now, at_home=at_home):
        house.errands.do(lambda: tell_guessing(house, given["phone"], request))
        raise not_let_in()
    principal = f"member:{_which(house, given['phone'], given['member'])}"
    if not people.devices.knows(principal, given["device_token"], now) and people.pins.is_set(principal):
        _require_pin(house, principal, given["pin"], request)
    lasts = BORROWED_SESSION if given["borrowed"] else CODE_SESSION
    session = people.codes.enter(
        given["phone"],
        given["code"],
        principal,
        now,
        device=given["device"],
        lasts=lasts,
        at_home=at_home is not None,
    )
    if session is None:
        raise not_let_in()
    by = By(principal, session.channel, request, now)
    house.ledger.open_session(principal, session.session_id, given["device"], "code", by)
    return Entered(session, None if given["borrowed"] else people.devices.remember(principal, now))


def tell_guessing(house: Parts, phone: str, request: str) -> None:
    """Once a code became void by wrong tries it is a fact, of each member with this phone, once a day. Done
    after the answer, which so takes no longer for a member's phone than for nobody's."""
    now = house.clock()
    if house.people.codes.is_guessed(phone, now):
        for number in house.views.members.by_phone(phone):
            principal = f"member:{number}"
            house.ledger.slow_sign_ins(principal, unproven(principal, request, now))


def pin_is_right(house: Parts, principal: str, pin: str, by: By) -> bool:
    """Whether it is the member's PIN. The fifth wrong one blocks it, and the member is told by SMS. Raises
    TooManyTries while it is blocked."""
    tried = house.people.pins.check(principal, pin, house.clock())
    if tried.blocked_for is not None:
        _, _, number = principal.partition(":")
        hours = round(tried.blocked_for / timedelta(hours=1))
        text = letters.pin_blocked(house.views.members.get(number).language, number, hours)
        house.ledger.slow_sign_ins(principal, by)
        send_letter(house, "pin-blocked", principal, access_id(principal), _one_of_its_own(), text, by)
    return tried.is_right


def end_sessions_before(house: Parts, principal: str, instant: datetime, reason: str, by: By) -> None:
    """Ends what was opened up to that instant, as a fact first. Quiet when it is done again later: whoever
    signed in since stays in."""
    sessions = house.people.sessions
    found = sessions.of(principal, house.clock())
    began = [one for one in found if one.since is None or one.since <= instant]
    if began:
        house.ledger.end_sessions(principal, [one.session_id for one in began], reason, by)
    for one in began:
        sessions.end(principal, one.session_id)


def unproven(principal: str, request: str, now: datetime) -> By:
    """Somebody at the door who says to be this person."""
    return By(f"unproven:{principal}", "app", request, now)


def not_let_in() -> NotSignedIn:
    refusal = NotSignedIn("The phone or the code is not right, or the code holds no longer.")
    refusal.remedy = "Check both, or ask for a new code; the office helps when none comes."
    return refusal


def _which(house: Parts, phone: str, member: str | None) -> str:
    """The member who signs in: of those with this phone the one named, or the only one. The views find them,
    the ledger has the last word: it knows of a number that was replaced a moment ago."""
    found = house.views.members.by_phone(phone)
    members = [one for one in found if clear(house.ledger.member(one).phone) == phone]
    if not members or (member is not None and member not in members):
        raise not_let_in()
    if member is None and len(members) > 1:
        raise WhichMember(members)
    return member or members[0]


def _is_at_home(house: Parts, phone: str, device_secret: str | None, now: datetime) -> bool:
    """Whether a member with this phone was let in on this device before: a stranger who guesses at the code
    does not put the member out there."""
    owners = house.people.devices.owners(device_secret, now)
    return any(f"member:{number}" in owners for number in house.views.members.by_phone(phone))


def _require_pin(house: Parts, principal: str, pin: str | None, request: str) -> None:
    if pin is None:
        raise PinNeeded
    if not pin_is_right(house, principal, pin, unproven(principal, request, house.clock())):
        raise PinNeeded("The PIN is not right.")


def _one_of_its_own() -> int:
    """The number of a letter that is about no fact: each is another letter."""
    return secrets.randbits(31)
