"""What is held about a member, and what becomes of it."""

from __future__ import annotations

from marshmallow import fields, validate

from imbuto.api.fields import Day
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer
from imbuto.api.tongues import Sentence
from imbuto.ledger import ERASURE_GROUNDS, RESTRICTION_GROUNDS


class RestrictionGround(Schema):
    """Why a member's data is restricted."""

    ground = fields.String(
        required=True,
        validate=validate.OneOf(RESTRICTION_GROUNDS),
        metadata={
            "description": "asked: the member objects, or asked to be erased too early; disputed: the member "
            "says that the data is wrong; claim: it is needed for a claim; unlawful; left: the member left."
        },
    )


class ErasureGround(Schema):
    """Why a member is to be forgotten."""

    ground = fields.String(
        required=True,
        validate=validate.OneOf(ERASURE_GROUNDS),
        metadata={"description": "asked: by the member; ended: the time for which books are kept has ended."},
    )


class Held(Answer):
    """What is held about a member, in numbers."""

    number = fields.String()
    personal = fields.List(
        fields.String(), metadata={"description": "Which personal words the register holds; not the words."}
    )
    facts = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        metadata={"description": "Facts that tell of the member, by kind of thing."},
    )
    messages = fields.Integer(metadata={"description": "Facts about messages to the member."})
    people = fields.Dict(
        keys=Sentence(),
        values=fields.Integer(),
        metadata={"description": "What lies in the people store, in words, and how many of it."},
    )
    restricted = fields.Boolean()
    left_on = Day(allow_none=True)
    erased = fields.Boolean()
    erasable_on = Day(
        allow_none=True,
        metadata={"description": "The first day on which the member may be erased; null while a member."},
    )
    unsettled = fields.List(
        Sentence(), metadata={"description": "What is still open and stands in the way of an erasure."}
    )
    retention_years = fields.Integer()
