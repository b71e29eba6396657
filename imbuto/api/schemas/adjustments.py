"""Adjustments of members' accounts, one by one and in batches."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from marshmallow import fields, post_load, validate

from imbuto.api.fields import Day, Instant, Litres, MemberNumber, Money, SignedLitres, Text
from imbuto.api.paging import PageArgs, page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer, Chapter
from imbuto.ledger import ADJUSTMENT_KINDS, AdjustmentContent

STATES = ("proposed", "approved", "refused", "granted")


class BatchName(Text):
    """The name under which many adjustments are decided together."""

    def __init__(self, **options: Any) -> None:
        super().__init__(60, metadata={"example": "opening-2026"}, **options)


class NewAdjustment(Schema):
    """An adjustment to propose. The client makes the id. Amount and litres may be negative."""

    id = fields.UUID(required=True)
    member = MemberNumber(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(ADJUSTMENT_KINDS))
    amount = Money(required=True, signed=True)
    litres = SignedLitres(load_default=Decimal(0))
    day = Day(required=True, metadata={"description": "The day it belongs to, not in the future."})
    about = fields.UUID(
        load_default=None, allow_none=True, metadata={"description": "The delivery it puts right."}
    )
    batch = BatchName(load_default=None, allow_none=True)
    reason = Text(500, required=True, lines=True)

    @post_load
    def content(self, given: dict[str, Any], **_: Any) -> tuple[UUID, AdjustmentContent]:
        id = given.pop("id")
        return id, AdjustmentContent(cents=given.pop("amount"), **given)


class AdjustmentArgs(PageArgs):
    """Which adjustments, the latest first."""

    state = fields.String(validate=validate.OneOf(STATES))
    member = MemberNumber()
    kind = fields.String(validate=validate.OneOf(ADJUSTMENT_KINDS))
    batch = BatchName()


class Adjustment(Answer):
    """An adjustment of a member's account. A granted one was given by a price difference, its `source`."""

    id = fields.UUID()
    member = fields.String(metadata={"example": "0042"})
    kind = fields.String(validate=validate.OneOf(ADJUSTMENT_KINDS))
    litres = Litres(attribute="centilitres", hundredths=True)
    amount = Money(attribute="cents")
    day = fields.Date()
    reason = fields.String()
    about = fields.UUID(allow_none=True)
    batch = fields.String(allow_none=True)
    source = fields.UUID(allow_none=True)
    state = fields.String(validate=validate.OneOf(STATES))
    proposed_by = fields.String(allow_none=True, metadata={"example": "staff:S003"})
    recorded_at = Instant()
    decided_by = fields.String(allow_none=True)
    decided_at = Instant(allow_none=True)
    refusal_reason = fields.String(allow_none=True)


AdjustmentPage = page_of(Adjustment)


class AdjustmentWithStory(Adjustment):
    """An adjustment and every fact of it."""

    story = fields.List(fields.Nested(Chapter))


class AdjustmentBatch(Answer):
    """All adjustments proposed under one name, and how they stand."""

    batch = fields.String(metadata={"example": "opening-2026"})
    adjustments = fields.Integer()
    amount = Money(attribute="cents", metadata={"description": "Their sum, whatever became of them."})
    waiting = fields.Integer(metadata={"description": "How many nobody has decided yet."})
    approved = fields.Integer()
    refused = fields.Integer()


BatchPage = page_of(AdjustmentBatch)


class SeenBatch(Schema):
    """The batch as it was seen: one that has grown since is not approved."""

    adjustments = fields.Integer(required=True, strict=True, validate=validate.Range(1, 1_000_000))
    amount = Money(required=True, signed=True)


class Decided(Answer):
    """What this request decided; ask again while some are waiting."""

    decided = fields.Integer()
    waiting = fields.Integer()
