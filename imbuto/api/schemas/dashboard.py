"""Totals of days and centres."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from imbuto.api.fields import Day, Litres, Money, PeriodCode
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer
from imbuto.api.schemas.cooperative import Code
from imbuto.api.tables import FormatArgs

LONGEST = timedelta(days=400)


class DayArgs(Schema):
    """Which day; today when none is named."""

    date = Day()


class SpanArgs(Schema):
    """Some days, both included, at most 400."""

    day_from = Day(data_key="from", required=True)
    day_to = Day(data_key="to", required=True)

    @validates_schema
    def in_order(self, given: dict[str, Any], **_: Any) -> None:
        check_span(given["day_from"], given["day_to"])


class TrendArgs(SpanArgs):
    """Some days, of one centre or all."""

    centre = Code()


class ParticipationArgs(FormatArgs):
    """A period, or some days."""

    period = PeriodCode()
    day_from = Day(data_key="from")
    day_to = Day(data_key="to")

    @validates_schema
    def one_of_both(self, given: dict[str, Any], **_: Any) -> None:
        days = "day_from" in given, "day_to" in given
        if ("period" in given) == any(days) or any(days) != all(days):
            raise ValidationError("Name a period, or both from and to.", "period")
        if all(days):
            check_span(given["day_from"], given["day_to"])


def check_span(first: date, last: date) -> None:
    if not timedelta(0) <= last - first <= LONGEST:
        raise ValidationError(f"From comes before to, and at most {LONGEST.days} days lie between.", "to")


class Milk(Answer):
    """The milk of some days, centres or shifts; `members` are different members."""

    deliveries = fields.Integer()
    members = fields.Integer()
    litres = Litres(attribute="centilitres", hundredths=True)
    rejected = fields.Integer()
    rejected_litres = Litres(attribute="rejected_centilitres", hundredths=True)
    value = Money(attribute="value_cents")
    unanswered = fields.Integer()
    confirmed = fields.Integer()
    lapsed = fields.Integer()
    disputed = fields.Integer()
    resolved = fields.Integer()
    voided = fields.Integer()
    fat_percent = fields.String(
        allow_none=True, metadata={"description": "Weighted by litres; null if nothing was tested."}
    )


class CentreMilk(Answer):
    """One centre's milk of one day: the whole, and each shift that had any."""

    code = fields.String(metadata={"example": "KIM"})
    name = fields.String(metadata={"example": "Kimende"})
    total = fields.Nested(Milk)
    shifts = fields.Dict(keys=fields.String(), values=fields.Nested(Milk))


class Today(Answer):
    """All centres' milk of one day."""

    date = fields.Date(attribute="day")
    total = fields.Nested(Milk)
    centres = fields.List(fields.Nested(CentreMilk))
    members_registered = fields.Integer(metadata={"description": "Members who are not suspended."})


class DayMilk(Answer):
    """One day of a trend."""

    date = fields.Date(attribute="day")
    milk = fields.Nested(Milk)


class Trend(Answer):
    """The milk of some days, one by one."""

    items = fields.List(fields.Nested(DayMilk))


class Participation(Answer):
    """How many different members brought milk, of how many there are."""

    date_from = fields.Date(data_key="from")
    date_to = fields.Date(data_key="to")
    members = fields.Integer()
    members_registered = fields.Integer()
    by_centre = fields.Dict(keys=fields.String(), values=fields.Integer())
