"""A pay run beside the one before, and what is out of the ordinary in it."""

from __future__ import annotations

from marshmallow import fields, validate

from imbuto.api.fields import Litres, Money
from imbuto.api.paging import page_of
from imbuto.api.schemas.base import Answer
from imbuto.api.schemas.settlements import STATES
from imbuto.api.tongues import Sentence
from imbuto.papers.run_report import FINDINGS
from imbuto.values import CURRENCY


class Compared(Answer):
    """One figure of this run and of the run before, as the text of a decimal."""

    name = fields.String(metadata={"example": "members paid"})
    unit = fields.String(validate=validate.OneOf(["count", "litres", CURRENCY]))
    now = fields.String(metadata={"example": "26000"})
    before = fields.String(allow_none=True, metadata={"example": "25870"})
    change_percent = fields.String(
        allow_none=True, metadata={"description": "To 0.1; null where nothing was before.", "example": "0.5"}
    )


class Item(Answer):
    """Something to look at: the amount, and what it is held against."""

    member = fields.String(metadata={"example": "0042"})
    amount = Money(attribute="cents")
    against = Money(attribute="against_cents", allow_none=True)
    litres = Litres(attribute="centilitres", hundredths=True)
    text = fields.String()
    about = fields.UUID(allow_none=True, metadata={"description": "The adjustment or the delivery."})


ItemPage = page_of(Item)


class Finding(Answer):
    """How many of one kind there are, and the first 200."""

    kind = fields.String(validate=validate.OneOf(list(FINDINGS)))
    sentence = Sentence()
    count = fields.Integer()
    items = fields.List(fields.Nested(Item))


class RunReport(Answer):
    """A pay run as its approver reads it."""

    run = fields.UUID()
    period = fields.String(metadata={"example": "2026-11-A"})
    state = fields.String(validate=validate.OneOf(STATES))
    before = fields.String(allow_none=True, metadata={"description": "The period it is compared with."})
    figures = fields.List(fields.Nested(Compared))
    findings = fields.List(fields.Nested(Finding))
