"""The home of an official: the day's milk beside other days', and what waits for somebody."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from imbuto.api.fields import Day, Instant, Litres, Money, Shift
from imbuto.api.paging import PageArgs, page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer
from imbuto.api.schemas.cooperative import Code
from imbuto.api.schemas.dashboard import Milk
from imbuto.api.schemas.payments import TILL_STATES
from imbuto.values import SHIFTS

RUN_STATES = ("opened", "prepared", "approved", "completed")


class Litred(Litres):
    """Litres kept as a whole number of hundredths."""

    def __init__(self, attribute: str = "centilitres", **options: Any) -> None:
        super().__init__(hundredths=True, attribute=attribute, **options)


class HomeArgs(Schema):
    """Which day; today when none is named."""

    date = Day()


class OtherDay(Milk):
    """The milk of another day, to compare with."""

    date = fields.Date()
    known = fields.Boolean(metadata={"description": "Whether any milk of that day is in the ledger."})


class ShiftMilk(Answer):
    """One shift at one centre."""

    shift = fields.String(validate=validate.OneOf(SHIFTS))
    deliveries = fields.Integer()
    members = fields.Integer()
    litres = Litred()
    rejected_litres = Litred("rejected_centilitres")


class HomeCentre(Answer):
    """One centre's day, shift by shift."""

    code = fields.String(metadata={"example": "KIM"})
    name = fields.String(metadata={"example": "Kimende"})
    shifts = fields.List(fields.Nested(ShiftMilk))
    same_weekday_litres = Litred("same_weekday_centilitres")


class Expected(Answer):
    """Whom the day expects: members with milk on at least 10 of the 14 days before."""

    members = fields.Integer(metadata={"description": "Who usually bring milk on such a day."})
    missing = fields.Integer(metadata={"description": "Those of them who brought none yet."})


class Disputes(Answer):
    """The open disputes."""

    waiting = fields.Integer()
    oldest_at = Instant(allow_none=True, metadata={"description": "When the oldest was raised."})
    next_lapse = Instant(allow_none=True, metadata={"description": "By when the next is to be decided."})


class Telling(Answer):
    """The messages of the whole cooperative."""

    failed = fields.Integer(metadata={"description": "Refused or not delivered, of the last seven days."})
    waiting = fields.Integer(metadata={"description": "Not sent yet."})


class HomeFloat(Answer):
    """What can be paid out, what waits to be, and whether payments go."""

    balance = Money(attribute="float_cents", allow_none=True)
    needed = Money(attribute="needed_cents")
    state = fields.String(validate=validate.OneOf(TILL_STATES))


class NextPay(Answer):
    """The period that the day lies in, and when it is paid."""

    period = fields.String(metadata={"example": "2026-11-B"})
    cut_off_day = fields.Date(metadata={"description": "The last day whose milk the run takes."})
    pay_day = fields.Date(metadata={"description": "The day after it: the run is opened."})


class HomeRun(Answer):
    """The latest pay run that was not discarded."""

    id = fields.UUID()
    period = fields.String(metadata={"example": "2026-11-A"})
    state = fields.String(validate=validate.OneOf(RUN_STATES))


class Approvals(Answer):
    """How much of one kind waits for the approval of whoever asks."""

    kind = fields.String(metadata={"example": "prices"})
    count = fields.Integer()


class Home(Answer):
    """A day at one look. A clerk who is limited to centres sees those alone."""

    date = fields.Date()
    today = fields.Nested(Milk)
    same_weekday = fields.Nested(OtherDay, metadata={"description": "Seven days before."})
    last_year = fields.Nested(OtherDay, metadata={"description": "The same date a year before."})
    centres = fields.List(fields.Nested(HomeCentre))
    expected = fields.Nested(Expected)
    disputes = fields.Nested(Disputes)
    messages = fields.Nested(Telling)
    float = fields.Nested(
        HomeFloat, allow_none=True, metadata={"description": "Null without `payouts.read`."}
    )
    next_pay = fields.Nested(NextPay)
    run = fields.Nested(
        HomeRun, allow_none=True, metadata={"description": "Null without `runs.read`, or before the first."}
    )
    approvals = fields.List(fields.Nested(Approvals))


class MissingArgs(PageArgs):
    """Which day, and whom: of one centre and shift, or of all."""

    date = Day()
    centre = Code()
    shift = Shift()


class MissingMember(Answer):
    """A member who usually brings milk and did not yet. The name is null where it is hidden or erased."""

    number = fields.String(metadata={"example": "0042"})
    name = fields.String(allow_none=True)
    centre = fields.String(metadata={"example": "KIM", "description": "Where the member is registered."})
    usual_litres = fields.String(
        allow_none=True,
        metadata={
            "description": "The mean of the last 14 days with accepted milk, of the shift asked about.",
            "example": "8.5",
        },
    )
    last_day = fields.Date(metadata={"description": "The last day with milk before."})
    days_of_last_30 = fields.Integer(metadata={"description": "Days with milk of the 30 before."})


MissingPage = page_of(MissingMember)
