"""Payouts, messages and the journal."""

from __future__ import annotations

from marshmallow import fields, validate

from imbuto.api.fields import Instant, MemberNumber, Money, Text
from imbuto.api.paging import PageArgs, page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer, Chapter

STATES = (
    "requested",
    "held",
    "submitted",
    "accepted",
    "outcome_unknown",
    "needs_review",
    "paid",
    "failed",
)
OUTCOMES = ("paid", "not_paid")
MESSAGE_STATES = ("requested", "sent", "refused", "delivered", "undelivered")
LARGEST_POSITION = 2**53
"""What a JSON reader counts exactly."""


class PayoutArgs(PageArgs):
    """Payouts by run, state and member."""

    run = fields.UUID()
    state = fields.String(validate=validate.OneOf(STATES))
    member = MemberNumber()


class RunArgs(Schema):
    """Which run."""

    run = fields.UUID(required=True)


class Payout(Answer):
    """Sending one statement's net to one phone, as it stands."""

    id = fields.UUID()
    run = fields.UUID()
    statement = fields.UUID()
    member = fields.String(metadata={"example": "0042"})
    period = fields.String(metadata={"example": "2026-11-A"})
    amount = Money(attribute="amount_cents")
    state = fields.String(validate=validate.OneOf(STATES))
    attempt = fields.Integer()
    attempt_id = fields.UUID(metadata={"description": "The OriginatorConversationID of the present attempt."})
    has_phone = fields.Boolean()
    sends = fields.Integer()
    questions = fields.Integer(metadata={"description": "How often M-Pesa was asked about this attempt."})
    reason = fields.String(allow_none=True, metadata={"description": "Why held, failed or unknown."})
    code = fields.String(allow_none=True)
    conversation_id = fields.String(allow_none=True)
    receipt = fields.String(allow_none=True, metadata={"example": "SJ12ABC3DE"})
    fee = Money(attribute="fee_cents")
    evidence = fields.String(allow_none=True)
    contradictions = fields.Integer()
    contradiction = fields.String(allow_none=True)
    proposed_outcome = fields.String(
        allow_none=True,
        validate=validate.OneOf([*OUTCOMES, None]),
        metadata={"description": "What an official says became of it; waits for another to approve."},
    )
    proposed_receipt = fields.String(allow_none=True)
    proposed_evidence = fields.String(allow_none=True)
    proposed_by = fields.String(allow_none=True, metadata={"example": "staff:S003"})
    requested_at = Instant()
    submitted_at = Instant(allow_none=True)
    accepted_at = Instant(allow_none=True)
    asked_at = Instant(allow_none=True)
    paid_at = Instant(allow_none=True)
    position = fields.Integer()
    version = fields.Integer()


PayoutPage = page_of(Payout)


class PayoutWithStory(Payout):
    """A payout and every fact of it."""

    story = fields.List(fields.Nested(Chapter))


class SeenOutcome(Schema):
    """What became of a payout that M-Pesa leaves open. `receipt` goes with `paid`: M-Pesa's, or the reference
    of the channel that paid instead."""

    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    receipt = Text(40, load_default=None, allow_none=True, metadata={"example": "SJ12ABC3DE"})


class ProposedOutcome(SeenOutcome):
    """The same, and where it can be looked up."""

    evidence = Text(200, required=True, metadata={"example": "M-Pesa statement of 17 Nov, line 4"})


class StateSum(Answer):
    """The payouts in one state."""

    state = fields.String(validate=validate.OneOf(STATES))
    count = fields.Integer()
    amount = Money(attribute="cents")


class PayoutSummary(Answer):
    """A run's payouts by state."""

    run = fields.UUID()
    states = fields.List(fields.Nested(StateSum))
    count = fields.Integer()
    amount = Money(attribute="cents")


class MessageArgs(PageArgs):
    """Messages by member and state."""

    member = MemberNumber()
    state = fields.String(validate=validate.OneOf(MESSAGE_STATES))


class Message(Answer):
    """One SMS to one member. `to` and `text` are null when the person was forgotten."""

    id = fields.UUID()
    kind = fields.String(metadata={"example": "delivery.recorded"})
    about = fields.UUID()
    about_version = fields.Integer()
    member = fields.String(metadata={"example": "0042"})
    to = fields.String(allow_none=True)
    text = fields.String(allow_none=True)
    state = fields.String(validate=validate.OneOf(MESSAGE_STATES))
    reason = fields.String(allow_none=True)
    failed_sends = fields.Integer()
    parts = fields.Integer()
    cost = Money(attribute="cost_cents")
    requested_at = Instant()
    sent_at = Instant(allow_none=True)
    delivered_at = Instant(allow_none=True)
    position = fields.Integer()


MessagePage = page_of(Message)
