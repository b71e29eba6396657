"""Price differences: retro price changes and bonuses on milk that was priced already."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import fields, post_load, validate

from imbuto.api.fields import Day, Instant, Litres, Money, PersonName, YesNo
from imbuto.api.paging import PageArgs, page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer, Chapter
from imbuto.api.schemas.cooperative import Code
from imbuto.api.schemas.prices import Grade
from imbuto.ledger import DIFFERENCE_KINDS, DIFFERENCE_WAYS, Difference

STATES = ("proposed", "approved", "refused", "completed")


class NewPriceDifference(Schema):
    """A difference to propose. The client makes the id. Per litre it needs the amount, below zero only for a
    retro price; to reprice, the id of an approved price."""

    id = fields.UUID(required=True)
    name = PersonName(required=True, metadata={"example": "Half-year bonus"})
    kind = fields.String(required=True, validate=validate.OneOf(DIFFERENCE_KINDS))
    way = fields.String(required=True, validate=validate.OneOf(DIFFERENCE_WAYS))
    amount_per_litre = Money(load_default=None, allow_none=True, signed=True)
    price = fields.UUID(load_default=None, allow_none=True)
    centre = Code(load_default=None, allow_none=True)
    grade = Grade(load_default=None, allow_none=True)
    date_from = Day(required=True, data_key="from")
    date_to = Day(required=True, data_key="to")
    another = YesNo(
        load_default=False,
        metadata={
            "description": "It is meant beside an earlier one with the same way, amount or price, days, "
            "centre and grade. Unless that was refused, it is else taken for a double."
        },
    )

    @post_load
    def terms(self, given: dict[str, Any], **_: Any) -> tuple[UUID, Difference, bool]:
        id, another = given.pop("id"), given.pop("another")
        cents, price = given.pop("amount_per_litre"), given.pop("price")
        return id, Difference(cents_per_litre=cents, price_id=price, **given), another


class DifferenceArgs(PageArgs):
    """Which price differences, the latest first."""

    state = fields.String(validate=validate.OneOf(STATES))


class PriceDifference(Answer):
    """A price difference as it stands. `members` and `amount` grow while it is granted."""

    id = fields.UUID()
    name = fields.String(metadata={"example": "Half-year bonus"})
    kind = fields.String(validate=validate.OneOf(DIFFERENCE_KINDS))
    way = fields.String(validate=validate.OneOf(DIFFERENCE_WAYS))
    amount_per_litre = Money(attribute="cents_per_litre", allow_none=True)
    price = fields.UUID(attribute="price_id", allow_none=True)
    centre = fields.String(allow_none=True, metadata={"description": "Null: of all centres."})
    grade = fields.String(allow_none=True, metadata={"description": "Null: of all grades."})
    date_from = fields.Date(data_key="from")
    date_to = fields.Date(data_key="to")
    takes_back = fields.Boolean(metadata={"description": "It takes money from members."})
    state = fields.String(validate=validate.OneOf(STATES))
    proposed_by = fields.String(metadata={"example": "staff:S003"})
    proposed_at = Instant()
    decided_by = fields.String(allow_none=True)
    decided_at = Instant(allow_none=True)
    reason = fields.String(allow_none=True, metadata={"description": "Why it was refused."})
    cutoff_position = fields.Integer(
        allow_none=True, metadata={"description": "The milk counts as it stood at this position."}
    )
    members = fields.Integer(metadata={"description": "How many got something by now."})
    litres = Litres(attribute="centilitres", hundredths=True, allow_none=True)
    amount = Money(attribute="cents")


PriceDifferencePage = page_of(PriceDifference)


class PriceDifferenceWithStory(PriceDifference):
    """A price difference and every fact of it."""

    story = fields.List(fields.Nested(Chapter))


class DifferenceOfMember(Answer):
    """What one member got."""

    member = fields.String(metadata={"example": "0042"})
    amount = Money(attribute="cents")
    adjustment = fields.UUID()
    text = fields.String(metadata={"example": "Half-year bonus: 412.50 l"})
    position = fields.Integer()


DifferenceOfMemberPage = page_of(DifferenceOfMember)
