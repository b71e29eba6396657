"""Statements as documents."""

from __future__ import annotations

from marshmallow import fields, validate

from imbuto.api.fields import Instant, Litres, Money
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer
from imbuto.api.schemas.books import RangeArgs
from imbuto.api.schemas.settlements import STATES
from imbuto.api.tongues import Sentence
from imbuto.papers.statement_parts import MARKS, STANDINGS

LANGUAGES = ("sw", "en")


class LanguageArgs(Schema):
    """In which language a paper is printed."""

    language = fields.String(load_default=None, validate=validate.OneOf(LANGUAGES))


class LedgerPaperArgs(RangeArgs, LanguageArgs):
    """Which days of a ledger are printed, both included, and in which language."""


class PaperMilk(Answer):
    """One weighing on a statement."""

    delivery = fields.UUID()
    date = fields.Date(attribute="day")
    shift = fields.String(metadata={"example": "AM"})
    weighed = Litres(
        attribute="weighed_centilitres",
        hundredths=True,
        metadata={"description": "As the scale showed them, also of rejected milk."},
    )
    litres = Litres(
        attribute="centilitres", hundredths=True, metadata={"description": "What counts on this statement."}
    )
    amount = Money(attribute="cents")
    price_per_litre = Money(attribute="price_cents_per_litre")
    rule = fields.String(metadata={"example": "flat 45.00; grade B -2.00"})
    grade = fields.String(allow_none=True, metadata={"example": "A"})
    rejection_reason = Sentence(allow_none=True)
    held_litres = Litres(attribute="held_centilitres", hundredths=True)
    held = Money(attribute="held_cents")
    marks = fields.List(
        fields.String(validate=validate.OneOf(MARKS)),
        metadata={
            "description": "late: of an earlier period. held: the part in dispute waits; disputed: no "
            "part does. decided: a dispute was, and what it released is here."
        },
    )
    positions = fields.List(
        fields.Integer(), metadata={"description": "The facts in the ledger that it follows from."}
    )


class PaperPrice(Answer):
    """The milk that was paid by one price and rule."""

    price_per_litre = Money(attribute="price_cents_per_litre")
    rule = fields.String()
    weighings = fields.Integer()
    litres = Litres(attribute="centilitres", hundredths=True)
    amount = Money(attribute="cents")


class PaperPremium(Answer):
    """A premium for much milk."""

    text = fields.String()
    litres = Litres(attribute="centilitres", hundredths=True)
    price_per_litre = Money(attribute="cents_per_litre")
    amount = Money(attribute="cents")


class PaperAdjustment(Answer):
    """Something put right, with its reason."""

    id = fields.UUID()
    kind = fields.String(metadata={"example": "correction"})
    date = fields.Date(attribute="day")
    reason = fields.String()
    litres = Litres(attribute="centilitres", hundredths=True)
    amount = Money(attribute="cents")
    position = fields.Integer()


class PaperDeduction(Answer):
    """One charge: what was due, what was taken, and what remains."""

    charge = fields.UUID()
    kind = fields.String(metadata={"example": "agrovet"})
    creditor = fields.String(allow_none=True)
    creditor_name = fields.String(allow_none=True)
    text = fields.String()
    due = Money(attribute="due_cents")
    taken = Money(attribute="taken_cents")
    arrears = Money(attribute="arrears_cents", metadata={"description": "Due and not taken: it is carried."})
    remaining = Money(
        attribute="remaining_cents", allow_none=True, metadata={"description": "Null: it has no end."}
    )


class StatementPaper(Answer):
    """One member in one run: milk + premium + adjusted + carried_in = deducted + saved + net +
    carried_out."""

    id = fields.UUID()
    cooperative = fields.String()
    member = fields.String(metadata={"example": "0042"})
    name = fields.String(allow_none=True)
    language = fields.String(validate=validate.OneOf(LANGUAGES))
    centre = fields.String()
    centre_name = fields.String()
    run = fields.UUID()
    run_state = fields.String(validate=validate.OneOf(STATES))
    period = fields.String(metadata={"example": "2026-11-A"})
    period_start = fields.Date()
    period_end = fields.Date()
    approved_at = Instant(allow_none=True)
    deliveries = fields.List(fields.Nested(PaperMilk), attribute="milk")
    prices = fields.List(fields.Nested(PaperPrice))
    premiums = fields.List(fields.Nested(PaperPremium))
    adjustments = fields.List(fields.Nested(PaperAdjustment))
    deductions = fields.List(fields.Nested(PaperDeduction))
    litres = Litres(attribute="centilitres", hundredths=True)
    milk = Money(attribute="milk_cents")
    premium = Money(attribute="premium_cents")
    adjusted = Money(attribute="adjustments_cents")
    carried_in = Money(attribute="carried_in_cents")
    deducted = Money(attribute="deductions_cents")
    saved = Money(attribute="saved_cents")
    net = Money(attribute="net_cents")
    carried_out = Money(attribute="carried_out_cents")
    pays = fields.Boolean(
        metadata={
            "description": "False: the member is paid at the end of a longer span, and not in this run."
        }
    )
    standing = fields.String(
        validate=validate.OneOf(STANDINGS),
        metadata={
            "description": "draft: not approved yet. carried: nothing is paid. waiting, held, asking, "
            "failed, paid: how the payment stands."
        },
    )
    receipt = fields.String(allow_none=True, metadata={"example": "SJ12ABC3DE"})
    paid_at = Instant(allow_none=True)
    fee = Money(attribute="fee_cents", metadata={"description": "M-Pesa's, borne by the cooperative."})
    savings = Money(
        attribute="savings_cents", metadata={"description": "What is saved now, not on the statement's day."}
    )
    digest = fields.String()
    cutoff_position = fields.Integer()
    position = fields.Integer()
