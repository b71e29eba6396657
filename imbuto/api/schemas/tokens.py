"""Open sessions, access tokens for other systems, and looks."""

from __future__ import annotations

from marshmallow import fields, validate

from imbuto.api.fields import Instant, Text
from imbuto.api.paging import page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer
from imbuto.api.tongues import Sentence
from imbuto.security.roles import TOKEN_PERMISSIONS


class OpenSession(Answer):
    """A session that holds. `seen_at` is to the hour."""

    id = fields.String(attribute="session_id", metadata={"example": "5f1c9f3a0b2d4e6f"})
    channel = fields.String(metadata={"example": "app"})
    device = fields.String(allow_none=True, metadata={"description": "The name that the device gave itself."})
    way = fields.String(allow_none=True, metadata={"example": "password"})
    since = Instant(allow_none=True)
    seen_at = Instant(allow_none=True)
    expires_at = Instant()
    current = fields.Boolean(metadata={"description": "Whether it is the one that asks."})


class OpenSessions(Answer):
    """All sessions of the person that hold."""

    items = fields.List(fields.Nested(OpenSession))


class Ended(Answer):
    """How many sessions and tokens ended."""

    ended = fields.Integer(metadata={"example": 2})


class NewAccessToken(Schema):
    """An access token to be made: what another system may do in one's name."""

    name = Text(80, required=True, metadata={"example": "Laboratory of Kiambaa"})
    permissions = fields.List(
        fields.String(validate=validate.OneOf(sorted(TOKEN_PERMISSIONS))),
        required=True,
        validate=validate.Length(1, len(TOKEN_PERMISSIONS)),
        metadata={"description": "Of one's own permissions, those that a token may carry."},
    )
    expires_at = Instant(required=True, metadata={"description": "A year ahead at most."})
    password = fields.String(
        required=True,
        validate=validate.Length(1, 200),
        metadata={"format": "password", "description": "One's own, once more: a token outlives a session."},
    )


class AccessToken(Answer):
    """An access token that holds, without its secret. `seen_at` is to the hour."""

    id = fields.String(attribute="token_id")
    name = fields.String()
    permissions = fields.List(fields.String())
    made_at = Instant()
    expires_at = Instant()
    seen_at = Instant(allow_none=True)


class AccessTokens(Answer):
    """One's own access tokens that hold."""

    items = fields.List(fields.Nested(AccessToken))


class MadeAccessToken(Answer):
    """The token is told here and nowhere again: send it as `Authorization: Bearer …`."""

    id = fields.String(attribute="token_id")
    token = fields.String(metadata={"example": "imbt_…"})
    name = fields.String()
    permissions = fields.List(fields.String())
    made_at = Instant()
    expires_at = Instant()


class Look(Answer):
    """An official looked at a member's data."""

    at = Instant()
    who = fields.String(attribute="principal", metadata={"example": "staff:S002"})
    what = fields.String(metadata={"description": "The operation's id.", "example": "see_balance"})
    sentence = Sentence(metadata={"description": "What that shows.", "example": "What a member is owed"})
    request = fields.String(metadata={"description": "The request's id."})


LookPage = page_of(Look)
