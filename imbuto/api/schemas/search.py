"""One search for whatever has an id, a number or a code."""

from __future__ import annotations

from marshmallow import fields, validate

from imbuto.api.fields import Text
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer

KINDS = (
    "delivery",
    "settlement",
    "statement",
    "payout",
    "charge",
    "pay_file",
    "voucher",
    "price",
    "price_difference",
    "story",
    "member",
    "staff",
)


class SearchIn(Schema):
    """What is looked for."""

    query = Text(
        60,
        required=True,
        metadata={
            "description": "An id, a member's or an official's number, a period, a payment's receipt, or its"
            " reference in a bank's file.",
            "example": "2026-11-A",
        },
    )


class Hit(Answer):
    """One thing that is called so. `id` is what its own address is made of; a statement's needs `run` and
    `member`; a `story` is of a thing of the kind `of`, which has no page but its facts."""

    kind = fields.String(validate=validate.OneOf(KINDS))
    id = fields.String(metadata={"example": "0042"})
    run = fields.UUID(allow_none=True)
    member = fields.String(allow_none=True, metadata={"example": "0042"})
    period = fields.String(allow_none=True, metadata={"example": "2026-11-A"})
    date = fields.Date(allow_none=True)
    state = fields.String(allow_none=True)
    of = fields.String(allow_none=True, metadata={"example": "sample"})


class Hits(Answer):
    """All that is called so."""

    items = fields.List(fields.Nested(Hit))
