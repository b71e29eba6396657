"""The members of a centre as a clerk's device keeps them, and how far a day at the centre is."""

from __future__ import annotations

from marshmallow import fields, validate

from imbuto.api.fields import Day, Shift
from imbuto.api.paging import page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer
from imbuto.api.schemas.home import Litred
from imbuto.values import SHIFTS

ROSTER_PAGE = 500
MEMBER_STATES = ("active", "suspended", "left")


class RosterArgs(Schema):
    """Where the page begins."""

    cursor = fields.String(
        validate=validate.Length(1, 400), metadata={"description": "`next` of the page before."}
    )


class UsualLitres(Answer):
    """What a member usually brings, shift by shift, to 0.1 litres; null for a shift without milk."""

    AM = fields.String(allow_none=True, metadata={"example": "8.5"})
    MID = fields.String(allow_none=True)
    PM = fields.String(allow_none=True)


class RosterEntry(Answer):
    """A member as a device knows one without a network. Words about the person are null where the register
    hides them, or for an access token that does not carry `members.read`."""

    number = fields.String(metadata={"example": "0042"})
    name = fields.String(allow_none=True)
    state = fields.String(validate=validate.OneOf(MEMBER_STATES))
    centre = fields.String(metadata={"example": "KIM"})
    phone = fields.String(allow_none=True, metadata={"example": "254712345678"})
    usual = fields.Nested(
        UsualLitres, metadata={"description": "Means of the last 14 days with milk, before today."}
    )
    last_day = fields.Date(
        allow_none=True,
        metadata={"description": "The last day with milk before today; null when none was in 60 days."},
    )


RosterPage = page_of(RosterEntry)


class TodayArgs(Schema):
    """Which day and shift; today, and all shifts, when none is named."""

    date = Day()
    shift = Shift()


class CentreToday(Answer):
    """How far recording is: what was weighed, by how many members of those who usually come."""

    deliveries = fields.Integer()
    litres = Litred()
    members = fields.Integer()
    expected = fields.Integer(
        metadata={"description": f"Members with milk here on 10 of 14 days; of {', '.join(SHIFTS)} if named."}
    )
    rejected_litres = Litred("rejected_centilitres")
