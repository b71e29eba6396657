"""The second factor."""

from __future__ import annotations

from marshmallow import fields, validate

from imbuto.api.fields import Text
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer

_SECRET = {"format": "password"}


class Standing(Answer):
    """How one's second factor stands."""

    is_set = fields.Boolean()
    must_set = fields.Boolean(metadata={"description": "Whether nothing else may be done before it is set."})
    recovery_codes_left = fields.Integer(metadata={"example": 10})


class Started(Answer):
    """The secret, to be typed into the app, or shown to it as a QR code of `uri`. Told only here."""

    secret = fields.String(metadata={"example": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"})
    uri = fields.String(metadata={"example": "otpauth://totp/Imbuto:S004?secret=…&issuer=Imbuto"})


class OwnersPassword(Schema):
    """That it is really the owner: an open session alone may be stolen."""

    password = fields.String(
        required=True,
        validate=validate.Length(1, 200),
        metadata={**_SECRET, "example": "four words that nobody knows"},
    )


class GivenCode(Schema):
    """A code of the app, or a recovery code."""

    code = Text(60, required=True, metadata={**_SECRET, "example": "041792"})


class Proof(OwnersPassword):
    """That it is really the owner: the password, and a code of the app or a recovery code."""

    code = Text(60, required=True, metadata={**_SECRET, "example": "041792"})


class Confirmed(Answer):
    """Each opens once in the place of the app. Told here and nowhere again: print them."""

    recovery_codes = fields.List(fields.String(metadata={"example": "ABCD-EFGH-…"}))
