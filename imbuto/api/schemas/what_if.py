"""A price that is only thought of: what is asked, and what it comes to."""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, post_load

from imbuto.api.fields import Day, Litres, Money, PeriodCode
from imbuto.api.schemas.base import Answer
from imbuto.api.schemas.prices import NewPrice
from imbuto.ledger import PriceRules

_RULES = ("grades", "matrix", "slabs", "slab_way", "text")


class PriceThoughtOf(NewPrice):
    """A price as it would be proposed, and the days that it is held against: a period, or from and to; with
    neither, the last period that has ended."""

    class Meta:
        exclude = ("id",)

    period = PeriodCode(load_default=None, allow_none=True)
    first = Day(data_key="from", load_default=None, allow_none=True)
    last = Day(data_key="to", load_default=None, allow_none=True)

    @post_load
    def proposal(self, given: dict[str, Any], **_: Any) -> dict[str, Any]:
        """With the price as the ledger takes it."""
        if (given["first"] is None) != (given["last"] is None):
            raise ValidationError("Give both days, or neither.", "to" if given["last"] is None else "from")
        if given["first"] is not None and given["period"] is not None:
            raise ValidationError("Give a period, or days, not both.", "period")
        price = {
            "centre": given["centre"],
            "cents_per_litre": given["price_per_litre"],
            "effective_from": given["effective_from"],
            "rules": PriceRules.of(*(given[name] for name in _RULES)),
        }
        return {"price": price, **{name: given[name] for name in ("period", "first", "last")}}


class Changed(Answer):
    """How many members would get more, less, the same."""

    more = fields.Integer()
    less = fields.Integer()
    same = fields.Integer()


class CentreThen(Answer):
    """The milk of one centre, without volume premiums."""

    centre = fields.String(metadata={"example": "KIA"})
    litres = Litres(attribute="centilitres", hundredths=True)
    now = Money()
    then = Money()


class MemberThen(Answer):
    """One member's milk with its volume premiums."""

    member = fields.String(metadata={"example": "0042"})
    name = fields.String(allow_none=True)
    now = Money()
    then = Money()


class WhatIfAnswer(Answer):
    """What the milk of these days was priced at, and what it would be if that price had been in force."""

    first = fields.Date(attribute="from", data_key="from")
    last = fields.Date(attribute="to", data_key="to")
    litres = Litres(
        attribute="centilitres", hundredths=True, metadata={"description": "Accepted, without what is held."}
    )
    deliveries = fields.Integer()
    priced_now = Money(
        attribute="now",
        metadata={"description": "As it was priced, with volume premiums; price differences are beside it."},
    )
    priced_then = Money(attribute="then")
    difference = Money(metadata={"description": "What it would cost more; below zero: less."})
    premiums_now = Money(metadata={"description": "The volume premiums in it."})
    premiums_then = Money()
    per_litre_now = Money(allow_none=True)
    per_litre_then = Money(allow_none=True)
    members = fields.Nested(Changed)
    by_centre = fields.List(fields.Nested(CentreThen))
    biggest = fields.List(
        fields.Nested(MemberThen),
        metadata={"description": "The ten who would gain most, then the ten who would lose most."},
    )
    warning = fields.String(
        allow_none=True, metadata={"description": "A litre can be worth less than the legal floor."}
    )
