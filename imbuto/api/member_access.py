"""What becomes of a member's PIN, of a lost access, and of the sessions of a number that is replaced.

The fact comes first, then the people store: what is told and not done yet is done by the same request again.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from imbuto.api.answers import clear
from imbuto.api.farmers_door import end_sessions_before, pin_is_right
from imbuto.api.letters import send_letter
from imbuto.api.parts import Parts
from imbuto.errors import NotPermitted, Unknown
from imbuto.ledger import Saved, access_id, message_id
from imbuto.security.pins import require_good_pin
from imbuto.values import By
from imbuto.words import letters

ACCESS_APPROVED, NUMBER_APPROVED = "access.recovery_approved", "member.phone_change_approved"


def choose_pin(house: Parts, number: str, pin: str, old_pin: str | None, by: By) -> None:
    """The member's PIN from now on, asked for once on every device. The same again is quiet, also with the
    PIN of before. Raises BadValue for one that is easily guessed, NotPermitted where the PIN of before is not
    right, TooManyTries."""
    principal, pins = f"member:{number}", house.people.pins
    require_good_pin(pin, (number, clear(house.ledger.member(number).phone)))
    if pins.is_set(principal):
        if old_pin and old_pin != pin and pin_is_right(house, principal, old_pin, by):
            return _set_pin(house, number, pin, by)
        # Asked a second time, because the first answer was lost, the PIN of before is wrong and the new one
        # right. Each of the two is a try that counts.
        if not pin_is_right(house, principal, pin, by):
            raise _wrong("The PIN of before is not right." if old_pin else "There is a PIN already.")
        return None
    return _set_pin(house, number, pin, by)


def _set_pin(house: Parts, number: str, pin: str, by: By) -> None:
    principal = f"member:{number}"
    saved = house.ledger.set_pin(principal, "own", by)
    house.people.devices.forget(principal)
    house.people.pins.choose(principal, pin)
    _tell_pin(house, number, saved, by, removed=False)


def remove_pin(house: Parts, number: str, pin: str, by: By) -> None:
    """No PIN any more; quiet when there is none. Raises NotPermitted, TooManyTries."""
    principal = f"member:{number}"
    if house.people.pins.is_set(principal):
        if not pin_is_right(house, principal, pin, by):
            raise _wrong("The PIN is not right.")
        saved = house.ledger.remove_pin(principal, "own", by)
        house.people.pins.remove(principal)
        _tell_pin(house, number, saved, by, removed=True)


def give_back(house: Parts, number: str, by: By) -> None:
    """After the approval: sessions end, password, PIN and known devices go, an open code is void; the phone
    on file is told of it. Once for each approval, however often it is asked for."""
    principal, people = f"member:{number}", house.people
    about = access_id(principal)
    version = _last(house, about, ACCESS_APPROVED).originator_version
    if _is_told(house, "access-recovered", principal, version):
        return
    member = house.ledger.member(number)
    sessions = [one.session_id for one in people.sessions.of(principal, house.clock())]
    house.ledger.end_sessions(principal, sessions, "recovery", by)
    house.ledger.remove_pin(principal, "recovery", by)
    people.accounts.close(principal)
    people.pins.remove(principal)
    people.devices.forget(principal)
    if phone := clear(member.phone):
        people.codes.void(phone)
    text = letters.access_recovered(member.language, number)
    send_letter(house, "access-recovered", principal, about, version, text, by)


def follow_number(house: Parts, number: str, by: By) -> None:
    """After another phone was approved: it is the one to sign in with, and what was opened before ends."""
    principal, member = f"member:{number}", house.ledger.member(number)
    house.people.accounts.change_phone(principal, clear(member.phone))
    approved = _last(house, member.id, NUMBER_APPROVED)
    end_sessions_before(house, principal, approved.recorded_at, "number-changed", by)
    house.people.devices.forget(principal)


def _last(house: Parts, id: UUID, topic: str) -> Any:
    """The last fact of that topic in a thing's story, where there is one."""
    return [fact for _, fact in house.ledger.story(id) if topic == fact.TOPIC][-1]


def _is_told(house: Parts, kind: str, principal: str, version: int) -> bool:
    try:
        house.ledger.message(message_id(kind, access_id(principal), version))
    except Unknown:
        return False
    return True


def _tell_pin(house: Parts, number: str, saved: Saved, by: By, *, removed: bool) -> None:
    """Whoever changed it held an open phone: the phone on file hears of it."""
    principal = f"member:{number}"
    text = letters.pin_changed(house.ledger.member(number).language, number, removed=removed)
    send_letter(house, "pin-changed", principal, access_id(principal), saved.version, text, by)


def _wrong(sentence: str) -> NotPermitted:
    return NotPermitted(sentence, "Give the one you have; the office can give your access back.")
