"""Many days at one look: production, quality, members, and how soon runs are paid."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from imbuto.api.fields import Instant, Money
from imbuto.api.schemas.base import Answer
from imbuto.api.schemas.cooperative import Code
from imbuto.api.schemas.dashboard import SpanArgs
from imbuto.api.schemas.home import Litred
from imbuto.api.spans import SPANS
from imbuto.api.tables import FormatArgs

ORDERS = ("top", "falling", "rising")
PLACES = ("centre", "route")
MOST_MEMBERS, MOST_RUNS = 1000, 36


def _percent(**options: Any) -> fields.String:
    return fields.String(allow_none=True, **options)


class ProductionArgs(SpanArgs, FormatArgs):
    """Some days, both included, at most 400; of one centre or all."""

    by = fields.String(load_default="day", validate=validate.OneOf(SPANS))
    centre = Code()


class Production(Answer):
    """A day, week or month; `members` are different members."""

    start = fields.Date(metadata={"description": "Its first day among those asked for."})
    litres = Litred()
    rejected_litres = Litred("rejected_centilitres")
    members = fields.Integer()
    deliveries = fields.Integer()
    value = Money(attribute="value_cents")
    last_year_litres = Litred(
        "last_year_centilitres",
        allow_none=True,
        metadata={"description": "Of the same dates; of a week 52 weeks before. Null if none is known."},
    )


class ProductionList(Answer):
    """Every span of the days asked for, in order."""

    items = fields.List(fields.Nested(Production))


class QualityArgs(SpanArgs, FormatArgs):
    """Some days, by centre or by route."""

    by = fields.String(load_default="centre", validate=validate.OneOf(PLACES))


class QualityOf(Answer):
    """The milk of one centre or route; milk that its farmers bring themselves is on no route."""

    code = fields.String(metadata={"example": "KIM"})
    name = fields.String(metadata={"example": "Kimende"})
    litres = Litred()
    rejected_litres = Litred("rejected_centilitres")
    rejected_share = _percent(
        metadata={"description": "Of all litres weighed, in per cent.", "example": "1.25"}
    )
    tested = fields.Integer(metadata={"description": "Deliveries of which anything was read or tested."})
    fat_percent = _percent(metadata={"description": "Weighted by accepted litres.", "example": "3.85"})
    snf_percent = _percent(metadata={"description": "Weighted by accepted litres.", "example": "8.60"})
    failed_tests = fields.Integer(
        metadata={"description": "Tested deliveries that the limits reject, or that a test found bad."}
    )


class QualityList(Answer):
    """Each centre or route with milk."""

    items = fields.List(fields.Nested(QualityOf))


class MembersArgs(SpanArgs, FormatArgs):
    """Some days, beside as many before; of one centre or all."""

    order = fields.String(
        load_default="top",
        validate=validate.OneOf(ORDERS),
        metadata={"description": "By litres; or by the litres lost, or gained, against the days before."},
    )
    limit = fields.Integer(load_default=50, validate=validate.Range(1, MOST_MEMBERS))
    centre = Code()


class MemberMilk(Answer):
    """One member's accepted milk of the days asked for, and of as many before."""

    number = fields.String(metadata={"example": "0042"})
    name = fields.String(allow_none=True)
    centre = fields.String(metadata={"example": "KIM", "description": "Where the member is registered."})
    litres = Litred()
    before_litres = Litred("before_centilitres")
    change_percent = _percent(
        metadata={"description": "Null for who brought none before.", "example": "-12.50"}
    )


class MemberMilkList(Answer):
    """The first of that order."""

    items = fields.List(fields.Nested(MemberMilk))


class TimelinessArgs(FormatArgs):
    """How many runs, the latest first."""

    limit = fields.Integer(load_default=12, validate=validate.Range(1, MOST_RUNS))


class Timeliness(Answer):
    """How soon after its last day a run was paid. Payouts are counted; `amount` is what they are in all."""

    period = fields.String(metadata={"example": "2026-11-A"})
    cut_off_day = fields.Date()
    approved_at = Instant(allow_none=True)
    paid_first_at = Instant(allow_none=True)
    paid_last_at = Instant(allow_none=True)
    days_to_first = fields.Integer(allow_none=True, metadata={"description": "From the cut-off day."})
    days_to_last = fields.Integer(allow_none=True)
    paid = fields.Integer()
    unpaid = fields.Integer()
    amount = Money(attribute="cents")


class TimelinessList(Answer):
    """Runs that were not discarded, the latest first."""

    items = fields.List(fields.Nested(Timeliness))
