"""Payouts, messages and the journal."""

from __future__ import annotations

from marshmallow import fields, validate

from imbuto.api.fields import Instant, MemberNumber, Money, Text
from imbuto.api.paging import PageArgs, page_of
from imbuto.api.plain import Schema
from imbuto.api.schemas.base import Answer, Chapter
from imbuto.api.schemas.settlements import Grouped
from imbuto.api.tongues import Sentence
from imbuto.ledger import MESSAGE_KINDS

STATES = (
    "requested",
    "held",
    "submitted",
    "accepted",
    "outcome_unknown",
    "failure_reported",
    "needs_review",
    "handed_over",
    "paid",
    "failed",
)
OUTCOMES = ("paid", "not_paid", "stands")
CHANNELS = ("mpesa", "bank", "cash")
MESSAGE_STATES = ("requested", "pushed", "shown", "sent", "refused", "delivered", "undelivered")
LARGEST_POSITION = 2**53
"""What a JSON reader counts exactly."""


class PayoutArgs(PageArgs):
    """Payouts by run, state, member and channel."""

    run = fields.UUID()
    state = fields.String(validate=validate.OneOf(STATES))
    member = MemberNumber()
    channel = fields.String(validate=validate.OneOf(CHANNELS))


class RunArgs(Schema):
    """Which run."""

    run = fields.UUID(required=True)


class Payout(Answer):
    """Paying one statement's net, or a part of it, as it stands."""

    id = fields.UUID()
    run = fields.UUID()
    statement = fields.UUID()
    member = fields.String(metadata={"example": "0042"})
    period = fields.String(metadata={"example": "2026-11-A"})
    part = fields.Integer(metadata={"description": "A net above M-Pesa's limit is paid in parts."})
    parts = fields.Integer()
    amount = Money(attribute="amount_cents")
    channel = fields.String(
        validate=validate.OneOf(CHANNELS),
        metadata={"description": "The way it is to be paid, and after its end the way it was."},
    )
    state = fields.String(validate=validate.OneOf(STATES))
    cause = fields.String(
        allow_none=True,
        metadata={"description": "Why it is held or postponed, as a word.", "example": "number_changed"},
    )
    attempt = fields.Integer()
    attempt_id = fields.UUID(metadata={"description": "The OriginatorConversationID of the present attempt."})
    has_phone = fields.Boolean()
    sends = fields.Integer()
    questions = fields.Integer(metadata={"description": "How often M-Pesa was asked about this attempt."})
    answers = fields.Integer(metadata={"description": "How many of these it answered without an end."})
    reason = Sentence(allow_none=True, metadata={"description": "Why held, failed or unknown."})
    code = fields.String(allow_none=True)
    failure = fields.String(
        allow_none=True, metadata={"description": "The code of a failure that is reported and not proven."}
    )
    conversation_id = fields.String(allow_none=True)
    file = fields.UUID(allow_none=True, metadata={"description": "The file of payments that it is in."})
    reference = fields.String(
        allow_none=True, metadata={"description": "By which the bank knows it.", "example": "7KQ2M9XWRT"}
    )
    receipt = fields.String(allow_none=True, metadata={"example": "SJ12ABC3DE"})
    fee = Money(attribute="fee_cents")
    evidence = fields.String(allow_none=True)
    signature = fields.String(
        allow_none=True, metadata={"description": "How the member signed for cash.", "example": "thumb mark"}
    )
    contradictions = fields.Integer()
    contradiction = fields.String(allow_none=True)
    doubts = fields.Integer(metadata={"description": "Contradictions that nobody has settled yet."})
    release_proposed_by = fields.String(allow_none=True)
    release_cause = fields.String(allow_none=True)
    proposed_outcome = fields.String(
        allow_none=True,
        validate=validate.OneOf([*OUTCOMES, None]),
        metadata={"description": "What an official says became of it; waits for another to approve."},
    )
    proposed_receipt = fields.String(allow_none=True)
    proposed_evidence = fields.String(allow_none=True)
    proposed_channel = fields.String(allow_none=True, validate=validate.OneOf([*CHANNELS, None]))
    proposed_signature = fields.String(allow_none=True)
    proposed_fee = Money(attribute="proposed_fee_cents", allow_none=True)
    proposed_by = fields.String(allow_none=True, metadata={"example": "staff:S003"})
    approved_by = fields.String(
        allow_none=True, metadata={"description": "The second official; of cash, the witness."}
    )
    requested_at = Instant()
    not_before = Instant(allow_none=True)
    submitted_at = Instant(allow_none=True)
    accepted_at = Instant(allow_none=True)
    reported_at = Instant(
        allow_none=True,
        metadata={"description": "When a callback told a failure, which is then asked about."},
    )
    asked_at = Instant(allow_none=True)
    answered_at = Instant(allow_none=True)
    paid_at = Instant(allow_none=True)
    position = fields.Integer()
    version = fields.Integer()


PayoutPage = page_of(Payout)


class PayoutWithStory(Payout):
    """A payout and every fact of it."""

    story = fields.List(fields.Nested(Chapter))


class SeenRelease(Schema):
    """A payout that another official proposes to let go, as it was seen: a later proposal may be to another
    number."""

    version = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(1, LARGEST_POSITION),
        metadata={"description": "The payout's version, as GET /payouts/{id} tells it.", "example": 3},
    )


class SeenOutcome(Schema):
    """What became of a payout that M-Pesa leaves open. `receipt` goes with `paid`: M-Pesa's, or the reference
    of the channel that paid instead, and so do `channel` and `fee`. `stands`: it is paid as recorded,
    whatever M-Pesa said since."""

    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    receipt = Text(40, load_default=None, allow_none=True, metadata={"example": "SJ12ABC3DE"})
    channel = fields.String(
        load_default="mpesa",
        validate=validate.OneOf(CHANNELS),
        metadata={"description": "By which way it was paid."},
    )
    fee_cents = Money(data_key="fee", load_default=0, metadata={"description": "What the bank took for it."})


class ProposedOutcome(SeenOutcome):
    """The same, and where it can be looked up."""

    evidence = Text(200, required=True, metadata={"example": "M-Pesa statement of 17 Nov, line 4"})
    signature = Text(
        60,
        load_default=None,
        allow_none=True,
        metadata={"description": "Of cash: how the member signed.", "example": "thumb mark"},
    )


class StateSum(Answer):
    """The payouts in one state."""

    state = fields.String(validate=validate.OneOf(STATES))
    count = fields.Integer()
    amount = Money(attribute="cents")


class PayoutSummary(Grouped):
    """A run's payouts by state and by group."""

    run = fields.UUID()
    states = fields.List(fields.Nested(StateSum))
    count = fields.Integer()
    amount = Money(attribute="cents")


class MessageArgs(PageArgs):
    """Messages by member, state and kind."""

    member = MemberNumber()
    state = fields.String(validate=validate.OneOf(MESSAGE_STATES))
    kind = fields.String(validate=validate.OneOf(sorted(MESSAGE_KINDS)), metadata={"example": "receipt"})


class Message(Answer):
    """One message to one member, or to the official `staff`. `to` and `text` are null when the person was
    forgotten. One that was pushed to the app goes by SMS at `sms_at`, unless it was shown (`shown_at`)."""

    id = fields.UUID()
    kind = fields.String(metadata={"example": "receipt"})
    about = fields.UUID()
    about_version = fields.Integer()
    member = fields.String(metadata={"example": "0042"})
    staff = fields.String(allow_none=True, metadata={"example": "S004"})
    to = fields.String(allow_none=True)
    text = fields.String(allow_none=True)
    state = fields.String(validate=validate.OneOf(MESSAGE_STATES))
    reason = Sentence(allow_none=True)
    failed_sends = fields.Integer()
    parts = fields.Integer()
    cost = Money(attribute="cost_cents")
    requested_at = Instant()
    sent_at = Instant(allow_none=True)
    delivered_at = Instant(allow_none=True)
    sms_at = Instant(allow_none=True)
    shown_at = Instant(allow_none=True)
    provider = fields.String(metadata={"example": "sms"})
    position = fields.Integer()


MessagePage = page_of(Message)
