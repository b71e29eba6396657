"""Signing in by a code to the phone, and the PIN beside it."""

from __future__ import annotations

from marshmallow import fields

from imbuto.api.fields import Instant, MemberNumber, Phone, Text, YesNo
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer
from imbuto.api.schemas.sessions import Cookie
from imbuto.api.tongues import Sentence

_SECRET = {"format": "password"}


class CodeAsked(Schema):
    """To which phone the code goes."""

    phone = Phone(required=True)


class CodeComing(Answer):
    """The same for every phone, whether it is a member's or not."""

    detail = Sentence()


class CodeEntered(Schema):
    """The code from the SMS, and what else is needed."""

    phone = Phone(required=True)
    code = Text(20, required=True, metadata={**_SECRET, "example": "041 792"})
    member = MemberNumber(
        load_default=None,
        metadata={"description": "Which of the members with this phone; asked for by `which-member`."},
    )
    pin = Text(10, load_default=None, metadata={**_SECRET, "description": "Asked for by `pin-needed`."})
    device = Text(60, load_default=None, metadata={"example": "Tecno Spark", "description": "Its name."})
    device_token = Text(
        100,
        load_default=None,
        metadata={**_SECRET, "description": "What this device was given when it was let in before."},
    )
    borrowed = YesNo(
        load_default=False,
        metadata={"description": "Not the member's own phone: let out after two hours, and not remembered."},
    )
    cookie = Cookie()


class MemberSession(Answer):
    """Both secrets are told here and nowhere again. Send the token as `Authorization: Bearer …` (a browser
    that asked for the cookie has it there, and no `token` here); the device keeps `device_token` and sends it
    at its next sign-in, which then needs no PIN."""

    token = fields.String(attribute="session.token", metadata={"example": "imb_…"})
    principal = fields.String(attribute="session.principal", metadata={"example": "member:0042"})
    channel = fields.String(attribute="session.channel")
    expires_at = Instant(attribute="session.expires_at")
    device_token = fields.String(allow_none=True, metadata={"example": "imd_…"})


class NewPin(Schema):
    """Four to six digits, and the PIN of before when there is one."""

    pin = Text(10, required=True, metadata={**_SECRET, "example": "4071"})
    old_pin = Text(10, load_default=None, metadata=_SECRET)


class OldPin(Schema):
    """The PIN that goes."""

    pin = Text(10, required=True, metadata={**_SECRET, "example": "4071"})


class PinState(Answer):
    """Whether a PIN is asked for at a new device."""

    is_set = fields.Boolean()
