"""Pay runs and their statements."""

from __future__ import annotations

from marshmallow import fields, validate

from imbuto.api.fields import Instant, Litres, Money, PeriodCode
from imbuto.api.paging import page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer, Chapter

GROUPS = ("paid", "failed", "unknown", "held", "unsent")
STATES = ("opened", "prepared", "approved", "completed", "discarded")


class NewRun(Schema):
    """The period to close: what is recorded later is paid in the next run."""

    period = PeriodCode(required=True)


class Preparation(Answer):
    """How far the drawing of the statements has come."""

    state = fields.String(validate=validate.OneOf(STATES))
    drawn = fields.Integer(metadata={"description": "Statements drawn so far."})
    statements = fields.Integer(metadata={"description": "All of them, once it is prepared."})


class Run(Answer):
    """A pay run. The totals are nought until it is prepared. While it is being paid, `paid`, `failed`, `held`
    and `on_the_way` follow its payouts; of a completed one, `paid` and `failed` are what was recorded."""

    id = fields.UUID()
    period = fields.String(metadata={"example": "2026-11-A"})
    period_start = fields.Date()
    period_end = fields.Date()
    cutoff_position = fields.Integer(
        metadata={"description": "What is recorded behind it is paid in the next run."}
    )
    minimum_payable = Money(attribute="minimum_payable_cents")
    state = fields.String(validate=validate.OneOf(STATES))
    opened_by = fields.String(metadata={"example": "staff:S003"})
    opened_at = Instant()
    prepared_by = fields.String(allow_none=True)
    prepared_at = Instant(allow_none=True)
    approved_by = fields.String(allow_none=True)
    approved_at = Instant(allow_none=True)
    discarded_by = fields.String(allow_none=True)
    discard_reason = fields.String(allow_none=True)
    completed_at = Instant(allow_none=True)
    drawn = fields.Integer(metadata={"description": "Statements drawn so far."})
    settled = fields.Integer(metadata={"description": "Statements booked since the approval."})
    statements = fields.Integer()
    litres = Litres(attribute="centilitres", hundredths=True)
    milk = Money(attribute="milk_cents")
    adjustments = Money(attribute="adjustments_cents")
    premium = Money(attribute="premium_cents")
    carried_in = Money(attribute="carried_in_cents")
    deducted = Money(attribute="deductions_cents")
    saved = Money(attribute="saved_cents")
    net = Money(attribute="net_cents")
    carried_out = Money(attribute="carried_out_cents")
    digest = fields.String(allow_none=True)
    paid = fields.Integer()
    paid_amount = Money(attribute="paid_cents")
    failed = fields.Integer()
    failed_amount = Money(attribute="failed_cents")
    held = fields.Integer(metadata={"description": "Payouts kept back, until an official lets them go."})
    held_amount = Money(attribute="held_cents")
    on_the_way = fields.Integer(
        metadata={"description": "Payouts asked for that have not ended: waiting, with M-Pesa, or in review."}
    )
    on_the_way_amount = Money(attribute="on_the_way_cents")
    position = fields.Integer()


RunPage = page_of(Run)


class GroupSum(Answer):
    """The payouts of one group: paid, failed, unknown (sent, and not ended), held, unsent."""

    group = fields.String(validate=validate.OneOf(GROUPS))
    count = fields.Integer()
    amount = Money(attribute="cents")


class CountAndAmount(Answer):
    """How many, and how much."""

    count = fields.Integer()
    amount = Money(attribute="cents")


class Grouped(Answer):
    """What must add up: paid + failed + unknown + held + unsent = approved. Parts of a split payment are
    counted each. Empty before the approval."""

    groups = fields.List(fields.Nested(GroupSum))
    approved = fields.Nested(CountAndAmount, allow_none=True)
    balanced = fields.Boolean(
        allow_none=True, metadata={"description": "Whether the groups add up, in count and in cents."}
    )


class RunWithStory(Run, Grouped):
    """A run and every fact of it, with its payouts by group."""

    story = fields.List(fields.Nested(Chapter))


class Premium(Answer):
    """A volume premium: so many litres at so much more each."""

    price_id = fields.UUID()
    text = fields.String()
    litres = Litres()
    per_litre = Money(attribute="cents_per_litre")
    amount = Money(attribute="cents")


class Deduction(Answer):
    """One charge on a statement. What was due and could not be taken is in arrears and comes again; what was
    overpaid is given back, as a negative amount."""

    charge = fields.UUID()
    kind = fields.String(metadata={"example": "agrovet"})
    creditor = fields.String(
        allow_none=True, metadata={"description": "The creditor's code; none: the cooperative itself."}
    )
    text = fields.String()
    due = Money(attribute="due_cents")
    taken = Money(attribute="taken_cents")
    arrears = Money(attribute="arrears_cents")
    remaining = Money(
        attribute="remaining_cents",
        allow_none=True,
        metadata={"description": "Still owed after this run; none where the charge has no end."},
    )


class Statement(Answer):
    """One member in one run: milk + adjustments + premium + carried_in = deducted + saved + net +
    carried_out."""

    id = fields.UUID()
    run = fields.UUID()
    member = fields.String(metadata={"example": "0042"})
    period = fields.String(metadata={"example": "2026-11-A"})
    lines = fields.Integer(metadata={"description": "How many lines it has."})
    litres = Litres(attribute="centilitres", hundredths=True)
    milk = Money(attribute="milk_cents")
    adjustments = Money(attribute="adjustments_cents")
    premium = Money(attribute="premium_cents")
    carried_in = Money(attribute="carried_in_cents")
    deducted = Money(attribute="deductions_cents")
    saved = Money(attribute="saved_cents")
    net = Money(attribute="net_cents")
    carried_out = Money(attribute="carried_out_cents")
    premiums = fields.List(fields.Nested(Premium))
    deductions = fields.List(fields.Nested(Deduction))
    pays = fields.Boolean(
        metadata={"description": "False: the member chose to be paid less often, and all is carried out."}
    )
    digest = fields.String()
    drawn_at = Instant()
    settled_at = Instant(allow_none=True, metadata={"description": "When it was booked, after approval."})
    payout = fields.UUID(allow_none=True)


StatementPage = page_of(Statement)


class StatementLine(Answer):
    """One entry: the fact that changed what the member is owed."""

    position = fields.Integer()
    date = fields.Date(attribute="day")
    kind = fields.String(metadata={"example": "delivery.recorded"})
    delivery = fields.UUID(metadata={"description": "The delivery, or the adjustment, that it is about."})
    centre = fields.String(allow_none=True)
    litres = Litres(attribute="centilitres", hundredths=True)
    amount = Money(attribute="cents")


class StatementWithLines(Statement):
    """A statement and its lines, from which it can be drawn again."""

    entries = fields.List(fields.Nested(StatementLine))
