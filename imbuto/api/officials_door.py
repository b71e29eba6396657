"""How a person with a password gets in, and gets a new one.

What an open door answers tells nobody whether a person is known here: a link is asked for, looked up and sent
after the answer. The store changes first, then the fact is told: a fact of something that did not come to be
could not be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from imbuto.api.farmers_door import pin_is_right, unproven
from imbuto.api.letters import send_letter
from imbuto.api.parts import Parts
from imbuto.errors import Busy, NotSignedIn, PinNeeded, SecondFactorNeeded, Unknown, WrongState
from imbuto.ledger import Saved, access_id
from imbuto.security.accounts import Session, Where
from imbuto.security.logins import INVITATION_VALID, Admitted
from imbuto.security.recovery import RECOVERY_VALID
from imbuto.security.roles import NEED_SECOND_FACTOR
from imbuto.values import By, Personal
from imbuto.words import letters

ENTER = "/enter"
"""The page where one chooses a password."""
OFFICIALS_LANGUAGE = "en"
NOT_RIGHT = "Check the number or phone and the password, or ask for a new one: POST /api/v1/recoveries."


def sign_in(house: Parts, given: Mapping[str, Any], source: str, request: str) -> dict[str, Any]:
    """A session by password, and by a code of the second factor where there is one; with a secret for the
    device that is to be remembered. Raises NotSignedIn, SecondFactorNeeded, TooManyTries."""
    where = Where(source, given["device"], given["device_token"])
    try:
        session = house.people.accounts.sign_in(
            given["login"],
            given["password"],
            house.clock(),
            given["channel"],
            where=where,
            code=given["code"],
        )
    except SecondFactorNeeded:
        raise
    except NotSignedIn as refusal:
        _note_guessing(house, given["login"], request)
        # Who is at this very door is not helped by being sent to it.
        if given["code"] is None:
            refusal.remedy = NOT_RIGHT
        raise
    by = By(session.principal, session.channel, request, house.clock())
    if session.used_recovery_code:
        tell_recovery_code(house, session.principal, by)
    house.ledger.open_session(session.principal, session.session_id, given["device"], "password", by)
    return {**vars(session), "device_token": _device_token(house, session, given)}


def send_link(house: Parts, login: str, request: str) -> None:
    """Sends a link to a new password to everybody whom this login may mean and whose phone is on file. Done
    after the answer; asked for again within three minutes, the first link goes on holding."""
    now = house.clock()
    for principal, _ in house.people.accounts.found_by(login):
        phone, language = phone_of(house, principal)
        if phone is None:
            continue
        by = unproven(principal, request, now)
        asked = house.ledger.ask_recovery(principal, by)
        code = house.people.accounts.begin_recovery(principal, now) if asked.new else None
        if code is None:
            continue
        text = letters.recovery(language, f"{house.settings.public_url}{ENTER}")
        send_letter(
            house,
            "recovery",
            principal,
            access_id(principal),
            asked.version,
            text,
            by,
            secret=code.replace("-", ""),
            expires_at=now + RECOVERY_VALID,
        )


def recover(house: Parts, given: Mapping[str, Any], source: str, request: str) -> Admitted:
    """A new password by the link. Raises BadValue, NotPermitted, SecondFactorNeeded, PinNeeded, NotSignedIn,
    TooManyTries."""
    accounts, now = house.people.accounts, house.clock()
    _require_pin(house, accounts.whose_link(given["code"], now), given, request)
    admitted, used = accounts.recover(
        given["code"],
        given["password"],
        now,
        second_factor=given["second_factor"],
        known_of=lambda principal: words_of(house, principal),
    )
    # Whoever had the phone, and the second factor where there is one, is no stranger here.
    accounts.places.remember(admitted.principal, source, now)
    by = By(admitted.principal, "app", request, now)
    if used == "recovery":
        tell_recovery_code(house, admitted.principal, by)
    changed = house.ledger.record_password_change(admitted.principal, "recovery", by)
    house.ledger.end_sessions(admitted.principal, admitted.ended, "recovery", by)
    end_tokens(house, admitted.principal, by)
    tell_official(house, admitted.principal, "password-changed", changed, by)
    return admitted


def enter_invited(house: Parts, given: Mapping[str, Any], request: str) -> Admitted:
    """A password by an invitation. Raises BadValue, NotPermitted, PinNeeded, TooManyTries."""
    accounts, now = house.people.accounts, house.clock()
    invited = accounts.whose_invitation(given["code"], now)
    _require_pin(house, invited, given, request)
    is_changed = invited is not None and accounts.has_password(invited)
    admitted = accounts.redeem(
        given["code"], given["password"], now, lambda principal: words_of(house, principal)
    )
    by = By(admitted.principal, "app", request, now)
    entered = house.ledger.record_entry(admitted.principal, by)
    house.ledger.end_sessions(admitted.principal, admitted.ended, "password-changed", by)
    end_tokens(house, admitted.principal, by)
    if is_changed:
        tell_official(house, admitted.principal, "password-changed", entered, by)
    return admitted


def end_tokens(house: Parts, principal: str, by: By) -> None:
    """With a new password: whoever had the old one may have made access tokens with it."""
    for token in house.people.tokens.revoke_all(principal):
        house.ledger.revoke_token(principal, token, by)


def invite(house: Parts, principal: str, by: By) -> dict[str, Any]:
    """A new one-time code for the person. It goes to the phone on file, where there is one, and then nobody
    else sees it; else whoever invites is told it, once. Raises WrongState for a member without a phone:
    whoever saw the code would answer in the member's name for the milk that was weighed."""
    phone, language = phone_of(house, principal)
    if phone is None and principal.startswith("member:"):
        raise WrongState(
            "This member has no phone on file: the code would be shown to you, and not to the member.",
            "Enter the member's phone first, which another official approves. Who has no phone answers at "
            "the office.",
        )
    code = house.people.accounts.invite(principal, phone, by.at)
    invited = house.ledger.record_invitation(principal, by, by_sms=phone is not None)
    expires_at, page = by.at + INVITATION_VALID, f"{house.settings.public_url}{ENTER}"
    if phone is not None:
        send_letter(
            house,
            "invitation",
            principal,
            access_id(principal),
            invited.version,
            letters.invitation(language, page),
            by,
            secret=code.replace("-", ""),
            expires_at=expires_at,
        )
    return {
        "principal": principal,
        "by_sms": phone is not None,
        "code": None if phone else code,
        "link": None if phone else f"{page}#invitation={code.replace('-', '')}",
        "expires_at": expires_at,
    }


def must_set_second_factor(house: Parts, principal: str, roles: Iterable[str]) -> bool:
    """Whether this person may do nothing here before setting up a second factor."""
    return (
        house.settings.second_factor_required
        and not NEED_SECOND_FACTOR.isdisjoint(roles)
        and not house.people.second_factors.is_set(principal)
    )


def tell_official(house: Parts, principal: str, what: str, saved: Saved, by: By) -> None:
    """By SMS, that something about an official's way in was changed by this fact, which may not have been the
    official. Members are told of their PIN in its place."""
    _, _, number = principal.partition(":")
    if principal.startswith("staff:") and saved.new:
        text = letters.access_changed(OFFICIALS_LANGUAGE, what, number)
        send_letter(house, "access-changed", principal, access_id(principal), saved.version, text, by)


def tell_recovery_code(house: Parts, principal: str, by: By) -> None:
    """A recovery code was used up."""
    house.ledger.use_recovery_code(principal, house.people.second_factors.codes_left(principal), by)


def words_of(house: Parts, principal: str) -> list[str]:
    """What everybody may know of a person: number, phone, name, and the cooperative's name."""
    kind, _, number = principal.partition(":")
    person = house.ledger.staff(number) if kind == "staff" else house.ledger.member(number)
    words = [number, house.ledger.cooperative().name, *(person.name.text or "").split()]
    phone = _clear(person.phone)
    return [*words, phone, f"0{phone[3:]}", phone[3:]] if phone else words


def phone_of(house: Parts, principal: str) -> tuple[str | None, str]:
    """The phone on file, None where there is none or the person is not here any more, and the language."""
    kind, _, number = principal.partition(":")
    try:
        if kind == "staff":
            official = house.ledger.staff(number)
            return (_clear(official.phone) if official.active else None), OFFICIALS_LANGUAGE
        member = house.ledger.member(number)
        return _clear(member.phone), member.language
    except Unknown:
        return None, OFFICIALS_LANGUAGE


def _device_token(house: Parts, session: Session, given: Mapping[str, Any]) -> str | None:
    """A secret for a device that is to be remembered and is not known yet."""
    devices, now = house.people.devices, house.clock()
    if not given["remember"] or devices.knows(session.principal, given["device_token"], now):
        return None
    return devices.remember(session.principal, now)


def _require_pin(house: Parts, principal: str | None, given: Mapping[str, Any], request: str) -> None:
    """A member's PIN guards a new password as it guards a new device: a taken-over SIM receives links too."""
    if principal is None or not house.people.pins.is_set(principal):
        return
    if given["second_factor"] is None:
        raise PinNeeded("Your PIN is needed as well.")
    by = unproven(principal, request, house.clock())
    if not pin_is_right(house, principal, given["second_factor"], by):
        raise PinNeeded("The PIN is not right.")


def _note_guessing(house: Parts, login: str, request: str) -> None:
    """Leaves the looking up and the fact for after the answer, which so takes as long for unknown names."""

    def tell() -> None:
        for principal in house.people.accounts.attacked(login, house.clock()):
            with suppress(Unknown):
                house.ledger.slow_sign_ins(principal, unproven(principal, request, house.clock()))

    if house.people.accounts.is_attacked(login, house.clock()):
        with suppress(Busy):
            house.errands.do(tell)


def _clear(personal: Personal | None) -> str | None:
    return personal.text if personal else None
