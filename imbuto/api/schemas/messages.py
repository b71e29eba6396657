"""What decides about messages, and what they cost."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load, validate

from imbuto.api.fields import Instant, Money, YesNo
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer
from imbuto.ledger import RECEIPTS, QuietChoice
from imbuto.ledger import MessageRules as Rules

USUAL = "usual"
"""As the cooperative has it."""
_TIME = r"^([01]\d|2[0-3]):[0-5]\d\Z"
_MONTH = r"^20\d\d-(0[1-9]|1[0-2])\Z"


def _time(example: str, description: str, **options: Any) -> fields.String:
    return fields.String(
        **(options or {"required": True}),
        validate=validate.Regexp(_TIME, error="Write a time like 19:00."),
        metadata={"example": example, "description": description},
    )


def _count(most: int, example: int, description: str) -> fields.Integer:
    return fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(0, most),
        metadata={"example": example, "description": description},
    )


class MessageRules(Schema):
    """How receipts come, when phones are left in peace, and what a month may cost. Money, changes, disputes
    and ways in are told whatever stands here."""

    receipts = fields.String(
        required=True,
        validate=validate.OneOf(RECEIPTS),
        metadata={
            "description": "For members who have not chosen: after each weighing, in one text a day or a "
            "week, or not at all. A week's text comes earlier where the time to answer would end."
        },
    )
    digest_at = _time("19:00", "When the text of a day or a week goes out, in Nairobi; after the last shift.")
    quiet = YesNo(required=True, metadata={"description": "Whether there are quiet hours."})
    quiet_from = _time("20:00", "From then on receipts, corrections and statements wait.")
    quiet_until = _time("05:30", "Then what waited goes out.")
    cap = Money(
        required=True,
        attribute="cap_cents",
        metadata={
            "description": "What the messages of a calendar month may cost; 0.00: no limit. At 80 and at 100 "
            "percent there is an alarm; then only what must be told goes out."
        },
    )
    reminder_hours = _count(72, 12, "So long before the time to answer ends a member is reminded; 0: never.")
    push_first = YesNo(required=True, metadata={"description": "Try the app before an SMS."})
    push_wait_minutes = _count(1440, 30, "An SMS follows if the app has not shown it after so long.")

    @post_load
    def rules(self, given: dict[str, Any], **_: Any) -> Rules:
        return Rules(**given)


class MessageChoice(Schema):
    """Which messages a member wants, and when. Quiet hours that are left out stay as they were; own ones
    end within 16 hours."""

    receipts = fields.String(
        required=True,
        validate=validate.OneOf((*RECEIPTS, USUAL)),
        metadata={"description": "How receipts of milk come; usual: as the cooperative has it."},
    )
    push = YesNo(required=True, metadata={"description": "Whether the app may show messages."})
    quiet = YesNo(
        allow_none=True,
        metadata={
            "description": "Whether what may wait waits for the morning: null: as the cooperative has it; "
            "false: told at any hour; true: quiet even where the cooperative has no quiet hours."
        },
    )
    quiet_from = _time("21:00", "With quiet true: own hours. Null: those of the rules.", allow_none=True)
    quiet_until = _time("06:00", "When the member's own quiet hours end.", allow_none=True)

    @post_load
    def nights(self, given: dict[str, Any], **_: Any) -> dict[str, Any]:
        """The hours as one, or None where nothing was said of them."""
        said = {name: given.pop(name) for name in ("quiet", "quiet_from", "quiet_until") if name in given}
        return {**given, "nights": QuietChoice(**said) if said else None}


class QuietHours(Answer):
    """From then on what may wait waits, and then it goes out; each day, in Nairobi."""

    begins = fields.String(metadata={"example": "20:00"})
    ends = fields.String(metadata={"example": "05:30"})


class MessageChoiceAnswer(Answer):
    """What a member chose, and what is in force. `hours_in_force` is null where the phone is never left in
    peace."""

    receipts = fields.String(validate=validate.OneOf((*RECEIPTS, USUAL)))
    in_force = fields.String(validate=validate.OneOf(RECEIPTS))
    push = fields.Boolean()
    quiet = fields.Boolean(allow_none=True)
    quiet_from = fields.String(allow_none=True, metadata={"example": "21:00"})
    quiet_until = fields.String(allow_none=True, metadata={"example": "06:00"})
    hours_in_force = fields.Nested(QuietHours, allow_none=True)


class MonthArgs(Schema):
    """A calendar month."""

    month = fields.String(
        validate=validate.Regexp(_MONTH, error="Write a month like 2026-11."),
        metadata={"example": "2026-11", "description": "Left out: this month."},
    )


class KindCost(Answer):
    """One kind of message in a month. `parts` are the segments that are paid for."""

    kind = fields.String(metadata={"example": "receipt"})
    messages = fields.Integer()
    parts = fields.Integer()
    cost = Money(attribute="cost_cents")
    shown = fields.Integer(metadata={"description": "Read in the app: no SMS was paid for."})


class CostAlarm(Answer):
    """When so much of the month's limit was spent."""

    percent = fields.Integer(metadata={"example": 80})
    spent = Money(attribute="spent_cents")
    cap = Money(attribute="cap_cents")
    at = Instant()


class MessageCosts(Answer):
    """What the messages of a month cost. `shown` were read in the app instead; `saved` is what as many would
    have cost at this month's average, null while none was sent. `forecast` is null but for the present month:
    as until now each day until its end. `cap` is null without a limit; `spent` true: only what must be told
    goes out."""

    month = fields.String(metadata={"example": "2026-11"})
    messages = fields.Integer()
    parts = fields.Integer()
    cost = Money(attribute="cost_cents")
    shown = fields.Integer()
    saved = Money(attribute="saved_cents", allow_none=True)
    forecast = Money(attribute="forecast_cents", allow_none=True)
    cap = Money(attribute="cap_cents", allow_none=True)
    spent = fields.Boolean()
    kinds = fields.List(fields.Nested(KindCost))
    alarms = fields.List(fields.Nested(CostAlarm))
