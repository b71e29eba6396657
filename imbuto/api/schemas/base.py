"""What the shapes have in common: complete answers, receipts of verbs, stories of facts."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from imbuto.api.fields import Instant, OpenText, Text
from imbuto.api.plain import Schema
from imbuto.api.tongues import Sentence


class Answer(Schema):
    """Something answered: every field is always there, null where there is nothing to say."""

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        field_obj.required = True


class Receipt(Answer):
    """What a verb did: the thing, and where in the ledger its last fact stands."""

    id = fields.UUID(
        metadata={
            "description": "Whose story grew. Prices, limits, standing charges, rules, creditors and centres "
            "stand in the cooperative's own: they keep the id or code that the request gave them."
        }
    )
    position = fields.Integer(metadata={"description": "The fact's position in the ledger.", "example": 4711})
    version = fields.Integer(metadata={"description": "How many facts the thing has.", "example": 1})
    status = fields.String(
        validate=validate.OneOf(["recorded", "already-recorded"]),
        metadata={"description": "Whether this request recorded it, or an earlier one had."},
    )


class RowFault(Answer):
    """Why one row of a file cannot be taken, and what to do."""

    row = fields.Integer()
    column = fields.String()
    value = fields.String()
    sentence = Sentence()
    remedy = Sentence()


class RowNote(Answer):
    """Something that was decided while reading a file; row 0 is the whole file."""

    row = fields.Integer()
    sentence = Sentence()


class Chapter(Answer):
    """One fact of a thing's story."""

    position = fields.Integer(metadata={"example": 4711})
    version = fields.Integer(metadata={"example": 2})
    fact = fields.String(metadata={"description": "The fact's topic.", "example": "delivery.confirmed"})
    who = fields.String(metadata={"example": "member:0042"})
    channel = fields.String(metadata={"example": "sms"})
    request = fields.String(metadata={"description": "The request that caused it."})
    happened_at = Instant()
    recorded_at = Instant()
    details = fields.Dict(metadata={"description": "The fact's own fields; personal words are clear."})


class Reason(Schema):
    """Why, about one member: sealed with the member's key."""

    reason = Text(500, required=True, lines=True, metadata={"example": "The scale was not reset."})


class OpenReason(Schema):
    """Why, about the cooperative or many members."""

    reason = OpenText(500, required=True, lines=True, metadata={"example": "The figures are of last month."})
