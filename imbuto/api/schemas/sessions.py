"""Signing in and invitations."""

from __future__ import annotations

from marshmallow import fields, validate

from imbuto.api.fields import Instant, Text, YesNo
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer

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
    cookie = Cookie()


class Who(Answer):
    """The person of a session."""

    principal = fields.String(metadata={"example": "staff:S001"})
    number = fields.String(metadata={"example": "S001"})
    roles = fields.List(fields.String(metadata={"example": "clerk"}))
    permissions = fields.List(fields.String(metadata={"example": "deliveries.record"}))
    centres = fields.List(fields.String(metadata={"example": "KIM"}))
    channel = fields.String(metadata={"example": "office"})
    expires_at = Instant()


class NewSession(Answer):
    """The token is told here and nowhere again: send it as `Authorization: Bearer …`. A browser that asked
    for the cookie has it there, and no `token` here."""

    token = fields.String(metadata={"example": "imb_…"})
    principal = fields.String(metadata={"example": "staff:S001"})
    channel = fields.String()
    expires_at = Instant()


class Redemption(Schema):
    """An invitation's code and the password chosen with it."""

    code = Text(60, required=True, metadata={"example": "ABCD-EFGH-…"})
    password = fields.String(
        required=True,
        validate=validate.Length(1, 200),
        metadata={"format": "password", "example": "correct horse"},
    )


class Redeemed(Answer):
    """Who may sign in now."""

    principal = fields.String(metadata={"example": "staff:S001"})


class Invitation(Answer):
    """A code with which the person chooses a password, once. It is told here and nowhere again."""

    principal = fields.String(metadata={"example": "member:0042"})
    code = fields.String(metadata={"example": "ABCD-EFGH-…"})
    expires_at = Instant()
