"""Signing in and invitations."""

from __future__ import annotations

from marshmallow import fields, validate

from imbuto.api.fields import Instant, Text, YesNo
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer
from imbuto.api.tongues import Sentence

CHANNELS = ("office", "app", "api")


class Cookie(YesNo):
    """Whether the browser keeps the token in a cookie that no script can read."""

    def __init__(self) -> None:
        super().__init__(
            load_default=False,
            metadata={
                "description": "For our own pages in a browser: the token comes as a cookie that no script "
                "can read, and not in the body."
            },
        )


class SignIn(Schema):
    """Who signs in, and from what."""

    login = Text(40, required=True, metadata={"description": "A number or a phone.", "example": "S001"})
    password = fields.String(
        required=True,
        validate=validate.Length(1, 200),
        metadata={"format": "password", "example": "correct horse"},
    )
    channel = fields.String(load_default="api", validate=validate.OneOf(CHANNELS))
    code = Text(
        60,
        load_default=None,
        metadata={
            "format": "password",
            "description": "Of the app, or a recovery code; asked for by `second-factor-needed`.",
            "example": "041792",
        },
    )
    device = Text(60, load_default=None, metadata={"example": "Office laptop", "description": "Its name."})
    device_token = Text(
        100,
        load_default=None,
        metadata={
            "format": "password",
            "description": "What this device was given earlier: whoever guesses elsewhere does not slow it.",
        },
    )
    remember = YesNo(
        load_default=False, metadata={"description": "One's own device: answer with a `device_token`."}
    )
    cookie = Cookie()


class Who(Answer):
    """The person of a session."""

    principal = fields.String(metadata={"example": "staff:S001"})
    number = fields.String(metadata={"example": "S001"})
    name = fields.String(allow_none=True, metadata={"description": "One's own; null where it is erased."})
    cooperative = fields.String(
        metadata={"description": "Whose house this is.", "example": "Kimende Dairy Farmers"}
    )
    roles = fields.List(fields.String(metadata={"example": "clerk"}))
    permissions = fields.List(fields.String(metadata={"example": "deliveries.record"}))
    centres = fields.List(fields.String(metadata={"example": "KIM"}))
    channel = fields.String(metadata={"example": "office"})
    expires_at = Instant()
    has_second_factor = fields.Boolean()
    must_set_second_factor = fields.Boolean(
        metadata={"description": "Whether a second factor is to be set up before anything else may be done."}
    )


class NewSession(Answer):
    """The token is told here and nowhere again: send it as `Authorization: Bearer …`. A browser that asked
    for the cookie has it there, and no `token` here."""

    token = fields.String(metadata={"example": "imb_…"})
    principal = fields.String(metadata={"example": "staff:S001"})
    channel = fields.String()
    expires_at = Instant()
    device_token = fields.String(
        allow_none=True,
        metadata={"description": "For a device that is to be remembered: it sends it at its next sign-in."},
    )


class LostPassword(Schema):
    """Who needs a new password."""

    login = Text(40, required=True, metadata={"description": "A number or a phone.", "example": "S001"})


class LinkComing(Answer):
    """The same for everybody, whether known here or not."""

    detail = Sentence()


class Recovery(Schema):
    """The link's secret, and the password chosen with it."""

    code = Text(60, required=True, metadata={"format": "password", "example": "ABCDEFGH…"})
    password = fields.String(
        required=True,
        validate=validate.Length(1, 200),
        metadata={"format": "password", "example": "correct horse"},
    )
    second_factor = Text(
        60,
        load_default=None,
        metadata={
            "format": "password",
            "description": "An official's code of the app or recovery code, asked for by "
            "`second-factor-needed`; a member's PIN, asked for by `pin-needed`.",
        },
    )


class OwnPassword(Schema):
    """The password of before, and the new one."""

    old = fields.String(
        required=True, validate=validate.Length(1, 200), metadata={"format": "password", "example": "…"}
    )
    new = fields.String(
        required=True,
        validate=validate.Length(1, 200),
        metadata={"format": "password", "example": "four words that nobody knows"},
    )
    keep_access_tokens = YesNo(
        load_default=False,
        metadata={
            "description": "Programs go on in one's name. Not after somebody else may have known the "
            "password: with it one makes access tokens."
        },
    )


class Redemption(Schema):
    """An invitation's code and the password chosen with it."""

    code = Text(60, required=True, metadata={"example": "ABCD-EFGH-…"})
    password = fields.String(
        required=True,
        validate=validate.Length(1, 200),
        metadata={"format": "password", "example": "correct horse"},
    )
    second_factor = Text(
        60,
        load_default=None,
        metadata={"format": "password", "description": "A member's PIN, asked for by `pin-needed`."},
    )


class Redeemed(Answer):
    """Who may sign in now."""

    principal = fields.String(metadata={"example": "staff:S001"})


class Invitation(Answer):
    """A code with which the person chooses a password, once. It goes to the phone on file by SMS, and is not
    told here; where there is no phone, it is told here and nowhere again."""

    principal = fields.String(metadata={"example": "member:0042"})
    by_sms = fields.Boolean()
    code = fields.String(allow_none=True, metadata={"example": "ABCD-EFGH-…"})
    link = fields.String(
        allow_none=True,
        metadata={
            "description": "Where one chooses the password. No server sees what is behind the #.",
            "example": "https://dairy.example.org/enter#invitation=ABCD…",
        },
    )
    expires_at = Instant()
